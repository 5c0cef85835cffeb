"""The regions found, on the map of dots."""

from __future__ import annotations

from collections.abc import Container, Mapping

from observatory.atlas import dot_of, has_centre
from observatory.maps.locator import LocatorMap, spread
from regions.models import Region


def found_map(found: Container[int], atlas: Mapping[str, Region]) -> LocatorMap:
    """A filled dot for each region found that has a centre, a grey one for the other NUTS 2."""
    placed = [one for one in atlas.values() if has_centre(one)]
    return spread(
        [dot_of(one) for one in placed if one.pk in found],
        [dot_of(one) for one in placed if one.pk not in found and one.level == 2],
    )
