"""What was written out is read in again without a change, and one changed cell is one change."""

import csv

import pytest

from regions.models import Membership, Network
from tests.facts import WAVES
from tests.imports import database
from tests.imports.case import text_of
from tests.imports.exporting import NAMES, exported
from workbench.imports.choices import Choices
from workbench.imports.plan import Change
from workbench.imports.running import bring_in, look
from workbench.imports.shapes import all_shapes, shape_of
from workbench.tables.shape import nouns

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("noun", sorted(nouns()))
def test_what_was_exported_changes_nothing_when_it_is_imported(noun, name, all_facts):
    count = shape_of(noun).model.objects.count()
    run = look(exported(noun, name), name, Choices(), all_shapes())
    assert run.file.shape.key == noun
    assert run.file.is_plain
    assert run.plan.refusals == []
    assert [str(step) for step in run.plan.changes] == []
    assert run.plan.row_counts() == {"new": 0, "changed": 0, "unchanged": count, "error": 0}


def rows_of(year):
    with (WAVES / f"wave-{year}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def wave(rows, year):
    return text_of(rows).encode(), f"wave-{year}.csv", Choices(), all_shapes()


@pytest.mark.parametrize("year", [2019, 2021])
def test_a_wave_imported_again_changes_nothing(year, all_facts):
    before = database.dump()
    run = bring_in(*wave(rows_of(year), year))
    assert run.plan.row_counts()["unchanged"] == len(rows_of(year)) - 1
    assert run.record is None
    assert database.differences(before, database.dump()) == []


# Year, region, heading; what the cell says instead.
CHANGES = [
    (2019, "BE1", "Total population (2019)", "1215291"),
    (2019, "BE1", "Proportion population older 65 year %", "13,07%"),
    (2019, "BE1", "Member Euregha?", "yes"),
    (2019, "BE1", "Vanguard Initiative?", "not yet"),
    (2019, "BE1", "Policy document RIS3?", "Yes"),
    (2019, "BE1", "Image attribution", "A. Painter"),
    (2019, "BE1", "Regional website", "https://be.brussels"),
    (2019, "BE1", "Population per km² (2017)", "7423"),
    (2021, "BE2", "Total population (2019)", "6,596,234"),
    (2021, "BE2", "Population per km² (2019)", "494"),
    (2021, "BE2", "Innovation Performance Group (2021)", "Leader"),
    (2021, "BE2", "Vanguard Initiative", "observer"),
]


@pytest.mark.parametrize(("year", "region", "heading", "cell"), CHANGES)
def test_one_changed_cell_of_a_wave_is_one_change(year, region, heading, cell, all_facts):
    headings, *rows = rows_of(year)
    at = next(at for at, row in enumerate(rows) if row[0].startswith(region))
    assert rows[at][headings.index(heading)] != cell
    rows[at][headings.index(heading)] = cell
    run = bring_in(*wave([headings, *rows], year))
    assert run.plan.refusals == []
    assert [step.heading for step in run.plan.changes] == [heading]
    counts = run.plan.row_counts()
    assert (counts["new"] + counts["changed"], counts["unchanged"]) == (1, len(rows) - 1)
    again = bring_in(*wave([headings, *rows], year))
    assert again.plan.changes == []


@pytest.mark.parametrize(
    ("year", "region", "heading", "more"),
    [
        (2019, "BE1", "Topics covered by policies", "; Genetic counselling"),
        (2019, "BE1", "Policy documents", "\n3. A plan for the third decade"),
        (2021, "BE2", "Major initiatives", "\n9. A hub of many"),
    ],
)
def test_one_more_item_in_a_list_is_one_change(year, region, heading, more, all_facts):
    headings, *rows = rows_of(year)
    at = next(at for at, row in enumerate(rows) if row[0].startswith(region))
    rows[at][headings.index(heading)] += more
    run = bring_in(*wave([headings, *rows], year))
    assert run.plan.refusals == []
    assert [(step.heading, step.change) for step in run.plan.changes] == [(heading, Change.NEW)]


class TestBlanks:
    """A blank cell leaves what is stored, or clears it if that was chosen; the count is told."""

    def blanked(self, *headings):
        """The wave of 2019 said again in 2022, with cells of BE1 that are blank by now."""
        names, *rows = rows_of(2019)
        for heading in headings:
            rows[0][names.index(heading)] = ""
        return text_of([names, *rows]).encode(), "wave-2022.csv"

    def test_they_leave_the_answers_of_a_wave(self, all_facts):
        asked = "Vanguard Initiative?"
        run = look(*self.blanked(asked), Choices(), all_shapes())
        others = look(*self.blanked(), Choices(), all_shapes())
        assert run.plan.blanks == others.plan.blanks + 1
        assert [step for step in run.plan.changes if step.heading == asked and step.row == 2] == []

    def test_they_clear_the_answers_of_a_wave(self, all_facts):
        asked = "Vanguard Initiative?"
        run = bring_in(*self.blanked(asked), Choices(clears_blanks=True), all_shapes())
        closed = [step for step in run.plan.changes if step.change is Change.REMOVED]
        assert asked in {step.heading for step in closed if step.row == 2}
        assert run.plan.blanks == len([s for s in closed if s.after == ""])
        network = Network.objects.get(short_name="Vanguard Initiative")
        mine = Membership.objects.filter(region="BE1", network=network)
        assert not mine.in_force().exists()
        assert mine.exists()
