"""The cells of templates keep every digit and letter, and nothing in them is a formula."""

from decimal import Decimal

import pytest

from common.tables.writing import TooLong
from tests.model import factories
from tests.model.factories import known, stored
from tests.workbench.templates import (
    EVERY,
    NOUNS,
    WAVE,
    assert_examples_can_be_written,
    blank,
    drop_downs,
    opened,
    rows_of,
)
from workbench.imports.choices import Choices
from workbench.imports.running import look
from workbench.imports.shape import Unfit
from workbench.imports.shapes import shape_of
from workbench.imports.templates import template
from workbench.imports.templates.sheets import Column, workbook

pytestmark = pytest.mark.django_db

FORMULA_LIKE = ['=HYPERLINK("http://x.org")', "=1+1", "+1", "-1", "@SUM(A1)", "'=1"]
NUMBER_LIKE = ["007", "3/4", "1e5", "TRUE", "#N/A", "2021-12-31"]
ESCAPED = ["_x0041_", "a_x000D_b", "_x005F_"]


def unchanged(key):
    """The run that looks at what is stored of a noun, written and read again."""
    shape = shape_of(key)
    run = look(template(shape, regions=["BE3"]), "mine.xlsx", Choices(), [shape])
    assert (run.plan.refusals, run.plan.changes) == ([], [])
    return run


@pytest.mark.parametrize(
    "value", ["1.234", "8.95", "0.000001", "-5.2", "123456789.123456", "999999999999", "0"]
)
def test_numbers_keep_their_digits(value):
    known(factories.indicator, code="population-density", decimals=6)
    stored(factories.observation(value=Decimal(value)))

    (row,) = unchanged("regions.observation").file.table.rows

    assert Decimal(row.cells[3]) == Decimal(value)


@pytest.mark.parametrize("degrees", [4.747, 50.123456789012345, -0.1])
def test_degrees_are_as_exact_as_they_were(degrees):
    stored(factories.region(longitude=degrees, latitude=degrees))
    unchanged("regions.region")


def test_a_number_with_more_digits_than_a_spreadsheet_keeps_is_a_text():
    column = Column("value", "", "", is_number=True)
    cells = opened(workbook("T", [column], [[Decimal("123456789012.123456")], [0.1]])).active["A"]

    assert [(c.data_type, c.value) for c in cells[1:]] == [("s", "123456789012.123456"), ("n", 0.1)]


def test_numbers_are_numbers():
    stored(factories.observation(value=Decimal("1.234")))
    (row,) = rows_of(opened(template(shape_of("regions.observation"), regions=["BE3"])))

    assert (row["value"], row["year"], row["stated_on"]) == (1.234, 2019, "2021-12-31")


@pytest.mark.parametrize("text", [*FORMULA_LIKE, *NUMBER_LIKE, *ESCAPED])
def test_texts_are_texts_whatever_they_begin_with(text):
    stored(factories.website(label=text))
    cell = opened(template(shape_of("regions.website"), regions=["BE3"])).active["C2"]

    assert (cell.data_type, cell.number_format) == ("s", "@")
    assert unchanged("regions.website").file.table.rows[0].cells[2] == text


def test_an_option_that_looks_like_a_formula_is_none():
    stored(factories.initiative(title="=1+1"))
    book = blank("policies.participation")

    assert "=1+1" in drop_downs(book)["initiative"]
    cells = [cell for column in book["Lists"].columns for cell in column if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}


def test_an_example_that_looks_like_a_formula_is_none():
    stored(factories.initiative(title="=1+1"))
    sheet = blank("policies.initiative")["How to fill it in"]

    assert {cell.data_type for row in sheet for cell in row if cell.value == "=1+1"} == {"s"}


def test_lines_of_a_text_stay():
    stored(factories.network(survey_headings="ERRIN\nResearch network"))
    unchanged("regions.network")


def test_a_text_that_no_cell_holds_is_refused_in_words():
    stored(factories.network(description="x" * 32_768))

    with pytest.raises(TooLong, match="has 32768 characters"):
        template(shape_of("regions.network"), regions=[])
    assert template(shape_of("regions.network"))


def test_a_long_heading_is_wrapped():
    heading = "Is the region looking for international collaboration opportunities " * 2
    sheet = opened(workbook("Survey", [Column(heading, "", "")], [])).active

    assert sheet["A1"].value == heading
    assert sheet["A1"].alignment.wrap_text
    assert sheet.row_dimensions[1].height > 50


class TestBeforeAnythingIsStored:
    @pytest.mark.parametrize("key", EVERY)
    def test_a_template_can_be_made(self, key):
        with pytest.raises(Unfit, match="no rows"):
            look(template(shape_of(key)), "blank.xlsx", WAVE, [shape_of(key)])

    @pytest.mark.parametrize("key", NOUNS)
    def test_examples_can_be_written_too(self, key):
        assert_examples_can_be_written(key)
