"""The workbook of a release: the rows of its tables, with numbers that a spreadsheet adds up."""

import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from common.tables.inert import original
from observatory.dictionary.described import DescribedColumn, DescribedTable
from observatory.dictionary.nouns import TABLES
from observatory.dictionary.tables import described
from observatory.releases.tables import ReleasedTable
from observatory.releases.workbook import cells_of
from regions.models import Observation
from tests.programs import saved_by_a_spreadsheet
from tests.releases.conftest import content, rows_of, unpacked

pytestmark = pytest.mark.usefixtures("released")


def test_the_workbook_holds_the_same_rows():
    archive = unpacked("2026.1")
    book = workbook()
    assert book.sheetnames == ["about", *TABLES]
    for name in TABLES:
        headings, *expected = rows_of(archive.read(f"{name}.csv").decode())
        # The reader leaves out what is blank at the end of a row.
        blank = [None] * len(headings)
        rows = [[*row, *blank][: len(headings)] for row in book[name].values]
        assert rows[0] == headings
        for row, texts in zip(rows[1:], expected, strict=True):
            for cell, text in zip(row, map(original, texts), strict=True):
                is_number = isinstance(cell, int | float)
                assert cell == float(text) if is_number else (cell or "") == text


def test_its_numbers_are_numbers_and_all_else_is_text():
    book, seen = workbook(), set()
    for about in described():
        for row in book[about.name].iter_rows(min_row=2):
            for cell, column in zip(row, about.columns, strict=False):
                if cell.value is not None:
                    is_number = column.type in ("integer", "number")
                    assert (cell.data_type == "n") == is_number, (about.name, column.name)
                    seen.add((about.name, column.name))
    assert {("observations", "value"), ("observations", "year"), ("regions", "latitude")} <= seen


def test_a_spreadsheet_can_add_up_the_values(tmp_path):
    told = workbook(read_only=False)
    sheet = told["observations"]
    letter = next(cell.column_letter for cell in sheet[1] if cell.value == "value")
    sums = told.create_sheet("sums")
    sums["A1"] = f"=SUM(observations!{letter}2:{letter}{sheet.max_row})"
    asked = io.BytesIO()
    told.save(asked)
    saved = saved_by_a_spreadsheet({"sums.xlsx": asked.getvalue()}, "xlsx", tmp_path)
    sums = load_workbook(io.BytesIO(saved["sums"]), data_only=True)["sums"]
    values = Observation.objects.about_published().values_list("value", flat=True)
    expected = sum(one for one in values if one is not None)
    assert sums["A1"].value == pytest.approx(float(expected))
    assert expected > 0


def workbook(*, read_only: bool = True):
    return load_workbook(
        io.BytesIO(content("2026.1", "observatory-2026.1.xlsx")), read_only=read_only
    )


@pytest.mark.parametrize(
    ("kind", "text", "is_kept"),
    [
        ("number", "18.5", True),
        ("number", "-0.25", True),
        ("number", "20.0990", True),
        ("integer", "2019", True),
        ("number", "", False),
        ("number", "4.7470000000000001", False),
        ("number", "1e5", False),
        ("code", "0012", False),
        ("text", "2019", False),
    ],
)
def test_a_number_is_one_if_all_its_digits_are_kept(kind, text, is_kept):
    column = DescribedColumn("a", "A", "", kind, is_required=False)
    about = DescribedTable("things", "Things", "", (column,), ("a",))
    [[cell]] = cells_of(ReleasedTable("things", ("a",), (0,), [(text,)]), about)
    assert isinstance(cell, str) != is_kept
    assert cell == (Decimal(text) if is_kept else text)
