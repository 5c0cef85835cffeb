"""A workbook to be filled in: the table, how to fill it in, and the lists behind its drop-downs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from math import ceil
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from common.tables.packages import Cell, digits, is_kept, sheet_title
from common.tables.writing import TooLong

# Excel takes what is typed into such a cell for a text: no "3/4" becomes a day, no 007 a seven.
TEXT = "@"
LAST_ROW = 1_048_576
MOST_CHARACTERS = 32_767
NARROWEST, WIDEST = 10, 40
# In points, of the letters that Excel begins with.
LINE_HEIGHT = 15
# What is looked at to make columns as wide as their texts.
SAMPLE_ROWS = 200
# As many as a person reads; the others stand in the drop-down.
MOST_LISTED = 12

NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Excel would take it for an escaped sign, unless its first letter is escaped itself.
LIKE_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

BOLD = Font(name="Calibri", size=11, bold=True)
REQUIRED_FONT = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
REQUIRED_FILL, OPTIONAL_FILL = PatternFill("solid", "1F3864"), PatternFill("solid", "D9E2F3")
WRAPPED = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True, slots=True)
class Column:
    """A column to fill in, and what is to be said of it."""

    heading: str
    meaning: str
    allowed: str
    example: Cell = ""
    # What its drop-down offers, if it has one.
    options: Sequence[str] = field(default_factory=tuple)
    is_number: bool = False
    is_required: bool = False


def listed(options: Sequence[tuple[str, str]]) -> str:
    """The first of some options in words, and how many there are besides."""
    shown = ", ".join(_shown(*option) for option in options[:MOST_LISTED])
    rest = len(options) - MOST_LISTED
    return _("%(shown)s and %(rest)d more") % {"shown": shown, "rest": rest} if rest > 0 else shown


def _shown(value: str, label: str) -> str:
    return value if value.casefold() == label.casefold() else f"{value} ({label})"


def workbook(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The bytes of the workbook. The table stands first: it is what is read again.

    A row may end before the last column. Raises TooLong for a text that no cell holds.
    """
    book = Workbook()
    table = book.active
    table.title = sheet_title(title)
    _fill(table, columns, list(rows))
    _explain(book.create_sheet(sheet_title(_("How to fill it in"))), columns)
    if any(column.options for column in columns):
        _offer(table, book.create_sheet("Lists"), columns)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet: Any, columns: Sequence[Column], rows: list[Sequence[Cell]]) -> None:
    sheet.freeze_panes = "B2"
    for number, column in enumerate(columns, start=1):
        cells = [row[number - 1] for row in rows[:SAMPLE_ROWS] if number <= len(row)]
        look = sheet.column_dimensions[get_column_letter(number)]
        look.width = _width([column.heading, *column.options, *cells])
        if not column.is_number:
            look.number_format = TEXT
        _head(sheet.cell(1, number), column)
    sheet.row_dimensions[1].height = LINE_HEIGHT * max(_lines(c.heading) for c in columns)
    for at, row in enumerate(rows, start=2):
        for number, value in enumerate(row, start=1):
            if value not in ("", None):
                _put(sheet.cell(at, number), value)


def _head(cell: Any, column: Column) -> None:
    _put(cell, column.heading)
    cell.font = REQUIRED_FONT if column.is_required else BOLD
    cell.fill = REQUIRED_FILL if column.is_required else OPTIONAL_FILL
    cell.alignment = WRAPPED


def _put(cell: Any, value: Cell) -> None:
    """Whatever a text begins with, it is no formula; and a number keeps its digits."""
    if isinstance(value, str) or value is None:
        text = value or ""
    elif is_kept(value):
        cell.value, cell.data_type = digits(value), "n"
        return
    else:
        text = digits(value)
    _check_length(text)
    cell.value = LIKE_ESCAPED.sub("_x005F_", NOT_IN_XML.sub("", text))
    cell.data_type = "s"
    cell.number_format = TEXT


def _check_length(text: str) -> None:
    """A library would cut it off, and the next upload would take that for a change."""
    # Excel counts as UTF-16 does.
    length = len(text.encode("utf-16-le", errors="surrogatepass")) // 2
    if length > MOST_CHARACTERS:
        raise TooLong(
            _(
                "“%(text)s…” has %(length)d characters; a cell of a workbook holds at most "
                "%(most)d. Export the table as CSV."
            )
            % {"text": text[:40], "length": length, "most": MOST_CHARACTERS}
        )


def _explain(sheet: Any, columns: Sequence[Column]) -> None:
    """A row for each column: not beside the table, where an example would be imported."""
    introduction = [
        _("Fill in the first sheet, one row below the other, and upload the workbook."),
        _("Columns with a dark heading must be filled. Leave blank what you do not know."),
        _("Columns that you do not need may be deleted; their order does not matter."),
    ]
    headings = [_("Column"), _("Meaning"), _("Must be filled"), _("What is allowed"), _("Example")]
    for at, sentence in enumerate(introduction, start=1):
        _put(sheet.cell(at, 1), sentence)
    first = len(introduction) + 2
    for number, (heading, width) in enumerate(zip(headings, (28, 50, 14, 60, 40), strict=True), 1):
        _put(sheet.cell(first, number), heading)
        sheet.cell(first, number).font = BOLD
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = sheet.cell(first + 1, 1)
    for at, column in enumerate(columns, start=first + 1):
        _explain_column([sheet.cell(at, number) for number in range(1, 6)], column)


def _explain_column(cells: list[Any], column: Column) -> None:
    must = _("yes") if column.is_required else _("no")
    told = (column.heading, column.meaning, must, column.allowed, column.example)
    for cell, value in zip(cells, told, strict=True):
        _put(cell, value)
        cell.alignment = WRAPPED
    cells[0].font = BOLD


def _offer(table: Any, sheet: Any, columns: Sequence[Column]) -> None:
    """Drop-downs out of a hidden sheet: written into the rule itself, a list has 255 letters."""
    sheet.sheet_state = "hidden"
    places: dict[tuple[str, ...], str] = {}
    for number, column in enumerate(columns, start=1):
        options = tuple(column.options)
        if not options:
            continue
        if options not in places:
            places[options] = _written_list(sheet, len(places) + 1, options)
        letter = get_column_letter(number)
        rule = _drop_down(places[options])
        rule.add(f"{letter}2:{letter}{LAST_ROW}")
        table.add_data_validation(rule)


def _written_list(sheet: Any, number: int, options: tuple[str, ...]) -> str:
    """Write a list into a column of its own, and tell where it stands."""
    for at, option in enumerate(options, start=1):
        _put(sheet.cell(at, number), option)
    letter = get_column_letter(number)
    return f"{quote_sheetname(sheet.title)}!${letter}$1:${letter}${len(options)}"


def _drop_down(place: str) -> DataValidation:
    """What is not on the list is asked about, and may stay: a name is read like its code."""
    return DataValidation(
        type="list",
        formula1=place,
        allow_blank=True,
        errorStyle="warning",
        showErrorMessage=True,
        errorTitle=_("Not on the list"),
        error=_("This is not on the list. Keep it if the sheet “How to fill it in” allows it."),
    )


def _width(cells: Sequence[Cell]) -> int:
    """In letters; the heading, which comes first, is bold."""
    longest = max(len(line) for cell in cells for line in str(cell or "").split("\n"))
    return min(max(longest + 2, ceil(len(str(cells[0])) * 1.15) + 2, NARROWEST), WIDEST)


def _lines(heading: str) -> int:
    return ceil(len(heading) * 1.25 / WIDEST)
