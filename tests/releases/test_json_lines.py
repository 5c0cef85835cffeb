"""The JSON file of a release: a line for every row of every table."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from common.tables.inert import original
from observatory.dictionary.nouns import TABLES
from observatory.models import Release
from observatory.records import PUBLIC
from tests.releases.conftest import lines_of, rows_of, unpacked

pytestmark = pytest.mark.usefixtures("released")


def test_each_line_of_the_json_is_a_record():
    records = lines_of("2026.1")
    regions = [one["code"] for one in records if one["noun"] == "regions"]
    assert sorted(regions) == sorted(PUBLIC["regions"].values_list("code", flat=True))


def test_the_json_has_a_line_for_every_row_of_every_table():
    nouns = {rows.model: noun for noun, rows in PUBLIC.items()}
    named = {name: nouns.get(one._meta.model, name) for name, one in TABLES.items()}
    counted = Counter(one["noun"] for one in lines_of("2026.1"))
    assert set(counted) <= set(named.values())
    release = Release.objects.get()
    assert {name: counted[noun] for name, noun in named.items()} == release.rows
    for name in ("aliases", "region-changes", "scale-groups", "participations", "pictures"):
        assert counted[name] > 0


def test_what_the_api_has_no_noun_for_is_there_with_its_columns():
    archive, records = unpacked("2026.1"), lines_of("2026.1")
    for name in set(TABLES) - set(PUBLIC) - {"policy-documents"}:
        headings, *rows = rows_of(archive.read(f"{name}.csv").decode())
        found = [one for one in records if one["noun"] == name]
        assert len(found) == len(rows)
        for told, row in zip(found, rows, strict=True):
            assert list(told) == ["noun", *headings]
            for column, text in zip(headings, map(original, row), strict=True):
                assert told[column] in written_as_json(text)
    changes = [one for one in records if one["noun"] == "region-changes"]
    assert {type(one["from_edition"]) for one in changes} == {int}
    assert {type(one["share"]) for one in changes} <= {int, float, type(None)}
    questions = [one for one in records if one["noun"] == "policy-questions"]
    assert {type(one["allows_words"]) for one in questions} == {bool}
    days = {one["superseded_on"] for one in records if one["noun"] == "participations"}
    assert None in days
    assert "" not in days


def test_the_columns_that_only_the_tables_have_are_told():
    told = (Path(settings.BASE_DIR) / "docs/releases.md").read_text(encoding="utf-8")
    [told] = [one for one in told.split("\n\n") if "only in the tables" in one]
    fields = {one["noun"]: set(one) for one in lines_of("2026.1")}
    nouns = {rows.model: noun for noun, rows in PUBLIC.items()}
    missing = set()
    for name, resource in TABLES.items():
        columns = {one.column_name for one in resource().table_fields()}
        noun = nouns.get(resource._meta.model, name)
        missing |= columns - fields.get(noun, columns)
    assert missing == set(re.findall(r"`(\w+)`", told.partition("only in the tables")[2]))


def written_as_json(text: str) -> list:
    """What a cell may be as JSON."""
    plain = [text] if text else ["", None]
    if text in ("yes", "no"):
        plain.append(text == "yes")
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
        plain.append(float(text))
    return plain
