"""From the bytes of a file to its table: tell what kind of file it is, and read it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.tables.archive import EXCEL, KINDS, checked_kind, damage_told
from common.tables.assembly import RawRow, assemble, described
from common.tables.delimited import read_delimited
from common.tables.excel import ExcelSheets
from common.tables.opendocument import OpenDocumentSheets
from common.tables.table import (
    AS_FOUND,
    DEFAULT_LIMITS,
    MEGABYTE,
    Dialect,
    HeadingScore,
    Limits,
    NoHeadings,
    Table,
    Unreadable,
)
from common.text import one_line

_ADVICE = gettext_lazy("Save the table as XLSX, ODS or CSV and use that file.")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OTHER_KINDS = (
    (b"\xd0\xcf\x11\xe0", gettext_lazy("an old Excel workbook (.xls) or one with a password")),
    (b"%PDF-", gettext_lazy("a PDF document")),
    (b"\x89PNG\r\n", gettext_lazy("a picture")),
    (b"\xff\xd8\xff", gettext_lazy("a picture")),
    (b"GIF8", gettext_lazy("a picture")),
    (b"{\\rtf", gettext_lazy("a text document")),
    (b"\x1f\x8b", gettext_lazy("a compressed archive")),
    (b"7z\xbc\xaf", gettext_lazy("a compressed archive")),
    (b"Rar!\x1a", gettext_lazy("a compressed archive")),
    (b"\x7fELF", gettext_lazy("a program")),
    (b"MZ\x90\x00", gettext_lazy("a program")),
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
    dialect: Dialect = AS_FOUND,
    sheet: str | None = None,
    is_heading: HeadingScore | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Table:
    """The table in a CSV, XLSX or ODS file, whatever the name of the file says.

    The file is read in the dialect that was chosen; what it leaves open is found. Of a workbook
    the named sheet is read, else the first visible one with a row of headings (`sheet` is short
    for a dialect that names only that). `is_heading` scores a row of cells by the known headings
    in it; the best of the first ten rows wins. Without it the first row that looks like headings
    is taken. Raises Unreadable, with one sentence for the person whose file it is.
    """
    if sheet is not None:
        dialect = replace(dialect, sheet=sheet)
    _check_file(data, name, limits)
    if not data.startswith(_ZIP):
        return read_delimited(data, dialect, is_heading, limits)
    return _read_workbook(data, dialect, is_heading, limits)


def _read_workbook(
    data: bytes, dialect: Dialect, is_heading: HeadingScore | None, limits: Limits
) -> Table:
    kind = checked_kind(data, limits)
    sheets = _opened(data, kind, limits)
    problems: list[NoHeadings] = []
    for title in _candidates(sheets, dialect.sheet):
        raw_rows = _undamaged(sheets.raw_rows(title))
        row = dialect.heading_row
        try:
            table = assemble(raw_rows, limits, is_heading=is_heading, heading_row=row)
        except NoHeadings as problem:
            problems.append(problem)
        else:
            understood = [str(KINDS[kind]), _("sheet '%(title)s'") % {"title": title}]
            return described(table, understood, Dialect(sheet=title), sheets.names)
    raise problems[0]


def _check_file(data: bytes, name: str, limits: Limits) -> None:
    shown = f"“{one_line(PurePath(name).name)[:80]}”"
    if not data:
        raise Unreadable(_("%(file)s is empty. %(advice)s") % {"file": shown, "advice": _ADVICE})
    if len(data) > limits.file_bytes:
        raise Unreadable(
            _("%(file)s has %(size)s MB; at most %(most)s MB can be read.")
            % {
                "file": shown,
                "size": f"{len(data) / MEGABYTE:,.1f}",
                "most": f"{limits.file_bytes // MEGABYTE:,}",
            }
        )
    for beginning, kind in _OTHER_KINDS:
        if data.startswith(beginning):
            raise Unreadable(
                _("%(file)s is %(kind)s, not a table that can be read. %(advice)s")
                % {"file": shown, "kind": kind, "advice": _ADVICE}
            )


def _opened(data: bytes, kind: str, limits: Limits) -> Sheets:
    with damage_told():
        return ExcelSheets(data, limits) if kind == EXCEL else OpenDocumentSheets(data, limits)


def _undamaged(raw_rows: Iterator[RawRow]) -> Iterator[RawRow]:
    with damage_told():
        yield from raw_rows


def _candidates(sheets: Sheets, wanted: str | None) -> list[str]:
    """The sheets to try: the wanted one, else those that are not hidden."""
    if not sheets.names:
        raise Unreadable(
            _("The workbook has no sheet that can be read. %(advice)s") % {"advice": _ADVICE}
        )
    if not wanted:
        return sheets.visible or sheets.names
    if wanted not in sheets.names:
        names = ", ".join(f"“{name}”" for name in sheets.names)
        raise Unreadable(
            _("The workbook has no sheet “%(wanted)s”. Its sheets are %(names)s.")
            % {"wanted": wanted, "names": names}
        )
    return [wanted]
