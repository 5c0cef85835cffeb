"""Records that others name and that a wave may bring: terms of a list, initiatives."""

from __future__ import annotations

from common.text import fold_words
from policies.models import Initiative, Participation, Term
from regions.ledger import Ledger
from regions.writing import create_all
from workbench.survey import facts
from workbench.survey.facts import Fact
from workbench.survey.known import Known


class Terms:
    """Every known term by its number; one that was agreed to be added has a number below zero."""

    def __init__(self, known: Known) -> None:
        self._by_key: dict[int, Term] = {}
        self._vocabularies: dict[int, str] = {}
        for vocabulary, listed in known.terms.items():
            for term in listed:
                self._by_key[term.id] = Term(pk=term.id, code=term.code, label=term.label)
                if term.id < 0:
                    self._vocabularies[term.id] = vocabulary
        self._new: dict[int, Term] = {}

    def words(self, key: int) -> str:
        return str(self._by_key[key])

    def add(self, key: int) -> Term | None:
        """The term of this number, if it is named for the first time and has to be added."""
        if key > 0 or key in self._new:
            return None
        term = self._new[key] = self._by_key[key]
        term.vocabulary_id = self._vocabularies[key]
        return term

    def write(self, classifications: Ledger, **history) -> None:
        """Store the new terms, before the regions that name them."""
        for term in self._new.values():
            term.pk = None
        create_all(list(self._new.values()), **history)
        for row in classifications.added() if self._new else ():
            if row.term_id in self._new:
                row.term_id = self._new[row.term_id].pk


class Initiatives:
    """All initiatives by folded title, if the wave names any, and who takes part in new ones."""

    def __init__(self, all_facts: list[Fact]) -> None:
        self._by_title: dict[str, Initiative] = {}
        self.participations: dict[tuple[str, str], Participation] = {}
        if any(isinstance(fact, facts.Project) for fact in all_facts):
            self._by_title = {fold_words(each.title): each for each in Initiative.objects.all()}

    def named(self, fact: facts.Project) -> Initiative:
        """The initiative of this title, a new one if nobody has named it yet."""
        new = Initiative(title=fact.title, link=fact.link)
        return self._by_title.setdefault(fold_words(fact.title), new)

    def take_part(self, row: Participation) -> bool:
        """Whether the region is named with a new initiative for the first time."""
        key = (row.region_id, fold_words(row.initiative.title))
        is_new = key not in self.participations
        self.participations.setdefault(key, row)
        return is_new

    def write(self, **history) -> list[Participation]:
        """Store the new initiatives; returns who takes part in them, with their numbers."""
        create_all([each for each in self._by_title.values() if each.pk is None], **history)
        rows = list(self.participations.values())
        for row in rows:
            row.initiative_id = row.initiative.pk
        return rows
