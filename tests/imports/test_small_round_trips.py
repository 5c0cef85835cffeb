"""Blank cells, good rows among bad ones, and what a row says beside its answer."""

import pytest

from policies.models import Term
from regions.models import Membership, Observation
from tests.imports import database
from tests.imports.case import table
from tests.imports.exporting import dataset
from tests.imports.rows import ROWS, SAID
from workbench.imports.choices import Choices
from workbench.imports.running import bring_in, look
from workbench.imports.shapes import shape_of

pytestmark = pytest.mark.django_db

BLANKS = [
    ("regions.network", ["website", "description"]),
    ("regions.source", ["link", "note"]),
    ("regions.membership", ["since", "until", "note"]),
    ("regions.observation", ["flag", "note"]),
    ("regions.website", ["label"]),
    ("policies.policystatement", ["text"]),
    ("policies.policydocument", ["kind", "link", "terms", "first_year", "link_works"]),
    ("policies.term", ["parent", "definition", "replaced_by"]),
]


@pytest.mark.parametrize(("noun", "names"), BLANKS)
@pytest.mark.parametrize("clears", [False, True])
def test_a_blank_cell_leaves_what_is_stored_or_clears_it(noun, names, clears, small_world):
    filled = {name: text for name, text in ROWS[noun][1].items() if name != "superseded_on"}
    if "answer" in filled:
        filled["answer"] = "yes"
    bring_in(table(filled), "t.csv", Choices(), [shape_of(noun)])
    before = database.exports()
    blank = table({**filled, **dict.fromkeys(names, "")})
    run = bring_in(blank, "t.csv", Choices(clears_blanks=clears), [shape_of(noun)])
    assert run.plan.blanks == len(names)
    assert run.plan.row_counts()["changed"] == int(clears)
    assert (database.exports() == before) is not clears
    row = stored_row(noun, filled)
    assert all(bool(row[name]) is not clears for name in names)


def stored_row(noun, told):
    """The exported row about the same as a row of a file."""
    attributes = shape_of(noun).resource.told_apart_by()
    keys = [name.removesuffix("_id") for name in attributes]
    rows = [{name: str(cell) for name, cell in row.items()} for row in dataset(noun).dict]
    [found] = [row for row in rows if all(row[key] == told.get(key, row[key]) for key in keys)]
    return found


class TestPartial:
    """The good rows are imported, the others kept for later; both are counted."""

    noun = "regions.membership"
    rows = (
        ROWS[noun][0],
        {**ROWS[noun][1], "network": "unicorns"},
        {**ROWS[noun][1], "since": "?"},
    )

    def test_nothing_is_imported_unless_it_is_chosen(self, small_world):
        before = database.dump()
        run = bring_in(table(*self.rows), "t.csv", Choices(), [shape_of(self.noun)])
        assert run.record is None
        assert run.plan.row_counts() == {"new": 1, "changed": 0, "unchanged": 0, "error": 2}
        assert database.differences(before, database.dump()) == []

    def test_the_good_rows_are_imported_if_it_is_chosen(self, small_world):
        run = bring_in(table(*self.rows), "t.csv", Choices(partial=True), [shape_of(self.noun)])
        assert run.record.counts["new"] == 1
        assert run.record.counts["error"] == 2
        assert {problem.row for problem in run.plan.refusals} == {3, 4}
        assert Membership.objects.filter(region="FR1").count() == 1
        assert not Membership.objects.filter(region="BE3").exists()

    def test_what_names_a_bad_row_is_kept_with_it(self, small_world):
        terms = [
            {"vocabulary": "nace-2", "code": "X", "label": ""},
            {"vocabulary": "nace-2", "code": "X.1", "label": "Under it", "parent": "X"},
            {"vocabulary": "nace-2", "code": "Y", "label": "Beside it"},
        ]
        choices = Choices(partial=True)
        run = bring_in(table(*terms), "t.csv", choices, [shape_of("policies.term")])
        assert run.plan.row_counts() == {"new": 1, "changed": 0, "unchanged": 0, "error": 2}
        assert set(Term.objects.filter(code__regex="^[XY]").values_list("code", flat=True)) == {"Y"}


def test_a_stored_term_may_stand_under_a_new_one_of_the_same_file(small_world):
    rows = [
        {"vocabulary": "nace-2", "code": "X", "label": "New"},
        {"vocabulary": "nace-2", "code": "Q", "label": "Health", "parent": "X"},
    ]
    shapes = [shape_of("policies.term")]
    shown = look(table(*rows), "t.csv", Choices(), shapes).plan
    done = bring_in(table(*rows), "t.csv", Choices(), shapes).plan
    assert shown.digest() == done.digest()
    assert done.row_counts() == {"new": 1, "changed": 1, "unchanged": 0, "error": 0}
    assert Term.objects.get(code="Q").parent.code == "X"


def test_a_note_stays_with_the_answer_it_was_made_about(small_world):
    noun, group = "regions.observation", "innovation-group/2019/"
    value = {"region": "BE3", "indicator": "innovation-group", "year": "2019", **SAID}
    first = {**value, "group": f"{group}strong+", "note": "Counted twice"}
    later = {**value, "group": f"{group}modest", "note": "", "stated_on": "2022-12-31"}
    for row in (first, later):
        bring_in(table(row), "t.csv", Choices(), [shape_of(noun)])
    said = Observation.objects.filter(indicator="innovation-group").order_by("stated_on")
    assert [row.note for row in said] == ["Counted twice", ""]
