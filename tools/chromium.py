"""A Chromium for the browser tests: the system's own, or installed where that is allowed."""

import os
import shutil
import subprocess
import sys

from tools.machine import UnavailableError, apt_install, may_install, run_quietly

VARIABLE = "OBSERVATORY_CHROMIUM"
NAMES = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "chrome")


def find() -> str | None:
    """The path of a Chromium that can be driven, or None."""
    path = browser()
    return path if path and driver_runs() else None


def find_or_install() -> str:
    """The path of a Chromium. Raises UnavailableError when none is here or may be installed."""
    if path := find():
        return path
    if may_install():
        apt_install(*missing_packages())
        if path := find():
            return path
    wanted = "libatomic1, which the driver of Chromium needs," if browser() else "Chromium"
    reason = "could not be installed" if may_install() else "may not be installed by this user"
    raise UnavailableError(f"{wanted} was not found and {reason}")


def browser() -> str | None:
    """A Chromium that runs; the variable OBSERVATORY_CHROMIUM may name one."""
    wanted = [os.environ[VARIABLE]] if os.environ.get(VARIABLE) else NAMES
    return next((path for name in wanted if (path := shutil.which(name)) and runs(path)), None)


def runs(path: str) -> bool:
    """Whether it answers: Ubuntu's `chromium-browser` only says that a snap is needed."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and b"Chrom" in done.stdout


def driver_runs() -> bool:
    return run_quietly([sys.executable, "-m", "playwright", "--version"]).returncode == 0


def missing_packages() -> list[str]:
    # The fonts are only a recommendation of the package, but without any a page has no letters.
    packages = [] if browser() else ["chromium", "fonts-liberation"]
    # Playwright brings its driver, but not this library, which a small system lacks.
    return packages if driver_runs() else [*packages, "libatomic1"]
