"""Workbooks become the same tables as text files, and dangerous ones a sentence."""

import datetime as dt
import random
import re
import time

import openpyxl
import pytest
from odf import office

from common.tables import Limits, Row, Unreadable, read_table
from tests.common import books

NO_ZONE = dt.datetime(2019, 3, 4, 10, 30)  # noqa: DTZ001  (the times of a sheet have no zone)


def refusal(data: bytes, **options: object) -> str:
    with pytest.raises(Unreadable) as refused:
        read_table(data, "wave.xlsx", **options)
    return str(refused.value)


def excel_cell(value: object, number_format: str = "General") -> str:
    """What is read where a workbook has this value in this format."""
    book = openpyxl.Workbook()
    book.active.append(["Region", "Value"])
    book.active.append(["BE3", value])
    book.active["B2"].number_format = number_format
    return read_table(books.saved(book), "wave.xlsx").rows[0].cells[1]


def test_an_excel_workbook_is_read_as_a_table():
    table = read_table(books.excel([["Region", "Density"], [], ["BE3", 216]]), "wave.xlsx")
    assert table.headings == ["Region", "Density"]
    assert table.rows == [Row(3, ["BE3", "216"])]
    assert table.understood == ["Excel workbook", "sheet 'Data'", "header in row 1"]
    assert table.sheets == ["Data"]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (3643996, "#,##0", "3643996"),
        (216.0, "General", "216"),
        (18.51, "0.0", "18.51"),
        (1.234, "0.0", "1.2340"),
        (0.123456, "0.0%", "12.3456%"),
        (0.01234, "0%", "1.2340%"),
        (0.1 + 0.2, "General", "0.3"),
        (1e-7, "General", "0.0000001"),
        (1e20, "General", "100000000000000000000"),
        (0.1851, "0.00%", "18.51%"),
        (1, "0%", "100%"),
        (18.51, '0.00"%"', "18.51%"),
        (True, "General", "yes"),
        (False, "General", "no"),
        (dt.date(2019, 3, 4), "dd/mm/yyyy", "2019-03-04"),
        (NO_ZONE, "yyyy-mm-dd hh:mm", "2019-03-04 10:30:00"),
        (dt.time(10, 30), "hh:mm", "10:30:00"),
        (dt.timedelta(hours=30), "[h]:mm", "1 day, 6:00:00"),
        ("1. Plan_x000D_\n2. Law", "General", "1. Plan\n2. Law"),
        ("_x0041__x005F_x0041_", "General", "A_x0041_"),
        (" 007 ", "@", "007"),
        ("#N/A", "General", "#N/A"),
    ],
)
def test_the_cell_of_a_workbook_is_read_as_its_text(value, number_format, text):
    assert excel_cell(value, number_format) == text


def test_the_texts_that_cells_share_are_read():
    data = books.excel_sharing(
        "<t>Wallonie</t>",
        "<r><t>Skå</t></r><r><rPr><b/></rPr><t xml:space='preserve'>ne län</t></r>",
        "<t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh><phoneticPr fontId='1'/>",
        "<t>_x005F_x000D_ and x005F_</t>",
        "<t/>",
        "",
        "<t>one_x000D_\ntwo &amp; &#x3b1;</t>",
    )
    texts = [row.cells[1] for row in read_table(data, "wave.xlsx").rows]
    assert texts == [
        "Wallonie",
        "Skåne län",
        "東京",
        "_x000D_ and x005F_",
        "",
        "",
        "one\ntwo & α",
    ]


def test_a_text_that_is_missing_makes_a_damaged_workbook():
    cell = b'<row r="2"><c r="A2" t="s"><v>9</v></c></row>'
    data = books.excel_with(books.with_rows(cell), [["Region", "Name"]])
    assert refusal(data).startswith("The workbook is damaged.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_part_may_declare_entities_in_whatever_encoding(encoding):
    bomb = '<?xml version="1.0" encoding="%s"?><!DOCTYPE a [<!ENTITY b "c">]>%s'
    for data, name in (
        (books.excel_sharing("<t>&b;</t>"), "xl/sharedStrings.xml"),
        (books.excel(), "xl/worksheets/sheet1.xml"),
        (books.excel(), "xl/workbook.xml"),
        (books.open_document(ods_row("Region", "Name")), "content.xml"),
    ):
        parts = books.parts_of(data)
        body = re.sub(r"^<\?xml[^>]*>", "", parts[name].decode())
        parts[name] = (bomb % (encoding, body)).encode(encoding)
        assert refusal(books.archive(parts)).startswith("The workbook ")


def test_a_formula_is_read_by_its_result():
    sum_of_cells = b'<row r="3"><c r="A3" t="str"><f>"BE"&amp;1</f><v>BE1</v></c></row>'
    table = read_table(books.excel_with(books.with_rows(sum_of_cells)), "wave.xlsx")
    assert table.rows[-1].cells == ["BE1", ""]


def test_formulas_without_results_are_refused():
    assert refusal(books.excel([["Region", "Sum"], ["BE3", "=1+1"]])).startswith(
        "The workbook has formulas without their results."
    )


def test_a_sheet_is_chosen_by_name():
    data = books.excel(books.ROWS, [["Code", "Name"], ["BE3", "Wallonie"]])
    table = read_table(data, "wave.xlsx", sheet="More")
    assert table.headings == ["Code", "Name"]
    assert table.sheets == ["Data", "More"]
    assert refusal(data, sheet="Third") == (
        "The workbook has no sheet “Third”. Its sheets are “Data”, “More”."
    )


def test_a_cover_sheet_and_hidden_sheets_are_passed_over():
    book = openpyxl.Workbook()
    book.active.append(["A survey of regions"])
    hidden = book.create_sheet("Hidden")
    hidden.append(["Code", "Name"])
    hidden.sheet_state = "hidden"
    answers = book.create_sheet("Answers")
    answers.append(["Region", "Density"])
    table = read_table(books.saved(book), "wave.xlsx")
    assert table.understood[1] == "sheet 'Answers'"


def test_rows_beyond_the_stated_extent_are_read():
    data = books.excel_with(books.with_dimension(b"A1:A1"))
    assert read_table(data, "wave.xlsx").rows == [Row(2, ["BE3", "3643996"])]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>', "Row 1,048,576 is filled;"),
        (b'<row r="999999999"><c r="A999999999"><v>1</v></c></row>', "The table has more than"),
        (b'<row r="3"><c r="XFD3"><v>1</v></c></row>', "Row 3 has 16,384 columns;"),
        (b"<row>" + b"<c><v>1</v></c>" * 1_400_000 + b"</row>", "Row 3 has 501 columns;"),
        (
            b"<row>" + b"<c><v>1</v></c>" * 2_000_000 + b"</row>",
            "The workbook has more than 1,500,000 cells",
        ),
        (b'<row r="2"><c r="A2"><v>1</v></c></row>', "The workbook is damaged."),
        (b'<row r="3"><c r="B3"><v>1</v></c><c r="A3"><v>1</v></c></row>', "The workbook is dam"),
    ],
)
def test_a_sheet_beyond_the_limits_is_refused_at_once(row, sentence):
    data = books.excel_with(books.with_rows(row))
    begun = time.process_time()
    assert refusal(data).startswith(sentence)
    assert time.process_time() - begun < 2


def test_a_far_cell_without_text_does_no_harm():
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert len(read_table(books.excel_with(books.with_rows(far)), "wave.xlsx").rows) == 1


def with_part(name: str, content: bytes) -> bytes:
    return books.archive({**books.parts_of(books.excel()), name: content})


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (with_part("xl/vbaProject.bin", b""), "The workbook holds macros"),
        (with_part("xl/workbook.bin", b""), "The workbook is in Excel's binary form"),
        (with_part("xl/big.xml", bytes(300_000_000)), "Unpacked, the workbook has 286 MB"),
        (with_part("xl/words.xml", b"x" * 60_000_000), "The workbook holds more text"),
        (
            with_part("xl/styles.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"),
            "The workbook holds def",
        ),
        (with_part("xl/workbook.xml", b"<broken"), "The workbook is damaged."),
        (with_part("xl/worksheets/sheet1.xml", b"<broken"), "The workbook is damaged."),
        (books.archive({"word/document.xml": b""}), "The file is a Word document"),
        (books.archive({"notes.txt": b"Region"}), "The zip archive holds no workbook."),
        (
            books.archive({str(part): b"" for part in range(9_000)}),
            "The archive has too many parts",
        ),
        (books.excel()[:-200], "The workbook is damaged."),
        (b"PK\x03\x04" + bytes(100), "The workbook is damaged."),
    ],
)
def test_a_dangerous_or_broken_archive_is_refused_in_a_sentence(data, sentence):
    assert refusal(data).startswith(sentence)


@pytest.mark.parametrize("data", [books.excel(), books.open_document([books.words("a")])])
def test_a_damaged_workbook_is_a_table_or_a_sentence(data):
    """Bytes are changed at random, with a seed: a fault found once is found again."""
    chance = random.Random(2)  # noqa: S311  (no secret)
    for _ in range(150):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 5)):
            broken[chance.randrange(4, len(broken))] = chance.randrange(256)
        try:
            read_table(bytes(broken), "wave.xlsx")
        except Unreadable:
            continue


def ods_row(*cells: str) -> list[object]:
    return [books.words(cell, valuetype="string") for cell in cells]


def test_an_open_document_is_read_as_a_table():
    values = [
        books.words("18,5 %", valuetype="percentage", value="0.1851"),
        books.words("3.643.996", valuetype="float", value="3643996"),
        books.words("04.03.19", valuetype="date", datevalue="2019-03-04"),
        books.words("WAHR", valuetype="boolean", booleanvalue="true"),
        books.words("1. Plan", "2. Law", valuetype="string"),
    ]
    data = books.open_document(ods_row("Share", "Population", "Date", "Member", "Plans"), values)
    table = read_table(data, "wave.ods")
    assert table.headings == ["Share", "Population", "Date", "Member", "Plans"]
    assert table.rows == [Row(2, ["18.51%", "3643996", "2019-03-04", "yes", "1. Plan\n2. Law"])]
    assert table.understood == ["OpenDocument spreadsheet", "sheet 'Data'", "header in row 1"]


def test_a_comment_is_no_part_of_its_cell():
    commented = books.words("BE3")
    note = office.Annotation()
    note.addElement(books.text.P(text="is this right?"))
    commented.insertBefore(note, commented.firstChild)
    data = books.open_document(ods_row("Region", "Name"), [commented, *ods_row("Wallonie")])
    assert read_table(data, "wave.ods").rows == [Row(2, ["BE3", "Wallonie"])]


def test_repeated_cells_are_read_as_often_as_they_are_repeated():
    cells = [
        *ods_row("BE3"),
        books.words(numbercolumnsrepeated=2),
        books.words("no", numbercolumnsrepeated=2),
        books.words(numbercolumnsrepeated=16_000),
    ]
    data = books.open_document(ods_row("Region", "A", "B", "C", "D"), cells)
    assert read_table(data, "wave.ods").rows == [Row(2, ["BE3", "", "", "no", "no"])]


@pytest.mark.parametrize("times", [600, 1_000_000_000])
def test_a_cell_repeated_too_often_is_refused(times):
    data = books.open_document([books.words("x", numbercolumnsrepeated=times)])
    assert refusal(data) == f"Row 1 has {times:,} columns; at most 500 can be read."


def test_repeated_rows_are_bounded():
    data = books.open_document(ods_row("Region", "Name"), ods_row("BE3", "Wallonie"))
    parts = books.parts_of(data)

    def repeated(times: int) -> bytes:
        attribute = b'<table:table-row table:number-rows-repeated="%d">' % times
        head, tail = parts["content.xml"].rsplit(b"<table:table-row>", 1)
        return books.archive({**parts, "content.xml": head + attribute + tail})

    assert [row.number for row in read_table(repeated(3), "wave.ods").rows] == [2, 3, 4]
    assert refusal(repeated(10**9)).startswith("The table has more than 100,000 rows")
    assert refusal(repeated(50), limits=Limits(cells=99)).startswith("The table has more than 99")


def test_entities_in_an_open_document_are_refused():
    parts = books.parts_of(books.open_document(ods_row("Region", "Name")))
    content = b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + parts["content.xml"].split(b"?>", 1)[1]
    assert refusal(books.archive({**parts, "content.xml": content})).startswith(
        "The workbook holds definitions that no spreadsheet writes."
    )
