"""A person may say how a file is written, where the guess is wrong."""

from types import SimpleNamespace

import pytest

from common.tables import (
    DEFAULT_LIMITS,
    ENCODINGS,
    SEPARATORS,
    Dialect,
    Row,
    Unreadable,
    limits_from,
    read_table,
)
from tests.common import books

TITLED = "Survey;2019\n\nRegion;Name\nBE3;Wallonie\n"


def refusal(data: bytes, **chosen: object) -> str:
    with pytest.raises(Unreadable) as refused:
        read_table(data, "wave.csv", dialect=Dialect(**chosen))
    return str(refused.value)


def test_a_table_says_in_which_dialect_it_was_read():
    table = read_table(TITLED.encode("utf-16"), "wave.csv")
    assert table.dialect == Dialect(None, ";", "UTF-16", 1)
    table = read_table(books.excel(books.ROWS), "wave.xlsx")
    assert table.dialect == Dialect("Data", None, None, 1)
    table = read_table(books.open_document([books.words("A"), books.words("B")]), "wave.ods")
    assert table.dialect == Dialect("Data", None, None, 1)


@pytest.mark.parametrize("text", [TITLED, "sep=,\n" + TITLED.partition("\n")[2]])
def test_a_separator_is_chosen(text):
    table = read_table(text.encode(), "wave.csv", dialect=Dialect(separator=";", heading_row=3))
    assert table.headings == ["Region", "Name"]
    assert table.rows == [Row(4, ["BE3", "Wallonie"])]
    assert table.dialect == Dialect(None, ";", "UTF-8", 3)


def test_a_row_of_headings_is_chosen():
    table = read_table(TITLED.encode(), "wave.csv", dialect=Dialect(heading_row=3))
    assert table.headings == ["Region", "Name"]
    assert table.above == [Row(1, ["Survey", "2019"])]
    assert table.understood == ["semicolons", "UTF-8", "header in row 3"]
    assert (table.heading_row, table.dialect.heading_row) == (3, 3)


def test_a_row_of_headings_is_chosen_in_a_sheet():
    data = books.excel([["Region", "Density"]], [["A", "B"], [], ["Code", "Name"], ["BE3", "x"]])
    table = read_table(data, "wave.xlsx", dialect=Dialect(sheet="More", heading_row=3))
    assert (table.headings, table.rows) == (["Code", "Name"], [Row(4, ["BE3", "x"])])


def test_a_chosen_row_need_not_look_like_headings():
    table = read_table(b"a,b\n1,2\n3,4\n", "wave.csv", dialect=Dialect(heading_row=2))
    assert table.headings == ["1", "2"]


@pytest.mark.parametrize("row", [-1, 0, 2, 5, 10**9])
def test_a_row_that_is_blank_or_beyond_the_table_names_no_columns(row):
    sentence = f"Row {row:,} cannot be the row of headings: no filled row begins there. Choose"
    assert refusal(TITLED.encode(), heading_row=row).startswith(sentence)
    book = books.excel([["Survey", "2019"], [], ["Region", "Name"], ["BE3", "x"]])
    assert refusal(book, heading_row=row).startswith(sentence)


def test_a_row_within_a_cell_of_several_lines_names_no_columns():
    assert refusal(b'Region,Plan\nBE3,"one\ntwo"\n', heading_row=3).startswith("Row 3 cannot be")


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
def test_an_encoding_is_chosen(codec, encoding):
    data = "Region,Name\nSE22,Skåne\n".encode(codec)
    table = read_table(data, "wave.csv", dialect=Dialect(encoding=encoding))
    assert table.rows == [Row(2, ["SE22", "Skåne"])]
    assert table.dialect.encoding == encoding


def test_a_sign_for_something_unreadable_is_a_letter_like_others():
    table = read_table("Region,Name\nSE22,\ufffd\xa0\xa0Skåne\n".encode(), "wave.csv")
    assert table.rows[0].cells[1].startswith("\ufffd")


def test_a_mixture_is_read_as_the_person_says():
    data = "Region,Name\nSE22,Skåne Skåne Skåne".encode() + b"\xe5\n"
    with pytest.raises(Unreadable, match="mixes UTF-8 with other letters"):
        read_table(data, "wave.csv")
    table = read_table(data, "wave.csv", dialect=Dialect(encoding="Windows-1252"))
    assert table.rows[0].cells[1].endswith("å")


@pytest.mark.parametrize(
    ("data", "chosen", "sentence"),
    [
        (b"a,b\n\xe5,1\n", {"encoding": "UTF-8"}, "The file cannot be read as UTF-8. Choose anot"),
        (b"a,b\n1", {"encoding": "UTF-16"}, "The file cannot be read as UTF-16. Choose another"),
        (
            b"a,b\n\x81,1\n",
            {"encoding": "Windows-1252"},
            "The file cannot be read as Windows-1252.",
        ),
        (
            b"a,b\n1,2\n",
            {"encoding": "KOI8-R"},
            "The file cannot be read as KOI8-R. Choose another",
        ),
        (
            b"\xef\xbb\xbfa,b\n1,2\n",
            {"encoding": "Windows-1252"},
            "The file says itself that it is UTF-8, not Windows-1252. Choose UTF-8.",
        ),
        (b"a,b\n1,2\n", {"separator": "|"}, "“|” separates no columns here. Choose commas, semi"),
        (b"a,b\n1,2\n", {"separator": ";"}, "No row of headings was found in the first 10 rows."),
    ],
)
def test_a_choice_that_does_not_fit_is_refused_in_a_sentence(data, chosen, sentence):
    assert refusal(data, **chosen).startswith(sentence)


def test_an_empty_choice_is_none():
    dialect = Dialect(sheet="", separator="", encoding="")
    assert read_table(b"a,b\n1,2\n", "wave.csv", dialect=dialect).headings == ["a", "b"]
    assert read_table(books.excel(), "wave.xlsx", dialect=dialect).dialect.sheet == "Data"


def test_what_a_kind_of_file_does_not_have_is_passed_over():
    dialect = Dialect(separator=";", encoding="Windows-1252")
    assert read_table(books.excel(), "wave.xlsx", dialect=dialect).dialect == Dialect(
        "Data", None, None, 1
    )
    dialect = Dialect(sheet="Data")
    assert read_table(b"a,b\n1,2\n", "wave.csv", dialect=dialect).dialect.sheet is None


def test_a_person_chooses_among_words():
    assert {key: str(words) for key, words in SEPARATORS.items()} == {
        ",": "commas",
        ";": "semicolons",
        "\t": "tabs",
    }
    assert list(ENCODINGS) == ["UTF-8", "UTF-16", "Windows-1252"]


def test_the_limits_are_those_of_the_settings(settings):
    assert limits_from(settings) == DEFAULT_LIMITS
    others = SimpleNamespace(
        IMPORT_FILE_MEGABYTES=1, IMPORT_UNPACKED_MEGABYTES=2, IMPORT_ROWS=3, IMPORT_COLUMNS=4
    )
    limits = limits_from(others)
    assert (limits.file_bytes, limits.unpacked_bytes) == (1_048_576, 2_097_152)
    assert (limits.rows, limits.columns) == (3, 4)
