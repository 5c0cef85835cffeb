"""The sheets of an Excel workbook (.xlsx) as rows of texts."""

import datetime as dt
import re
import warnings
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from itertools import chain
from math import isfinite
from typing import Any

from openpyxl.reader.excel import SHARED_STRINGS, ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils.datetime import from_excel, from_ISO8601

from common.tables.assembly import RawRow
from common.tables.excel_xml import SharedTexts, SheetRows, unescaped
from common.tables.markup import parse
from common.tables.table import Limits

# Excel shows and computes 15 digits; what a float holds beyond them is noise (0.30000000000000004).
_DIGITS = 15
_WHOLE = re.compile("-?[0-9]+")
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
# A number such as 1.234 is written with a zero more: nobody can then take its point for one that
# separates thousands.
_LIKE_THOUSANDS = re.compile(r"-?[0-9]+\.[0-9]{3}")
# Numbers that were read are kept: most columns of a table repeat theirs.
_MOST_KEPT = 20_000


class _Structure(ExcelReader):  # type: ignore[misc]
    """What openpyxl makes of a workbook, but for its texts and sheets.

    openpyxl takes escaped signs out of texts for good, looks through each sheet to its end for
    its extent, and needs thirty times as long for the cells.
    """

    def __init__(self, data: bytes) -> None:
        super().__init__(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        self.sheets: list[Any] = []
        self.paths: dict[str, str] = {}

    def read_strings(self) -> None:
        """Called by `read`: the texts that cells share."""
        part = self.package.find(SHARED_STRINGS)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as stream:
                target = SharedTexts()
                for _piece in parse(stream, target):
                    continue
            self.shared_strings = target.texts

    def read_worksheets(self) -> None:
        """Called by `read`: which sheets there are, and where."""
        for sheet, relation in self.parser.find_sheets():
            if relation.target in self.valid_files and "chartsheet" not in relation.Type:
                self.sheets.append(sheet)
                self.paths[sheet.name] = relation.target


class ExcelSheets:
    """The sheets of a workbook that has passed the checks of its archive."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._book = _Structure(data)
        with warnings.catch_warnings():
            # openpyxl warns of much that it leaves out.
            warnings.simplefilter("ignore")
            self._book.read()
        sheets = self._book.sheets
        self.names: list[str] = [sheet.name for sheet in sheets]
        self.visible: list[str] = [sheet.name for sheet in sheets if sheet.state == "visible"]

    def raw_rows(self, name: str) -> Iterator[RawRow]:
        """The rows of a sheet with their numbers, blank ones left out."""
        target = SheetRows(_Values(self._book).text, self._limits)
        with self._book.archive.open(self._book.paths[name]) as stream:
            yield from chain.from_iterable(target.taken() for _piece in parse(stream, target))
        yield from target.taken()


class _Values:
    """The texts for what the cells of a workbook state."""

    def __init__(self, structure: _Structure) -> None:
        self._book, self._shared = structure.wb, structure.shared_strings
        self._number = lru_cache(_MOST_KEPT)(self._number_text)

    def text(self, kind: str, style: str, stated: str) -> str:
        """The text of a cell of this type and look, which states a number, a text, a place."""
        match kind:
            case "n":
                return self._number(int(style), stated)
            case "s":
                return str(self._shared[int(stated)])
            case "inlineStr" | "str":
                return unescaped(stated)
            case "b":
                return yes_or_no(bool(int(stated)))
            case "d":
                return _moment_text(from_ISO8601(stated))
        return stated

    def _number_text(self, style: int, stated: str) -> str:
        if style in self._book._date_formats:
            is_duration = style in self._book._timedelta_formats
            try:
                return _moment_text(from_excel(float(stated), self._book.epoch, is_duration))
            except (OverflowError, ValueError):
                return "#VALUE!"
        number = Decimal(stated) if _WHOLE.fullmatch(stated) else float(stated)
        return number_text(number, self._format(style))

    def _format(self, style: int) -> str:
        """How the cells of this look show numbers; a workbook may do without looks."""
        if not style:
            return ""
        number = self._book._cell_styles[style].numFmtId
        if number < BUILTIN_FORMATS_MAX_SIZE:
            return str(BUILTIN_FORMATS.get(number, ""))
        return str(self._book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE])


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
    if _LIKE_THOUSANDS.fullmatch(digits):
        digits += "0"
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


def _moment_text(moment: Any) -> str:
    return date_text(moment) if isinstance(moment, dt.date | dt.time) else str(moment)
