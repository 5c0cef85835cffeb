"""The plan of an import: what every cell would change, described before anything is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum


class Change(Enum):
    """What a fact does to what is stored."""

    NEW = "new"
    CHANGED = "changed"
    RENEWED = "renewed"
    EARLIER = "earlier"
    REMOVED = "removed"
    UNCHANGED = "unchanged"


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

    def __str__(self) -> str:
        move = f"{self.before} → {self.after}" if self.before else self.after
        return (
            f"row {self.row}, {self.heading}: {self.change.value} {self.noun}, {self.about}: {move}"
        )


@dataclass(slots=True)
class Plan:
    """Every step, in the order of the file."""

    steps: list[Step] = field(default_factory=list)

    @property
    def changes(self) -> list[Step]:
        return [step for step in self.steps if step.change is not Change.UNCHANGED]

    def counts(self) -> Counter[str]:
        return Counter(step.change.value for step in self.steps)
