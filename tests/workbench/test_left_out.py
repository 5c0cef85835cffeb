"""Rows that somebody decides to leave out: totals, notes under the table, remarks."""

import pytest

from tests.imports.case import text_of
from workbench.imports.choices import Agreement, Choices
from workbench.imports.plan import EMPTIED, Cause
from workbench.imports.running import bring_in, look
from workbench.imports.shapes import all_shapes

pytestmark = pytest.mark.usefixtures("reference")

WAVE = [
    ["Region", "Total population (2019)", "Member Euregha?"],
    ["BE3 - Wallonie", "3643996", "yes"],
    ["Total", "3643996", "3 of 4"],
]
TABLE = [
    ["region", "network", "status", "source", "stated_on"],
    ["BE3", "errin", "member", "survey-2021", "2021-12-31"],
    ["Note: as told by telephone", "", "", "", ""],
    ["Contact: somebody", "", "perhaps", "", "?"],
]
SAID = {"wave.csv": (WAVE, ["Total"]), "table.csv": (TABLE, [row[0] for row in TABLE[2:]])}


@pytest.fixture(params=SAID)
def file(request):
    rows, remarks = SAID[request.param]
    return text_of(rows).encode(), request.param, remarks


def test_they_are_asked_about_and_whatever_else_is_wrong_with_them_goes_with_them(file):
    data, name, remarks = file
    asked = look(data, name, Choices(year=2024), all_shapes())
    unknown = [one for one in asked.plan.refusals if one.cause is Cause.UNKNOWN_ANSWER]
    assert set(remarks) <= {one.printed for one in unknown}

    left_out = tuple(
        Agreement(one.question, one.printed, "leave_out")
        for one in unknown
        if one.printed in remarks
    )
    run = bring_in(data, name, Choices(year=2024, agreements=left_out), all_shapes())

    assert run.plan.refusals == []
    assert {step.row for step in run.plan.changes} == {2}
    assert {one.row for one in run.plan.problems} == set(range(3, 3 + len(remarks)))
    again = look(data, name, Choices(year=2024), all_shapes())
    assert (again.plan.refusals, again.plan.changes) == ([], [])


TWICE = {
    "wave.csv": ([*WAVE[:2], ["BE3", "3650000", "no"]], 0),
    "table.csv": ([*TABLE[:2], [*TABLE[1][:2], "no", *TABLE[1][3:]]], 2),
}


@pytest.mark.parametrize("name", TWICE)
def test_of_what_is_said_twice_one_is_left_out_by_emptying_it(name):
    rows, column = TWICE[name]
    data = text_of(rows).encode()
    said = look(data, name, Choices(year=2024), all_shapes())
    assert (3, rows[0][column]) in {(one.row, one.heading) for one in said.plan.refusals}
    emptied = Choices(year=2024, cells={3: {column: ""}})
    run = bring_in(data, name, emptied, all_shapes())
    assert run.plan.refusals == []
    assert {step.row for step in run.plan.changes} == {2}
    assert str(EMPTIED) in {one.reason for one in run.plan.problems if one.row == 3}


def test_a_cell_that_may_be_blank_is_only_emptied():
    rows = [[*TABLE[0], "note"], [*TABLE[1], "x" * 2_000]]
    data = text_of(rows).encode()
    assert look(data, "table.csv", Choices(), all_shapes()).plan.refusals
    run = bring_in(data, "table.csv", Choices(cells={2: {5: ""}}), all_shapes())
    assert (run.plan.refusals, len(run.plan.changes)) == ([], 1)


def test_what_is_wrong_with_a_row_is_said_at_once():
    """Also of a text that could be read, beside an answer that is not known."""
    headings = ["title", "region", "kind", "link", "source", "stated_on"]
    row = ["A plan", "BE3", "Leitfaden", "javascript:alert(1)", "survey-2021", "2021-12-31"]
    data = text_of([headings, row]).encode()
    told = look(data, "documents.csv", Choices(), all_shapes()).plan.refusals
    assert sorted(one.heading for one in told) == ["kind", "link"]
