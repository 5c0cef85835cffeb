"""The sheets of an Excel workbook (.xlsx) as rows of texts."""

import datetime as dt
import re
import warnings
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from math import isfinite

import openpyxl
from openpyxl.cell.read_only import ReadOnlyCell

from common.tables.assembly import RawRow
from common.tables.table import Limits, Unreadable, too_large_workbook, too_many_rows

# The last row that a sheet can have; an empty row up to there costs next to nothing.
_LAST_ROW = 1_048_576
# A row is as long as its last cell says: the empty places count, at a fraction of a cell's cost.
_PLACES_A_CELL = 20
# Excel shows and computes 15 digits; what a float holds beyond them is noise (0.30000000000000004).
_DIGITS = 15
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
# How Excel writes tabs and line ends of other systems inside texts.
_ESCAPED = re.compile(r"_x000([9AD])_")
_ESCAPES = {"9": "\t", "A": "\n", "D": ""}


class ExcelSheets:
    """The sheets of a workbook that has passed the checks of its archive."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        with warnings.catch_warnings():
            # openpyxl warns of every drawing and validation that it leaves out.
            warnings.simplefilter("ignore")
            self._book = openpyxl.load_workbook(
                BytesIO(data), read_only=True, data_only=True, keep_links=False
            )
        self.names: list[str] = [sheet.title for sheet in self._book.worksheets]
        self.visible: list[str] = [
            sheet.title for sheet in self._book.worksheets if sheet.sheet_state == "visible"
        ]

    def raw_rows(self, name: str) -> Iterator[RawRow]:
        """The rows of a sheet with their numbers, blank ones left out."""
        sheet = self._book[name]
        # Sheets may state too small an extent; trusting it would drop what is beyond.
        sheet.reset_dimensions()
        places = 0
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            places += len(cells)
            if places > _PLACES_A_CELL * self._limits.workbook_cells:
                raise too_large_workbook(self._limits)
            if number > _LAST_ROW:
                raise too_many_rows(self._limits)
            texts = ["" if cell.value is None else _text(cell) for cell in cells]
            if any(texts):
                if number > self._limits.rows:
                    raise _too_far_down(number, self._limits)
                yield number, texts


def number_text(number: float | Decimal, number_format: str = "") -> str:
    """A number in digits with a decimal point, as a percentage when its format shows one."""
    if not isfinite(number):
        return str(number)
    exact = Decimal(f"{number:.{_DIGITS}g}") if isinstance(number, float) else Decimal(number)
    shown = number_format.split(";")[0]
    if "%" in _LITERAL.sub("", shown):
        exact = exact.scaleb(2)
    digits = f"{exact:f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return f"{digits}%" if "%" in shown else digits


def yes_or_no(value: bool) -> str:
    """The answer that a cell of the type true or false gives."""
    return "yes" if value else "no"


def date_text(value: dt.date | dt.time) -> str:
    """A date, time or both in ISO form; midnight is the date alone."""
    if isinstance(value, dt.datetime):
        is_date = value.time() == dt.time()
        return value.date().isoformat() if is_date else value.isoformat(" ", "seconds")
    return value.isoformat() if isinstance(value, dt.date) else value.isoformat("seconds")


def _text(cell: ReadOnlyCell) -> str:
    match cell.value:
        case str() as text:
            return _ESCAPED.sub(lambda escape: _ESCAPES[escape[1]], text)
        case bool() as answer:
            return yes_or_no(answer)
        case int() as number:
            return number_text(Decimal(number), cell.number_format)
        case float() as number:
            return number_text(number, cell.number_format)
        case dt.date() | dt.time() as moment:
            return date_text(moment)
    return str(cell.value)


def _too_far_down(number: int, limits: Limits) -> Unreadable:
    return Unreadable(
        f"Row {number:,} is filled; at most {limits.rows:,} rows can be read. "
        "Delete what stands far below the table."
    )
