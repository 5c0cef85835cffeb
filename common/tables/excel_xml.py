"""The texts and cells of an Excel workbook, out of its XML."""

import re
from collections.abc import Callable
from functools import lru_cache

from openpyxl.utils import column_index_from_string

from common.tables.assembly import RawRow
from common.tables.markup import Target
from common.tables.table import (
    TOP_ROWS,
    Limits,
    too_far_down,
    too_long_cell,
    too_many_columns,
    too_many_rows,
)

# What a cell states: its attributes (`t` its type, `s` its look) and the text in it.
ValueText = Callable[[str, str, str], str]

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ROW, _CELL, _VALUE, _TEXT = (f"{_MAIN}{name}" for name in ("row", "c", "v", "t"))
# A shared text; how a text is pronounced, which is no part of it.
_ITEM, _PRONOUNCED = f"{_MAIN}si", f"{_MAIN}rPh"

# The last row that a sheet can have; an empty row up to there costs next to nothing.
_LAST_ROW = 1_048_576
# How Excel writes signs that XML cannot hold, and what would look like one of these: `_x000D_`.
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """The text that a workbook means."""
    return _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), text) if "_x" in text else text


class SharedTexts(Target):
    """Collects the texts to which cells refer by their places."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._is_inside = self._is_aside = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == _TEXT:
            self._is_inside = not self._is_aside
        elif tag == _ITEM:
            self._parts = []
        elif tag == _PRONOUNCED:
            self._is_aside = True

    def data(self, text: str) -> None:
        if self._is_inside:
            self._parts.append(text)

    def end(self, tag: str) -> None:
        if tag == _TEXT:
            self._is_inside = False
        elif tag == _ITEM:
            self.texts.append(unescaped("".join(self._parts)))
        elif tag == _PRONOUNCED:
            self._is_aside = False


class SheetRows(Target):
    """Collects the filled rows of a sheet; what exceeds a limit is never held as a whole."""

    def __init__(self, text_of: ValueText, limits: Limits) -> None:
        self._text_of, self._limits = text_of, limits
        self._rows: list[RawRow] = []
        self._number = self._column = self._length = 0
        self._cells: list[str] = []
        self._parts: list[str] = []
        self._attributes: dict[str, str] = {}
        self._is_inside = self._is_aside = False

    def taken(self) -> list[RawRow]:
        """The rows that were completed since the last time."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == _CELL:
            self._attributes, self._parts, self._length = attributes, [], 0
            place = attributes.get("r")
            self._column = _column(place.rstrip("0123456789")) if place else self._column + 1
        elif tag in (_VALUE, _TEXT):
            wanted = _TEXT if self._attributes.get("t") == "inlineStr" else _VALUE
            self._is_inside = tag == wanted and not self._is_aside
        elif tag == _ROW:
            self._start_row(attributes)
        elif tag == _PRONOUNCED:
            self._is_aside = True

    def data(self, text: str) -> None:
        if self._is_inside:
            self._length += len(text)
            if self._length <= self._limits.cell_characters:
                self._parts.append(text)

    def end(self, tag: str) -> None:
        if tag in (_VALUE, _TEXT):
            self._is_inside = False
        elif tag == _CELL:
            if self._length:
                self._end_cell()
        elif tag == _ROW:
            self._end_row()
        elif tag == _PRONOUNCED:
            self._is_aside = False

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = int(float(attributes.get("r", self._number + 1)))
        if number <= self._number:
            raise ValueError(number)
        self._number, self._column, self._cells = number, 0, []

    def _end_cell(self) -> None:
        column = self._column
        if self._length > self._limits.cell_characters:
            raise too_long_cell(self._number, column, self._length, self._limits)
        attributes = self._attributes
        kind, style = attributes.get("t", "n"), attributes.get("s", "0")
        text = self._text_of(kind, style, "".join(self._parts))
        if not text or text.isspace():
            return
        if column > self._limits.columns:
            raise too_many_columns(self._number, column, self._limits)
        missing = column - 1 - len(self._cells)
        if missing < 0:
            raise ValueError(column)
        if missing:
            self._cells += [""] * missing
        self._cells.append(text)

    def _end_row(self) -> None:
        if not self._cells:
            return
        if self._number > _LAST_ROW:
            raise too_many_rows(self._limits)
        if self._number > self._limits.rows + TOP_ROWS:
            raise too_far_down(self._number, self._limits)
        self._rows.append((self._number, self._cells))


@lru_cache(maxsize=1_000)
def _column(letters: str) -> int:
    return int(column_index_from_string(letters))
