"""Make .venv and install a file of locked requirements: `python -m tools.install requirements.txt`.

The second time nothing has changed, and nothing is done or asked of the network.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from tools.machine import (
    ROOT,
    UnavailableError,
    apt_install,
    may_install,
    run_quietly,
    say,
    stop_with,
)

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = VENV / "bin" / "uv"
UV_REQUIREMENTS = ROOT / "tools" / "uv.txt"
WORKS = "import sys, sysconfig; print(*sys.version_info[:2]); sys.exit(sys.version_info < (3, 11))"


def main() -> None:
    requirements = ROOT / sys.argv[1]
    try:
        if is_installed(requirements):
            return
        ensure_venv()
        install(requirements)
    except UnavailableError as problem:
        stop_with(str(problem))
    stamp_of(requirements).write_text(fingerprint(requirements))


def is_installed(requirements: Path) -> bool:
    stamp = stamp_of(requirements)
    return stamp.exists() and stamp.read_text() == fingerprint(requirements)


def stamp_of(requirements: Path) -> Path:
    return VENV / f".installed-{requirements.stem}"


def fingerprint(requirements: Path) -> str:
    """The requirements and the Python they were installed for: either may change under our feet."""
    return hashlib.sha256(requirements.read_bytes() + version_of_venv().encode()).hexdigest()


def version_of_venv() -> str:
    """The version of the environment's Python, as in "3 11"; empty when missing or broken."""
    if not PYTHON.exists():
        return ""
    result = run_quietly([str(PYTHON), "-c", WORKS])
    version = result.stdout.strip()
    has_packages = (VENV / "lib" / f"python{version.replace(' ', '.')}" / "site-packages").is_dir()
    return version if result.returncode == 0 and has_packages else ""


def ensure_venv() -> None:
    if version_of_venv() and (UV.exists() or has_pip()):
        return
    say(f"Making .venv with Python {sys.version.split()[0]}")
    result = make_venv()
    if result.returncode and may_install():
        apt_install(f"python3.{sys.version_info.minor}-venv") or apt_install("python3-venv")
        result = make_venv()
    if result.returncode and outer_pip():
        result = make_venv("--without-pip")
    if result.returncode:
        say(result.stdout)
        raise UnavailableError(
            "The virtual environment .venv could not be made. If the venv module is missing, "
            "install it (on Debian or Ubuntu: apt-get install python3-venv) and run this again."
        )


def make_venv(*options: str) -> "subprocess.CompletedProcess[str]":
    return run_quietly([sys.executable, "-m", "venv", "--clear", *options, str(VENV)])


def has_pip() -> bool:
    return run_quietly([str(PYTHON), "-m", "pip", "--version"]).returncode == 0


def outer_pip() -> bool:
    """Whether the Python that runs this has a pip that installs into other places (22.3)."""
    pip = [sys.executable, "-m", "pip", "--python", sys.executable]
    return run_quietly([*pip, "--version"]).returncode == 0


def install(requirements: Path) -> None:
    say(f"Installing {requirements.name}")
    if not (UV.exists() or pip_install(UV_REQUIREMENTS, quiet=True)):
        say("uv could not be installed: pip does the work, which takes a minute longer.")
    if not (uv_install(requirements) or pip_install(requirements)):
        raise UnavailableError(
            f"The packages of {requirements.name} could not be installed. "
            "Is there a connection to a package index?"
        )


def uv_install(requirements: Path) -> bool:
    if not UV.exists():
        return False
    # uv has its own list of certificates; behind a company's proxy only the system's is right.
    environment = {**os.environ, "UV_SYSTEM_CERTS": "1"}
    options = ["--quiet", "--require-hashes", "--python", str(PYTHON)]
    command = [str(UV), "pip", "install", *options, "-r", str(requirements)]
    return subprocess.run(command, env=environment, check=False).returncode == 0


def pip_install(requirements: Path, *, quiet: bool = False) -> bool:
    outer = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    pip = [str(PYTHON), "-m", "pip"] if has_pip() else outer
    options = ["--quiet", "--require-hashes", "--disable-pip-version-check"]
    command = [*pip, "install", *options, "-r", str(requirements)]
    environment = {**os.environ, "PIP_ROOT_USER_ACTION": "ignore"}
    errors = subprocess.DEVNULL if quiet else None
    return subprocess.run(command, env=environment, stderr=errors, check=False).returncode == 0


if __name__ == "__main__":
    main()
