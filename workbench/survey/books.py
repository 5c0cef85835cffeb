"""The stored facts that a wave may touch: plan against them, then write what was planned.

`Books` reads the state once. `plan` enters every fact and tells what it would change; nothing is
written until `write`, which the caller puts into one transaction together with the reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import singledispatchmethod

from django.db import models
from django.utils.translation import gettext as _

from common.rulebook import broken_rules
from common.text import fold_words
from common.timeline import Outcome, Placement, Said
from policies.models import (
    Classification,
    Initiative,
    Participation,
    PolicyDocument,
    PolicyStatement,
    Term,
)
from regions.ledger import Ledger
from regions.models import Alias, Membership, Observation, Picture, Statement, Website
from regions.writing import create_all
from workbench.imports.plan import Cause, Change, Plan, Problem, Step
from workbench.imports.words import answer_in_words, noun_of
from workbench.survey import facts
from workbench.survey.additions import Initiatives, Terms
from workbench.survey.blanks import Blanks
from workbench.survey.collection import Documents
from workbench.survey.facts import CellRead, Fact, Reading
from workbench.survey.known import WAVE_CODE, Known, Wave

CHANGES = {
    Outcome.NEW: Change.NEW,
    Outcome.RENEWED: Change.RENEWED,
    Outcome.CHANGED: Change.CHANGED,
    Outcome.CORRECTED: Change.CHANGED,
    Outcome.EARLIER: Change.EARLIER,
    Outcome.UNCHANGED: Change.UNCHANGED,
}

# What a fact would do: the change, the noun, what it is about, the old and the new value.
Entry = tuple[Change, str, str, str, str]


class Contradicted(Exception):
    """Another source says otherwise on the same day."""


class Kept(Exception):
    """Somebody has edited or deleted since what the cell states."""


class Books:
    """The timelines, documents, initiatives and names of the regions that a reading is about."""

    def __init__(self, reading: Reading, wave: Wave, known: Known):
        self.wave, self.known = wave, known
        self.said = Said(wave.source, wave.stated_on)
        all_facts = [fact for cell in reading.cells for fact in cell.facts]
        regions = {fact.region for fact in all_facts if fact.region}
        models = (Observation, Membership, PolicyStatement, Classification, Website, Picture)
        self.ledgers = {model: Ledger(model, regions) for model in (*models, Participation)}
        for ledger in self.ledgers.values():
            ledger.keep_edits(regions)
        self.documents = Documents(regions, wave)
        self.initiatives, self.terms = Initiatives(all_facts), Terms(known)
        self.names = defaultdict(set)
        for code in regions:
            self.names[code] = {fold_words(name) for name in known.regions.get(code, ())}
        # What was entered so far, with the cell it came from.
        self.entered: list[tuple[CellRead, models.Model]] = []
        self.new_aliases: list[Alias] = []

    def plan(
        self,
        reading: Reading,
        *,
        clears_blanks: bool = False,
        done: Callable[[float], None] = lambda share: None,
    ) -> Plan:
        """Enter every fact of `reading`; contradictions are added to its problems."""
        plan, unread = Plan(), set()
        for at, cell in enumerate(reading.cells):
            done(at / len(reading.cells))
            self.cell = cell
            try:
                for fact in cell.facts:
                    plan.steps += [Step(cell.row, cell.heading, *e) for e in self._enter(fact)]
            except (Contradicted, Kept) as error:
                unread.add(id(cell))
                reading.problems.append(_problem(cell, error))
        reading.cells = [cell for cell in reading.cells if id(cell) not in unread]
        blanks = Blanks(self.ledgers, self.said, self.known)
        for blank in reading.blanks:
            found = blanks.concerned(blank)
            plan.blanks += len(found)
            for ledger, subject, run in found if clears_blanks else ():
                if ledger.withdraw(subject, self.said).outcome is Outcome.CHANGED:
                    told = (noun_of(ledger.model), subject[0], self._words(run.row), "")
                    plan.steps.append(Step(blank.row, blank.heading, Change.REMOVED, *told))
        reading.problems += self._broken()
        return plan

    def _broken(self) -> Iterator[Problem]:
        """The rules of the database that entered facts would break."""
        by_model = defaultdict(list)
        for cell, row in self.entered:
            by_model[type(row)].append((cell, row))
        for entered in by_model.values():
            for at, rules in broken_rules([row for _cell, row in entered]).items():
                cell = entered[at][0]
                for rule in rules:
                    yield Problem(
                        cell.row, cell.heading, cell.value, rule.sentence, cause=Cause.RULE
                    )

    @singledispatchmethod
    def _enter(self, fact: Fact) -> Iterator[Entry]:
        raise NotImplementedError(type(fact))

    @_enter.register
    def _value(self, fact: facts.Value):
        row = Observation(
            region_id=fact.region,
            indicator_id=fact.indicator,
            year=fact.year,
            value=fact.value,
            group_id=fact.group,
        )
        yield self._place(row, f"{fact.region} {fact.indicator} {fact.year or ''}".strip())

    @_enter.register
    def _belonging(self, fact: facts.Belonging):
        row = Membership(
            region_id=fact.region,
            network_id=fact.network,
            status=fact.status,
            via_id=fact.via,
            note=fact.note,
        )
        yield self._place(row, f"{fact.region} {fact.network}")
        if fact.said_by:
            yield from self._say_no_longer_for_itself(fact.said_by, fact.network)

    def _say_no_longer_for_itself(self, region: str, network: str):
        """Who now answers for its country, takes back what it said for itself before."""
        ledger = self.ledgers[Membership]
        own = [run for subject, run in ledger.in_force(region) if subject[1] == network]
        if own and ledger.withdraw((region, network), self.said).outcome is Outcome.CHANGED:
            noun = noun_of(Membership)
            about = f"{region} {network}"
            yield Change.REMOVED, noun, about, self._words(own[0].row), _("through the country")

    @_enter.register
    def _reply(self, fact: facts.Reply):
        row = PolicyStatement(
            region_id=fact.region, question_id=fact.question, said=fact.said, text=fact.text
        )
        yield self._place(row, f"{fact.region} {fact.question}")

    @_enter.register
    def _address(self, fact: facts.Address):
        yield self._place(Website(region_id=fact.region, link=fact.link), fact.region)
        yield from self._answered_in_full(self.ledgers[Website], fact.region, {fact.link})

    @_enter.register
    def _credit(self, fact: facts.Credit):
        yield self._place(Picture(region_id=fact.region, attribution=fact.attribution), fact.region)

    @_enter.register
    def _coverage(self, fact: facts.Coverage):
        about = f"{fact.region} {fact.vocabulary}"
        for term in fact.terms:
            if (new := self.terms.add(term)) is not None:
                self.entered.append((self.cell, new))
                yield Change.NEW, noun_of(Term), fact.vocabulary, "", str(new)
            yield self._place(Classification(region_id=fact.region, term_id=term), about)
        listed = {term.id for term in self.known.terms.get(fact.vocabulary, ())}
        ledger = self.ledgers[Classification]
        yield from self._answered_in_full(ledger, fact.region, set(fact.terms), listed)

    def _answered_in_full(
        self, ledger: Ledger, region: str, named: set, listed: set | None = None
    ) -> Iterator[Entry]:
        """A full answer takes back what earlier waves said and it does not; a late one yields.

        `listed` narrows what the question is about. What another source states is no part of the
        survey's answer and stays.
        """
        mine = [
            (subject, run)
            for subject, run in ledger.in_force(region)
            if (listed is None or subject[1] in listed) and run.last.source.startswith(WAVE_CODE)
        ]
        newest = max((run.last.on for _, run in mine), default=self.said.on)
        for subject, run in mine:
            if subject[1] not in named:
                yield from self._take_back(ledger, subject, self._words(run.row))
            elif run.last.on == self.said.on < newest:
                ledger.supersede(run, newest)

    def _take_back(self, ledger: Ledger, subject: tuple, before: str) -> Iterator[Entry]:
        outcome = ledger.withdraw(subject, self.said).outcome
        if outcome is Outcome.UNCHANGED:
            outcome = ledger.retract(subject, self.said).outcome
        if outcome is not Outcome.UNCHANGED:
            noun = noun_of(ledger.model)
            yield Change.REMOVED, noun, subject[0], before, _("no longer listed")

    @_enter.register
    def _document(self, fact: facts.Document):
        change, title = self.documents.enter(fact)
        if change is not Change.UNCHANGED:
            self.entered.append((self.cell, self.documents.touched[-1]))
        if title is None:
            raise Kept(_("“%(title)s” was deleted by an editor") % {"title": fact.title})
        noun, before = noun_of(PolicyDocument), "" if change is Change.NEW else title
        yield change, noun, fact.region or "EU", before, title

    @_enter.register
    def _project(self, fact: facts.Project):
        initiative = self.initiatives.named(fact)
        row = Participation(region_id=fact.region, initiative=initiative)
        if initiative.pk is not None:
            yield self._place(row, fact.region)
            return
        self.entered.append((self.cell, initiative))
        change = Change.NEW if self.initiatives.take_part(row) else Change.UNCHANGED
        yield change, noun_of(Initiative), fact.region, "", fact.title

    @_enter.register
    def _name(self, fact: facts.Name):
        noun = noun_of(Alias)
        if fold_words(fact.name) in self.names[fact.region]:
            yield Change.UNCHANGED, noun, fact.region, fact.name, fact.name
            return
        self.names[fact.region].add(fold_words(fact.name))
        self.new_aliases.append(Alias(region_id=fact.region, name=fact.name))
        self.entered.append((self.cell, self.new_aliases[-1]))
        yield Change.NEW, noun, fact.region, "", fact.name

    def _place(self, row: Statement, about: str) -> Entry:
        row.source_id, row.stated_on = self.wave.source, self.wave.stated_on
        ledger = self.ledgers[type(row)]
        before = self._answer_of(ledger, row)
        ledger.fill_blanks(row)
        placement = ledger.place(row)
        if placement.outcome is Outcome.CONTRADICTED:
            raise Contradicted(self._contradiction(placement))
        if not before and placement.before is not None:
            before = self._words(placement.before.row)
        if placement.is_kept:
            since = _("an editor has changed this since: %(words)s") % {"words": before}
            raise Kept(since.rstrip(": "))
        self.entered.append((self.cell, row))
        noun = noun_of(type(row))
        return CHANGES[placement.outcome], noun, about, before, self._words(row)

    def _answer_of(self, ledger: Ledger, row: Statement) -> str:
        runs = ledger.timelines.get(row.subject_key())
        return self._words(runs[-1].row) if runs else ""

    def _contradiction(self, placement: Placement) -> str:
        run = placement.before
        said = {"source": run.last.source, "words": self._words(run.row)}
        return _("%(source)s says otherwise on the same day: %(words)s") % said

    def _words(self, row: Statement) -> str:
        """The answer of a statement as a person would write it."""
        if isinstance(row, Classification):
            return self.terms.words(row.term_id)
        return answer_in_words(row)

    def write(self, *, user=None, reason: str = "") -> None:
        """Write everything that was entered, with its history."""
        history = {"user": user, "reason": reason}
        self.terms.write(self.ledgers[Classification], **history)
        for row in self.initiatives.write(**history):
            self._place(row, row.region_id)
        for ledger in self.ledgers.values():
            ledger.write(**history)
        self.documents.write(**history)
        create_all(self.new_aliases, **history)


def _problem(cell: CellRead, error: Contradicted | Kept) -> Problem:
    is_kept, cause = isinstance(error, Kept), Cause.CONTRADICTED
    reason = str(error)
    return Problem(cell.row, cell.heading, cell.value, reason, is_agreed=is_kept, cause=cause)
