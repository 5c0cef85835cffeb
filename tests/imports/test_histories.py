"""Statements of many days, sources and orders: planned as they are carried out, and taken back."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regions.models import Membership
from tests.imports import database
from tests.imports.case import table
from tests.imports.exporting import dataset
from workbench.imports.choices import Choices
from workbench.imports.plan import Cause
from workbench.imports.running import bring_in, look
from workbench.imports.shapes import shape_of
from workbench.imports.undo import undo

pytestmark = pytest.mark.django_db

NOUN = "regions.membership"
ANY_EXAMPLE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
DAY = st.integers(1, 9)


def day(number):
    return f"2015-01-{number:02d}" if number else ""


def said(status, on, first=0, closed=0, source="survey-2021", note=""):
    """A row about one region in one network."""
    return {
        "region": "BE3",
        "network": "cebr",
        "status": status,
        "note": note,
        "source": source,
        "stated_on": day(on),
        "first_stated_on": day(first),
        "superseded_on": day(closed),
    }


def imported(*rows, **choices):
    return bring_in(table(*rows), "table.csv", Choices(**choices), [shape_of(NOUN)])


def stored():
    return sorted(map(repr, dataset(NOUN).dict))


def runs():
    """The stored answers, the oldest first: status and days."""
    told = Membership.objects.filter(network="cebr").order_by("first_stated_on")
    days = told.values_list("status", "first_stated_on", "stated_on", "superseded_on")
    return [(status, *(day and day.day for day in three)) for status, *three in days]


@st.composite
def sayings(draw):
    on = draw(DAY)
    first = draw(st.integers(0, on - 1))
    closed = draw(st.just(0) | st.integers(on + 1, 10))
    status, source = draw(st.sampled_from(["member", "partly"])), draw(SOURCES)
    return said(status, on, first, closed, source, draw(st.sampled_from(["", "a", "b"])))


SOURCES = st.sampled_from(["survey-2021", "eurostat"])
FILES = st.lists(sayings(), min_size=1, max_size=4)


@ANY_EXAMPLE
@given(FILES, FILES, st.booleans())
def test_what_is_shown_is_what_is_done_and_it_can_be_taken_back(small_world, one, two, clears):
    choices = Choices(partial=True, clears_blanks=clears)
    with database.taken_out_again():
        imported(*one, partial=True)
        before = stored()
        shown = look(table(*two), "table.csv", choices, [shape_of(NOUN)]).plan
        assert stored() == before
        run = bring_in(table(*two), "table.csv", choices, [shape_of(NOUN)])
        assert run.plan.digest() == shown.digest()
        assert sum(run.plan.row_counts().values()) == len(two)
        if run.record is not None:
            assert undo(run.record).kept == []
        assert stored() == before


def test_an_answer_withdrawn_and_given_again_keeps_its_gap(small_world):
    imported(said("member", 9), said("member", 1, closed=5))
    assert runs() == [("member", 1, 1, 5), ("member", 9, 9, None)]


def test_an_answer_told_late_finds_its_place_between_a_withdrawal_and_the_next(small_world):
    imported(said("member", 1, closed=3), said("member", 9))
    imported(said("member", 5))
    assert runs() == [("member", 1, 1, 3), ("member", 5, 9, None)]


def test_a_repetition_that_another_source_contradicts_is_refused(small_world):
    imported(said("member", 5))
    before = database.dump()
    run = imported(said("partly", 5, first=1, source="eurostat"))
    [problem] = run.plan.refusals
    assert problem.cause is Cause.CONTRADICTED
    assert "survey-2021" in problem.reason
    assert database.differences(before, database.dump()) == []


def test_a_refused_row_leaves_nothing_in_the_plan_of_the_others(small_world):
    imported(said("member", 1))
    rows = [said("member", 2), said("partly", 3, first=1, source="eurostat")]
    choices = Choices(partial=True)
    shown = look(table(*rows), "table.csv", choices, [shape_of(NOUN)]).plan
    assert shown.digest() == imported(*rows, partial=True).plan.digest()
    assert runs() == [("member", 1, 2, None)]


def test_two_notes_beside_one_answer_clash(small_world):
    run = imported(said("member", 2, note="a"), said("member", 2, note="b"))
    assert [(p.row, p.cause) for p in run.plan.refusals] == [(2, Cause.TWICE), (3, Cause.TWICE)]
    assert runs() == []


@pytest.mark.parametrize("clears", [False, True])
def test_a_column_that_is_not_there_is_no_blank_cell(clears, small_world):
    imported(said("member", 2, note="By telephone"))
    row = {name: text for name, text in said("member", 2).items() if name != "note"}
    run = imported(row, clears_blanks=clears)
    assert (run.plan.blanks, run.plan.changes) == (0, [])
    assert Membership.objects.get(network="cebr").note == "By telephone"
