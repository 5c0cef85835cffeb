"""From rows of cells to a table: find the headings, tidy every cell, keep the numbers of rows."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice

from django.utils.translation import gettext as _

from common.tables.table import (
    TOP_ROWS,
    Dialect,
    HeadingScore,
    Limits,
    NoHeadings,
    Row,
    Table,
    too_long_cell,
    too_many_cells,
    too_many_columns,
    too_many_rows,
)
from common.text import tidy

# A row as it comes from a file: its number and the text of its cells.
RawRow = tuple[int, list[str]]

_FEWEST_HEADINGS = 2
_FIGURE = re.compile(r"[-+\u2212\u2013]?[\d.,' ]+%?")
_YEAR = re.compile(r"(?:19|20)\d\d")
# Enough for the codes and words that repeat; the texts of a column of notes pass through.
_MOST_KEPT = 20_000


def assemble(
    raw_rows: Iterable[RawRow],
    limits: Limits,
    *,
    is_heading: HeadingScore | None = None,
    heading_row: int | None = None,
    decoded: Callable[[str], str] | None = None,
) -> Table:
    """The table that rows of raw cells make; raises Unreadable beyond a limit.

    The headings stand in the row with the number `heading_row`, or are looked for. `decoded` says
    what a cell stands for, where a kind of file writes it otherwise.
    """
    rows = _filled_rows(raw_rows, limits, decoded)
    if heading_row is None:
        above, below = _parted(rows, is_heading)
    else:
        above, below = _parted_at(rows, heading_row)
    number, headings = next(below)
    width = len(headings)
    table_rows = [_as_wide(width, *row) for row in below]
    understood = [_("header in row %(row)s") % {"row": number}]
    dialect = Dialect(heading_row=number)
    return Table(headings, table_rows, understood, [], number, above, dialect)


def described(table: Table, understood: list[str], dialect: Dialect, sheets: list[str]) -> Table:
    """The table with what else was understood of its file, said first."""
    return replace(
        table,
        understood=[*understood, *table.understood],
        dialect=replace(dialect, heading_row=table.heading_row),
        sheets=sheets,
    )


class _TooLong(ValueError):
    """A cell has more characters than can be read."""


class _Tidied(dict[str, str]):
    """Tidy texts by the raw ones: what repeats is tidied and kept once, until there are too many.

    One text may fill a million cells of a workbook; but a map of a million texts that are all
    different would take more memory than it saves.
    """

    def __init__(self, longest: int, decoded: Callable[[str], str] | None) -> None:
        super().__init__()
        self._longest, self._decoded = longest, decoded

    def __missing__(self, raw: str) -> str:
        if len(raw) > self._longest:
            raise _TooLong
        if len(self) >= _MOST_KEPT:
            self.clear()
        text = _tidy(self._decoded(raw) if self._decoded else raw)
        self[raw] = text
        return text


def _tidy(text: str) -> str:
    """The tidy text; the very same one, where nothing is to be done: few cells need more."""
    if text.isascii() and text.isprintable() and "  " not in text and text == text.strip(" "):
        return text
    tidied = tidy(text)
    return text if tidied == text else tidied


def _filled_rows(
    raw_rows: Iterable[RawRow], limits: Limits, decoded: Callable[[str], str] | None
) -> Iterator[RawRow]:
    """The rows that are not blank, tidy and without the blank cells at their ends."""
    tidied = _Tidied(limits.cell_characters, decoded)
    count = filled = 0
    for number, raw in raw_rows:
        cells = _tidy_cells(number, raw, tidied, limits)
        if not cells:
            continue
        count, filled = count + 1, filled + len(cells)
        if len(cells) > limits.columns:
            raise too_many_columns(number, len(cells), limits)
        if count > limits.rows + TOP_ROWS:
            raise too_many_rows(limits)
        if filled > limits.cells:
            raise too_many_cells(limits)
        yield number, cells


def _tidy_cells(number: int, raw: list[str], tidied: _Tidied, limits: Limits) -> list[str]:
    try:
        cells = [tidied[text] for text in raw]
    except _TooLong:
        most = limits.cell_characters
        column, length = next((at, len(text)) for at, text in enumerate(raw, 1) if len(text) > most)
        raise too_long_cell(number, column, length, limits) from None
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    # A slice takes the memory that it needs; a list that was filled one by one takes more.
    return cells[:end]


def _as_wide(width: int, number: int, cells: list[str]) -> Row:
    """The row with a cell for each heading, what exceeds them set apart."""
    missing = width - len(cells)
    if missing >= 0:
        return Row(number, cells + [""] * missing if missing else cells)
    surplus = tuple((column, text) for column, text in enumerate(cells[width:], width + 1) if text)
    return Row(number, cells[:width], surplus)


def _parted(
    rows: Iterator[RawRow], is_heading: HeadingScore | None
) -> tuple[list[Row], Iterator[RawRow]]:
    """What stands above the headings, and the rows that begin with them."""
    top = list(islice(rows, TOP_ROWS))
    if not top:
        raise NoHeadings(_("There is no text in the table: every cell is blank."))
    at = _heading_place([cells for _number, cells in top], is_heading)
    return [Row(*row) for row in top[:at]], chain(top[at:], rows)


def _parted_at(rows: Iterator[RawRow], heading_row: int) -> tuple[list[Row], Iterator[RawRow]]:
    """The same for headings in the row that a person named."""
    above: list[Row] = []
    for number, cells in rows:
        if number == heading_row:
            return above, chain([(number, cells)], rows)
        if number > heading_row:
            break
        above.append(Row(number, cells))
    raise NoHeadings(
        _(
            "Row %(row)s cannot be the row of headings: no filled row begins there. "
            "Choose the row that names the columns."
        )
        % {"row": f"{heading_row:,}"}
    )


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
            _(
                "No row of headings was found in the first %(rows)s rows. One row must name the "
                "columns, for example Region, Policy documents, Total population (2019)."
            )
            % {"rows": TOP_ROWS}
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
