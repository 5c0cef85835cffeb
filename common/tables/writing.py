"""Tables out: every text inert in a spreadsheet, and the same text when the file is read again."""

import re
from collections.abc import Iterable, Iterator, Sequence

from common.tables.excel_writing import MOST_CHARACTERS, TooLong, xlsx_bytes, xlsx_pieces
from common.tables.inert import inert, original
from common.tables.opendocument_writing import ods_bytes
from common.tables.packages import Cell, Cells, digits

__all__ = [
    "MOST_CHARACTERS",
    "Cell",
    "Cells",
    "TooLong",
    "csv_bytes",
    "csv_cells",
    "csv_heading",
    "csv_lines",
    "csv_rows",
    "ods_bytes",
    "xlsx_bytes",
    "xlsx_pieces",
]

# Excel takes a file without this mark for one of its system's encoding.
_BYTE_ORDER_MARK = "\ufeff"
# Texts without quotation marks. All separators that a reader may look for are in some: there none
# of them counts.
_BARE = re.compile('(?! )[^,;\t"\r\n]*+(?<! )')
# Nearly all texts: bare as they are, and no formula. One look tells.
_PLAIN = re.compile("(?![-=+@' ])[^,;\t\"\r\n\x00]*+(?<! )")

# A cell of a file that was written here: in quotation marks or bare, and what ends it.
_CELL = re.compile(r'(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r\n)')

# A text that is not plain and begins with none of these has a separator, a blank at an end or NUL.
_CAREFUL = "-=+@'\t\r"
# So many cells of a column tell whether most of them are alike.
_SAMPLE = 100


def csv_lines(headings: Sequence[str], rows: Iterable[Cells]) -> Iterator[str]:
    """The lines of a CSV file with commas, to be encoded as UTF-8; the first has a mark for that.

    Texts that a spreadsheet would take for a formula bear an apostrophe (see `inert`).
    """
    yield _first(headings)
    yield from map(_line, rows)


def csv_heading(headings: Sequence[str]) -> bytes:
    """The first line of a file of `csv_lines`, in UTF-8."""
    return _first(headings).encode(errors="ignore")


def csv_rows(columns: Sequence[Sequence[Cell]]) -> bytes:
    """Further lines of such a file in UTF-8, whose cells are given column by column: for many rows.

    Cells that a column repeats are looked at once, so that many rows take a fraction of the time.
    Raises ValueError if the columns are not equally long.
    """
    lines = map(",".join, zip(*map(_column, columns), strict=True))
    return b"\r\n".join([*(line.encode(errors="ignore") for line in lines), b""])


def csv_bytes(headings: Sequence[str], rows: Iterable[Cells]) -> bytes:
    """The whole file that `csv_lines` makes."""
    return "".join(csv_lines(headings, rows)).encode(errors="ignore")


def csv_cells(text: str) -> Iterator[tuple[str, ...]]:
    """The rows that `csv_lines` has written, however long their texts are, as they were before.

    The reader of the standard library is bounded for the whole process, by what imports may hold.
    """
    row: list[str] = []
    for found in _CELL.finditer(text):
        quoted, bare, end = found.groups("")
        row.append(original(quoted.replace('""', '"') or bare))
        if end != ",":
            yield tuple(row)
            row = []


def _first(headings: Sequence[str]) -> str:
    return f"{_BYTE_ORDER_MARK}{_line(headings)}"


def _line(cells: Cells) -> str:
    return f"{','.join(map(_written, cells))}\r\n"


def _column(cells: Sequence[Cell]) -> Iterable[str]:
    sample = cells[:_SAMPLE]
    if 2 * len({*sample}) > len(sample):
        return map(_written, cells)
    written = {cell: _written(cell) for cell in {*cells}}
    return map(written.__getitem__, cells)


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return digits(cell)
    if _PLAIN.fullmatch(cell):
        return cell
    if cell[0] not in _CAREFUL and '"' not in cell and "\x00" not in cell:
        return f'"{cell}"'
    # A file with this sign would not be taken for text.
    text = inert(cell.replace("\x00", ""))
    if _BARE.fullmatch(text):
        return text
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
