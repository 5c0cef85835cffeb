"""From the bytes of a file to its table: tell what kind of file it is, and read it."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import Protocol

from common.tables.archive import EXCEL, checked_kind, damage_told
from common.tables.assembly import RawRow, assemble, described
from common.tables.delimited import read_delimited
from common.tables.excel import ExcelSheets
from common.tables.opendocument import OpenDocumentSheets
from common.tables.table import (
    DEFAULT_LIMITS,
    MEGABYTE,
    HeadingScore,
    Limits,
    NoHeadings,
    Table,
    Unreadable,
)
from common.text import one_line

_ADVICE = "Save the table as XLSX, ODS or CSV and use that file."
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OTHER_KINDS = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls) or one with a password"),
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG\r\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a text document"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"7z\xbc\xaf", "a compressed archive"),
    (b"Rar!\x1a", "a compressed archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
)


class Sheets(Protocol):
    """The sheets of a workbook: their names in order, and the rows of each."""

    names: list[str]
    visible: list[str]

    def raw_rows(self, name: str) -> Iterator[RawRow]: ...


def read_table(
    data: bytes,
    name: str,
    *,
    sheet: str | None = None,
    is_heading: HeadingScore | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Table:
    """The table in a CSV, XLSX or ODS file, whatever the name of the file says.

    Of a workbook the named sheet is read, else the first visible one with a row of headings.
    `is_heading` scores a row of cells by the known headings in it; the best of the first ten
    rows wins. Without it the first row that looks like headings is taken. Raises Unreadable,
    with one sentence for the person whose file it is.
    """
    _check_file(data, name, limits)
    if not data.startswith(_ZIP):
        return read_delimited(data, is_heading, limits)
    kind = checked_kind(data, limits)
    sheets = _opened(data, kind, limits)
    problems: list[NoHeadings] = []
    for title in _candidates(sheets, sheet):
        try:
            table = assemble(_undamaged(sheets.raw_rows(title)), is_heading, limits)
        except NoHeadings as problem:
            problems.append(problem)
        else:
            return described(table, [kind, f"sheet '{title}'"], sheets.names)
    raise problems[0]


def _check_file(data: bytes, name: str, limits: Limits) -> None:
    shown = f"“{one_line(PurePath(name).name)[:80]}”"
    if not data:
        raise Unreadable(f"{shown} is empty. {_ADVICE}")
    if len(data) > limits.file_bytes:
        raise Unreadable(
            f"{shown} has {len(data) / MEGABYTE:,.1f} MB; at most "
            f"{limits.file_bytes // MEGABYTE:,} MB can be read."
        )
    for beginning, kind in _OTHER_KINDS:
        if data.startswith(beginning):
            raise Unreadable(f"{shown} is {kind}, not a table that can be read. {_ADVICE}")


def _opened(data: bytes, kind: str, limits: Limits) -> Sheets:
    with damage_told():
        return ExcelSheets(data, limits) if kind == EXCEL else OpenDocumentSheets(data, limits)


def _undamaged(raw_rows: Iterator[RawRow]) -> Iterator[RawRow]:
    with damage_told():
        yield from raw_rows


def _candidates(sheets: Sheets, wanted: str | None) -> list[str]:
    """The sheets to try: the wanted one, else those that are not hidden."""
    if not sheets.names:
        raise Unreadable(f"The workbook has no sheet that can be read. {_ADVICE}")
    if wanted is None:
        return sheets.visible or sheets.names
    if wanted not in sheets.names:
        names = ", ".join(f"“{name}”" for name in sheets.names)
        raise Unreadable(f"The workbook has no sheet “{wanted}”. Its sheets are {names}.")
    return [wanted]
