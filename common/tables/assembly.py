"""From rows of cells to a table: find the headings, tidy every cell, keep the numbers of rows."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice

from common.tables.table import (
    HeadingScore,
    Limits,
    NoHeadings,
    Row,
    Table,
    Unreadable,
    too_many_cells,
    too_many_columns,
    too_many_rows,
)
from common.text import tidy

# A row as it comes from a file: its number and the text of its cells.
RawRow = tuple[int, list[str]]

_TOP_ROWS = 10
_FEWEST_HEADINGS = 2
_FIGURE = re.compile(r"[-+\u2212\u2013]?[\d.,' ]+%?")
_YEAR = re.compile(r"(?:19|20)\d\d")


def assemble(raw_rows: Iterable[RawRow], is_heading: HeadingScore | None, limits: Limits) -> Table:
    """The table that rows of raw cells make; raises Unreadable beyond a limit."""
    rows = _filled_rows(raw_rows, limits)
    top = list(islice(rows, _TOP_ROWS))
    if not top:
        raise NoHeadings("There is no text in the table: every cell is blank.")
    at = _heading_place([row.cells for row in top], is_heading)
    headings = top[at].cells
    below = [_under(headings, row) for row in chain(top[at + 1 :], rows)]
    understood = [f"header in row {top[at].number}"]
    return Table(headings, below, understood, [], top[at].number, top[:at])


def described(table: Table, understood: list[str], sheets: list[str]) -> Table:
    """The table with what else was understood of its file, said first."""
    return replace(table, understood=[*understood, *table.understood], sheets=sheets)


def _filled_rows(raw_rows: Iterable[RawRow], limits: Limits) -> Iterator[Row]:
    """The rows that are not blank, tidy and without the blank cells at their ends."""
    # One text may fill a million cells of a workbook: it is tidied and kept once.
    tidied: dict[str, str] = {"": ""}
    count = filled = 0
    for number, raw in raw_rows:
        cells = _tidy_cells(number, raw, tidied, limits) if any(raw) else []
        if not cells:
            continue
        count, filled = count + 1, filled + len(cells)
        if len(cells) > limits.columns:
            raise too_many_columns(number, len(cells), limits)
        if count > limits.rows + _TOP_ROWS:
            raise too_many_rows(limits)
        if filled > limits.cells:
            raise too_many_cells(limits)
        yield Row(number, cells)


def _tidy_cells(number: int, raw: list[str], tidied: dict[str, str], limits: Limits) -> list[str]:
    for column, text in enumerate(raw, start=1):
        if text not in tidied:
            if len(text) > limits.cell_characters:
                raise _too_long(number, column, len(text), limits)
            tidied[text] = tidy(text)
    cells = [tidied[text] for text in raw]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _too_long(number: int, column: int, length: int, limits: Limits) -> Unreadable:
    return Unreadable(
        f"The cell in row {number:,}, column {column:,} has {length:,} characters; "
        f"at most {limits.cell_characters:,} can be read."
    )


def _under(headings: list[str], row: Row) -> Row:
    """The row with a cell for each heading, what exceeds them set apart."""
    width = len(headings)
    cells = row.cells[:width] + [""] * (width - len(row.cells))
    surplus = [(column, text) for column, text in enumerate(row.cells[width:], width + 1) if text]
    return Row(row.number, cells, surplus)


def _heading_place(rows: list[list[str]], is_heading: HeadingScore | None) -> int:
    """Which of the top rows names the columns."""
    if is_heading is not None:
        scores = [is_heading(row) for row in rows]
        found = scores.index(max(scores)) if max(scores) >= _FEWEST_HEADINGS else None
    else:
        widest = max(map(_filled_count, rows))
        found = next((at for at, row in enumerate(rows) if _names_columns(row, widest)), None)
    if found is None:
        raise NoHeadings(
            f"No row of headings was found in the first {_TOP_ROWS} rows. One row must name the "
            "columns, for example Region, Policy documents, Total population (2019)."
        )
    return found


def _names_columns(row: list[str], widest: int) -> bool:
    """Whether the cells look like headings: words, mostly different, for most of the columns."""
    filled = [cell for cell in row if cell]
    words = [cell for cell in filled if not _FIGURE.fullmatch(cell) or _YEAR.fullmatch(cell)]
    return (
        len(filled) >= max(_FEWEST_HEADINGS, widest / 2)
        and 2 * len(words) > len(filled)
        and 2 * len(set(words)) > len(filled)
    )


def _filled_count(row: list[str]) -> int:
    return sum(map(bool, row))
