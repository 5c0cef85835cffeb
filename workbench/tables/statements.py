"""The table of a noun whose rows are sourced, dated statements: each finds its place in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from common.rulebook import broken_rules
from common.tables import Row
from common.timeline import Outcome
from regions.ledger import Ledger
from regions.models import Statement
from regions.resources import StatementResource
from workbench.imports.plan import Cause, Change, Plan, Problem
from workbench.imports.words import answer_in_words, dated
from workbench.tables.cells import LeftOut, Values
from workbench.tables.sheet import Sheet

# Rows that are planned together: as many regions as have about so many.
CHUNK = 2_000

CHANGES = {
    Outcome.NEW: Change.NEW,
    Outcome.RENEWED: Change.RENEWED,
    Outcome.CHANGED: Change.CHANGED,
    Outcome.CORRECTED: Change.CHANGED,
    Outcome.EARLIER: Change.EARLIER,
    Outcome.UNCHANGED: Change.UNCHANGED,
}
# Every statement has these.
SAID = ("region_id", "source_id", "stated_on")

Said = tuple[Row, Statement]


class StatementSheet(Sheet):
    """One row a statement. Nothing is overwritten: what it contradicts is closed, or refuses it."""

    resource: StatementResource

    def carry_out(self, rows: list[Row]) -> Plan:
        """Region by region, so that no more than some of them are in memory at a time."""
        self.plan.numbers = [row.number for row in rows]
        self._attributes = [field.attribute for field in self.fields]
        done = 0
        for chunk in self._chunks(rows):
            self._carry_out(chunk)
            done += len(chunk)
            self.job.progress(done, len(rows))
        # Rows were taken by region; what is told follows the file again.
        self.plan.steps.sort(key=lambda step: step.row)
        self.plan.problems.sort(key=lambda problem: problem.row)
        return self.plan

    @cached_property
    def needed(self) -> list[str]:
        """What no row may leave blank: who, what, the answer, by whom and when."""
        known = {field.attname: field for field in self.model._meta.concrete_fields}
        named = {**known, **{field.name: field for field in known.values()}}
        subject = [
            n for n in self.model.subject if not named[n].null and not named[n].has_default()
        ]
        answer = [
            name
            for name in self.model.answer
            if not named[name].null and not named[name].has_default() and not named[name].blank
        ]
        return list(dict.fromkeys([*SAID, *subject, *answer]))

    @property
    def is_marred(self) -> bool:
        """A row that contradicts what is stored may have taken its place in part."""
        return any(problem.cause is Cause.CONTRADICTED for problem in self.plan.refusals)

    def _chunks(self, rows: list[Row]) -> Iterator[list[Row]]:
        """All rows about some regions, then all rows about some others."""
        by_region = defaultdict(list)
        for at, row in enumerate(rows):
            by_region[self._region_of(row)].append(at)
        chunk: list[Row] = []
        for places in by_region.values():
            chunk += [rows[at] for at in places]
            if len(chunk) >= CHUNK:
                yield chunk
                chunk = []
        if chunk:
            yield chunk

    def _region_of(self, row: Row) -> str:
        """The code of its region, by whichever name the row calls it; else what stands there."""
        cell = next(cell for cell in self.reader.cells if cell.attribute == "region_id")
        texts = self.reader.texts(row)
        text = texts[cell.field.column_name]
        try:
            return cell.value(text, texts) or ""
        except (ValueError, LeftOut):
            return text

    def _carry_out(self, rows: list[Row]) -> None:
        said = [(row, statement) for row in rows if (statement := self._statement(row))]
        said = self._keeping_the_rules(self._agreeing(said))
        ledger = Ledger(self.model, {statement.region_id for _row, statement in said})
        ledger.edited = self.edited
        # A column that the file does not have is no blank cell.
        ledger.clears = set(self.reader.headings) if self.job.choices.clears_blanks else set()
        # The oldest first: an answer that was withdrawn is closed before it is given again.
        for row, statement in sorted(said, key=lambda item: item[1].first_stated_on):
            if not self._is_gone(ledger, statement):
                self._place(ledger, row, statement)
        if self.may_write and ledger.is_changed:
            ledger.write(user=self.job.writes.user, reason=self.job.writes.reason)

    def _statement(self, row: Row) -> Statement | None:
        """The statement that a row makes; none if it has a problem."""
        read = self.read(row)
        if read is None:
            return None
        values, _blank = read
        empty = [name for name in self.needed if values.get(name) in (None, "")]
        empty = [name for name in empty if name.removesuffix("_id") not in values]
        if empty:
            self.refuse(row, self.missing(row, iter(empty)))
            return None
        statement = self._made_of(values)
        try:
            self.resource.check(statement)
        except ValidationError as error:
            self.refuse(row, self.invalid(row, error))
            return None
        statement.begin()
        return statement

    @cached_property
    def _defaults(self) -> list[tuple[str, object]]:
        """Every column of the model with what stands there if nothing is said."""
        return [(field.attname, field.get_default()) for field in self.model._meta.concrete_fields]

    @cached_property
    def _records(self) -> set[str]:
        """The attributes that hold another record, and not its key."""
        return set(self.reader.headings) - {name for name, _default in self._defaults}

    def _made_of(self, values: Values) -> Statement:
        """An unsaved statement; by place, which takes half the time that names take."""
        get = values.get
        statement = self.model(*[get(name, default) for name, default in self._defaults])
        for name in self._records & values.keys():
            setattr(statement, name, values[name])
        return statement

    def _agreeing(self, said: list[Said]) -> list[Said]:
        """Without the rows that answer the same on the same day otherwise than another row."""
        told: dict[tuple, tuple[Row, object]] = {}
        clashing: dict[int, int] = {}
        for row, statement in said:
            for about, text in self._sayings(statement):
                other, earlier = told.setdefault(about, (row, text))
                if earlier != text:
                    clashing[row.number] = other.number
                    clashing.setdefault(other.number, row.number)
        for row, _statement in said:
            if row.number in clashing:
                self._refuse_clash(row, clashing[row.number])
        return [(row, statement) for row, statement in said if row.number not in clashing]

    def _sayings(self, statement: Statement) -> Iterator[tuple[tuple, object]]:
        """What a row says of which day: its answer, and each thing that it says beside it."""
        subject, answer = statement.subject_key(), statement.answer_key()
        for day in {statement.first_stated_on, statement.stated_on}:
            yield (*subject, day), answer
        for name in self.model.details:
            text = getattr(statement, name)
            if text or self.job.choices.clears_blanks:
                yield (*subject, statement.stated_on, name), text

    def _refuse_clash(self, row: Row, other: int) -> None:
        heading, text = self.reader.text_of(row, self._answer_attribute)
        reason = _("Row %(row)s says otherwise about the same thing on the same day. Keep one.")
        problem = Problem(row.number, heading, text, reason % {"row": other}, cause=Cause.TWICE)
        self.refuse(row, [problem])

    @cached_property
    def _answer_attribute(self) -> str:
        names = [*self.model.answer, *reversed(self.model.subject)]
        return next((name for name in names if name in self.reader.headings), "region_id")

    def _keeping_the_rules(self, said: list[Said]) -> list[Said]:
        broken = broken_rules([statement for _row, statement in said])
        for at, rules in broken.items():
            self.refuse(said[at][0], self.broken(said[at][0], rules))
        return [item for at, item in enumerate(said) if at not in broken]

    def _is_gone(self, ledger: Ledger, statement: Statement) -> bool:
        """Whether others deleted this very statement, and nobody stated it again."""
        if not self.gone:
            return False
        subject, day = statement.subject_key(), statement.first_stated_on
        runs = ledger.timelines.get(subject, ())
        return (*subject, day) in self.gone and not any(run.first.on == day for run in runs)

    def _place(self, ledger: Ledger, row: Row, statement: Statement) -> None:
        self.plan.blanks += len(self.reader.headings.keys() & ledger.fill_blanks(statement))
        stored = ledger.latest(statement)
        before = answer_in_words(stored) if stored is not None else ""
        placement = ledger.place(statement)
        if placement.outcome is Outcome.CONTRADICTED:
            self._refuse_contradiction(row, placement.before.last, placement.before.row)
            return
        change = CHANGES[placement.outcome]
        if change is Change.UNCHANGED:
            return
        about = " ".join(_names(statement))
        after = answer_in_words(statement)
        if before == after:
            before, after = dated(before, stored.stated_on), dated(after, statement.stated_on)
        self.step(row, self._answer_attribute, change, about, before, after)

    def _refuse_contradiction(self, row: Row, said, stored: Statement) -> None:
        heading, text = self.reader.text_of(row, self._answer_attribute)
        reason = _(
            "%(source)s says otherwise on the same day, %(day)s: %(answer)s. Correct one of the "
            "two, or give this row the day on which it was stated."
        ) % {"source": said.source, "day": said.on, "answer": answer_in_words(stored)}
        problem = Problem(row.number, heading, text, reason, cause=Cause.CONTRADICTED)
        self.refuse(row, [problem])


def _names(statement: Statement) -> Iterator[str]:
    """What a statement is about, in codes."""
    for name in statement.subject:
        value = getattr(statement, name)
        if name.endswith("_id") and not isinstance(value, str | date) and value is not None:
            value = getattr(statement, name.removesuffix("_id"))
        if value not in (None, "", False, True):
            yield str(value)
