"""What the lists of a release are found by: facets, words and orders, as they were on its day."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.shortcuts import get_object_or_404
from pyroaring import BitMap

from catalogue import reading
from catalogue.facets import pack, unpack
from catalogue.models import Entry, Posting
from catalogue.nouns.policies import UNION
from catalogue.postings import ORDER, WORDS
from catalogue.reading import Shelf, State
from common.words import asked as words_of
from observatory.lists.filters import CatalogueFilter
from observatory.lists.nouns import LISTS
from observatory.lists.searching import Matches, Row, in_rows
from observatory.models import Release, ReleasedList

# Lists of releases that a process keeps at hand: whoever asks for many shall not fill it up.
MOST_KEPT = 12
# Facets whose values are codes of regions.
OF_REGIONS = ("region", "territory")


@dataclass(frozen=True, slots=True)
class KeptList:
    """A list of a release. `orders` are all of its records, sorted in each way that there is."""

    noun: str
    shelf: Shelf
    words: list[Row]
    orders: dict[str, list[int]]

    def matches(self, text: str) -> Matches | None:
        """The records that a text asks for; None if it asks for no word."""
        words = words_of(text)
        if not words:
            return None
        return Matches(words, in_rows([self.noun], words, self.words)[self.noun])

    def in_order(self, asked: CatalogueFilter) -> list[int]:
        """The records that a filter finds, in the order that it asks for."""
        by_fit = asked.sort == "relevance"
        order = self.orders[next(iter(asked.sorts)) if by_fit else asked.sort]
        tiers = asked.matches.tiers if by_fit and asked.matches else [asked.found]
        found = [tier & asked.found for tier in tiers]
        return [record for tier in found for record in order if record in tier]


_kept: dict[tuple[int, str], KeptList] = {}
reading.on_forgetting(_kept.clear)


def list_of(name: str, records: BitMap, known: frozenset[str], state: State) -> ReleasedList:
    """What a list is found by now, of the records released.

    A region that is not `known` is no value of any facet.
    """
    noun = LISTS[name].filter.noun
    shelf = reading.shelf(noun, state)
    codes = {*known, UNION}
    postings = {
        facet: {
            value.decode(): _written(found & records)
            for value, found in sorted(values.items())
            if facet not in OF_REGIONS or value.decode() in codes
        }
        for facet, values in sorted(shelf.values.items())
        if not facet.startswith(ORDER)
    }
    facets = [
        replace(one, options=[option for option in one.options if option.value in codes])
        if one.name in OF_REGIONS
        else one
        for one in shelf.facets.values()
    ]
    held = {"postings": postings, "words": _words(noun, records), "orders": _orders(noun, records)}
    packed = zlib.compress(json.dumps(held).encode())
    return ReleasedList(noun=name, facets=pack(facets), held=packed)


def kept_list(release: Release, name: str) -> KeptList:
    """What a list of a release was found by on its day. Raises Http404."""
    if (release.pk, name) not in _kept:
        row = get_object_or_404(ReleasedList, release=release, noun=name)
        while len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[release.pk, name] = _unpacked(row, LISTS[name].filter.noun, release.released_on.year)
    return _kept[release.pk, name]


def _unpacked(row: ReleasedList, noun: str, year: int) -> KeptList:
    held: dict[str, Any] = json.loads(zlib.decompress(bytes(row.held)))
    values = {
        facet: {value.encode(): BitMap.deserialize(b64decode(one)) for value, one in told.items()}
        for facet, told in held["postings"].items()
    }
    shelf = reading.kept_shelf(noun, values, unpack(row.facets), year)
    words = [(noun, facet, word.encode(), b64decode(one)) for facet, word, one in held["words"]]
    return KeptList(noun, shelf, words, held["orders"])


def _words(noun: str, records: BitMap) -> list[tuple[str, str, str]]:
    """Facet, word and records of each posting of a word, some of whose records are released."""
    rows = Posting.objects.filter(noun=noun, facet__startswith=WORDS)
    found = (
        (facet, bytes(value).decode(), BitMap.deserialize(bytes(packed)) & records)
        for facet, value, packed in rows.values_list("facet", "value", "records")
    )
    return sorted((facet, word, _written(left)) for facet, word, left in found if left)


def _orders(noun: str, records: BitMap) -> dict[str, list[int]]:
    """All records that are released, sorted in each way."""
    rows = Entry.objects.filter(noun=noun).values_list("record", "keys")
    keys = {record: told for record, told in rows if record in records}
    names: Iterable[str] = sorted({name for told in keys.values() for name in told})
    return {name: sorted(keys, key=lambda one, by=name: keys[one].get(by, "")) for name in names}


def _written(records: BitMap) -> str:
    return b64encode(records.serialize()).decode()
