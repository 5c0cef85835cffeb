"""Check and test everything, then say in one line each how it went: `make test`.

All steps run, also after one has failed, so that one run shows everything there is to mend.
"""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass

from tools import chromium, postgres, programs
from tools.machine import ROOT, UnavailableError, on_ci, say

PYTHON = sys.executable
# import-linter has no `python -m`, and a script in .venv/bin breaks when the folder moves.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
CHECKS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "djlint": ["-m", "djlint", "--lint", "--quiet", "."],
    "import-linter": ["-c", LINT_IMPORTS, "--no-logo"],
    "deptry": ["-m", "deptry", "."],
    "mypy": ["-m", "mypy"],
    "migrations": ["manage.py", "makemigrations", "--check", "--dry-run"],
}
# A worker per core; the tests of one file stay together: what a module prepares is prepared once.
PYTEST = ["-m", "pytest", "-n", "auto", "--dist", "loadfile", "tests"]
# On PostgreSQL only what asks a database something: pure functions, the rendering in a browser and
# other programs that open our files do the same whichever database runs; they are half of the time.
ONLY_DATABASE = ["--database-tests-only", "-m", "not browser and not program"]
# Each ends with another code than 0 if it misses its bar; see benchmarks/README.md.
BENCHMARKS = {
    "load_reference": ["-m", "benchmarks.load_reference"],
    "import_files": ["-m", "benchmarks.import_files"],
    "facets": ["-m", "benchmarks.facets"],
    "facets on PostgreSQL": ["-m", "benchmarks.facets", "--postgresql"],
}
IN_MEMORY = "sqlite:///:memory:"


@dataclass
class Step:
    """One line of the summary; `outcome` is ok, FAILED or skipped."""

    outcome: str
    name: str
    remark: str


def main() -> None:
    os.chdir(ROOT)
    # Ctrl+C, kill, a cancelled CI job: all unwind, and so stop the server that we started.
    for polite in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(polite, lambda number, _: sys.exit(128 + number))
    lacking = [*look_for_chromium(), *look_for_programs()]
    steps = [run(name, command) for name, command in CHECKS.items()]
    steps += [run("pytest on SQLite", PYTEST), *lacking, on_postgres()]
    steps += [run(name, command) for name, command in BENCHMARKS.items()]
    say("\nSummary")
    for step in steps:
        say(f"  {step.outcome:8} {step.name:22} {step.remark}")
    sys.exit(any(step.outcome == "FAILED" for step in steps))


def look_for_chromium() -> list[Step]:
    """Hand the browser to the tests by its variable; without one, the line that says so."""
    try:
        os.environ[chromium.VARIABLE] = chromium.find_or_install()
    except UnavailableError as problem:
        return [missing("tests in Chromium", problem)]
    return []


def look_for_programs() -> list[Step]:
    """The line that says which programs are not here that open our files in the tests."""
    try:
        programs.find_or_install()
    except UnavailableError as problem:
        return [missing("tests in other programs", problem)]
    return []


def on_postgres() -> Step:
    name = "pytest on PostgreSQL"
    try:
        with postgres.database_url() as url:
            return run(name, [*PYTEST, *ONLY_DATABASE], database=url)
    except UnavailableError as problem:
        return missing(name, problem)
    except RuntimeError as problem:
        say(f"\n{problem}")
        return Step("FAILED", name, "The server could not be started, see above.")


def missing(name: str, problem: UnavailableError) -> Step:
    if on_ci():
        return Step("FAILED", name, f"{problem}: on CI that is a failure.")
    return Step("skipped", name, f"{problem}: its tests are skipped.")


def run(name: str, command: list[str], database: str = IN_MEMORY) -> Step:
    say(f"\n--- {name}")
    started = time.monotonic()
    environment = {**os.environ, "DATABASE_URL": database}
    code = subprocess.run([PYTHON, *command], env=environment, check=False).returncode
    return Step("FAILED" if code else "ok", name, f"{time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
