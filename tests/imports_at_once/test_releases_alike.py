"""A release is the same to the byte whichever process makes it."""

import os
import subprocess
import sys

import pytest

from tests.docs.documents import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("django_db_setup")]


def test_processes_that_order_their_sets_otherwise_make_the_same_files(databases, database):
    first, second = (told_by(databases.address(database), seed) for seed in ("1", "2"))
    assert first == second
    assert first.count(".zip (") == first.count(".xlsx (") == first.count(".jsonl (") == 1


def told_by(address: str, seed: str) -> str:
    """What would be published, with the SHA-256 of each file."""
    return subprocess.run(
        [sys.executable, "manage.py", "make_release", "--dry-run"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": address, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
