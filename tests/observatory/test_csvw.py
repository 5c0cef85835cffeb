"""The metadata of CSV on the Web, read by a validator that is not ours, beside all tables."""

import json
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest
from csvw import CSVW, TableGroup

from common.tables.inert import inert, original
from common.tables.writing import csv_lines
from observatory.dictionary.csvw import metadata
from observatory.dictionary.described import DescribedColumn, DescribedTable
from observatory.dictionary.nouns import TABLES
from observatory.dictionary.tables import described
from regions.models import Region
from tests.facts import loaded
from tests.observatory.awkward import (
    AWKWARD,
    LINES,
    add_what_is_awkward,
    add_what_is_missing,
)

NAME = "csv-metadata.json"
ABOUT = {
    "title": "Observatory: data, release 2026.1",
    "address": "https://example.org/data/releases/2026.1/",
    "licence": "https://creativecommons.org/licenses/by/4.0/",
    "issued": date(2026, 11, 23),
    "publisher": "Observatory",
}
# What is planted in a table in the place of what, and what the validator has to name.
WRONG = [
    ("observations", ",population,2019,", ",population,2o19,", "2o19"),
    ("observations", ",population,2019,", ",population,1066,", "1900"),
    ("memberships", ",not_member,", ",perhaps,", "perhaps"),
    ("memberships", "\nBE3,", "\nBE9,", "`BE9` not found in table regions.csv"),
    ("regions", ",yes,", ",maybe,", "maybe"),
    ("regions", "2016 2021 2024", "2016 21 2024", "21"),
    ("terms", "nace-2,C.21,", "nace-0,C.21,", "`nace-0` not found in table vocabularies"),
    (
        "classifications",
        ",survey-2019,2019-12-31,",
        ",survey-0,2019-12-31,",
        "`survey-0` not found",
    ),
    ("websites", "2021-12-31", "2021-13-31", "month must be in 1..12"),
    ("policy-documents", "nace-2:A.01; ", "nace-2 A.01; ", "nace-2 A.01"),
    ("participations", ",S3MedTech,", ",Nobody's,", "`Nobody's` not found in table initiatives"),
]


@pytest.fixture(scope="module")
def _facts(django_db_setup, django_db_blocker):
    with loaded(django_db_blocker, 2019, 2021):
        add_what_is_awkward()
        add_what_is_missing()
        yield


@pytest.fixture
def facts(_facts, db):
    """All reference facts and waves, at least one record of every noun, and awkward texts."""


@pytest.fixture(scope="module")
def _written(_facts, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    with django_db_blocker.unblock():
        for name in TABLES:
            write(folder, name)
        said = metadata(described(), **ABOUT)
    (folder / NAME).write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    return folder


@pytest.fixture
def folder(facts, _written, tmp_path):
    """A folder with a file for each table and the metadata beside them."""
    return copytree(_written, tmp_path / "release")


def write(folder: Path, name: str):
    resource = TABLES[name]()
    fields = resource.table_fields()
    rows = [
        [one.export(record) for one in fields]
        for record in resource._meta.model.objects.order_by("pk")
    ]
    lines = csv_lines([one.column_name for one in fields], rows)
    content = "".join(lines).removeprefix("\ufeff")
    (folder / f"{name}.csv").write_bytes(content.encode())


def problems(folder: Path) -> list[str]:
    """Everything that the validator finds wrong: cells, keys, and references between tables."""
    found: list[str] = []
    group = TableGroup.from_file(folder / NAME)
    log = Log(found)
    for table in group.tables:
        list(table.iterdicts(log=log))
        table.check_primary_key(log=log)
    group.check_referential_integrity(log=log)
    return found


class Log:
    """Takes down what the validator has to say."""

    def __init__(self, said: list[str]):
        self.warning = self.error = self.info = self.debug = said.append


def change(folder: Path, name: str, before: str, after: str):
    """Write `after` in the place of the first `before` of a file."""
    path = folder / f"{name}.csv"
    content = path.read_bytes().decode()
    assert before in content
    path.write_bytes(content.replace(before, after, 1).encode())


def test_a_foreign_validator_finds_every_row_and_nothing_wrong(folder, recwarn):
    group = TableGroup.from_file(folder / NAME)
    assert {one.local_name.removesuffix(".csv") for one in group.tables} == set(TABLES)
    for name, resource in TABLES.items():
        read = list(group.tabledict[f"{name}.csv"].iterdicts())
        assert len(read) == resource._meta.model.objects.count() > 0, name
    assert problems(folder) == []
    assert [str(one.message) for one in recwarn] == []


def test_the_whole_is_valid_as_the_recommendation_has_it(folder):
    checked = CSVW(str(folder / NAME), validate=True)
    assert checked.is_valid, [str(one.message) for one in checked.warnings]
    assert checked.common_props["dc:title"] == ABOUT["title"]


def test_values_arrive_as_what_they_are(folder):
    tables = TableGroup.from_file(folder / NAME).tabledict

    def first(name, **wanted):
        return next(
            row
            for row in tables[f"{name}.csv"].iterdicts()
            if all(row[key] == value for key, value in wanted.items())
        )

    region = first("regions", code="BE3")
    assert region["nuts_editions"] == ["2016", "2021", "2024"]
    assert region["is_territory"] is True
    assert float(region["longitude"]) == Region.objects.get(code="BE3").longitude
    assert first("regions", code="BE")["parent"] is None
    population = first("observations", region="BE3", indicator="population")
    assert population["year"] > 2000
    assert population["value"] == int(population["value"])
    assert population["stated_on"].year > 2000
    assert first("policy-documents", title=inert(AWKWARD[0]))["terms"] == [
        "nace-2:A.01",
        "nace-2:C.21",
    ]


def test_what_may_be_blank_leads_to_a_row_where_it_is_not(folder):
    """The recommendation knows no key that may be blank: such references are checked here."""
    group = TableGroup.from_file(folder / NAME)
    rows = {name: list(group.tabledict[f"{name}.csv"].iterdicts()) for name in TABLES}
    checked = set()
    tables = described()
    for table, column in ((one, column) for one in tables for column in one.columns):
        if column.is_required or not column.refers_to or not column.refers_to[1]:
            continue
        name, key = column.refers_to
        known = {tuple(row[one] for one in key) for row in rows[name]}
        named = [*key[:-1], column.name]
        told = [row for row in rows[table.name] if row[column.name] is not None]
        assert {tuple(row[one] for one in named) for row in told} <= known
        checked |= {(table.name, column.name)} if told else set()
    assert checked >= {("terms", "parent"), ("memberships", "via"), ("observations", "group")}


def test_every_awkward_text_arrives_whole(folder):
    tables = TableGroup.from_file(folder / NAME).tabledict
    titles = {row["title"] for row in tables["initiatives.csv"].iterdicts()}
    assert {inert(one) for one in AWKWARD} <= titles
    assert {original(one) for one in titles} >= set(AWKWARD)
    descriptions = {row["description"] for row in tables["networks.csv"].iterdicts()}
    assert LINES in descriptions


def test_every_wrong_cell_is_found(folder):
    for name, before, after, _said in WRONG:
        change(folder, name, before, after)
    found = problems(folder)
    for name, _before, after, said in WRONG:
        assert any(said in one and f"{name}.csv" in one for one in found), (name, after)


def test_a_blank_where_there_may_be_none_and_a_row_told_twice_are_found(folder):
    table = TableGroup.from_file(folder / NAME).tabledict["memberships.csv"]
    found: list[str] = []
    change(folder, "memberships", ",not_member,", ",,")
    list(table.iterdicts(log=Log(found)))
    assert [one for one in found if "required column value is missing" in one] == found != []
    path = folder / "memberships.csv"
    lines = path.read_bytes().split(b"\r\n")
    path.write_bytes(b"\r\n".join([*lines[:2], lines[1], *lines[2:]]))
    table.check_primary_key(log=Log(found))
    assert "duplicate primary key" in found[-1]


def test_the_same_tables_give_the_same_bytes(facts):
    first, second = (json.dumps(metadata(described(), **ABOUT)) for _ in range(2))
    assert first == second


def test_keys_lead_to_the_tables_that_are_there():
    code = ("regions", ("code",))
    region = DescribedColumn("region", "Region", "Whose.", "code", True, refers_to=code)
    through = DescribedColumn("via", "Through", "Whose.", "code", False, refers_to=code)
    term = DescribedColumn("term", "Term", "Which.", "code", True, refers_to=("terms", ()))
    table = DescribedTable("covers", "Covers", "What.", (region, through, term), ("region",))
    regions, terms = (DescribedTable(name, "", "", (), ()) for name in ("regions", "terms"))
    alone, among = (
        metadata(tables, **ABOUT)["tables"][0]["tableSchema"]
        for tables in ([table], [table, regions, terms])
    )
    assert "foreignKeys" not in alone
    assert [one.get("dc:references") for one in alone["columns"]] == [None] * 3
    assert among["foreignKeys"] == [
        {
            "columnReference": ["region"],
            "reference": {"resource": "regions.csv", "columnReference": ["code"]},
        }
    ]
    assert [one.get("dc:references") for one in among["columns"]] == [
        None,
        {"@id": "regions.csv"},
        {"@id": "terms.csv"},
    ]


def test_what_is_said_of_the_whole():
    said = metadata([], **ABOUT)
    assert said["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en"}]
    assert said["@id"] == ABOUT["address"]
    assert said["dc:license"] == {"@id": ABOUT["licence"]}
    assert said["dc:issued"] == {"@value": "2026-11-23", "@type": "xsd:date"}
    plain = metadata([], **{**ABOUT, "licence": "As its sources say.", "publisher": ""})
    assert plain["dc:license"] == "As its sources say."
    assert "dc:publisher" not in plain
