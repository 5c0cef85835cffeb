"""A wave that has to be refused: a sentence that names row and heading, and nothing changed."""

import csv
import io

import pytest
from django.apps import apps

from policies.models import PolicyStatement
from regions.models import Membership, Observation
from tests.facts import WAVES, import_file

pytestmark = pytest.mark.django_db

HEADINGS = (
    "Region,Total population (2019),Member ICPerMed?,Policy document RIS3?,Regional website\n"
)
GOOD_ROW = "BE2 - Vlaams Gewest,1000,yes,Yes,https://www.vlaanderen.be\n"

# Defect -> (content of the file, exit code, what the message has to say).
DEFECTS = {
    "an unknown code": (
        HEADINGS + GOOD_ROW + "BX9 - Nowhere,1,yes,Yes,\n",
        1,
        ["Row 3, Region", "BX9 - Nowhere", "no region of this code"],
    ),
    "a code and the name of another region": (
        HEADINGS + "BE2 - Wallonie,1,yes,Yes,\n",
        1,
        ["Row 2, Region", "the code says Vlaams Gewest", "the name says BE3"],
    ),
    "a row without a region": (HEADINGS + ",1,yes,Yes,\n", 1, ["Row 2, Region", "is missing"]),
    "two rows for one region": (
        HEADINGS + GOOD_ROW + "BE2 - Vlaams Gewest,1001,no,Yes,\n",
        1,
        ["Row 3, Region", "row 2 is about the same region"],
    ),
    "an unknown answer": (
        HEADINGS + GOOD_ROW + "BE3 - Wallonie,1,perhaps,Yes,\n",
        1,
        ["Row 3, Member ICPerMed?", "“perhaps”", "not one of the answers: yes, no"],
    ),
    "neither yes nor no": (
        HEADINGS + "BE3 - Wallonie,1,yes,maybe,\n",
        1,
        ["Row 2, Policy document RIS3?", "“maybe”", "neither yes nor no"],
    ),
    "a number that is none": (
        HEADINGS + "BE3 - Wallonie,about 3 million,yes,Yes,\n",
        1,
        ["Row 2, Total population (2019)", "“about 3 million”"],
    ),
    "not a number": (HEADINGS + "BE3,NaN,yes,Yes,\n", 1, ["Row 2, Total population (2019)"]),
    "a number out of range": (
        "Region,Proportion population older 65 year %\nBE3,118.5\n",
        1,
        ["Row 2, Proportion population older 65 year %", "from 0 to 100"],
    ),
    "a negative number": (
        HEADINGS + "BE3,-5,yes,Yes,\n",
        1,
        ["Row 2, Total population (2019)", "at least 0"],
    ),
    "a percentage of people": (
        HEADINGS + "BE3,18%,yes,Yes,\n",
        1,
        ["Row 2, Total population (2019)", "a percentage"],
    ),
    "a rounded count": (HEADINGS + "BE3,1000.5,yes,Yes,\n", 1, ["Total population (2019)"]),
    "a group of another scale": (
        "Region,Innovation Performance Group (2019)\nBE3,Emerging\n",
        1,
        ["Row 2, Innovation Performance Group (2019)", "not a group of the scale in use in 2019"],
    ),
    "two columns that contradict each other": (
        "Region,Innovation Performance Group (2019),Regional Innovation Performance (2019)\n"
        "BE3,Strong,Leader\n",
        1,
        ["Row 2, Regional Innovation Performance (2019)", "says otherwise: Strong"],
    ),
    "a list parted by commas": (
        'Region,Topics covered by policies\nBE3,"Genetic counselling, Value based healthcare"\n',
        1,
        ["Row 2, Topics covered by policies", "a semicolon is missing"],
    ),
    "a code and the words of another term": (
        "Region,Policy objective Personalised Medicine/Personalised Health related to Research "
        "and Innovation objectives\nBE3,D - Blue growth\n",
        1,
        ["Row 2, Policy objective", "the code says Digital transformation"],
    ),
    "a script for a link": (
        HEADINGS + "BE3,1,yes,Yes,javascript:alert(1)\n",
        1,
        ["Row 2, Regional website", "not an address"],
    ),
    "cells beyond the last heading": (
        "Region,Member ICPerMed?\nBE3,no,yes\n",
        1,
        ["Row 2, column 3", "beyond the last heading"],
    ),
    "no headings": ("BE2,1000,yes\nBE3,2000,no\n", 2, ["was not imported", "heading"]),
    "headings without a region": (
        "Country,Total population (2019),Member ICPerMed?\nBE,1,yes\n",
        2,
        ["No column names the region"],
    ),
    "an empty file": ("", 2, ["was not imported", "empty"]),
    "nothing but blanks": ("  \n \n", 2, ["was not imported"]),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, 2, ["was not imported"]),
    "NUL bytes": (b"Region,Member ICPerMed?\nBE3\x00,yes\n", 2, ["was not imported"]),
    "a line of 100,000 columns": (
        "Region" + ",x" * 99_999 + "\n",
        2,
        ["100,000 columns", "at most 500"],
    ),
}


def stored() -> dict[str, int]:
    """How many rows every table of ours holds, history included."""
    labels = ("regions", "policies", "workbench")
    ours = [model for label in labels for model in apps.get_app_config(label).get_models()]
    return {model.__name__: model.objects.count() for model in ours}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_bad_wave_is_refused_in_words_and_changes_nothing(reference, tmp_path, defect):
    content, code, expected = DEFECTS[defect]
    path = tmp_path / "wave-2023.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = stored()
    ended, said = import_file(path)
    assert ended == code
    assert [words for words in expected if words not in said] == []
    assert not any(word in said for word in ("Traceback", "Error", "None", "<class"))
    assert stored() == before


def test_every_problem_is_named_at_once(reference, tmp_path):
    path = tmp_path / "wave-2023.csv"
    path.write_text(HEADINGS + "BE2,x,perhaps,maybe,nowhere\nBX9,1,yes,Yes,\n", encoding="utf-8")
    said = import_file(path)[1]
    assert said.count("cannot be read:") == 8
    assert "because 8 cells cannot be read" in said


def test_the_good_rows_are_imported_when_that_is_asked_for(reference, tmp_path):
    path = tmp_path / "wave-2023.csv"
    bad, good = "BE2,1000,perhaps,Yes,\n", "BE3,2000,yes,Yes,\n"
    path.write_text(HEADINGS + bad + good, encoding="utf-8")
    assert import_file(path)[1].count("Nothing was imported, because 1 cells") == 1
    code, said = import_file(path, "--partial")
    assert code == 1
    assert "3 changes (3 new" in said
    assert "2 rows: 1 new, 0 changed, 0 unchanged, 1 with errors." in said
    rows = [*Observation.objects.filter(source="survey-2023")]
    rows += [*Membership.objects.filter(source="survey-2023")]
    rows += [*PolicyStatement.objects.filter(source="survey-2023")]
    assert [row.region_id for row in rows] == ["BE3"] * 3


def test_nothing_is_imported_of_a_file_without_a_good_row(reference, tmp_path):
    path = tmp_path / "wave-2023.csv"
    path.write_text(HEADINGS + "BE2,1000,perhaps,Yes,\n", encoding="utf-8")
    before = stored()
    code, said = import_file(path, "--partial")
    assert code == 1
    assert "0 changes (no facts). 1 rows: 0 new, 0 changed, 0 unchanged, 1 with errors." in said
    assert stored() == before


def test_a_question_that_nobody_knows_is_listed_and_the_others_are_imported(reference, tmp_path):
    path = tmp_path / "wave-2023.csv"
    path.write_text("Region,Favourite colour,ICPerMed\nBE2,green,yes\n", encoding="utf-8")
    code, said = import_file(path)
    assert code == 1
    assert "Column “Favourite colour” asks nothing known here." in said
    assert "Row 2, Favourite colour: “green” left out" in said
    assert "1 changes" in said


def test_a_title_above_the_headings_is_reported(reference, tmp_path):
    path = tmp_path / "wave-2023.csv"
    path.write_text(
        "Survey of the regions,,\n\nRegion,ICPerMed,ERRIN\nBE2,yes,no\n", encoding="utf-8"
    )
    code, said = import_file(path)
    assert code == 0
    assert "Row 1 stands above the headings: “Survey of the regions”." in said


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    code, said = import_file(tmp_path / "wave-2021.csv")
    assert code == 2
    assert "cannot be opened" in said


def test_a_file_of_no_known_year_asks_for_it(reference, tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text("Region,ICPerMed\nBE2,yes\n", encoding="utf-8")
    assert import_file(path) == (2, "answers.csv was not imported. " + NO_YEAR)
    assert import_file(path, "--wave", "2023")[0] == 0


NO_YEAR = "Nothing says which wave this is. Name its year, for example --wave 2021.\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_same_wave_in_another_dialect_says_the_same(reference, tmp_path, encoding, separator):
    text = (WAVES / "wave-2019.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.reader(io.StringIO(text)) if not row[0].startswith("EL30")]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    path = tmp_path / "wave-2019.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    import_file(WAVES / "wave-2019.csv")
    code, said = import_file(path)
    assert code == 0
    assert "0 changes" in said
