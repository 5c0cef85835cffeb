"""The columns that the files of a list can have, as plain data: one declaration for all formats."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.utils.functional import Promise

# A day is a text, such as 2021-12-31.
Value = str | int | float | Decimal | list[str] | None
# The values of one column for some records, in the order of the records.
CellsOf = Callable[[Any], Sequence[Value]]
Type = Literal["text", "integer", "number", "year", "date", "link", "code", "list"]

# A file has no more columns than this unless somebody asks for others.
MOST_USUAL = 25


@dataclass(frozen=True, slots=True)
class Column:
    """A fact about each record of a noun, as a column of a file.

    `cells` takes a chunk of records. What is not recorded is None, or empty; each cell of a list is
    a list. `reads` are the fields of the record that the cells are made of. `field` is the column
    of the database that tells whether anything is recorded at all; without one, something is.
    """

    name: str
    label: str | Promise
    meaning: str | Promise
    type: Type
    cells: CellsOf
    unit: str = ""
    vocabulary: str = ""
    field: str = ""
    is_usual: bool = False
    reads: tuple[str, ...] = ()


def usual(columns: Iterable[Column], filled: Container[str]) -> list[Column]:
    """The columns of a file that nobody chose columns for: lean, and none of them empty."""
    kept = [one for one in columns if one.is_usual and (not one.field or one.field in filled)]
    return kept[:MOST_USUAL]


def chosen(columns: Iterable[Column], names: Iterable[str]) -> tuple[list[Column], list[str]]:
    """The columns of these names, each once, in the order of the names; and the unknown names."""
    known = {one.name: one for one in columns}
    asked = list(dict.fromkeys(name for name in names if name))
    return [known[one] for one in asked if one in known], [one for one in asked if one not in known]
