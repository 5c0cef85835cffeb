"""Files of every kind become a table of texts, or a sentence."""

import csv
import io
import time

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from common.tables import SEPARATORS, Dialect, Limits, Row, Table, Unreadable, read_table
from common.tables.inert import original
from common.text import tidy
from tests.common.books import FILES

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
}


def read(name: str) -> Table:
    return read_table((FILES / name).read_bytes(), name)


def read_text(text: str, **options: object) -> Table:
    return read_table(text.encode(), "wave.csv", **options)


def refusal(data: bytes, **options: object) -> str:
    with pytest.raises(Unreadable) as refused:
        read_table(data, "wave.csv", **options)
    return str(refused.value)


def test_a_table_is_its_headings_and_numbered_rows():
    table = read_text("Region,Density\nBE3,216\n\nBE1,7422\n")
    assert table.headings == ["Region", "Density"]
    assert table.rows == [Row(2, ["BE3", "216"]), Row(4, ["BE1", "7422"])]
    assert table.understood == ["commas", "UTF-8", "header in row 1"]
    assert (table.sheets, table.above, table.heading_row) == ([], [], 1)
    assert table.dialect == Dialect(None, ",", "UTF-8", 1)


def test_a_row_is_numbered_by_its_first_line():
    table = read("lines-inside-cells.csv")
    assert table.rows == [Row(2, ["BE3", '1. DPR\n2. "Le Futur"']), Row(5, ["BE1", "none"])]


def test_short_rows_are_filled_up_and_surplus_cells_kept_apart():
    table = read("rows-of-other-lengths.csv")
    assert table.rows == [
        Row(2, ["BE3", "Wallonie"], ((3, "more"), (5, "even more"))),
        Row(3, ["BE1", ""]),
    ]


def test_titles_above_the_headings_are_kept_apart():
    table = read("titles-above-headings.csv")
    assert table.headings == ["Region", "Population", "Density", "Website"]
    assert table.understood[-1] == "header in row 4"
    assert [row.cells for row in table.above] == [["Survey of regions"], ["Wave of 2019"]]


def test_known_headings_decide_which_row_is_the_header():
    text = "Name,Label\nregion,population\nBE3,3643996\n"
    known = {"region", "population"}
    table = read_text(text, is_heading=lambda cells: len(known.intersection(cells)))
    assert table.headings == ["region", "population"]
    assert table.heading_row == 2


def test_without_two_known_headings_there_is_no_header():
    data = b"Region,Other\nBE3,1\n"
    assert "No row of headings" in refusal(data, is_heading=lambda cells: "Region" in cells)


def test_known_headings_decide_between_separators():
    text = "a, b;c, d\n1, 2;3, 4\n1, 2;3, 4\n"
    assert read_text(text).headings == ["a", "b;c", "d"]
    known = {"a, b", "c, d"}
    table = read_text(text, is_heading=lambda cells: len(known.intersection(cells)))
    assert table.headings == ["a, b", "c, d"]


def test_years_may_be_headings_and_headings_may_be_repeated():
    table = read_text("Region,2017,2018,2019,2019\nBE3,1,2,3,4\n")
    assert table.headings == ["Region", "2017", "2018", "2019", "2019"]


def test_a_column_without_a_heading_keeps_its_place():
    table = read_text("Region,,Density\nBE3,note,216\n")
    assert table.headings == ["Region", "", "Density"]
    assert table.rows[0].cells == ["BE3", "note", "216"]


@pytest.mark.parametrize(
    ("name", "cells", "understood"),
    [
        ("windows-1252.csv", ["SE22", "Skåne"], ["semicolons", "Windows-1252"]),
        ("decimal-commas.csv", ["SE22", "19,94"], ["semicolons", "UTF-8"]),
        ("separator-named.csv", ["BE1", "1,5"], ["semicolons", "UTF-8"]),
        ("old-mac-line-ends.csv", ["BE1", "Bruxelles"], ["commas", "UTF-8"]),
    ],
)
def test_text_files_of_many_habits_are_understood(name, cells, understood):
    table = read(name)
    assert table.rows[-1].cells == cells
    assert table.understood[:2] == understood


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (
            "quotation-never-closed.csv",
            "The quotation mark that is opened in row 2 is never closed.",
        ),
        ("text-after-quotation.csv", "In row 2 text follows a closing quotation mark."),
        ("one-column.csv", "Only one column was found."),
        ("no-headings.csv", "No row of headings was found in the first 10 rows."),
        ("web-page.csv", "The file is a web page or XML, not a table."),
        ("only-blanks.csv", "The file holds nothing but blanks."),
        ("only-separators.csv", "There is no text in the table: every cell is blank."),
        ("unknown-encoding.csv", "The encoding of the file is neither UTF-8 nor Windows-1252."),
        ("zero-byte.csv", "The file is not text: it holds control characters."),
        ("half-character-utf-16.csv", "The file is damaged: it is not whole UTF-16."),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_a_sentence(name, sentence):
    with pytest.raises(Unreadable) as refused:
        read(name)
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize(
    ("beginning", "kind"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "an old Excel workbook (.xls) or one with a password",
        ),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"MZ\x90\x00", "a program"),
        (b"{\\rtf1", "a text document"),
    ],
)
def test_a_file_of_another_kind_is_named(beginning, kind):
    sentence = refusal(beginning + bytes(100))
    assert sentence.startswith(
        f"“wave.csv” is {kind}, not a table that can be read. Save the table"
    )


def test_an_empty_file_and_one_too_large_are_refused_at_once():
    assert refusal(b"").startswith("“wave.csv” is empty.")
    assert refusal(b"x" * 3_000_000, limits=Limits(file_bytes=1024**2)) == (
        "“wave.csv” has 2.9 MB; at most 1 MB can be read."
    )


@pytest.mark.parametrize(
    ("data", "limits", "sentence"),
    [
        (b"a,b,c\n", Limits(columns=2), "Row 1 has 3 columns; at most 2 can be read."),
        (b"a,b\n" + b"c,d\n" * 20, Limits(rows=9), "The table has more than 9 rows"),
        (b"a,b\n" + b"\n" * 99, Limits(rows=9), "The table has more than 9 rows"),
        (b"a,b\nc,d\n", Limits(cells=3), "The table has more than 3 cells"),
        (
            b"a,b\n1,abcd\n",
            Limits(cell_characters=3),
            "The cell in row 2, column 2 has 4 characters",
        ),
        (
            b'a,b\n1,"' + b"x\n" * 600_000,
            Limits(),
            "A cell in row 2 has more than 1,000,000 characters. Perhaps a quotation mark",
        ),
    ],
)
def test_what_exceeds_a_limit_is_told_with_the_limit(data, limits, sentence):
    assert refusal(data, limits=limits).startswith(sentence)


@pytest.mark.parametrize(
    "line", ["a," * 99_999 + "a", "," * 99_999, '"a",' * 99_999 + "a", "a;" * 99_999 + "a"]
)
def test_a_line_of_a_hundred_thousand_columns_is_refused_at_once(line):
    begun = time.process_time()
    sentence = refusal(f"{line}\n".encode())
    assert sentence == "Row 1 has 100,000 columns; at most 500 can be read."
    assert time.process_time() - begun < 2


def test_commas_inside_a_long_cell_are_no_columns():
    items = "item, " * 20_000
    table = read_text(f'Region,Items\nBE3,"{items}\n{items}"\n')
    assert table.rows[0].cells[1].count(",") == 40_000


letters = st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"])
texts = st.text(letters | st.sampled_from(',;"\n'), max_size=8)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Rows of texts, the first of them headings."""
    width = draw(st.integers(2, 5))
    headings = [f"{draw(texts)} heading {column}" for column in range(width)]
    row = st.lists(texts, min_size=width, max_size=width)
    return [headings, *draw(st.lists(row, max_size=6))]


@given(tables(), st.sampled_from(list(SEPARATORS)), st.sampled_from(list(ENCODINGS)))
@example([["é heading", "b heading"], ["ü", ""]], ";", "cp1252")
def test_what_is_written_as_csv_is_read_back_cell_for_cell(rows, separator, encoding):
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(rows)
    data = encoded(stream.getvalue(), encoding)
    table = read_table(data, "wave.csv")
    expected = [[tidy(original(cell)) for cell in row] for row in rows]
    assert table.headings == expected[0]
    assert [row.cells for row in table.rows] == [row for row in expected[1:] if any(row)]
    assert all(row.surplus == () for row in table.rows)
    assert table.understood[0] == SEPARATORS[separator]


plain = st.text(st.characters(exclude_characters=',;\t"', exclude_categories=["C"]), max_size=8)


@given(st.lists(plain, max_size=20), st.sampled_from(list(SEPARATORS)))
def test_a_separator_is_found_without_quotation_marks(cells, separator):
    rows = [["Region", "Name"], *(["BE3", cell] for cell in cells)]
    text = "\n".join(separator.join(row) for row in rows)
    table = read_text(text)
    assert [row.cells[1] for row in table.rows] == [tidy(original(cell)) for cell in cells]


def encoded(text: str, encoding: str) -> bytes:
    """The bytes of a text, where they say which encoding they are in."""
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        assume(False)
    if encoding == "cp1252":
        assume(not_utf_8(data))
    return data


def not_utf_8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return True
    return False


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_table_or_a_sentence(data):
    problem = ""
    try:
        assert read_table(data, "wave.csv").headings
    except Unreadable as refused:
        problem = str(refused)
    assert problem == "" or problem.endswith((".", '".'))
