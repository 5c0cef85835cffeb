"""The template of a survey wave: the regions to be asked, and questions that are understood."""

from decimal import Decimal

import pytest

from regions.models import Region
from tests.model import factories
from tests.model.factories import known, stored
from tests.workbench.templates import (
    WAVE,
    blank,
    drop_downs,
    every_region,
    explained,
    headings_of,
    opened,
    rows_of,
    rows_of_options,
    typed,
)
from workbench.imports.running import look
from workbench.imports.shapes import all_shapes, shape_of
from workbench.imports.templates import template

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

# In different countries: an answer may be about the whole country.
REGIONS = ["BE3", "DE1", "FR1", "NL1", "AT1", "HU1", "ES1", "SE1", "PL2", "FI1", "PT1", "CZ0"]


def test_its_regions_are_those_given():
    book = opened(template(shape_of("wave"), regions=["BE3", "BE", "BEZ", "BEZZ"]))

    named = [row["Region"] for row in rows_of(book)]

    assert named == ["BE - Belgique/België", "BE3 - Région wallonne"]


def test_without_an_answer_it_changes_nothing():
    data = template(shape_of("wave"), regions=every_region())

    run = look(data, "survey-wave.xlsx", WAVE, all_shapes())

    assert run.file.shape.key == "wave"
    assert run.file.is_plain
    assert (run.plan.refusals, run.plan.changes) == ([], [])
    asked = Region.objects.filter(is_territory=True).count()
    assert run.plan.row_counts()["unchanged"] == asked > 2_000


def test_every_option_of_its_drop_downs_is_read():
    assert Region.objects.filter(code__in=REGIONS).count() == len(REGIONS)
    book = blank("wave")
    answers = rows_of_options(book)
    rows = [{**row, "Region": code} for row, code in zip(answers, REGIONS, strict=True)]

    run = look(typed(book, *rows), "typed.xlsx", WAVE, [shape_of("wave")])

    assert run.plan.problems == []
    assert {len(options) for options in drop_downs(book).values()} == {2, 6, 12}
    assert run.plan.row_counts()["error"] == 0


def test_a_row_of_its_examples_is_read():
    stored(factories.policy_document(title="Le Futur de la Médecine"))
    stored(factories.initiative(title="S3MedTech Hub"))
    stored(factories.website())
    stored(factories.picture())
    self_told = {heading: told[3] for heading, told in explained(blank("wave")).items()}

    run = look(typed(blank("wave"), self_told), "typed.xlsx", WAVE, [shape_of("wave")])

    assert all(example not in ("", None) for example in self_told.values())
    assert run.plan.problems == []


def test_only_the_region_must_be_filled():
    told = explained(blank("wave"))
    assert [heading for heading, row in told.items() if row[1] == "yes"] == ["Region"]


def test_figures_are_asked_of_a_year_unless_those_stored_have_none():
    answer = {"indicator_id": "share-65-plus", "year": None, "value": Decimal("18.51")}
    stored(factories.observation(**answer))
    headings = headings_of(blank("wave"))

    assert "Share of people aged 65 and over" in headings
    assert any(heading.startswith("Population on 1 January (20") for heading in headings)


def test_a_question_that_no_heading_asks_is_left_out():
    known(factories.vocabulary, code="lists", name="Lists of 2019 and 2020")
    assert "Lists of 2019 and 2020" not in headings_of(blank("wave"))


def test_a_question_is_asked_under_a_heading_that_is_understood():
    names = {"name": "Lists of 2019 and 2020", "survey_headings": "Goals on the lists"}
    stored(factories.vocabulary(code="lists", **names))
    headings = headings_of(blank("wave"))
    assert "Lists of 2019 and 2020" not in headings
    assert "Goals on the lists" in headings


def test_a_scale_offers_its_newest_groups():
    options = drop_downs(blank("wave"))
    (groups,) = (o for heading, o in options.items() if heading.startswith("Innovation perf"))
    assert groups[-1] == "Emerging −"
