"""What the API says of every record on the day of a release, and what its lists were found by."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.shortcuts import get_object_or_404
from pyroaring import BitMap

from catalogue import reading
from catalogue.facets import pack, unpack
from catalogue.nouns.policies import UNION
from catalogue.postings import ORDER
from catalogue.reading import Shelf, State
from observatory.lists.nouns import LISTS
from observatory.models import Release, ReleasedList
from observatory.records import PUBLIC, key
from observatory.serializers import SERIALIZERS

TOGETHER = 2_000
# Lists of releases that a process keeps at hand: whoever asks for many shall not fill it up.
MOST_SHELVES = 12
# Facets whose values are codes of regions.
_OF_REGIONS = ("region", "territory")
# Fields in which a record names a region; of a region, the one above.
_NAMING = {"regions": ("code", "parent")}
_NAMING_USUALLY = ("region", "via")
_shelves: dict[tuple[int, str], Shelf] = {}
reading.on_forgetting(_shelves.clear)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A record as the API gives it."""

    noun: str
    number: int
    key: str
    body: dict[str, Any]


def released_records(known: frozenset[str]) -> Iterator[Spoken]:
    """All records of all nouns in the order of entry, but those about regions not `known`."""
    for noun, rows in PUBLIC.items():
        named = _NAMING.get(noun, _NAMING_USUALLY)
        say = SERIALIZERS[noun](context={}).to_representation
        for record in rows.order_by("pk").iterator(chunk_size=TOGETHER):
            body = dict(say(record))
            if {body[one] for one in named if body.get(one)} <= known:
                yield Spoken(noun, record.pk, key(record), body)


def list_of(noun: str, records: BitMap, known: frozenset[str], state: State) -> ReleasedList:
    """The facets of a list and the postings of their values, of the records released.

    A region that is not `known` is no value of any facet.
    """
    shelf = reading.shelf(LISTS[noun].filter.noun, state)
    codes = {*known, UNION}
    postings = {
        facet: {
            value.decode(): _written(found & records)
            for value, found in values.items()
            if facet not in _OF_REGIONS or value.decode() in codes
        }
        for facet, values in sorted(shelf.values.items())
        if not facet.startswith(ORDER)
    }
    facets = [
        replace(one, options=[option for option in one.options if option.value in codes])
        if one.name in _OF_REGIONS
        else one
        for one in shelf.facets.values()
    ]
    packed = zlib.compress(json.dumps(postings, sort_keys=True).encode())
    return ReleasedList(noun=noun, facets=pack(facets), postings=packed)


def released_shelf(release: Release, noun: str) -> Shelf:
    """What the records of a list were found by on the day of the release."""
    held = _shelves.get((release.pk, noun))
    if held is None:
        kept = get_object_or_404(ReleasedList, release=release, noun=noun)
        postings = json.loads(zlib.decompress(bytes(kept.postings)))
        values = {
            facet: {value.encode(): _read(found) for value, found in values.items()}
            for facet, values in postings.items()
        }
        code = LISTS[noun].filter.noun
        year = release.released_on.year
        held = reading.kept_shelf(code, values, unpack(kept.facets), year)
        while len(_shelves) >= MOST_SHELVES:
            _shelves.pop(next(iter(_shelves)))
        _shelves[release.pk, noun] = held
    return held


def _written(records: BitMap) -> str:
    return b64encode(records.serialize()).decode()


def _read(written: str) -> BitMap:
    return BitMap.deserialize(b64decode(written))
