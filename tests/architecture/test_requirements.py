"""What is installed is locked the same everywhere, and no committed file says where from."""

import re
import subprocess

import pytest

from tools.machine import ROOT

# In parts, so that this file does not name what it forbids.
REGISTRIES = [
    ".".join(parts).encode()
    for parts in [("pypi", "org"), ("files", "pythonhosted"), ("registry", "npmjs")]
]
LOCK_FILES = {"uv.lock", "poetry.lock", "Pipfile.lock", "package-lock.json", "yarn.lock"}


def committed_files():
    """The files of the project, those about to be added too, as paths from its root."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if listing.returncode:
        pytest.skip("this copy of the project is no git checkout")
    names = listing.stdout.decode().split("\0")
    return [name for name in names if name and (ROOT / name).is_file()]


def pins(name):
    return dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))


def test_no_file_names_a_package_registry():
    naming = [
        name
        for name in committed_files()
        if any(registry in (ROOT / name).read_bytes() for registry in REGISTRIES)
    ]
    assert naming == []


def test_no_lock_file_with_addresses_is_kept():
    kept = {name for name in committed_files() if name.rpartition("/")[2] in LOCK_FILES}
    assert kept == set()


def test_both_commands_install_the_same_versions():
    to_serve, to_test = pins("requirements.txt"), pins("requirements-dev.txt")
    assert to_serve
    assert to_serve.items() <= to_test.items()


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "tools/uv.txt"])
def test_every_locked_version_has_hashes(name):
    entries = re.split(r"^(?=[\w.-]+==)", (ROOT / name).read_text(), flags=re.MULTILINE)
    without = [entry for entry in entries if "==" in entry and "--hash=sha256:" not in entry]
    assert without == []
