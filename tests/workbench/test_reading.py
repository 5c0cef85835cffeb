"""A whole wave, read as plain data: nothing vanishes, whatever stands in the cells."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.tables import Row, Table
from workbench.survey.facts import Belonging, Name, Reply, Value
from workbench.survey.known import (
    FIXED_QUESTIONS,
    Kind,
    Known,
    KnownIndicator,
    KnownTerm,
    Question,
    Wave,
)
from workbench.survey.reading import NotASurvey, read_wave

KNOWN = Known(
    questions=(
        *FIXED_QUESTIONS,
        Question(Kind.INDICATOR, "population", ("Total population",)),
        Question(Kind.NETWORK, "errin", ("ERRIN",)),
        Question(Kind.STATEMENT, "ris3", ("RIS3",)),
        Question(Kind.VOCABULARY, "topics", ("Topics",)),
    ),
    regions={"BE2": ("Vlaams Gewest",), "BE3": ("Wallonie",), "EL30": ("Αττική",)},
    indicators={"population": KnownIndicator("population", lowest=Decimal(0))},
    terms={"topics": (KnownTerm(1, "T1", "Genetic counselling"),)},
)
HEADINGS = ["Region", "Total population (2019)", "ERRIN?", "RIS3?", "Topics", "Policy documents"]
HEADINGS += ["Major initiatives", "Regional website", "Image attribution", "Something else", ""]
WAVE = Wave("survey-2019", date(2019, 12, 31))


def read(rows, headings=HEADINGS):
    numbered = [Row(number, cells) for number, cells in enumerate(rows, start=2)]
    return read_wave(Table(headings, numbered, [], [], 1, []), KNOWN, WAVE)


def accounted(reading):
    return Counter((cell.row, cell.value) for cell in [*reading.cells, *reading.problems])


regions = st.sampled_from(["BE2", "BE3 - Wallonie", "EL30", "BE9", ""])
cells = st.one_of(
    st.sampled_from(
        ["", "yes", "no", "not yet", "12,345", "1. A\n2. B", "T1; Genetic counselling"]
    ),
    st.text(max_size=30),
)


@given(st.lists(st.tuples(regions, *[cells] * (len(HEADINGS) - 1)).map(list), max_size=6))
def test_every_filled_cell_is_read_or_reported_exactly_once(rows):
    reading = read(rows)
    filled = Counter(
        (number, cell) for number, row in enumerate(rows, start=2) for cell in row if cell.strip()
    )
    missing_regions = {p.row: p for p in reading.problems if not p.value}
    assert accounted(reading) - Counter((r, "") for r in missing_regions) == filled
    assert all(cell.facts or cell.heading == "Region" for cell in reading.cells)
    assert all(problem.reason for problem in reading.problems)


answers = st.fixed_dictionaries(
    {
        "Total population (2019)": st.integers(0, 10**9).map("{:,}".format) | st.just(""),
        "ERRIN?": st.sampled_from(["yes", "no", "Not yet", ""]),
        "RIS3?": st.sampled_from(["Yes", "No", ""]),
    }
)
STATUS = {"yes": "member", "no": "not_member", "Not yet": "planned"}


def expected(region, answers):
    if population := answers["Total population (2019)"]:
        yield Value(region, "population", 2019, Decimal(population.replace(",", "")))
    if answers["ERRIN?"]:
        yield Belonging(region, "errin", STATUS[answers["ERRIN?"]])
    if answers["RIS3?"]:
        yield Reply(region, "ris3", answers["RIS3?"].lower())


@given(
    st.dictionaries(st.sampled_from(["BE2", "BE3", "EL30"]), answers, max_size=3),
    st.permutations(["Region", "Total population (2019)", "ERRIN?", "RIS3?"]),
)
def test_valid_answers_in_any_order_of_columns_become_exactly_their_facts(said, headings):
    rows = [[{"Region": code, **row}[h] for h in headings] for code, row in said.items()]
    reading = read(rows, headings)
    assert reading.problems == []
    facts = [f for cell in reading.cells for f in cell.facts if not isinstance(f, Name)]
    wanted = [fact for code, row in said.items() for fact in expected(code, row)]
    assert Counter(facts) == Counter(wanted)


def test_a_table_without_regions_is_no_survey():
    with pytest.raises(NotASurvey, match="No column names the region"):
        read([], ["ERRIN", "RIS3"])


def test_the_same_answer_in_two_columns_is_no_contradiction():
    reading = read([["BE3", "yes", "yes"]], ["Region", "ERRIN", "ERRIN?"])
    assert reading.problems == []
