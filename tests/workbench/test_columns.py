"""Headings are recognised however they are spelt, and never taken for one another."""

import csv
from functools import cache

import pytest

from tests.facts import WAVES
from workbench.survey.columns import TWO_YEARS, match, recognised
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
    Question(Kind.INDICATOR, "share-65-plus", ("Population older than 65 years (%)",)),
    Question(
        Kind.STATEMENT,
        "looks-for-collaboration",
        ("Is the region looking for international collaboration opportunities?",),
    ),
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


@pytest.mark.parametrize(
    "heading",
    [
        "Population older than 55 years (%)",
        "Population older than 6 5 years (%)",
        "Population older than years (%)",
        "Is the region not looking for international collaboration opportunities?",
        "Isn't the region looking for international collaboration opportunities?",
        "Non-member of the ICPerMed",
        "Population per km3",
    ],
)
def test_another_number_or_a_negation_asks_something_else(heading):
    assert asked(heading) == (None, None)


def test_a_question_told_by_likeness_only_is_marked_as_guessed():
    headings = ["Population older then 65 years (%)", "Older population than 65", "ICPerMed?"]
    misspelt, unknown, plain = match(headings, QUESTIONS)
    assert misspelt.question
    assert (misspelt.question.code, misspelt.guessed) == ("share-65-plus", True)
    assert (unknown.question, unknown.guessed) == (None, False)
    assert plain.question
    assert not plain.guessed


@pytest.mark.parametrize(
    "heading",
    ["Total population (2018/2019)", "Total population 2015-2020", "2018 Total population (2019)"],
)
def test_a_heading_of_two_years_is_not_read(heading):
    (column,) = match([heading], QUESTIONS)
    assert (column.question, column.year, column.problem) == (None, None, TWO_YEARS)


@pytest.mark.parametrize("heading", ["Total population (2019)", "2019 Total population (2019)"])
def test_one_year_may_be_named_twice(heading):
    (column,) = match([heading], QUESTIONS)
    assert asked(heading) == ("population", 2019)
    assert column.problem == ""


@cache
def published_questions():
    """The questions under the headings that the reference tables give them."""
    tables = {
        "indicators": Kind.INDICATOR,
        "networks": Kind.NETWORK,
        "vocabularies": Kind.VOCABULARY,
        "policy-questions": Kind.STATEMENT,
    }
    questions = [*FIXED_QUESTIONS]
    for table, kind in tables.items():
        with (WAVES.parent / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                headings = tuple(row["survey_headings"].splitlines())
                questions.append(Question(kind, row["code"], headings))
    return tuple(questions)


@pytest.mark.parametrize("year", [2019, 2021])
def test_every_heading_of_the_real_waves_is_matched_and_none_guessed(year):
    with (WAVES / f"wave-{year}.csv").open(encoding="utf-8", newline="") as file:
        columns = match(next(csv.reader(file)), published_questions())
    doubtful = [c.heading for c in columns if c.question is None or c.guessed or c.problem]
    assert doubtful == []
