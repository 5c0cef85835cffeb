"""The files of a release: the same from the same data, whole, and never another byte."""

import hashlib
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from observatory.dictionary.nouns import TABLES
from observatory.models import Release, ReleaseFile
from observatory.records import PUBLIC
from observatory.releases import publishing
from observatory.releases.publishing import NotReleased
from regions.models import Membership, Network, Region, Source
from regions.signals import written
from tests.releases.conftest import content, lines_of, rows_of, unpacked

pytestmark = pytest.mark.usefixtures("released")
DAY = date(2026, 11, 30)
DATA = ("observatory-2026.1.zip", "observatory-2026.1.xlsx", "observatory-2026.1.jsonl")


def test_the_same_data_make_the_same_files():
    rename("AL", "Shqipëria e re")
    first, again = (
        {one.name: one.sha256 for one in publishing.look("2026.2", DAY).files} for _ in range(2)
    )
    assert first == again
    assert len(first) == 6


def test_what_is_published_is_what_was_looked_at():
    rename("AL", "Shqipëria e re")
    looked = publishing.look("2026.2", DAY)
    published = publishing.release("2026.2", DAY)
    kept = {one.name: one.sha256 for one in published.files.all()}
    assert kept == {one.name: one.sha256 for one in looked.files}


def test_the_digests_are_those_of_the_bytes():
    files = ReleaseFile.objects.filter(release__number="2026.1")
    assert {one.name for one in files} == {*DATA, "citation.bib", "citation.ris"}
    for one in files:
        data = content("2026.1", one.name)
        assert (one.size, one.sha256) == (len(data), hashlib.sha256(data).hexdigest())


def test_nothing_of_it_changes_when_the_data_do(client):
    before = {name: content("2026.1", name) for name in DATA}
    rename("BE3", "Another")
    Membership.objects.filter(region="BE3").delete()
    Network.objects.filter(code="errin").update(name="Gone")
    written.send(Region)
    publishing.release("2026.2", DAY)
    assert {name: content("2026.1", name) for name in DATA} == before


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("observatory_release", "number = '2030.1'"),
        ("observatory_release", "citation = 'another'"),
        ("observatory_releasefile", "sha256 = 'another'"),
        ("observatory_releasepart", "place = place + 100"),
        ("observatory_releasedrecord", "key = key || 'x'"),
        ("observatory_releasedlist", "noun = noun || 'x'"),
    ],
)
def test_the_database_refuses_to_change_it(table, column):
    with (
        pytest.raises(IntegrityError, match="A release never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE {table} SET {column}")  # noqa: S608 - the two lists above


def test_its_tables_hold_every_public_record():
    archive = unpacked("2026.1")
    assert set(archive.namelist()) == {
        "README.md",
        "csv-metadata.json",
        *(f"{name}.csv" for name in TABLES),
    }
    release = Release.objects.get()
    for name, resource in TABLES.items():
        headings, *rows = rows_of(archive.read(f"{name}.csv").decode())
        assert headings == [one.column_name for one in resource().table_fields()]
        assert len(rows) == release.rows[name]
    assert release.rows["memberships"] == PUBLIC["memberships"].count() > 0
    assert release.rows["policy-documents"] == PUBLIC["policies"].count() > 0


def test_what_is_no_longer_public_is_not_in_the_next():
    Region.objects.filter(code="BE3").update(state="draft")
    written.send(Region)
    publishing.release("2026.2", DAY)
    archive = unpacked("2026.2")
    for name in TABLES:
        headings, *rows = rows_of(archive.read(f"{name}.csv").decode())
        named = {"code", "region", "parent", "via"} & set(headings) if name != "terms" else set()
        for row in rows:
            told = dict(zip(headings, row, strict=True))
            assert not [one for one in named if told[one].startswith("BE3")]
    for record in lines_of("2026.2"):
        names = ("code", "parent") if record["noun"] == "regions" else ("region", "via")
        codes = {record.get(one) for one in names}
        assert not [one for one in codes if one and one.startswith("BE3")]


class TestWhatChanged:
    def test_it_tells_what_came_changed_and_went(self):
        rename("BE3", "Un autre nom")
        gone = Membership.objects.filter(region="BE2").first()
        gone.delete()
        Network.objects.create(code="newest", name="Newest", short_name="New", kind="network")
        written.send(Region)
        release = publishing.release("2026.2", DAY)
        told = {name: kinds for name, kinds in release.changes.items() if any(kinds.values())}
        assert told == {
            "regions": {"added": 0, "changed": 1, "removed": 0},
            "memberships": {"added": 0, "changed": 0, "removed": 1},
            "networks": {"added": 1, "changed": 0, "removed": 0},
        }
        headings, *rows = rows_of(content("2026.2", "changes-since-2026.1.csv").decode())
        assert headings == ["table", "key", "change", "column", "before", "after"]
        changed = [row for row in rows if row[2] == "changed"]
        assert [row[:2] + row[3:4] + row[5:] for row in changed] == [
            ["regions", "BE3", "native_name", "Un autre nom"]
        ]
        assert ["networks", "newest", "added", "", "", ""] in rows

    def test_a_text_as_long_as_one_may_be_hinders_no_later_release(self):
        Source.objects.filter(code="survey-2019").update(note="n" * 200_000)
        written.send(Source)
        publishing.release("2026.2", DAY)
        Source.objects.filter(code="survey-2019").update(note="short again")
        written.send(Source)
        assert publishing.release("2026.3", DAY).changes["sources"]["changed"] == 1

    def test_a_withdrawn_release_can_be_replaced_without_any_change(self):
        Release.objects.update(withdrawn_on=DAY, withdrawn_because="It names a wrong address.")
        release = publishing.release("2026.2", DAY)
        assert not any(any(kinds.values()) for kinds in release.changes.values())

    def test_a_public_site_without_an_address_releases_nothing(self, settings):
        rename("AL", "Another")
        settings.HTTPS = True
        with pytest.raises(NotReleased, match="set SITE_ADDRESS"):
            publishing.release("2026.2", DAY)
        settings.SITE_ADDRESS = "https://observatory.example"
        release = publishing.release("2026.2", DAY)
        assert release.citation.endswith(" https://observatory.example/data/releases/2026.2/")

    def test_without_a_change_there_is_no_release(self):
        with pytest.raises(NotReleased, match="Nothing has changed since"):
            publishing.release("2026.2", DAY)
        assert Release.objects.count() == 1


@pytest.mark.parametrize(
    ("number", "day", "sentence"),
    [
        ("2026.1", DAY, "already exists"),
        ("2026", DAY, "such as 2026.1"),
        ("2026.01", DAY, "such as 2026.1"),
        ("../2026.1", DAY, "such as 2026.1"),
        ("2026.3", DAY, "comes 2026.2, not 2026.3"),
        ("2025.1", DAY, "comes 2026.2, not 2025.1"),
        ("2027.1", DAY, "comes 2026.2, not 2027.1"),
        ("2026.2", date(2026, 1, 1), "a later one cannot be older"),
    ],
)
def test_a_wrong_number_or_day_is_refused_in_words(number, day, sentence):
    rename("AL", "Another")
    with pytest.raises(NotReleased, match=sentence):
        publishing.release(number, day)
    assert Release.objects.count() == 1


def test_the_next_number_follows_the_last_of_the_year():
    assert publishing.next_number(date(2026, 12, 1)) == "2026.2"
    assert publishing.next_number(date(2027, 1, 1)) == "2027.1"


def rename(code: str, name: str) -> None:
    Region.objects.filter(code=code).update(native_name=name)
    written.send(Region)
