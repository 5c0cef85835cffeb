"""Headings are recognised however they are spelt, and never taken for one another."""

import csv

import pytest

from tests.facts import WAVES
from workbench.survey.columns import match, recognised
from workbench.survey.known import FIXED_QUESTIONS, Kind, Question

GROUP = Question(
    Kind.INDICATOR,
    "innovation-group",
    ("Regional Innovation Performance", "Innovation Performance Group"),
)
QUESTIONS = (
    *FIXED_QUESTIONS,
    GROUP,
    Question(Kind.INDICATOR, "density", ("Population per km²",)),
    Question(Kind.INDICATOR, "population", ("Total population",)),
    Question(Kind.NETWORK, "erapermed", ("ERAPerMed", "ERA PerMed")),
    Question(Kind.NETWORK, "icpermed", ("Member ICPerMed",)),
    Question(Kind.NETWORK, "eusbsr", ("Baltic Sea MacroRegion",)),
    Question(Kind.NETWORK, "eusalp", ("Alpine MacroRegion",)),
)


def asked(heading):
    (column,) = match([heading], QUESTIONS)
    return column.question.code if column.question else None, column.year


@pytest.mark.parametrize(
    "heading",
    [
        "Regional Innovation Performance (2019)",
        "Innovation Performance Group (2019)",
        "Innovation performance group 2019",
        "INNOVATION PERFORMANCE GROUP (2019)",
        "Innovation  Performance\nGroup (2019)",
        "Innovation-Performance-Group (2019):",
        "Innovation Performence Group (2019)",
        "The Innovation Performance Group of the region (2019)",
        "2019 Regional innovation performance",
    ],
)
def test_nine_spellings_of_one_heading_ask_one_question(heading):
    assert asked(heading) == ("innovation-group", 2019)


def test_a_heading_without_a_year_has_none():
    assert asked("Population per km2") == ("density", None)


def test_small_words_question_marks_and_word_limits_do_not_matter():
    assert asked("ICPerMed?") == asked("Member of the ICPerMed ?") == ("icpermed", None)
    assert asked("ERA-PerMed") == ("erapermed", None)


@pytest.mark.parametrize("heading", ["", "   ", "Favourite colour", "Population", "MacroRegion?"])
def test_what_is_not_known_or_could_be_two_things_is_not_guessed(heading):
    assert asked(heading) == (None, None)


def test_a_row_of_headings_scores_above_a_row_of_answers():
    with (WAVES / "wave-2019.csv").open(encoding="utf-8", newline="") as file:
        headings, *rows = csv.reader(file)
    assert recognised(headings, QUESTIONS) > 5
    assert max(recognised(row, QUESTIONS) for row in rows) == 0
