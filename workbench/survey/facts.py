"""What a cell turns out to say: facts in plain values, or the reason why it says none."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from workbench.imports.plan import Cause, Problem
from workbench.survey.known import Question


@dataclass(frozen=True, slots=True)
class Value:
    """An observation: a number or a group of a scale."""

    region: str
    indicator: str
    year: int | None
    value: Decimal | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Belonging:
    """A statement about a network, of the region itself or of its country."""

    region: str
    network: str
    status: str
    via: str | None = None
    note: str = ""
    # The region that answered, where its answer is about its country.
    said_by: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a policy question: yes, no, or in words."""

    region: str
    question: str
    said: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The full list of terms of one vocabulary that the region's policies cover."""

    region: str
    vocabulary: str
    terms: tuple[int, ...]
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A policy document of the region or, if national, of its country."""

    region: str | None
    title: str
    level: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """An initiative that the region takes part in."""

    region: str
    title: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    region: str
    link: str


@dataclass(frozen=True, slots=True)
class Credit:
    """Whom to credit for the region's picture."""

    region: str
    attribution: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name that the region goes by."""

    region: str
    name: str


Fact = Value | Belonging | Reply | Coverage | Document | Project | Address | Credit | Name


class Unread(Exception):
    """A cell that says no fact. The message says why and what was expected, in a sentence.

    `is_agreed` marks what was decided earlier, or what says nothing: it is reported, but it is no
    reason to refuse the file. `question` and `printed` name what can be agreed on for all files.
    """

    def __init__(
        self,
        reason: str,
        *,
        is_agreed: bool = False,
        cause: Cause = Cause.OTHER,
        question: str = "",
        printed: str = "",
    ):
        super().__init__(reason)
        self.reason, self.is_agreed, self.cause = reason, is_agreed, cause
        self.question, self.printed = question, printed

    def about(self, row: int, heading: str, value: str) -> Problem:
        """The problem that this makes of a cell."""
        return Problem(
            row,
            heading,
            value,
            self.reason,
            is_agreed=self.is_agreed,
            cause=self.cause,
            question=self.question,
            printed=self.printed,
        )


@dataclass(frozen=True, slots=True)
class CellRead:
    """A cell, the facts it states, and how it was understood where that is not plain."""

    row: int
    heading: str
    value: str
    facts: tuple[Fact, ...] = ()
    understood: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """A cell that says nothing: who might have answered what in it, about which year."""

    row: int
    heading: str
    region: str
    question: Question
    year: int | None


@dataclass(slots=True)
class Reading:
    """A whole wave, read: every cell that is not blank is in `cells` or in `problems`, once."""

    cells: list[CellRead] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    blanks: list[Blank] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    # Headings that only look like one that is known, with what they were taken for.
    guessed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def refusals(self) -> list[Problem]:
        """The problems that somebody has to decide before anything is stored."""
        return [problem for problem in self.problems if not problem.is_agreed]

    def without(self, rows: set[int]) -> Reading:
        """The reading of the other rows; the problems of all stay."""
        return replace(
            self,
            cells=[cell for cell in self.cells if cell.row not in rows],
            blanks=[blank for blank in self.blanks if blank.row not in rows],
            problems=list(self.problems),
        )
