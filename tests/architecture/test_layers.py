"""The layers hold, and a file that breaks one is caught with the contract's name."""

import shutil
import subprocess
import sys
import tomllib

import pytest

from tools.machine import ROOT
from tools.run_tests import CHECKS

ROOMS = "Imports run downwards from room to room"
INSIDE = "Imports run downwards inside an app"
SURVEY = "The reading of a survey knows no models"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]
PACKAGES = CONTRACTS["root_packages"]
# They stand beside the rooms: nothing that runs on a server imports them.
NO_ROOMS = {"benchmarks", "tests", "tools"}


def lint_imports(folder):
    command = [sys.executable, *CHECKS["import-linter"], "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy_of_the_project(tmp_path):
    # Other tests run at this moment, and their Python writes and renames files of its cache.
    no_cache = shutil.ignore_patterns("__pycache__")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=no_cache)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_package_has_its_place_among_the_rooms():
    packages = {path.parent.name for path in ROOT.glob("[a-z]*/__init__.py")}
    rooms = next(one for one in CONTRACTS["contracts"] if one["name"] == ROOMS)["layers"]
    placed = [room for layer in rooms for room in layer.split(" | ")]
    assert set(PACKAGES) == set(placed) == packages - NO_ROOMS


def test_the_project_keeps_its_layers():
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("importer", "imported", "contract"),
    [
        ("common", "regions", ROOMS),
        ("regions", "policies", ROOMS),
        ("policies", "catalogue", ROOMS),
        ("policies", "observatory", ROOMS),
        ("policies", "workbench", ROOMS),
        ("catalogue", "observatory", ROOMS),
        ("catalogue", "workbench", ROOMS),
        ("observatory", "workbench", ROOMS),
        ("workbench", "observatory", ROOMS),
        ("observatory", "regions_project", ROOMS),
        ("regions.models", "regions.admin", INSIDE),
        ("regions.models", "regions.resources", INSIDE),
        ("regions.resources", "regions.admin", INSIDE),
        ("catalogue.models", "catalogue.management", INSIDE),
        ("observatory.views", "observatory.urls", INSIDE),
        ("observatory.views", "observatory.admin", INSIDE),
        ("workbench.survey.reading", "regions.models", SURVEY),
        ("workbench.imports.plan", "regions.models", SURVEY),
    ],
)
def test_an_upward_import_breaks_its_contract(copy_of_the_project, importer, imported, contract):
    for module in (importer, imported):
        make_importable(copy_of_the_project, module)
    planted = copy_of_the_project.joinpath(*importer.split("."), "planted.py")
    planted.write_text(f"import {imported}\n")

    result = lint_imports(copy_of_the_project)

    assert result.returncode == 1
    assert f"{contract} BROKEN" in result.stdout
    assert f"{importer}.planted -> {imported}" in result.stdout


def make_importable(folder, module):
    """Make the module a package to plant in, where it is a single file or not there yet."""
    package = folder.joinpath(*module.split("."))
    package.mkdir(exist_ok=True)
    if package.with_suffix(".py").exists():
        package.with_suffix(".py").rename(package / "__init__.py")
    (package / "__init__.py").touch()
