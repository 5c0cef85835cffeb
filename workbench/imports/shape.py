"""What the two shapes of file have in common: columns that ask something, rows that say it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from common.tables import Table
from workbench.imports.choices import Choices
from workbench.imports.plan import Plan

# Told how many rows of how many are done.
Progress = Callable[[int, int], None]


class Unfit(ValueError):
    """The file as a whole cannot be imported like this; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that a column may ask: a question of the survey, a column of a noun's table."""

    key: str
    label: str
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Matched:
    """A column of the file, and what it asks; `key` is empty where nothing known is asked.

    `guessed` marks a likeness of letters only, `problem` says why a heading could not be read.
    """

    number: int
    heading: str
    key: str = ""
    guessed: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Writing:
    """Who has something written, and why, as the history will tell it."""

    reason: str
    user: Any = None


def no_progress(done: int, total: int) -> None:
    """For who does not want to know."""


@dataclass(frozen=True, slots=True)
class Job:
    """One table on its way: as read and mended, with its columns matched.

    Without `writes` nothing is stored. With it, whoever calls holds the transaction and has it
    rolled back if the plan is not what was expected.
    """

    table: Table
    columns: list[Matched]
    choices: Choices
    writes: Writing | None = None
    # Leave alone what others have changed or deleted since the same was imported.
    keeps_edits: bool = False
    progress: Progress = field(default=no_progress)

    def tell(self, rows: float) -> None:
        """How many rows are done, or as good as."""
        self.progress(int(rows), len(self.table.rows))


class Shape(ABC):
    """A kind of file: which columns it may have, and how its rows become changes."""

    # A survey's is "wave", a table's the label of its noun: "regions.membership".
    key: str
    title: str

    @property
    @abstractmethod
    def permissions(self) -> list[str]:
        """What somebody must be allowed to do who imports such a file."""

    @abstractmethod
    def asks(self) -> list[Ask]:
        """Everything that a column may ask, in the order in which it is offered."""

    @abstractmethod
    def recognised(self, cells: list[str]) -> int:
        """How many cells of a row are headings of such a file."""

    @abstractmethod
    def match(self, headings: list[str]) -> list[Matched]:
        """What each heading seems to ask."""

    @abstractmethod
    def carry_out(self, job: Job) -> Plan:
        """Plan everything and, if the job writes, write it. Raises Unfit."""


def chosen(columns: list[Matched], choices: Choices) -> list[Matched]:
    """The columns, where the person has matched them otherwise as they did."""
    return [
        Matched(c.number, c.heading, choices.columns[c.number])
        if c.number in choices.columns and choices.columns[c.number] != c.key
        else c
        for c in columns
    ]
