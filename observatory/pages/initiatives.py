"""The page of an initiative: what it is, and which regions take part."""

from __future__ import annotations

from dataclasses import dataclass

from observatory.pages.by_country import CountryList, by_country, countries
from observatory.pages.cited import Shared, mostly_noted, sources
from policies.models import Initiative, Participation
from regions.models import Region, Source


@dataclass(frozen=True, slots=True)
class InitiativePage:
    """`regions` take part; `number` counts them, `shared` is the note of most."""

    initiative: Initiative
    regions: list[CountryList]
    number: int
    shared: Shared | None
    sources: list[Source]


def find(number: int) -> Initiative | None:
    return Initiative.objects.filter(pk=number).first()


def read(initiative: Initiative) -> InitiativePage:
    """The page of an initiative that `find` has found, in two queries."""
    rows = list(
        Participation.objects.for_page()
        .filter(initiative=initiative, region__in=Region.objects.published())
        .select_related("region")
    )
    entries, common = mostly_noted(rows)
    regions = by_country(entries, countries())
    return InitiativePage(initiative, regions, len(rows), common, sources(rows))
