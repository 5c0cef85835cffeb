"""The tables of a release as one workbook, in which numbers are numbers and codes are texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from common.tables.excel_writing import MOST_CHARACTERS, Sheet, workbook_bytes
from common.tables.packages import Cell, is_kept
from observatory.dictionary.described import DescribedTable
from observatory.licence import Licence
from observatory.releases.citing import Cited
from observatory.releases.tables import ReleasedTable

TOO_LONG = "… (cut off here: Excel holds no more; the CSV file has all)"
NUMBERS = ("integer", "number")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def workbook(
    cited: Cited,
    licence: Licence,
    tables: Sequence[ReleasedTable],
    about: Sequence[DescribedTable],
) -> bytes:
    """A sheet about the release, then one of each table; `about` describes the same tables."""
    said = [
        (cited.title, ""),
        (cited.sentence(), ""),
        (f"{licence.name}, unless a source sets other terms", licence.address),
        *((one.name, one.meaning) for one in about),
    ]
    sheets = [
        Sheet(table.name, table.headings, cells_of(table, one))
        for table, one in zip(tables, about, strict=True)
    ]
    return workbook_bytes([Sheet("about", ("This release", "In words"), said), *sheets])


def cells_of(table: ReleasedTable, about: DescribedTable) -> Iterator[list[Cell]]:
    """The rows; in columns that are described as numbers, every number that keeps its digits."""
    types = {one.name: one.type for one in about.columns}
    is_number = [types[one] in NUMBERS for one in table.headings]
    for row in table.rows:
        yield [
            _number(cell) if counts else _fitting(cell)
            for cell, counts in zip(row, is_number, strict=True)
        ]


def _number(cell: str) -> Cell:
    if not _NUMBER.fullmatch(cell):
        return cell
    number = Decimal(cell)
    return number if is_kept(number) else cell


def _fitting(cell: str) -> str:
    """The text, with a note where it is longer than Excel keeps."""
    most = MOST_CHARACTERS // 2  # of the units that it counts, most letters are one, some are two
    return cell if len(cell) <= most else cell[: most - len(TOO_LONG)] + TOO_LONG
