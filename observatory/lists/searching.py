"""The words of a search looked up in the catalogue, and how well records fit them.

One small function stands between the site and whatever looks words up: a search server could take
its place by the setting `SEARCH`, which names a function of the shape of `in_postings`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string
from pyroaring import BitMap

from catalogue.models import Posting
from catalogue.nouns.base import ABOUT, NAME, WORD_FACETS
from common.words import asked, is_beginning

# A posting of a word: noun, facet, the word, and its records as a bitmap, both as bytes.
Row = tuple[str, str, bytes, bytes]


@dataclass(frozen=True, slots=True)
class Matches:
    """The records in which all the words are found, the best fitting first, each in one tier."""

    words: list[str]
    tiers: list[BitMap]

    @property
    def found(self) -> BitMap:
        return BitMap.union(*self.tiers)


def matching(noun: str, text: str) -> Matches | None:
    """The records of a noun that a text asks for; None if it asks for no word."""
    words = asked(text)
    return matching_all([noun], words)[noun] if words else None


def matching_all(nouns: Sequence[str], words: list[str]) -> dict[str, Matches]:
    """The records of each noun in which all of the words are found."""
    tiers = import_string(settings.SEARCH)(nouns, words)
    return {noun: Matches(words, tiers[noun]) for noun in nouns}


def in_postings(nouns: Sequence[str], words: list[str]) -> dict[str, list[BitMap]]:
    """The tiers of `in_rows`, from the postings of the catalogue."""
    # Each part names noun and facet: beside the parts, they would have SQLite look at every row.
    parts = (
        Q(noun=noun, facet=facet) & _range(word)
        for noun, facet, word in product(nouns, WORD_FACETS, words)
    )
    rows = Posting.objects.filter(reduce(Q.__or__, parts))
    return in_rows(nouns, words, rows.values_list("noun", "facet", "value", "records"))


def in_rows(nouns: Sequence[str], words: list[str], rows: Iterable[Row]) -> dict[str, list[BitMap]]:
    """Four tiers: called so in whole words; called what begins so; about it; mentioning it."""
    places = {noun: [_Places() for _ in words] for noun in nouns}
    for noun, facet, value, packed in rows:
        found, records = bytes(value).decode(), BitMap.deserialize(bytes(packed))
        for word, place in zip(words, places[noun], strict=True):
            if found == word or (is_beginning(word) and found.startswith(word)):
                place.note(facet, records, is_whole=found == word)
    return {noun: _tiers(found) for noun, found in places.items()}


def _tiers(places: list[_Places]) -> list[BitMap]:
    fits = [
        _all(one.whole_name for one in places),
        _all(one.name for one in places),
        _all(one.name | one.about for one in places),
        _all(one.anywhere for one in places),
    ]
    return [fit - before for fit, before in zip(fits, [BitMap(), *fits], strict=False)]


class _Places:
    """Where one word of the search is found."""

    def __init__(self) -> None:
        self.whole_name = BitMap()
        self.name = BitMap()
        self.about = BitMap()
        self.anywhere = BitMap()

    def note(self, facet: str, records: BitMap, *, is_whole: bool) -> None:
        self.anywhere |= records
        if facet == NAME:
            self.name |= records
            if is_whole:
                self.whole_name |= records
        elif facet == ABOUT:
            self.about |= records


def _range(word: str) -> Q:
    exact = word.encode()
    if not is_beginning(word):
        return Q(value=exact)
    return Q(value__gte=exact, value__lt=exact + b"\xff")


def _all(sets: Iterable[BitMap]) -> BitMap:
    return reduce(BitMap.intersection, sets)
