"""What the person who imports has chosen: how the file is read, and what it is allowed to do."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from common.tables import Dialect, Row, Table


@dataclass(frozen=True, slots=True)
class Agreement:
    """How an answer that nothing here knows is to be read from now on.

    The reading is a status or word of the question, `value` (and the value), `add`, or `leave_out`.
    """

    question: str
    printed: str
    reading: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything chosen for one file; empty means: as it was guessed."""

    dialect: Dialect = field(default_factory=Dialect)
    # The year of the survey wave.
    year: int | None = None
    # Number of the column -> key of the question it asks, or "" for a column left unread.
    columns: dict[int, str] = field(default_factory=dict)
    # Key of a column that the table lacks -> the text that all its rows have there.
    constants: dict[str, str] = field(default_factory=dict)
    decimal: str = ""
    day_first: bool | None = None
    # Row -> number of the column -> the text that takes the place of the cell's.
    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    agreements: tuple[Agreement, ...] = ()
    clears_blanks: bool = False
    # The good rows only; those with an error are kept for later.
    partial: bool = False

    @property
    def emptied(self) -> set[tuple[int, int]]:
        """Row and number of the column of the cells from which the text was taken away."""
        return {
            (row, number)
            for row, texts in self.cells.items()
            for number, text in texts.items()
            if not text
        }

    def stored(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)

    @classmethod
    def restored(cls, stored: dict[str, Any]) -> Choices:
        """From JSON, whose keys are texts; what is not known any more is passed over."""
        stored = {name: kept for name, kept in stored.items() if name in cls.__slots__}
        agreements = tuple(Agreement(**kept) for kept in stored.get("agreements", ()))
        columns = {int(number): key for number, key in stored.get("columns", {}).items()}
        cells = {
            int(row): {int(number): text for number, text in texts.items()}
            for row, texts in stored.get("cells", {}).items()
        }
        dialect = Dialect(**stored.get("dialect", {}))
        told = {**stored, "agreements": agreements, "columns": columns, "cells": cells}
        return cls(**{**told, "dialect": dialect})

    def mended(self, table: Table) -> Table:
        """The table with the texts that were put in place of others."""
        if not self.cells:
            return table
        rows = [_mended(row, self.cells.get(row.number, {})) for row in table.rows]
        return replace(table, rows=rows)


def _mended(row: Row, texts: dict[int, str]) -> Row:
    if not texts:
        return row
    cells = [texts.get(number, cell) for number, cell in enumerate(row.cells)]
    return Row(row.number, cells, row.surplus)
