"""The small map of a network: where its members lie. One query, however many there are."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from observatory.maps.choropleth import Place, SmallMap, network_map
from observatory.maps.facts import NAMED, PLACED, centres, heading
from regions.models import Membership, Region


def small_map(network_kind: str, memberships: Iterable[Membership]) -> SmallMap:
    """The map of the memberships in force of one network; a draft is not on it."""
    statuses = {row.region_id: row.status for row in memberships}
    wanted = Region.objects.published().filter(Q(code__in=statuses) | Q(level=2))
    rows = list(wanted.only(*NAMED, *PLACED))
    regions = {row.code: row for row in rows if row.code in statuses}
    lies = centres(regions, [row for row in rows if len(row.code) == len("BE35")])
    places = {
        code: Place(
            code,
            lies.get(code),
            f"{region.name} ({code}): {heading(statuses[code], network_kind)}",
        )
        for code, region in regions.items()
    }
    return network_map({code: statuses[code] for code in regions}, places)
