"""A PostgreSQL for the tests: the developer's own, or one made for this run."""

import contextlib
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tools.machine import UnavailableError, apt_install, is_root, may_install, run_quietly

SCHEMES = ("postgres:", "postgresql:", "pgsql:")
ROLE = "observatory"
# Debian reads this folder when a server is installed, and would else start a server of its own.
NO_SYSTEM_CLUSTER = Path("/etc/postgresql-common/createcluster.d/observatory-tests.conf")
# The cluster lives for one run: safety against power cuts would only cost time.
OPTIONS = (
    "-c listen_addresses='' -c max_connections=200 "
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
)


@contextlib.contextmanager
def database_url() -> Iterator[str]:
    """The address of a PostgreSQL that is up; one started here is stopped and removed at the end.

    Raises UnavailableError when there is none and none may be installed, and RuntimeError when
    the one that is there does not start.
    """
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(SCHEMES):
        yield given
        return
    with throw_away_cluster(find_programs() or install_programs()) as url:
        yield url


def find_programs() -> Path | None:
    """The folder of initdb and pg_ctl, the newest where there are several."""
    folders = [Path(found).parent for found in [shutil.which("initdb")] if found]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version_of, reverse=True)
    if shutil.which("pg_config"):
        folders.append(Path(run_quietly(["pg_config", "--bindir"]).stdout.strip()))
    return next((folder for folder in folders if (folder / "pg_ctl").exists()), None)


def version_of(folder: Path) -> int:
    digits = re.sub(r"\D", "", folder.parent.name)
    return int(digits or 0)


def install_programs() -> Path:
    if not may_install():
        raise UnavailableError("PostgreSQL was not found and may not be installed by this user")
    with no_system_cluster():
        apt_install("postgresql")
    if programs := find_programs():
        return programs
    raise UnavailableError("PostgreSQL was not found and could not be installed")


@contextlib.contextmanager
def no_system_cluster() -> Iterator[None]:
    NO_SYSTEM_CLUSTER.parent.mkdir(parents=True, exist_ok=True)
    NO_SYSTEM_CLUSTER.write_text("create_main_cluster = false\n")
    try:
        yield
    finally:
        NO_SYSTEM_CLUSTER.unlink()


@contextlib.contextmanager
def throw_away_cluster(programs: Path) -> Iterator[str]:
    """A server that is reached through a socket in a folder of its own, and gone afterwards."""
    # Not in TMPDIR: a socket's path may have 107 bytes, and the server's user must reach it.
    home = Path(tempfile.mkdtemp(prefix="observatory-postgres-", dir="/tmp"))
    cluster = Cluster(programs, home, server_user() if is_root() else None)
    try:
        cluster.make()
        try:
            cluster.start()
            yield f"postgres://{ROLE}@{quote(str(home), safe='')}/postgres"
        finally:
            cluster.run("pg_ctl", "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def server_user() -> pwd.struct_passwd:
    """PostgreSQL refuses to run as root: then it runs as the user that its package made."""
    users = {entry.pw_name: entry for entry in pwd.getpwall()}
    return users.get("postgres") or users["nobody"]


@dataclass
class Cluster:
    """A folder with a database cluster, and the system's programs that act on it as `user`."""

    programs: Path
    home: Path
    user: pwd.struct_passwd | None

    def make(self) -> None:
        if self.user:
            os.chown(self.home, self.user.pw_uid, self.user.pw_gid)
        options = ["--username", ROLE, "--auth=trust", "--encoding=UTF8", "--no-sync"]
        # The same order of letters on every machine; C.UTF-8 is missing on a few, which know C.
        for locale in ("C.UTF-8", "C"):
            made, output = self.run("initdb", *options, f"--locale={locale}")
            if made:
                return
        raise RuntimeError(f"initdb could not make a PostgreSQL cluster for the tests.\n{output}")

    def start(self) -> None:
        log = self.home / "log"
        options = f"{OPTIONS} -c unix_socket_directories='{self.home}'"
        started, _ = self.run("pg_ctl", "-l", str(log), "-o", options, "-w", "start")
        if not started:
            text = log.read_text(errors="replace") if log.exists() else ""
            raise RuntimeError(f"The PostgreSQL for the tests did not start.\n{text}")

    def run(self, program: str, *arguments: str) -> tuple[bool, str]:
        """Whether the program succeeded, and what it said.

        It speaks into a file and not into a pipe: the server would keep the pipe open, and reading
        to its end would wait for ever.
        """
        with tempfile.TemporaryFile("w+") as output:
            done = subprocess.run(
                [self.programs / program, "-D", self.home / "data", *arguments],
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**os.environ, "LC_ALL": "C"},
                user=self.user and self.user.pw_uid,
                group=self.user and self.user.pw_gid,
                extra_groups=self.user and [self.user.pw_gid],
                check=False,
            )
            output.seek(0)
            return done.returncode == 0, output.read()
