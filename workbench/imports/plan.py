"""The plan of an import: what every cell would change, described before anything is written."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Change(Enum):
    """What a fact does to what is stored."""

    NEW = "new"
    CHANGED = "changed"
    RENEWED = "renewed"
    EARLIER = "earlier"
    REMOVED = "removed"
    UNCHANGED = "unchanged"

    @property
    def label(self) -> Promise:
        return CHANGE_LABELS[self]


CHANGE_LABELS: dict[Change, Promise] = {
    Change.NEW: _("New"),
    Change.CHANGED: _("Changed"),
    Change.RENEWED: _("Said again, later"),
    Change.EARLIER: _("Earlier than what is known"),
    Change.REMOVED: _("Closed"),
    Change.UNCHANGED: _("Unchanged"),
}


class Outcome(Enum):
    """What becomes of a row of the file; the four add up to its rows."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ERROR = "error"


class Cause(Enum):
    """Why cells cannot be read: what the same remedy mends stands together."""

    AMBIGUOUS_NUMBER = "ambiguous-number"
    AMBIGUOUS_DAY = "ambiguous-day"
    UNKNOWN_ANSWER = "unknown-answer"
    NUMBER = "number"
    DAY = "day"
    OUT_OF_RANGE = "out-of-range"
    MISSING = "missing"
    TOO_LONG = "too-long"
    RULE = "rule"
    TWICE = "twice"
    CONTRADICTED = "contradicted"
    MISPLACED = "misplaced"
    WITH_ITS_ROW = "with-its-row"
    OTHER = "other"

    @property
    def label(self) -> Promise:
        return CAUSE_LABELS[self]


CAUSE_LABELS: dict[Cause, Promise] = {
    Cause.AMBIGUOUS_NUMBER: _("Numbers that can be read in two ways"),
    Cause.AMBIGUOUS_DAY: _("Dates that can be read in two ways"),
    Cause.UNKNOWN_ANSWER: _("Answers that are not known here"),
    Cause.NUMBER: _("Not a number"),
    Cause.DAY: _("Not a date"),
    Cause.OUT_OF_RANGE: _("Outside the range that is possible"),
    Cause.MISSING: _("Missing"),
    Cause.TOO_LONG: _("Too long"),
    Cause.RULE: _("Against a rule"),
    Cause.TWICE: _("Said twice in this file, and differently"),
    Cause.CONTRADICTED: _("Contradicted by another source"),
    Cause.MISPLACED: _("Outside the table"),
    Cause.WITH_ITS_ROW: _("In rows that cannot be read"),
    Cause.OTHER: _("Cannot be read"),
}


# Why a row is left out whose cell that has to be filled was emptied by hand.
EMPTIED = _("It was emptied on the check page: the row is left out.")


@dataclass(frozen=True, slots=True)
class Step:
    """One change: where it comes from, what it is about, the whole old and new value."""

    row: int
    heading: str
    change: Change
    noun: str
    about: str
    before: str
    after: str

    def told(self) -> list[object]:
        """As texts and numbers, in the order of the fields."""
        words = [self.noun, self.about, self.before, self.after]
        return [self.row, self.heading, self.change.value, *words]

    def __str__(self) -> str:
        move = f"{self.before} → {self.after}" if self.before else self.after
        return (
            f"row {self.row}, {self.heading}: {self.change.value} {self.noun}, {self.about}: {move}"
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that became no fact, why not, and how that is mended.

    `is_agreed` marks what was decided earlier, or says nothing: it is reported, but refuses no
    file. `question` and `printed` name what can be agreed on once for all files.
    """

    row: int
    heading: str
    value: str
    reason: str
    is_agreed: bool = False
    cause: Cause = Cause.OTHER
    question: str = ""
    printed: str = ""

    def told(self) -> list[object]:
        """As texts and numbers, in the order of the fields."""
        about = [self.row, self.heading, self.value, self.reason, self.is_agreed]
        return [*about, self.cause.value, self.question, self.printed]


@dataclass(slots=True)
class Plan:
    """Every step and every problem, in the order of the file; `numbers` are those of its rows."""

    numbers: list[int] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    # How cells were understood where that is not plain, and what was not read at all.
    notes: list[str] = field(default_factory=list)
    # Values that blank cells clear, or would clear if that were chosen.
    blanks: int = 0

    @property
    def changes(self) -> list[Step]:
        return [step for step in self.steps if step.change is not Change.UNCHANGED]

    @property
    def refusals(self) -> list[Problem]:
        """The problems that somebody has to decide before anything is stored."""
        return [problem for problem in self.problems if not problem.is_agreed]

    @property
    def bad_rows(self) -> set[int]:
        return {problem.row for problem in self.refusals}

    def counts(self) -> Counter[str]:
        """How many facts are new, changed, unchanged, ..."""
        return Counter(step.change.value for step in self.steps)

    def outcomes(self) -> dict[int, Outcome]:
        """What becomes of each row."""
        changed = {s.row for s in self.steps if s.change not in (Change.NEW, Change.UNCHANGED)}
        new = {step.row for step in self.steps if step.change is Change.NEW}
        bad = self.bad_rows
        return {number: _outcome(number, bad, changed, new) for number in self.numbers}

    def row_counts(self) -> dict[str, int]:
        """How many rows are new, changed, unchanged or in error; they add up to the rows."""
        counted = Counter(self.outcomes().values())
        return {outcome.value: counted[outcome] for outcome in Outcome}

    def digest(self) -> str:
        """A name for exactly this plan: another change, another digest."""
        digest = hashlib.sha256()
        for step in self.changes:
            digest.update(line(step.told()))
        for problem in self.refusals:
            digest.update(line(problem.told()))
        return digest.hexdigest()


def line(value: object) -> bytes:
    """A value as one line of JSON."""
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"


def _outcome(number: int, bad: set[int], changed: set[int], new: set[int]) -> Outcome:
    if number in bad:
        return Outcome.ERROR
    if number in changed:
        return Outcome.CHANGED
    return Outcome.NEW if number in new else Outcome.UNCHANGED
