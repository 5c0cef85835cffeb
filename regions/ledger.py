"""Statements placed in bulk on the timelines of their subjects, and written with their history.

A ledger reads the stored statements of the regions concerned once, takes any number of new ones
(nothing is written meanwhile), and writes what they changed in a few queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import connection

from common.timeline import Outcome, Placement, Run, Said, place, retract, withdraw
from regions import edits
from regions.writing import create_all, update_all

if TYPE_CHECKING:
    from regions.models import Statement

RUN_FIELDS = ["source", "stated_on", "first_source", "first_stated_on", "superseded_on"]


class Ledger:
    """The statements of one model about some regions (all of them if none are named)."""

    def __init__(self, model: type[Statement], regions: Iterable[str] | None = None):
        self.model = model
        self.timelines: dict[tuple, list[Run]] = defaultdict(list)
        self._added: dict[int, Run] = {}
        self._touched: dict[int, Run] = {}
        self._removed: dict[int, Run] = {}
        self._owned: Statement | None = None
        self._subjects_of: dict[str, set[tuple]] = defaultdict(set)
        self.edited: set[int] = set()
        self.deleted: set[tuple] = set()
        # The attributes beside an answer that a blank takes away from what is stored.
        self.clears: set[str] = set()
        rows = model.objects.order_by("first_stated_on", "pk")
        if regions is not None:
            rows = rows.filter(region__in=set(regions))
        if connection.in_atomic_block:
            # Nobody saves one of these rows between our reading and our writing.
            rows = rows.select_for_update(of=("self",))
        for row in rows:
            self.timelines[row.subject_key()].append(_run_of(row))
            self._subjects_of[row.region_id].add(row.subject_key())

    def keep_edits(self, regions: Iterable[str]) -> None:
        """From here on, leave alone what a person edited or deleted since it was imported."""
        self.edited, self.deleted = edits.by_people(self.model, set(regions))

    def latest(self, statement: Statement) -> Statement | None:
        """The row that holds the latest answer about the subject of a statement."""
        runs = self.timelines.get(statement.subject_key())
        return runs[-1].row if runs else None

    def fill_blanks(self, statement: Statement) -> list[str]:
        """What a statement leaves blank beside its answer stays as it is stored for that day.

        Returns the attributes that this keeps, or clears if that is wanted.
        """
        runs = self.timelines.get(statement.subject_key(), ())
        run = next((run for run in runs if run.covers(statement.stated_on)), None)
        # What the answer begins with: of an observation it is the value or else the group.
        given = (name for name in statement.answer if getattr(statement, name) not in (None, ""))
        main = next(given, None)
        if run is None or (main and getattr(run.row, main) != getattr(statement, main)):
            return []
        names = [name for name in (*statement.answer, *statement.details) if name != main]
        blank = [n for n in names if not getattr(statement, n) and getattr(run.row, n)]
        for name in blank:
            if name not in self.clears:
                setattr(statement, name, getattr(run.row, name))
        return blank

    def place(self, statement: Statement) -> Placement:
        """Place an unsaved statement (and its earlier first statement, if it carries one).

        Rows whose key is in `edited` are not corrected: somebody else has edited them since.
        """
        statement.begin()
        runs = self.timelines[statement.subject_key()]
        answer = statement.answer_key()
        if self._yields_to_a_stated_value(statement):
            return Placement(Outcome.UNCHANGED)
        if self._is_edited(statement, runs):
            return Placement(Outcome.UNCHANGED, is_kept=True)
        self._subjects_of[statement.region_id].add(statement.subject_key())
        first = Said(statement.first_source_id, statement.first_stated_on)
        last = Said(statement.source_id, statement.stated_on)
        placement = self._note(place(runs, answer, first), statement)
        if last != first and placement.outcome is not Outcome.CONTRADICTED:
            again = self._note(place(runs, answer, last), statement)
            if placement.outcome is Outcome.UNCHANGED or again.outcome is Outcome.CONTRADICTED:
                placement = again
        if placement.outcome is not Outcome.CONTRADICTED:
            placement = self._tell_details(placement, runs, statement)
            self._close(runs, statement)
            closed = self._close_computed(statement, first)
            if closed is not None and placement.outcome is Outcome.NEW:
                placement.outcome, placement.before = Outcome.CHANGED, closed
        return placement

    def withdraw(self, subject: tuple, said: Said) -> Placement:
        """Close the statement in force about `subject`: a later full list leaves it out."""
        return self._note(withdraw(self.timelines[subject], said), None)

    def retract(self, subject: tuple, said: Said) -> Placement:
        """Take back what `said` stated about `subject`: the corrected list leaves it out."""
        return self._note(retract(self.timelines[subject], said), None)

    def supersede(self, run: Run, day: date) -> None:
        """Close an open run on a day after its last statement."""
        run.superseded_on = day
        self._touched[id(run)] = run

    def in_force(self, region: str) -> Iterable[tuple[tuple, Run]]:
        """Every subject of a region with the run that is in force."""
        for subject in sorted(self._subjects_of[region], key=str):
            runs = self.timelines[subject]
            if runs and runs[-1].superseded_on is None:
                yield subject, runs[-1]

    @property
    def is_changed(self) -> bool:
        return bool(self._added or self._touched or self._removed)

    def added(self) -> list[Statement]:
        """The rows that will be new."""
        return [run.row for run in self._added.values()]

    def write(self, *, user=None, reason: str = "") -> None:
        """Write what changed; the caller holds the transaction."""
        touched = [_into_row(run) for key, run in self._touched.items() if key not in self._added]
        added = [_into_row(run) for run in self._added.values()]
        told = [name.removesuffix("_id") for name in (*self.model.answer, *self.model.details)]
        for run in self._removed.values():
            run.row._history_user, run.row._change_reason = user, reason
            run.row.delete()
        # Closing comes before opening: a subject has one statement in force at any moment.
        update_all(touched, RUN_FIELDS + told, user=user, reason=reason)
        create_all(added, user=user, reason=reason)
        self._added.clear()
        self._touched.clear()
        self._removed.clear()

    def _note(self, placement: Placement, statement: Statement | None) -> Placement:
        for run in placement.added:
            # A run that was split off carries on what the run before it said.
            carries_on = placement.before is not None and run.answer != statement.answer_key()
            run.row = _copy(placement.before.row) if carries_on else self._own(statement)
            self._added[id(run)] = run
        for run in placement.removed:
            self._touched.pop(id(run), None)
            if self._added.pop(id(run), None) is None:
                self._removed[id(run)] = run
        for run in placement.touched:
            if statement is not None and placement.outcome is Outcome.CORRECTED:
                _carry_answer(run, statement)
            self._touched[id(run)] = run
        return placement

    def _own(self, statement: Statement) -> Statement:
        """The statement itself as the row of a run; a copy if it is one already."""
        if statement is self._owned:
            return _copy(statement)
        self._owned = statement
        return statement

    def _close(self, runs: list[Run], statement: Statement) -> None:
        """A statement read back from an export brings the day on which it was withdrawn."""
        if statement.superseded_on is None or not runs or runs[-1].superseded_on is not None:
            return
        if runs[-1].answer == statement.answer_key() and runs[-1].last.on < statement.superseded_on:
            runs[-1].superseded_on = statement.superseded_on
            self._touched[id(runs[-1])] = runs[-1]

    def _tell_details(
        self, placement: Placement, runs: list[Run], statement: Statement
    ) -> Placement:
        """What is said beside the same answer is renewed too; a blank says nothing."""
        run = next((run for run in runs if run.last.on == statement.stated_on), None)
        if run is None or run.answer != statement.answer_key():
            return placement
        told = {name: getattr(statement, name) for name in statement.details}
        news = {name: text for name, text in told.items() if text != getattr(run.row, name)}
        news = {name: text for name, text in news.items() if text or name in self.clears}
        for name, text in news.items():
            setattr(run.row, name, text)
        if not news or placement.outcome is not Outcome.UNCHANGED:
            return placement
        self._touched[id(run)] = run
        return Placement(Outcome.CORRECTED, touched=[run], before=run)

    def _other(self, statement: Statement, *, computed: bool) -> list[Run]:
        """The computed runs about the same subject, or the stated ones."""
        return self.timelines.get((*statement.subject_key()[:-1], computed), [])

    def _yields_to_a_stated_value(self, statement: Statement) -> bool:
        """A computed value never takes the place of one that somebody stated."""
        if not getattr(statement, "is_computed", False) or statement.superseded_on is not None:
            return False
        return bool(self._other(statement, computed=False))

    def _is_edited(self, statement: Statement, runs: list[Run]) -> bool:
        """Whether a person has answered otherwise since, or deleted what is stated here again."""
        day, answer = statement.stated_on, statement.answer_key()
        if (*statement.subject_key(), day) in self.deleted and not runs:
            return True
        return any(
            run.row.pk in self.edited
            and run.covers(day)
            and statement.source_id in (run.first.source, run.last.source)
            and day <= run.last.on
            and run.answer != answer
            for run in runs
        )

    def _close_computed(self, statement: Statement, said: Said) -> Run | None:
        """A stated value takes the place of a computed one, on whichever day it was stated."""
        if getattr(statement, "is_computed", True):
            return None
        runs = self._other(statement, computed=True)
        run = next((run for run in runs if run.superseded_on is None), None)
        if run is not None:
            run.superseded_on = max(said.on, run.last.on + timedelta(days=1))
            self._touched[id(run)] = run
        return run


def _run_of(row: Statement) -> Run:
    return Run(
        row.answer_key(),
        Said(row.first_source_id, row.first_stated_on),
        Said(row.source_id, row.stated_on),
        row.superseded_on,
        row,
    )


def _into_row(run: Run) -> Statement:
    row = run.row
    row.first_source_id, row.first_stated_on = run.first.source, run.first.on
    row.source_id, row.stated_on = run.last.source, run.last.on
    row.superseded_on = run.superseded_on
    return row


def _copy(row: Statement) -> Statement:
    """A new, unsaved row that says the same."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**{**values, "id": None})


def _carry_answer(run: Run, statement: Statement) -> None:
    if run.answer == statement.answer_key():
        for name in statement.answer:
            setattr(run.row, name, getattr(statement, name))
