"""The page of a network: who belongs to it, who said no, whom its countries bring along."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from observatory.maps.choropleth import SmallMap
from observatory.maps.small import small_map
from observatory.pages.by_country import LISTED, CountryList, by_country, countries, place
from observatory.pages.cited import Shared, mostly_noted, sources
from observatory.pages.shared_terms import SharedTerms, shared_terms
from observatory.stated import Noted, Stated
from regions.models import Membership, Network, Region, Source
from regions.standing import HANDED_DOWN

Kind, Status = Network.Kind, Membership.Status

# A status without words for a kind uses those of a network. The order is that of the page.
HEADINGS: dict[tuple[str, str], str | Promise] = {
    (Status.MEMBER, Kind.NETWORK): _("Members"),
    (Status.MEMBER, Kind.MACRO_REGION): _("In the macro-region"),
    (Status.MEMBER, Kind.PROGRAMME_AREA): _("In the programme area"),
    (Status.MEMBER, Kind.TERRITORIAL_TYPE): _("Of this type"),
    (Status.PLANNED, Kind.NETWORK): _("Not yet, planned"),
    (Status.OBSERVER, Kind.NETWORK): _("Observers"),
    (Status.THROUGH_REGION, Kind.NETWORK): _("Through another region"),
    (Status.PARTLY, Kind.NETWORK): _("In part"),
    (Status.PARTLY, Kind.TERRITORIAL_TYPE): _("Partly of this type"),
    (Status.NOT_MEMBER, Kind.NETWORK): _("Not a member"),
    (Status.NOT_MEMBER, Kind.MACRO_REGION): _("Not in the macro-region"),
    (Status.NOT_MEMBER, Kind.PROGRAMME_AREA): _("Not in the programme area"),
    (Status.NOT_MEMBER, Kind.TERRITORIAL_TYPE): _("Not of this type"),
}
STATUSES = list(dict.fromkeys(status for status, _kind in HEADINGS))


@dataclass(frozen=True, slots=True)
class StatusList:
    """Who stated this status; `shared` is the note that most of them have in common."""

    status: str
    heading: str | Promise
    lists: list[CountryList]
    number: int
    shared: Shared | None


@dataclass(frozen=True, slots=True)
class Brought:
    """A country whose statement counts for its regions; `note` unless it is the shared one.

    `regions` are those of levels 1 and 2 in the newest edition that have said nothing themselves,
    `small` counts those of level 3.
    """

    statement: Membership
    note: Stated | None
    regions: list[Region]
    small: int

    @property
    def number(self) -> int:
        return len(self.regions) + self.small


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """`said` counts the regions with a statement of their own, `silent` those that nothing is
    recorded for, neither by themselves nor by their country."""

    network: Network
    statuses: list[StatusList]
    brought: list[Brought]
    brought_shared: Shared | None
    shared: list[SharedTerms]
    said: int
    silent: int
    sources: list[Source]
    map: SmallMap


def find(code: str) -> Network | None:
    return Network.objects.filter(code=code).first()


def read(network: Network) -> NetworkPage:
    """The page of a network that `find` has found, in seven queries."""
    published = Region.objects.published()
    rows = list(
        Membership.objects.for_page()
        .filter(network=network, region__in=published)
        .select_related("region")
    )
    known = countries()
    handing = [row for row in rows if row.region.is_country and row.status in HANDED_DOWN]
    parts = _parts(row.region_id for row in handing)
    own = {row.region_id for row in rows}
    reached = sum(one.code not in own for one in parts)
    brought, brought_shared = _brought(handing, [one for one in parts if one.code not in own])
    members = Membership.objects.in_force().filter(network=network, status=Status.MEMBER)
    return NetworkPage(
        network=network,
        statuses=_statuses(network, rows, known),
        brought=brought,
        brought_shared=brought_shared,
        shared=shared_terms(members.values("region")),
        said=len(own),
        silent=published.count() - len(own) - reached,
        sources=sources(rows),
        map=small_map(network.kind, rows),
    )


def _parts(codes: Iterable[str]) -> list[Region]:
    """All regions below these countries, named only."""
    rows = Region.objects.published().filter(country_code__in=list(codes), level__gt=0)
    return [
        Region(**dict(zip(LISTED, row, strict=True)))
        for row in rows.order_by("code").values_list(*LISTED)
    ]


def _statuses(
    network: Network, rows: list[Membership], known: dict[str, Region]
) -> list[StatusList]:
    found = []
    for status in STATUSES:
        entries, common = mostly_noted(row for row in rows if row.status == status)
        if entries:
            key = (status, network.kind)
            heading = HEADINGS[key if key in HEADINGS else (status, Kind.NETWORK)]
            lists = by_country(entries, known)
            found.append(StatusList(status, heading, lists, len(entries), common))
    return found


def _brought(handing: list[Membership], parts: list[Region]) -> tuple[list[Brought], Shared | None]:
    entries, common = mostly_noted(sorted(handing, key=lambda row: place(row.region)))
    found = [_reach(entry, parts) for entry in entries]
    return [one for one in found if one.number], common


def _reach(entry: Noted, parts: list[Region]) -> Brought:
    country = entry.item.region
    own = [one for one in parts if one.code[:2] == country.code]
    current = [one for one in own if country.editions[-1] in one.editions]
    large = sorted((one for one in current if len(one.code) < 5), key=place)
    return Brought(entry.item, entry.stated, large, len(current) - len(large))
