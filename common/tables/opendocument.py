"""The sheets of an OpenDocument spreadsheet (.ods) as rows of texts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

from common.tables.assembly import RawRow
from common.tables.excel import number_text, yes_or_no
from common.tables.markup import Target, parse
from common.tables.table import (
    TOP_ROWS,
    Limits,
    too_long_cell,
    too_many_cells,
    too_many_columns,
    too_many_rows,
)

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT = (f"{{{_NAMESPACE}{part}:1.0}}" for part in ("office", "table", "text"))
_DRAWING = f"{{{_NAMESPACE}drawing:1.0}}"

_SHEET, _ROW = f"{_TABLE}table", f"{_TABLE}table-row"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_SIGNS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
# Comments and drawings have texts of their own, which are not those of the cell.
_ASIDE = (f"{_OFFICE}annotation", f"{_TABLE}shapes")
_NAME = f"{_TABLE}name"
_ROWS_REPEATED = f"{_TABLE}number-rows-repeated"
_COLUMNS_REPEATED = f"{_TABLE}number-columns-repeated"
_MOST_KEPT = 20_000


class OpenDocumentSheets:
    """The sheets of a spreadsheet that has passed the checks of its archive."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        reader = _Reader(limits)
        with ZipFile(BytesIO(data)) as archive, archive.open("content.xml") as stream:
            for _piece in parse(stream, reader):
                continue
        self._sheets = reader.sheets
        self.names = self.visible = list(reader.sheets)

    def raw_rows(self, name: str) -> Iterator[RawRow]:
        """The rows of a sheet with their numbers, blank ones left out."""
        return iter(self._sheets[name])


@dataclass(slots=True)
class _Cell:
    kind: str
    value: str
    repeated: int
    length: int = 0
    paragraphs: list[list[str]] = field(default_factory=list)

    def text(self) -> str:
        shown = "\n".join(map("".join, self.paragraphs))
        match self.kind:
            case "float" | "currency" | "percentage":
                return _number_text(self.value, "%" * (self.kind == "percentage")) or shown
            case "date":
                return self.value.removesuffix("T00:00:00").replace("T", " ") or shown
            case "boolean":
                return yes_or_no(self.value == "true")
        return shown


class _Reader(Target):
    """Collects the filled rows of each sheet from the tags of a document."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: dict[str, list[RawRow]] = {}
        self._limits = limits
        self._rows: list[RawRow] = []
        self._number = self._repeated = 0
        self._filled_cells = 0
        self._cells: list[str] = []
        # What repeats is held once, until there is too much of what does not.
        self._texts: dict[str, str] = {}
        self._blanks = 0
        self._cell: _Cell | None = None
        self._in_sheet = False
        self._aside = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._aside:
            self._aside += 1
        elif tag in _CELLS:
            self._cell = _new_cell(attributes)
        elif tag in _PARAGRAPHS:
            if self._cell:
                self._cell.paragraphs.append([])
        elif tag == _ROW:
            self._cells, self._blanks = [], 0
            self._repeated = _count(attributes, _ROWS_REPEATED)
        elif tag in _SIGNS:
            self.data(_SIGNS[tag])
        elif self._is_aside(tag, attributes):
            self._aside += 1
        elif tag == _SHEET:
            self._rows = self.sheets.setdefault(attributes[_NAME], [])
            self._number, self._in_sheet = 0, True

    def data(self, text: str) -> None:
        cell = self._cell
        if cell and cell.paragraphs and not self._aside:
            cell.length += len(text)
            if cell.length <= self._limits.cell_characters:
                cell.paragraphs[-1].append(text)

    def end(self, tag: str) -> None:
        if self._aside:
            self._aside -= 1
        elif tag in _CELLS and self._cell:
            self._end_cell(self._cell)
            self._cell = None
        elif tag == _ROW:
            self._end_row()
        elif tag == _SHEET:
            self._in_sheet = False

    def _is_aside(self, tag: str, attributes: dict[str, str]) -> bool:
        """Whether an element is none of the sheet's own rows: a comment, a table within a cell."""
        if tag == _SHEET:
            return self._in_sheet or _NAME not in attributes
        return tag in _ASIDE or tag.startswith(_DRAWING)

    def _end_cell(self, cell: _Cell) -> None:
        text = cell.text()
        if not text.strip():
            self._blanks += cell.repeated
            return
        columns = len(self._cells) + self._blanks + cell.repeated
        if cell.length > self._limits.cell_characters:
            raise too_long_cell(self._number + 1, columns, cell.length, self._limits)
        if columns > self._limits.columns:
            raise too_many_columns(self._number + 1, columns, self._limits)
        if len(self._texts) >= _MOST_KEPT:
            self._texts.clear()
        text = self._texts.setdefault(text, text)
        self._cells += [""] * self._blanks + [text] * cell.repeated
        self._blanks = 0

    def _end_row(self) -> None:
        first = self._number + 1
        self._number += self._repeated
        if not self._cells:
            return
        if self._number > self._limits.rows + TOP_ROWS:
            raise too_many_rows(self._limits)
        self._filled_cells += len(self._cells) * self._repeated
        if self._filled_cells > self._limits.cells:
            raise too_many_cells(self._limits)
        self._rows += [(number, self._cells) for number in range(first, self._number + 1)]


def _new_cell(attributes: dict[str, str]) -> _Cell:
    kind = attributes.get(f"{_OFFICE}value-type", "")
    names = {"date": "date-value", "boolean": "boolean-value"}
    value = attributes.get(f"{_OFFICE}{names.get(kind, 'value')}", "")
    return _Cell(kind, value, _count(attributes, _COLUMNS_REPEATED))


def _count(attributes: dict[str, str], name: str) -> int:
    """How often a row or cell is repeated; a count that is none makes the file a damaged one."""
    return max(int(attributes.get(name, "1")), 1)


def _number_text(value: str, number_format: str) -> str:
    if re.fullmatch("-?[0-9]+", value):
        return number_text(Decimal(value), number_format)
    try:
        return number_text(float(value), number_format)
    except ValueError:
        return ""
