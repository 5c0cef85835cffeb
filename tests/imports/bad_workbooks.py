"""Workbooks that are damaged, dangerous, empty or not what their extent says."""

import openpyxl

from common.tables import Dialect
from tests.common import books
from tests.imports.case import ERRORS, FINE, REFUSED, Case
from tests.imports.rows import ROWS
from workbench.imports.choices import Choices

GOOD, OTHER = ROWS["regions.network"]
HEADINGS = list(OTHER)
SHEET = [HEADINGS, *([row.get(name) for name in HEADINGS] for row in (GOOD, OTHER))]
SOUND = books.excel(SHEET)
SMALL = {"IMPORT_UNPACKED_MEGABYTES": 2, "IMPORT_ROWS": 50, "IMPORT_COLUMNS": 40}
NETWORK = "regions.network"


def cases() -> list[Case]:
    return [*_archives(), *_dangerous(), *_extents(), *_sheets(), *_values()]


def _refused(defect: str, data, word: str, **more) -> Case:
    return Case(f"workbook: {defect}", data, REFUSED, word, **{"file": "table.xlsx", **more})


def with_part(name: str, content: bytes, data: bytes = SOUND) -> bytes:
    return books.archive({**books.parts_of(data), name: content})


def _without(name: str) -> bytes:
    parts = books.parts_of(SOUND)
    del parts[name]
    return books.archive(parts)


def _rows(xml: bytes) -> bytes:
    return books.excel_with(books.with_rows(xml), SHEET)


def _archives() -> list[Case]:
    sheet = "xl/worksheets/sheet1.xml"
    return [
        _refused("cut off", SOUND[:-300], "damaged"),
        _refused("only its first bytes", SOUND[:4] + bytes(50), "damaged"),
        _refused("another byte inside", SOUND[:60] + b"\xff\xff\xff" + SOUND[63:], "damaged"),
        _refused("an empty archive", books.archive({}), ""),
        _refused("an archive of notes", books.archive({"notes.txt": b"x"}), "no workbook"),
        _refused("no sheet in it", _without(sheet), ""),
        _refused("no workbook in it", _without("xl/workbook.xml"), "damaged"),
        _refused("no list of types", _without("[Content_Types].xml"), ""),
        _refused("a sheet that is no XML", with_part(sheet, b"<worksheet"), "damaged"),
        _refused(
            "a sheet of other XML", with_part(sheet, b"<html><body>x</body></html>"), "every cell"
        ),
        _refused("in the binary form", with_part("xl/workbook.bin", b""), "binary form"),
        _refused(
            "nine thousand parts",
            lambda: books.archive({str(n): b"" for n in range(9_000)}),
            "too many parts",
            is_heavy=True,
        ),
    ]


def _dangerous() -> list[Case]:
    outside = (
        b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"
    )
    laughs = b"<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;&b;&b;'>]><a>&c;</a>"
    bomb = bytes(3_000_000)
    return [
        _refused(
            "an outside entity in its sheet",
            with_part("xl/worksheets/sheet1.xml", outside),
            "definitions",
        ),
        _refused(
            "entities that multiply in its texts",
            with_part("xl/sharedStrings.xml", laughs),
            "definitions",
        ),
        _refused(
            "a document type in its styles", with_part("xl/styles.xml", laughs), "definitions"
        ),
        _refused(
            "a document type in UTF-16",
            with_part("xl/styles.xml", laughs.decode().encode("utf-16")),
            "",
        ),
        _refused(
            "macros, named so", with_part("xl/vbaProject.bin", b""), "macros", file="table.xlsm"
        ),
        _refused("macros", with_part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0"), "macros"),
        _refused(
            "a zip bomb", with_part("xl/media/image1.png", bomb), "2 MB can be read", settings=SMALL
        ),
        _refused(
            "a zip bomb of 300 MB",
            lambda: with_part("xl/big.xml", bytes(300_000_000)),
            "Unpacked",
            is_heavy=True,
        ),
        _refused(
            "a password",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        _refused(
            "formulas without results",
            books.excel([*SHEET, ["=A1", "x", "X", "network"]]),
            "formulas",
        ),
    ]


def _extents() -> list[Case]:
    far = b'<row r="%d"><c r="%s%d" t="inlineStr"><is><t>x</t></is></c></row>'
    wide = [[*HEADINGS, *(f"h{n}" for n in range(60))], ["x"] * (60 + len(HEADINGS))]
    long = [HEADINGS, *([f"net-{n}", f"N {n}", f"N{n}", "network"] for n in range(80))]
    return [
        _refused(
            "a cell in the last row", _rows(far % (1_048_576, b"A", 1_048_576)), "Row 1,048,576"
        ),
        _refused(
            "a cell beyond the last row", _rows(far % (9_999_999, b"A", 9_999_999)), "more than"
        ),
        _refused("a cell in the last column", _rows(far % (4, b"XFD", 4)), "16,384 columns"),
        _refused("too many rows", books.excel(long), "50 rows", settings=SMALL),
        _refused("too many columns", books.excel(wide), "at most 40", settings=SMALL),
        _refused("rows out of order", _rows(far % (1, b"A", 1)), "damaged"),
        _refused(
            "a cell of ten megabytes",
            lambda: _rows(
                b'<row r="4"><c r="A4" t="inlineStr"><is><t>'
                + b"x" * 10_000_000
                + b"</t></is></c></row>"
            ),
            "1,000,000",
            is_heavy=True,
        ),
        _refused(
            "two million cells",
            lambda: _rows(b"<row>" + b"<c><v>1</v></c>" * 2_000_000 + b"</row>"),
            "1,500,000 cells",
            is_heavy=True,
        ),
        Case(
            "workbook: its extent says it is smaller",
            books.excel_with(books.with_dimension(b"A1:A1"), SHEET),
            FINE,
            file="table.xlsx",
        ),
        Case(
            "workbook: its extent says it is larger",
            books.excel_with(books.with_dimension(b"A1:XFD1048576"), SHEET),
            FINE,
            file="table.xlsx",
        ),
        Case(
            "workbook: a far cell without text",
            _rows(b'<row r="1048576"><c r="XFD1048576"/></row>'),
            FINE,
            file="table.xlsx",
        ),
        Case(
            "workbook: a bad row beyond its extent",
            books.excel_with(books.with_dimension(b"A1:G3"), [*SHEET, ["x!", "X", "X", "network"]]),
            ERRORS,
            "small letters",
            4,
            "code",
            shape=NETWORK,
            file="table.xlsx",
        ),
    ]


def _sheets() -> list[Case]:
    hidden = openpyxl.Workbook()
    hidden.active.append(["nothing here"])
    kept = hidden.create_sheet("Kept")
    for row in SHEET:
        kept.append(row)
    kept.sheet_state = "hidden"
    return [
        _refused(
            "a sheet that is not there",
            SOUND,
            "no sheet “Second”",
            choices=Choices(Dialect(sheet="Second")),
        ),
        _refused("all sheets empty", books.excel([], []), "every cell is blank"),
        _refused("its table on a hidden sheet", books.saved(hidden), "headings"),
        _refused("headings only", books.excel([HEADINGS]), "no rows"),
        Case(
            "workbook: its table on the second sheet",
            books.excel([["Notes"]], SHEET),
            FINE,
            file="table.xlsx",
        ),
        Case("workbook: named as CSV", SOUND, FINE, file="table.csv"),
        Case("workbook: no sheet that is not hidden", _all_hidden(), FINE, file="table.xlsx"),
    ]


def _all_hidden() -> bytes:
    name = "xl/workbook.xml"
    book = books.parts_of(SOUND)[name]
    return with_part(name, book.replace(b'state="visible"', b'state="hidden"'))


def _values() -> list[Case]:
    """What a workbook states otherwise than as a text."""
    said = ["region", "network", "status", "since", "source", "stated_on"]
    known = ["BE3", "mountain", "member"]
    book = openpyxl.Workbook()
    book.active.append(said)
    book.active.append([*known, 45_000, "survey-2021", "2021-12-31"])
    count = ["region", "indicator", "year", "value", "source", "stated_on"]
    fact = ["survey-2021", "2021-12-31"]
    of_members = {"shape": "regions.membership", "file": "table.xlsx"}
    of_values = {"shape": "regions.observation", "file": "table.xlsx", "row": 2}
    return [
        Case(
            "workbook: a day that is a number",
            books.saved(book),
            ERRORS,
            "number",
            2,
            "since",
            **of_members,
        ),
        Case(
            "workbook: a year with a part of a year",
            books.excel([count, ["BE3", "balance", 2019.5, 1, *fact]]),
            ERRORS,
            "whole number",
            heading="year",
            **of_values,
        ),
        Case(
            "workbook: a fault of a formula",
            books.excel([count, ["BE3", "balance", 2019, "#DIV/0!", *fact]]),
            ERRORS,
            "",
            heading="value",
            **of_values,
        ),
        Case(
            "workbook: a number beyond all floats",
            _number("1E+400"),
            ERRORS,
            "",
            heading="value",
            **of_values,
        ),
        Case(
            "workbook: a number that is none",
            _number("NaN"),
            ERRORS,
            "",
            heading="value",
            **of_values,
        ),
        Case(
            "workbook: a true for a number",
            books.excel([count, ["BE3", "balance", 2019, True, *fact]]),
            ERRORS,
            "no digit",
            heading="value",
            **of_values,
        ),
    ]


def _number(stated: str) -> bytes:
    """A sheet whose cell of the type number states something else."""
    count = [["region", "indicator", "year", "value", "source", "stated_on"]]
    count.append(["BE3", "balance", 2019, 777, "survey-2021", "2021-12-31"])
    return books.excel_with(
        lambda xml: xml.replace(b"<v>777</v>", b"<v>%s</v>" % stated.encode()), count
    )
