"""What a table is once it is read, and how much of one is read at all."""

from collections.abc import Callable
from dataclasses import dataclass, field

# Scores the cells of a row by how many known headings are among them.
HeadingScore = Callable[[list[str]], int]

MEGABYTE = 1024 * 1024


class Unreadable(ValueError):
    """A file cannot be read as a table; the message is a sentence that names the remedy."""


class NoHeadings(Unreadable):
    """A sheet is blank or has no row of headings; another sheet of the file may have one."""


@dataclass(frozen=True)
class Limits:
    """How much is read. A survey has some hundred rows; the rest is room and a guard for memory.

    Bytes are those of the file and of what a workbook unpacks to. A cell of a workbook takes some
    40 microseconds, and its blank and hidden ones are read as well: hence a bound of their own.
    """

    file_bytes: int = 20 * MEGABYTE
    unpacked_bytes: int = 200 * MEGABYTE
    rows: int = 100_000
    columns: int = 500
    cells: int = 1_000_000
    workbook_cells: int = 500_000
    cell_characters: int = 1_000_000


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True)
class Row:
    """A row that is not blank, with as many cells as the table has headings.

    The number is that of the row in its sheet, or of the line on which the row of a text file
    begins. Surplus are the filled cells beyond the last heading, with their column numbers.
    """

    number: int
    cells: list[str]
    surplus: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Table:
    """The cells of a file as tidy texts, a blank cell as an empty text.

    Headings may be blank or repeated: that is for the caller to judge. `above` holds what stands
    over the headings, `understood` the words for how the file was read, `sheets` the names of
    all sheets of a workbook.
    """

    headings: list[str]
    rows: list[Row]
    understood: list[str]
    sheets: list[str]
    heading_row: int
    above: list[Row]


def too_many_columns(number: int, columns: int, limits: Limits) -> Unreadable:
    return Unreadable(
        f"Row {number:,} has {columns:,} columns; at most {limits.columns:,} can be read."
    )


def too_many_rows(limits: Limits) -> Unreadable:
    return Unreadable(
        f"The table has more than {limits.rows:,} rows, the most that can be read. "
        "Split it into several files, or delete what stands below the table."
    )


def too_many_cells(limits: Limits) -> Unreadable:
    return Unreadable(
        f"The table has more than {limits.cells:,} cells, the most that can be read. "
        "Split it into several files."
    )


def too_large_workbook(limits: Limits) -> Unreadable:
    return Unreadable(
        f"The workbook has more than {limits.workbook_cells:,} cells, the most that can be read. "
        "Delete sheets, rows and columns that are not needed, also the blank but formatted ones."
    )
