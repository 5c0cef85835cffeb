"""The timeline of one fact: which answer held when, told from dated statements.

A *statement* says one answer, on one day, by one source. Equal answers that follow each other make
one *run*; a later, different answer closes the run before it. Nothing is ever removed: a statement
that arrives late finds its place in the past instead of overwriting the present, so the answer in
force is the same whichever file was imported first.

Where it falls down: a run remembers its first and its last statement, not those in between. When a
different answer arrives late and falls inside a run, the run is split at that day, and repetitions
between it and the run's last statement are no longer known.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum


@dataclass(frozen=True, slots=True)
class Said:
    """Who stated an answer, and when."""

    source: str
    on: date


@dataclass(slots=True, eq=False)
class Run:
    """One answer from its first statement to its last; open while `superseded_on` is empty."""

    answer: Hashable
    first: Said
    last: Said
    superseded_on: date | None = None
    row: object = None

    def covers(self, day: date) -> bool:
        """Whether this run holds the answer of `day`."""
        return self.first.on <= day and (self.superseded_on is None or day < self.superseded_on)


class Outcome(Enum):
    """What a statement did to the timeline it was placed on."""

    NEW = "new"
    RENEWED = "renewed"
    CHANGED = "changed"
    CORRECTED = "corrected"
    EARLIER = "earlier"
    UNCHANGED = "unchanged"
    CONTRADICTED = "contradicted"


@dataclass(slots=True)
class Placement:
    """The outcome, and the runs that have to be added or written again."""

    outcome: Outcome
    added: list[Run] = field(default_factory=list)
    touched: list[Run] = field(default_factory=list)
    removed: list[Run] = field(default_factory=list)
    before: Run | None = None
    # Nothing changed, because somebody has edited the stored answer since.
    is_kept: bool = False


def place(runs: list[Run], answer: Hashable, said: Said) -> Placement:
    """Place one statement on `runs` (oldest first, kept so); changes them and says which.

    Two sources that say different things on one day contradict each other: nothing changes then,
    and the outcome is CONTRADICTED for the caller to report.
    """
    index = _index_of_run_begun_by(runs, said.on)
    run = runs[index] if index >= 0 else None
    if run is None:
        return _begin(runs, answer, said)
    if run.answer == answer:
        return _repeat(runs, index, said)
    if said.on in (run.first.on, run.last.on):
        return _correct(runs, index, answer, said)
    if said.on < run.last.on:
        return _split(runs, index, answer, said)
    return _succeed(runs, index, answer, said)


def withdraw(runs: list[Run], said: Said) -> Placement:
    """Close the open run, because a later full answer no longer names it.

    A list that is older than the run's last statement withdraws nothing.
    """
    run = runs[-1] if runs else None
    if run is None or run.superseded_on is not None or said.on <= run.last.on:
        return Placement(Outcome.UNCHANGED)
    run.superseded_on = said.on
    return Placement(Outcome.CHANGED, touched=[run], before=run)


def retract(runs: list[Run], said: Said) -> Placement:
    """Take back what the same source stated on the same day: its corrected list leaves it out."""
    run = next((run for run in runs if run.last == said), None)
    if run is None:
        return Placement(Outcome.UNCHANGED)
    if run.first == said:
        runs.remove(run)
        return Placement(Outcome.CORRECTED, removed=[run], before=run)
    run.last, run.superseded_on = run.first, said.on
    return Placement(Outcome.CORRECTED, touched=[run], before=run)


def _index_of_run_begun_by(runs: list[Run], day: date) -> int:
    return max((i for i, run in enumerate(runs) if run.first.on <= day), default=-1)


def _begin(runs: list[Run], answer: Hashable, said: Said) -> Placement:
    """Older than everything known: the first run grows backwards, or gets a forerunner."""
    if not runs:
        return _insert(runs, 0, Run(answer, said, said), Outcome.NEW)
    after = runs[0]
    if after.answer == answer:
        after.first = said
        return Placement(Outcome.EARLIER, touched=[after])
    return _insert(runs, 0, Run(answer, said, said, after.first.on), Outcome.EARLIER)


def _repeat(runs: list[Run], index: int, said: Said) -> Placement:
    run = runs[index]
    if said.on <= run.last.on:
        return Placement(Outcome.UNCHANGED, before=run)
    if run.superseded_on is not None and said.on >= run.superseded_on:
        # Closed by hand or by a list that left it out, and now stated again.
        if index + 1 < len(runs):
            return _succeed(runs, index, run.answer, said)
        return _insert(runs, index + 1, Run(run.answer, said, said), Outcome.NEW)
    run.last = said
    return Placement(Outcome.RENEWED, touched=[run], before=run)


def _correct(runs: list[Run], index: int, answer: Hashable, said: Said) -> Placement:
    """The same day again with another answer: a correction if the same source says it."""
    run = runs[index]
    stated = run.first if said.on == run.first.on else run.last
    if stated.source != said.source:
        return Placement(Outcome.CONTRADICTED, before=run)
    if run.first.on == run.last.on:
        run.answer = answer
        return Placement(Outcome.CORRECTED, touched=[run], before=run)
    if said.on == run.first.on:
        run.first = run.last
        added = Run(answer, said, said, run.first.on)
        placement = _insert(runs, index, added, Outcome.CORRECTED)
    else:
        added = Run(answer, said, said, run.superseded_on)
        run.last, run.superseded_on = run.first, said.on
        placement = _insert(runs, index + 1, added, Outcome.CORRECTED)
    placement.touched, placement.before = [run], run
    return placement


def _split(runs: list[Run], index: int, answer: Hashable, said: Said) -> Placement:
    """Another answer between two statements of a run: the run holds before it and after it."""
    run = runs[index]
    later = Run(run.answer, run.last, run.last, run.superseded_on)
    between = Run(answer, said, said, later.first.on)
    run.last, run.superseded_on = run.first, said.on
    runs[index + 1 : index + 1] = [between, later]
    return Placement(Outcome.EARLIER, added=[between, later], touched=[run], before=run)


def _succeed(runs: list[Run], index: int, answer: Hashable, said: Said) -> Placement:
    """Another answer after the last statement of a run: it closes the run and takes its place."""
    run = runs[index]
    after = runs[index + 1] if index + 1 < len(runs) else None
    closes = run.superseded_on is None or said.on < run.superseded_on
    touched = [run] if closes else []
    if after is not None and after.answer == answer:
        after.first = said
        placement = Placement(Outcome.EARLIER, touched=[*touched, after], before=run)
    else:
        until = after.first.on if after is not None else None
        outcome = Outcome.CHANGED if after is None else Outcome.EARLIER
        placement = _insert(runs, index + 1, Run(answer, said, said, until), outcome)
        placement.touched, placement.before = touched, run
    if closes:
        run.superseded_on = said.on
    return placement


def _insert(runs: list[Run], index: int, run: Run, outcome: Outcome) -> Placement:
    runs.insert(index, run)
    return Placement(outcome, added=[run])
