"""Tables out: every text inert in a spreadsheet, and the same text when the file is read again."""

import re
from collections.abc import Iterable, Iterator, Sequence

from common.tables.excel_writing import MOST_CHARACTERS, TooLong, xlsx_bytes, xlsx_pieces
from common.tables.inert import inert
from common.tables.opendocument_writing import ods_bytes
from common.tables.packages import Cell, Cells, digits

__all__ = [
    "MOST_CHARACTERS",
    "Cell",
    "Cells",
    "TooLong",
    "csv_bytes",
    "csv_lines",
    "ods_bytes",
    "xlsx_bytes",
    "xlsx_pieces",
]

# Excel takes a file without this mark for one of its system's encoding.
_BYTE_ORDER_MARK = "\ufeff"
# All separators that a reader may look for: in quotation marks none of them counts.
_NEEDS_QUOTATION_MARKS = re.compile('[,;\t"\r\n]|^ | $')


def csv_lines(headings: Sequence[str], rows: Iterable[Cells]) -> Iterator[str]:
    """The lines of a CSV file with commas, to be encoded as UTF-8; the first has a mark for that.

    Texts that a spreadsheet would take for a formula bear an apostrophe (see `inert`).
    """
    yield f"{_BYTE_ORDER_MARK}{_line(headings)}"
    yield from map(_line, rows)


def csv_bytes(headings: Sequence[str], rows: Iterable[Cells]) -> bytes:
    """The whole file that `csv_lines` makes."""
    return "".join(csv_lines(headings, rows)).encode(errors="ignore")


def _line(cells: Cells) -> str:
    return f"{','.join(map(_written, cells))}\r\n"


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return digits(cell)
    # A file with this sign would not be taken for text.
    text = inert(cell.replace("\x00", ""))
    if _NEEDS_QUOTATION_MARKS.search(text):
        doubled = text.replace('"', '""')
        return f'"{doubled}"'
    return text
