"""The stored facts that a wave may touch: plan against them, then write what was planned.

`Books` reads the state once. `plan` enters every fact and tells what it would change; nothing is
written until `write`, which the caller puts into one transaction together with the reading.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import singledispatchmethod

from common.text import fold_words
from common.timeline import Outcome, Placement, Said
from policies.models import (
    Classification,
    Initiative,
    Participation,
    PolicyDocument,
    PolicyStatement,
)
from regions.ledger import Ledger
from regions.models import Alias, Membership, Observation, Picture, Statement, Website
from regions.writing import create_all
from workbench.survey import facts
from workbench.survey.collection import Documents
from workbench.survey.facts import Fact, Problem, Reading
from workbench.survey.known import WAVE_CODE, Known, KnownTerm, Wave
from workbench.survey.plan import Change, Plan, Step

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


def _initiatives(all_facts: list[Fact]) -> dict[str, Initiative]:
    """All initiatives by folded title, if the wave names any."""
    if not any(isinstance(fact, facts.Project) for fact in all_facts):
        return {}
    return {fold_words(initiative.title): initiative for initiative in Initiative.objects.all()}


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
        self.initiatives = _initiatives(all_facts)
        self.names = defaultdict(set)
        for code in regions:
            self.names[code] = {fold_words(name) for name in known.regions.get(code, ())}
        self.terms: dict[int, KnownTerm] = {t.id: t for ts in known.terms.values() for t in ts}
        self.new_participations: dict[tuple[str, str], Participation] = {}
        self.new_aliases: list[Alias] = []

    def plan(self, reading: Reading) -> Plan:
        """Enter every fact of `reading`; contradictions are added to its problems."""
        plan = Plan()
        for cell in list(reading.cells):
            try:
                for fact in cell.facts:
                    plan.steps += [Step(cell.row, cell.heading, *e) for e in self._enter(fact)]
            except (Contradicted, Kept) as error:
                reading.cells.remove(cell)
                kept = isinstance(error, Kept)
                problem = Problem(cell.row, cell.heading, cell.value, str(error), is_agreed=kept)
                reading.problems.append(problem)
        return plan

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
            noun = str(Membership._meta.verbose_name)
            about = f"{region} {network}"
            yield Change.REMOVED, noun, about, self._words(own[0].row), "through the country"

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
            noun = str(ledger.model._meta.verbose_name)
            yield Change.REMOVED, noun, subject[0], before, "no longer listed"

    @_enter.register
    def _document(self, fact: facts.Document):
        change, title = self.documents.enter(fact)
        if title is None:
            raise Kept(f"“{fact.title}” was deleted by an editor")
        noun, before = str(PolicyDocument._meta.verbose_name), "" if change is Change.NEW else title
        yield change, noun, fact.region or "EU", before, title

    @_enter.register
    def _project(self, fact: facts.Project):
        key = fold_words(fact.title)
        initiative = self.initiatives.setdefault(key, Initiative(title=fact.title, link=fact.link))
        row = Participation(region_id=fact.region, initiative=initiative)
        if initiative.pk is not None:
            yield self._place(row, fact.region)
        else:
            is_new = (fact.region, key) not in self.new_participations
            self.new_participations.setdefault((fact.region, key), row)
            change = Change.NEW if is_new else Change.UNCHANGED
            yield change, str(Initiative._meta.verbose_name), fact.region, "", fact.title

    @_enter.register
    def _name(self, fact: facts.Name):
        noun = str(Alias._meta.verbose_name)
        if fold_words(fact.name) in self.names[fact.region]:
            yield Change.UNCHANGED, noun, fact.region, fact.name, fact.name
            return
        self.names[fact.region].add(fold_words(fact.name))
        self.new_aliases.append(Alias(region_id=fact.region, name=fact.name))
        yield Change.NEW, noun, fact.region, "", fact.name

    def _place(self, row: Statement, about: str) -> Entry:
        row.source_id, row.stated_on = self.wave.source, self.wave.stated_on
        ledger = self.ledgers[type(row)]
        before = self._answer_of(ledger, row)
        placement = ledger.place(row)
        if placement.outcome is Outcome.CONTRADICTED:
            raise Contradicted(self._contradiction(placement))
        if not before and placement.before is not None:
            before = self._words(placement.before.row)
        if placement.is_kept:
            raise Kept(f"an editor has changed this since{before and f': {before}'}")
        noun = str(row._meta.verbose_name)
        return CHANGES[placement.outcome], noun, about, before, self._words(row)

    def _answer_of(self, ledger: Ledger, row: Statement) -> str:
        runs = ledger.timelines.get(row.subject_key())
        return self._words(runs[-1].row) if runs else ""

    def _contradiction(self, placement: Placement) -> str:
        run = placement.before
        return f"{run.last.source} says otherwise on the same day: {self._words(run.row)}"

    def _words(self, row: Statement) -> str:
        """The answer of a statement as a person would write it."""
        match row:
            case Observation():
                return row.group_id or f"{row.value:f}"
            case Membership():
                return row.get_status_display() + (f" ({row.via_id})" if row.via_id else "")
            case PolicyStatement():
                return ": ".join(filter(None, [str(row.get_said_display()), row.text]))
            case Classification():
                term = self.terms[row.term_id]
                return f"{term.code} {term.label}"
        return str(row)

    def write(self, *, user=None, reason: str = "") -> None:
        """Write everything that was entered, with its history."""
        history = {"user": user, "reason": reason}
        self._write_initiatives(history)
        for ledger in self.ledgers.values():
            ledger.write(**history)
        self.documents.write(**history)
        create_all(self.new_aliases, **history)

    def _write_initiatives(self, history: dict) -> None:
        """New initiatives get their numbers first, then the regions that take part in them."""
        new = [initiative for initiative in self.initiatives.values() if initiative.pk is None]
        create_all(new, **history)
        for row in self.new_participations.values():
            row.initiative_id = row.initiative.pk
            self._place(row, row.region_id)
