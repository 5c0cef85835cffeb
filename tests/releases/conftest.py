import csv
import io
import json
import zipfile

import pytest

from observatory.models import ReleaseFile
from observatory.releases import publishing
from policies.models import PolicyDocument
from regions.signals import written
from tests.facts import loaded


@pytest.fixture(scope="module")
def _released(django_db_setup, django_db_blocker):
    with loaded(django_db_blocker, 2019, 2021):
        some = PolicyDocument.objects.order_by("pk").values("pk")[:3]
        PolicyDocument.objects.filter(pk__in=some).update(first_year=2016, last_year=2020)
        written.send(PolicyDocument)
        publishing.release("2026.1")
        yield


@pytest.fixture
def released(_released, db):
    """All fixtures, with the waves imported, and what they were then as release 2026.1."""


@pytest.fixture(scope="module")
def _facts(django_db_setup, django_db_blocker):
    with loaded(django_db_blocker, 2019, 2021):
        yield


@pytest.fixture
def facts(_facts, db):
    """All fixtures, with the waves imported; what a test changes is undone after it."""


def content(number: str, name: str) -> bytes:
    """The bytes of a file of a release."""
    file = ReleaseFile.objects.get(release__number=number, name=name)
    return b"".join(file.pieces())


def unpacked(number: str) -> zipfile.ZipFile:
    """The archive of tables of a release."""
    return zipfile.ZipFile(io.BytesIO(content(number, f"observatory-{number}.zip")))


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def lines_of(number: str) -> list[dict]:
    """The records of the JSON file of a release."""
    lines = content(number, f"observatory-{number}.jsonl").decode().split("\n")
    assert lines.pop() == ""
    return [json.loads(one) for one in lines]
