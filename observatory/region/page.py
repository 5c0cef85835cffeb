"""A region's page: its facts, arranged as the sections print them. It asks the database nothing."""

from __future__ import annotations

from functools import cached_property

from observatory import atlas
from observatory.atlas import has_centre
from observatory.maps import locator as maps
from observatory.partners.profiles import Pool
from observatory.partners.similar import SimilarSection, section
from observatory.region import lineage
from observatory.region.beside import Beside, beside
from observatory.region.facts import RegionFacts
from observatory.region.figures import Figure, figures
from observatory.region.network_groups import NetworkGroup, network_groups
from observatory.region.policy_lists import Answer, DocumentList, answers, document_lists
from observatory.region.term_lists import TermList, term_lists
from observatory.stated import Noted, Stated, noted, stated
from regions.models import Region, Source
from regions.standing import NOT_RECORDED


class RegionPage:
    """One attribute for every part of the page."""

    def __init__(self, facts: RegionFacts, pool: Pool):
        self.facts = facts
        self.region = facts.region
        self._pool = pool

    @property
    def country(self) -> Region:
        return self.facts.path[0] if self.facts.path else self.region

    @property
    def country_name(self) -> str:
        """As a reader of English knows it."""
        return self.country.other_name or self.country.name

    @cached_property
    def parts(self) -> list[Region]:
        """The regions one level down, of the newest edition that the region's code is valid in."""
        newest = self.region.editions[-1]
        return [
            one
            for one in self.facts.known.values()
            if one.parent_id == self.region.code and newest in one.editions
        ]

    @cached_property
    def marked_at(self) -> Region | None:
        """Whose centre marks the region on the map: its own, or that of the region around it."""
        return next((one for one in [self.region, *self.facts.path[::-1]] if has_centre(one)), None)

    @property
    def place(self) -> str:
        """Where the mark stands, in words."""
        at = self.marked_at
        return maps.place(at.longitude, at.latitude) if at else ""

    @cached_property
    def map(self) -> maps.LocatorMap:
        dots = atlas.dots(self.facts.known)
        names = (self.region.name, self.region.other_name, self.region.code)
        centre = (self.marked_at.longitude, self.marked_at.latitude) if self.marked_at else None
        return maps.locator(dots, self.region.code, names, centre)

    @cached_property
    def figures(self) -> list[Figure]:
        facts, code = self.facts, self.region.code
        cut = lineage.cut_in_words(code, facts.lines)
        return figures(facts.observations, facts.asked.groups, self._beside, code, cut)

    @cached_property
    def turns(self) -> list[lineage.ToldTurn]:
        """What the code came from and what became of it."""
        return lineage.told(self.region.code, self.facts.lines, self.facts.known)

    @cached_property
    def _beside(self) -> dict[str, Beside]:
        return beside(self.region.code, self._pool)

    @cached_property
    def similar(self) -> SimilarSection:
        return section(self.region.code, self._pool)

    @cached_property
    def missing_figures(self) -> list[str]:
        asked = [(one.code, one.name) for one in self.facts.asked.indicators]
        return _missing(asked, {one.indicator.code for one in self.figures})

    @cached_property
    def answers(self) -> list[Answer]:
        questions = [(one.code, one.label) for one in self.facts.asked.questions]
        return answers(questions, self.facts.statements)

    @cached_property
    def documents(self) -> list[DocumentList]:
        return document_lists(self.facts.documents, self.region.code)

    @cached_property
    def initiatives(self) -> tuple[list[Noted], Stated | None]:
        return noted(self.facts.participations)

    @cached_property
    def term_lists(self) -> list[TermList]:
        return term_lists(self.facts.classifications)

    @cached_property
    def missing_terms(self) -> list[str]:
        used = {one.vocabulary.code for one in self.term_lists}
        return _missing([(one.code, one.name) for one in self.facts.asked.vocabularies], used)

    @cached_property
    def networks(self) -> list[NetworkGroup]:
        return network_groups(self.facts.standings)

    @property
    def recorded(self) -> dict[str, int]:
        """How many of the things asked are recorded, for the line in the heading."""
        networks = self.facts.standings
        return {
            "figures": len(self.figures),
            "figures_asked": len(self.facts.asked.indicators),
            "answers": len(self.facts.statements),
            "answers_asked": len(self.facts.asked.questions),
            "networks": sum(one.status != NOT_RECORDED for one in networks),
            "networks_asked": len(networks),
        }

    @cached_property
    def sources(self) -> list[Source]:
        """Every source that the page names, in the order of titles."""
        found = {source for fact in self.facts.sourced for source in stated(fact).sources}
        return sorted(found, key=lambda source: source.title)


def _missing(asked: list[tuple[str, str]], recorded: set[str]) -> list[str]:
    return [name for code, name in asked if code not in recorded]
