"""What a table is once it is read, and how much of one is read at all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# Scores the cells of a row by how many known headings are among them.
HeadingScore = Callable[[list[str]], int]

MEGABYTE = 1024 * 1024

# What stands above the headings: titles, notes. A table may have so many rows more than the limit.
TOP_ROWS = 10

# What a person may choose in a dialect, with the words for it.
SEPARATORS: dict[str, str | Promise] = {
    ",": gettext_lazy("commas"),
    ";": gettext_lazy("semicolons"),
    "\t": gettext_lazy("tabs"),
}
ENCODINGS: dict[str, str | Promise] = {
    "UTF-8": "UTF-8",
    "UTF-16": "UTF-16",
    "Windows-1252": gettext_lazy("Windows-1252 (Western Europe)"),
}


class Unreadable(ValueError):
    """A file cannot be read as a table; the message is a sentence that names the remedy."""


class NoHeadings(Unreadable):
    """A sheet is blank or has no row of headings; another sheet of the file may have one."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read. A survey has some hundred rows; the rest is room and a guard for memory.

    Bytes are those of the file and of what a workbook unpacks to. The cells of a workbook take
    longer than those of a text file, and its blank and hidden ones are read as well: hence a bound
    of their own.
    """

    file_bytes: int = 20 * MEGABYTE
    unpacked_bytes: int = 200 * MEGABYTE
    rows: int = 100_000
    columns: int = 500
    cells: int = 2_000_000
    workbook_cells: int = 1_500_000
    cell_characters: int = 1_000_000


DEFAULT_LIMITS = Limits()


def limits_from(settings: Any) -> Limits:
    """The limits that the settings of the project name, the others as they are by default."""
    return Limits(
        file_bytes=settings.IMPORT_FILE_MEGABYTES * MEGABYTE,
        unpacked_bytes=settings.IMPORT_UNPACKED_MEGABYTES * MEGABYTE,
        rows=settings.IMPORT_ROWS,
        columns=settings.IMPORT_COLUMNS,
    )


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is written: what a person says of it, or what was found.

    None is still to be found; so is an empty text, which is what forms send.

    A workbook has a sheet, a text file a separator of `SEPARATORS` and an encoding of
    `ENCODINGS`; what the kind of file does not have is passed over. The headings stand in the row
    of this number, or in the line where the row begins.
    """

    sheet: str | None = None
    separator: str | None = None
    encoding: str | None = None
    heading_row: int | None = None


AS_FOUND = Dialect()


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not blank, with as many cells as the table has headings.

    The number is that of the row in its sheet, or of the line on which the row of a text file
    begins. Surplus are the filled cells beyond the last heading, with their column numbers.
    """

    number: int
    cells: list[str]
    surplus: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a file as tidy texts, a blank cell as an empty text.

    Headings may be blank or repeated: that is for the caller to judge. `above` holds what stands
    over the headings, `understood` the words for how the file was read, `sheets` the names of
    all sheets of a workbook, `dialect` how the file was read.
    """

    headings: list[str]
    rows: list[Row]
    understood: list[str]
    sheets: list[str]
    heading_row: int
    above: list[Row]
    dialect: Dialect = AS_FOUND


def too_many_columns(number: int, columns: int, limits: Limits) -> Unreadable:
    """The refusal of a row with more columns than can be read."""
    return Unreadable(
        _("Row %(row)s has %(columns)s columns; at most %(most)s can be read.")
        % {"row": f"{number:,}", "columns": f"{columns:,}", "most": f"{limits.columns:,}"}
    )


def too_long_cell(row: int, column: int, length: int, limits: Limits) -> Unreadable:
    """The refusal of a cell with more text than can be read."""
    return Unreadable(
        _(
            "The cell in row %(row)s, column %(column)s has %(length)s characters; "
            "at most %(most)s can be read."
        )
        % {
            "row": f"{row:,}",
            "column": f"{column:,}",
            "length": f"{length:,}",
            "most": f"{limits.cell_characters:,}",
        }
    )


def too_far_down(row: int, limits: Limits) -> Unreadable:
    """The refusal of a sheet that is filled far below where a table can end."""
    return Unreadable(
        _(
            "Row %(row)s is filled; at most %(most)s rows can be read. "
            "Delete what stands far below the table."
        )
        % {"row": f"{row:,}", "most": f"{limits.rows:,}"}
    )


def too_many_rows(limits: Limits) -> Unreadable:
    """The refusal of a table with more rows than can be read."""
    return Unreadable(
        _(
            "The table has more than %(most)s rows, the most that can be read. "
            "Split it into several files, or delete what stands below the table."
        )
        % {"most": f"{limits.rows:,}"}
    )


def too_many_cells(limits: Limits) -> Unreadable:
    """The refusal of a table with more cells than can be read."""
    return Unreadable(
        _(
            "The table has more than %(most)s cells, the most that can be read. "
            "Split it into several files."
        )
        % {"most": f"{limits.cells:,}"}
    )


def too_large_workbook(limits: Limits) -> Unreadable:
    """The refusal of a workbook with more cells, filled or not, than can be looked at."""
    return Unreadable(
        _(
            "The workbook has more than %(most)s cells, the most that can be read. Delete sheets, "
            "rows and columns that are not needed, also the blank but formatted ones."
        )
        % {"most": f"{limits.workbook_cells:,}"}
    )
