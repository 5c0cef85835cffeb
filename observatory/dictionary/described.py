"""What a table of the data and each of its columns mean, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Type = Literal["text", "integer", "number", "date", "yes/no", "code", "codes", "link"]


@dataclass(frozen=True, slots=True)
class DescribedColumn:
    """A column of a table as its file has it.

    `is_required` says that no cell is blank. `choices` are the codes that a cell may hold, with
    their labels. `refers_to` names another table and the columns of it that tell its rows apart; if
    there are several, all but the last have the same name in both tables. With no columns, the
    cell holds a term as `nace-2:C.21`. `separator` stands between the values of a cell with
    several. `pattern` is a regular expression for each value; `bounds` are the lowest and the
    highest number. `example` is a value that is recorded, None if there is none.
    """

    name: str
    label: str
    meaning: str
    type: Type
    is_required: bool
    choices: tuple[tuple[str, str], ...] = ()
    refers_to: tuple[str, tuple[str, ...]] | None = None
    separator: str = ""
    unit: str = ""
    pattern: str = ""
    bounds: tuple[int | None, int | None] = (None, None)
    example: str | None = None


@dataclass(frozen=True, slots=True)
class DescribedTable:
    """A table: `name` is the stem of its file, `key` the columns that tell its rows apart."""

    name: str
    title: str
    meaning: str
    columns: tuple[DescribedColumn, ...]
    key: tuple[str, ...]
