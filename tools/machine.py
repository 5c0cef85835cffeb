"""What this machine is and what its user may do."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class UnavailableError(Exception):
    """Something needed is neither here nor installable; the text says so, without a full stop."""


def say(text: str) -> None:
    """Print at once, so that lines of ours and of the programs we start stay in order."""
    print(text, flush=True)


def on_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def may_install() -> bool:
    """Whether system packages may be installed: root, on Debian, Ubuntu or another with apt-get."""
    return is_root() and shutil.which("apt-get") is not None


def apt_install(*packages: str) -> bool:
    """Install system packages without a question; when that fails its output is shown."""
    say(f"Installing {', '.join(packages)} with apt-get")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    # One dead third-party source fails an update: no reason to stop, the rest still works.
    run_quietly(["apt-get", "update"], environment)
    result = run_quietly(install, environment)
    if result.returncode:
        say(result.stdout)
    return result.returncode == 0


def run_quietly(
    command: list[str], environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run without input, errors into the output, which is returned instead of shown."""
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env=environment,
        check=False,
    )


def stop_with(sentence: str) -> None:
    """End the command with one plain sentence instead of a traceback."""
    sys.exit(f"\n{sentence}")
