"""The README's first command, on a clone with nothing prepared: it installs, loads and serves."""

import os
import shutil
import signal
import socket
import subprocess
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
# What the README promises, install included.
PATIENCE = 180

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not (ROOT / ".git").exists(), reason="There is no repository to clone."),
    pytest.mark.skipif(not shutil.which("make"), reason="There is no make."),
]


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def served(tmp_path, port):
    clone = tmp_path / "a clone"
    subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
    ours = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "VIRTUAL_ENV", "CI")
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            ["make", "serve", f"PORT={port}"],
            cwd=clone,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    yield tmp_path / "log"
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(timeout=30)


def test_a_fresh_clone_serves_the_walloon_region(served, port):
    page = fetched(port, "/regions/BE3/", served)
    facts = ["Wallonie", "Walloon Region", "3,643,996", "18.51", "Vanguard Initiative"]
    assert [fact for fact in facts if fact not in page] == []


def fetched(port: int, path: str, log: Path) -> str:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        connection = HTTPConnection("localhost", port, timeout=10)
        try:
            connection.request("GET", path)
            return connection.getresponse().read().decode()
        except OSError:
            time.sleep(1)
        finally:
            connection.close()
    pytest.fail(f"Nothing was served within {PATIENCE} s:\n{log.read_text()[-3000:]}")
