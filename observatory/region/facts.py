"""What is known of one region, read in at most eight queries, however much it is."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.reading import State
from observatory import atlas
from observatory.atlas import Asked
from policies.models import Classification, Participation, PolicyDocument, PolicyStatement
from regions.models import Membership, Observation, Picture, Region, RegionChange, Website
from regions.standing import Standing, standings


@dataclass(frozen=True, slots=True)
class RegionFacts:
    """A region's facts as rows. `path` are the regions above it, the country first; `known` are
    all published regions, `asked` is what can be recorded of any."""

    region: Region
    path: list[Region]
    known: dict[str, Region]
    asked: Asked
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
    here = {region.code, region.country_code}
    memberships = Membership.objects.for_page().filter(region__in=here)
    return RegionFacts(
        region=region,
        path=atlas.above(region, known),
        known=known,
        asked=asked,
        observations=list(Observation.objects.for_page().filter(region=region)),
        statements=list(PolicyStatement.objects.for_page().filter(region=region)),
        documents=list(PolicyDocument.objects.for_page().of_region(region.code)),
        participations=list(Participation.objects.for_page().filter(region=region)),
        classifications=list(Classification.objects.for_page().filter(region=region)),
        standings=standings(asked.networks, memberships, region.code),
        websites=list(Website.objects.for_page().in_force().filter(region=region)),
        picture=Picture.objects.for_page().in_force().filter(region=region).first(),
    )


def successors(code: str, known: dict[str, Region]) -> dict[str, list[Region]]:
    """What to try instead of a code without a page: what it became, and what it would lie in."""
    changes = RegionChange.objects.filter(old_code=code).exclude(new_code__in=["", code])
    new = sorted(set(changes.values_list("new_code", flat=True)))
    return {
        "successors": [known[one] for one in new if one in known],
        "around": [known[one] for one in (code[:2], code[:3], code[:4]) if one in known],
    }
