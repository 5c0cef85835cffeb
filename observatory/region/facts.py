"""What is known of one region, read in at most eight queries, however much it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from catalogue.reading import State
from common.text import fold
from observatory import atlas
from observatory.atlas import Asked
from observatory.region.history import Lineage
from observatory.region.lineage import lineage
from policies.models import Classification, Participation, PolicyDocument, PolicyStatement
from regions.models import Membership, Observation, Picture, Region, Website
from regions.standing import Standing, standings

Titled = TypeVar("Titled", PolicyDocument, Participation)


@dataclass(frozen=True, slots=True)
class RegionFacts:
    """A region's facts as rows. `path` are the regions above it, the country first; `known` are
    all published regions, `asked` is what can be recorded of any. Among the observations are those
    of older codes of the same territory, for the years that the region's own code lacks."""

    region: Region
    path: list[Region]
    known: dict[str, Region]
    asked: Asked
    lines: Lineage
    observations: list[Observation]
    statements: list[PolicyStatement]
    documents: list[PolicyDocument]
    participations: list[Participation]
    classifications: list[Classification]
    standings: list[Standing]
    websites: list[Website]
    picture: Picture | None

    @property
    def sourced(self) -> list:
        """Every statement and document that the page prints."""
        return [
            *self.observations,
            *self.statements,
            *self.documents,
            *self.participations,
            *self.classifications,
            *(one.statement for one in self.standings if one.statement),
            *self.websites,
            *([self.picture] if self.picture else []),
        ]


def read(region: Region, state: State) -> RegionFacts:
    """The facts of a published region; what all regions share is read once (`atlas`)."""
    known, asked = atlas.regions(state), atlas.asked(state)
    lines = lineage(state)
    codes = [region.code, *lines.same(region.code)]
    here = {region.code, region.country_code}
    memberships = Membership.objects.for_page().filter(region__in=here)
    return RegionFacts(
        region=region,
        path=atlas.above(region, known),
        known=known,
        asked=asked,
        lines=lines,
        observations=_filled(Observation.objects.for_page().filter(region__in=codes), codes),
        statements=list(PolicyStatement.objects.for_page().filter(region=region)),
        documents=_by_title(
            PolicyDocument.objects.for_page().of_region(region.code), lambda one: one.title
        ),
        participations=_by_title(
            Participation.objects.for_page().filter(region=region),
            lambda one: one.initiative.title,
        ),
        classifications=list(Classification.objects.for_page().filter(region=region)),
        standings=standings(asked.networks, memberships, region.code),
        websites=list(Website.objects.for_page().in_force().filter(region=region)),
        picture=Picture.objects.for_page().in_force().filter(region=region).first(),
    )


def around(code: str, known: dict[str, Region]) -> list[Region]:
    """The regions that a code without a page would lie in."""
    return [known[one] for one in (code[:2], code[:3], code[:4]) if one in known]


def _filled(rows: Iterable[Observation], codes: list[str]) -> list[Observation]:
    """One observation a year of each indicator, of the first code that has one.

    A value without a year fills nothing, so only the region's own is kept.
    """
    rows = list(rows)
    best: dict[tuple[str, int | None], int] = {}
    for row in rows:
        subject, rank = (row.indicator_id, row.year), codes.index(row.region_id)
        best[subject] = min(rank, best.get(subject, rank))
    return [
        row
        for row in rows
        if codes.index(row.region_id) == best[row.indicator_id, row.year]
        and (row.year is not None or row.region_id == codes[0])
    ]


def _by_title(records: Iterable[Titled], title: Callable[[Titled], str]) -> list[Titled]:
    """In the order of letters, of which each database has another."""
    return sorted(records, key=lambda one: (fold(title(one)), one.pk))
