"""Whatever is written is read back as the same cells, and no text of it is a formula."""

import csv
import io
import re
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from common.numbers import read_number
from common.tables import ENCODINGS, SEPARATORS, Dialect, read_table
from common.tables.inert import inert, original
from common.tables.writing import (
    TooLong,
    csv_bytes,
    csv_cells,
    csv_heading,
    csv_lines,
    csv_rows,
    ods_bytes,
    xlsx_bytes,
    xlsx_pieces,
)
from common.text import tidy
from tests.common import books

HEADINGS = ["Region", "Name"]
FORMULAS = ["=1+1", "+49 30 1", "-1+2", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "\r=1"]
CODECS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "cp1252": "Windows-1252",
}
WRITERS = {
    "CSV": csv_bytes,
    "XLSX": lambda headings, rows: xlsx_bytes("Data", headings, rows),
    "ODS": lambda headings, rows: ods_bytes("Data", headings, rows),
}

letters = st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn", "Cf"])
signs = st.sampled_from(
    [*"=+-@'\"\n,;\t _x&<>%", "_x000D_", "_x005F_", "Ωμέγα", "Київ", "😀", "]]>"]
)
texts = st.lists(letters | signs, max_size=8).map("".join)
tidy_texts = texts.map(tidy)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Rows of tidy texts, none of them blank; the first row has headings, all different."""
    width = draw(st.integers(2, 5))
    headings = [tidy(f"{draw(texts)} heading {column}") for column in range(width)]
    row = st.lists(tidy_texts, min_size=width, max_size=width).filter(any)
    return [headings, *draw(st.lists(row, max_size=6))]


def cells_of(data: bytes, dialect: Dialect = Dialect()) -> list[list[str]]:  # noqa: B008
    table = read_table(data, "table", dialect=dialect)
    assert all(row.surplus == () for row in table.rows)
    return [table.headings, *(row.cells for row in table.rows)]


@given(tables())
@example([["=a heading", "b;c;d heading"], ["'=1", "''"], ["-5.2", "'s-Hertogenbosch"]])
@example([["a heading", "b"], ["_x0041_", "_x005F_"], ["x" * 4_000, "a\n\nb"]])
@pytest.mark.parametrize("kind", WRITERS)
def test_what_is_written_is_read_back_cell_for_cell(kind, rows):
    assert cells_of(WRITERS[kind](rows[0], rows[1:])) == rows


@given(tables(), st.sampled_from(list(SEPARATORS)), st.sampled_from(list(CODECS)))
def test_what_others_write_in_any_dialect_is_read_back_cell_for_cell(rows, separator, codec):
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, quoting=csv.QUOTE_MINIMAL).writerows(
        [inert(cell) for cell in row] for row in rows
    )
    try:
        data = stream.getvalue().encode(codec)
    except UnicodeEncodeError:
        assume(False)
    dialect = Dialect(separator=separator, encoding=CODECS[codec])
    assert cells_of(data, dialect) == rows
    assert CODECS[codec] in ENCODINGS


@given(st.text() | texts)
def test_every_text_comes_back_and_is_no_formula(text):
    written = inert(text)
    assert original(written) == text
    is_number = re.fullmatch(r"[-+]?[0-9]+(\.[0-9]+)?%?", written)
    assert is_number or not written.startswith(tuple("=+-@\t\r"))


@pytest.mark.parametrize("text", ["-5.2", "+3", "-18.51%", "'s-Hertogenbosch", "'", "", "a=b"])
def test_what_is_no_formula_is_left_as_it_is(text):
    assert inert(text) == original(text) == text


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_gets_one_apostrophe_in_a_text_file(text):
    assert inert(text) == f"'{text}"
    assert inert(f"'{text}") == f"''{text}"
    lines = list(csv.reader(csv_lines(HEADINGS, [["BE3", text]])))
    assert lines[1] == ["BE3", f"'{text}"]


def test_a_text_file_is_written_as_spreadsheets_open_it():
    data = csv_bytes(HEADINGS, [["BE3", "a;b"], ["", None], [1, Decimal("1.234")], [0.5, 'a"b']])
    assert data.decode() == ('\ufeffRegion,Name\r\nBE3,"a;b"\r\n,\r\n1,1.2340\r\n0.5,"a""b"\r\n')


cells = (
    st.none()
    | st.text(max_size=4)
    | texts
    | st.integers()
    | st.floats()
    | st.decimals(allow_nan=False)
)


@given(st.integers(1, 4).flatmap(lambda width: st.lists(st.tuples(*[cells] * width), max_size=6)))
@example([(0, 0.0), (False, -0.0), (True, 1), (1, 1.0), (Decimal("1.00"), True)])
@example([("=1",), ("'=1",), ("-5.2",), ("a\n",), (" a",), ("a ",), ("a;b",), ("\x00=1",), ("",)])
def test_column_by_column_the_lines_are_the_same(rows):
    headings = [f"heading {place}" for place in range(len(rows[0]) if rows else 1)]
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else []
    assert csv_heading(headings) + csv_rows(columns) == csv_bytes(headings, rows)


@given(st.integers(1, 4).flatmap(lambda width: st.lists(st.tuples(*[st.text()] * width))))
@example([('a "quoted", "one"', "=1+1"), ("two\nlines\r\n", "'=")])
@example([("n" * 2_000_000,)])
def test_what_was_written_here_is_read_back_however_long_it_is(rows):
    assume(not any("\x00" in cell for row in rows for cell in row))
    headings = ("one", "two", "three", "four")[: len(rows[0]) if rows else 2]
    text = "".join(csv_lines(headings, rows)).removeprefix("\ufeff")
    assert list(csv_cells(text)) == [headings, *rows]


def test_columns_of_different_lengths_are_no_table():
    with pytest.raises(ValueError, match="shorter"):
        csv_rows([["a", "b"], ["c"]])


def sheet_of(
    rows: list[list[object]], title: str = "Data"
) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(xlsx_bytes(title, HEADINGS, rows))).active


@pytest.mark.parametrize("text", [*FORMULAS[:5], "#N/A", "TRUE", "007", "03/04/2024"])
def test_a_text_is_a_text_cell_of_a_workbook(text):
    cell = sheet_of([["BE3", text]])["B2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == (text in FORMULAS)


def test_the_headings_of_a_workbook_are_bold_and_stay_in_sight():
    sheet = sheet_of([["BE3", "x" * 500], ["BE1", "short"]])
    assert [cell.font.b for row in sheet.rows for cell in row] == [True, True, *[False] * 4]
    assert sheet.freeze_panes == "A2"
    assert [sheet.column_dimensions[letter].width for letter in "AB"] == [8, 60]


def test_a_workbook_may_have_a_title_and_a_description():
    rows = [["BE3", "x"]]
    data = b"".join(xlsx_pieces("Data", HEADINGS, rows, "A & <B>"))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert (book.properties.title, book.properties.description) == ("Data", "A & <B>")
    assert [[cell.value for cell in row] for row in book.active.rows] == [HEADINGS, *rows]
    parts, without = books.parts_of(data), books.parts_of(xlsx_bytes("Data", HEADINGS, rows))
    assert parts.keys() - without.keys() == {"docProps/core.xml"}
    assert b"docProps/core.xml" in parts["_rels/.rels"]
    assert b'"/docProps/core.xml"' in parts["[Content_Types].xml"]
    assert b"docProps" not in without["_rels/.rels"] + without["[Content_Types].xml"]
    assert books.parts_of(b"".join(xlsx_pieces("Data", HEADINGS, rows))) == without


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Memberships", "Memberships"),
        ("a/b: [c]?*\\", "a b   c"),
        ("'x'", "x"),
        ("", "Table"),
        ('<&">', '<&">'),
        ("y" * 40, "y" * 31),
        ("\x01z", "z"),
    ],
)
def test_any_title_becomes_one_that_spreadsheets_allow(title, written):
    assert sheet_of([], title).title == written
    assert read_table(ods_bytes(title, HEADINGS, [["a", "b"]]), "t").sheets == [written]


CONTROLS = "".join(map(chr, [*range(32), 0x7F, 0x85, 0xD800, 0xFFFE, 0xFFFF]))


@pytest.mark.parametrize("kind", WRITERS)
def test_no_sign_breaks_a_file(kind):
    rows = cells_of(WRITERS[kind](HEADINGS, [["BE3", f"a{CONTROLS}b"]]))
    assert rows[1][1].startswith("a")
    assert rows[1][1].endswith("b")


numbers = (
    st.integers()
    | st.floats()
    | st.decimals(allow_nan=False, allow_infinity=False, places=4)
    | st.decimals(min_value=-(10**18), max_value=10**18, allow_nan=False)
)


@given(numbers)
@example(1.234)
@example(Decimal("123456789.123456789"))
@example(10**18)
@example(0.1 + 0.2)
@pytest.mark.parametrize("kind", WRITERS)
def test_a_number_comes_back_with_all_its_digits(kind, number):
    text = cells_of(WRITERS[kind](HEADINGS, [["BE3", number]]))[1][1]
    exact = Decimal(repr(number)) if isinstance(number, float) else Decimal(number)
    assert exact.is_nan() or Decimal(text) == exact


@given(st.decimals(-(10**10), 10**10, places=4, allow_nan=False))
def test_no_number_that_was_written_has_two_meanings(number):
    for write in WRITERS.values():
        text = cells_of(write(HEADINGS, [["BE3", number]]))[1][1]
        assert read_number(text).value == number


def test_a_number_is_a_number_cell_if_all_its_digits_are_kept():
    sheet = sheet_of([[18.51, 10**14], [10**18 + 1, Decimal("0.1234567890123456")]])
    kinds = [cell.data_type for row in sheet["A2:B3"] for cell in row]
    assert kinds == ["n", "n", "s", "s"]
    assert sheet["A2"].value == 18.51


def test_a_text_too_long_for_a_workbook_is_refused_in_a_sentence():
    assert len(sheet_of([["BE3", "x" * 32_767]])["B2"].value) == 32_767
    for text in ("x" * 32_768, "😀" * 16_384):
        with pytest.raises(TooLong) as refusal:
            xlsx_bytes("Data", HEADINGS, [["BE3", text]])
        assert str(refusal.value) == (
            "The text in cell B2 has 32,768 characters; a cell of an Excel workbook holds at most "
            "32,767. Choose CSV or ODS."
        )


def test_the_same_table_makes_the_same_bytes():
    for write in WRITERS.values():
        assert write(HEADINGS, [["BE3", "x"]]) == write(HEADINGS, [["BE3", "x"]])


def test_an_open_document_says_first_what_it_is():
    data = ods_bytes("Data", HEADINGS, [["BE3", "a  b\tc"]])
    assert data[30:].startswith(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK")
    assert b'a<text:s text:c="2"/>b<text:tab/>c' in books.parts_of(data)["content.xml"]
