"""A Chromium for the browser tests: the system's own, or installed where that is allowed."""

import os
import shutil
import subprocess

from tools.machine import UnavailableError, apt_install, may_install

VARIABLE = "OBSERVATORY_CHROMIUM"
NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "chrome")


def find() -> str | None:
    """The path of a Chromium that runs, or None; OBSERVATORY_CHROMIUM may name one."""
    wanted = [os.environ[VARIABLE]] if os.environ.get(VARIABLE) else NAMES
    return next((path for name in wanted if (path := shutil.which(name)) and runs(path)), None)


def runs(path: str) -> bool:
    """Whether it answers: Ubuntu's `chromium-browser` only says that a snap is needed."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and b"Chrom" in done.stdout


def find_or_install() -> str:
    """The path of a Chromium. Raises UnavailableError when none is here or may be installed."""
    if path := find():
        return path
    if not may_install():
        raise UnavailableError("Chromium was not found and may not be installed by this user")
    # The fonts are only a recommendation of the package, but without any a page has no letters.
    apt_install("chromium", "fonts-liberation")
    if path := find():
        return path
    raise UnavailableError("Chromium was not found and could not be installed")
