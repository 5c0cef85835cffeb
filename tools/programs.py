"""Programs that the files of the site are opened with in the tests: a spreadsheet, and R."""

import shutil

from tools.machine import UnavailableError, apt_install, may_install

# By the command, the packages of Debian and Ubuntu that bring it.
PACKAGES = {
    "soffice": ("libreoffice-calc-nogui",),
    "Rscript": ("r-base-core", "r-cran-jsonlite"),
}


def missing() -> list[str]:
    """The commands that this machine does not have."""
    return [name for name in PACKAGES if shutil.which(name) is None]


def find_or_install() -> None:
    """Install what is missing. Raises UnavailableError when that fails or is not allowed."""
    wanted = [package for name in missing() for package in PACKAGES[name]]
    if wanted and may_install():
        apt_install(*wanted)
    if left := missing():
        reason = "could not be installed" if may_install() else "may not be installed by this user"
        raise UnavailableError(f"{' and '.join(left)} were not found and {reason}")
