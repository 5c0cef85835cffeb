"""Records counted by their values: exact facets whose cost hardly grows with the records.

Every record has a number. For each value of each facet there is the set of the numbers that have
it (its posting), kept as a compressed bitmap, and a count is the size of an intersection. Nothing
here knows a database: postings come in, sets and counts go out. What comes in is never changed, so
an index may be read by any number of threads while the next one is made from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce

from pyroaring import BitMap

# The value of a facet that stands for all records without any; no code begins with a dash.
NOT_RECORDED = "-"
# So many numbers are sorted faster than looked for along an order.
FEW = 512


@dataclass(frozen=True, slots=True)
class Narrowing:
    """The chosen values of a facet: records have one of them or, if `every`, all of them."""

    values: tuple[str, ...]
    every: bool = False


class Postings:
    """The numbers under each value of one facet. A parent holds its children's numbers too."""

    def __init__(self, own: Mapping[str, BitMap], parents: Mapping[str, str] | None = None) -> None:
        self.own = own
        self.parents = parents or {}
        self._whole: dict[str, BitMap] = {}

    @cached_property
    def recorded(self) -> BitMap:
        """The numbers that have any value at all."""
        return BitMap.union(*self.own.values()) if self.own else BitMap()

    @cached_property
    def children(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for child, parent in self.parents.items():
            found.setdefault(parent, []).append(child)
        return found

    def of(self, value: str) -> BitMap:
        """The numbers under a value and under everything below it."""
        if value not in self.children:
            return self.own.get(value, _NOTHING)
        if value not in self._whole:
            parts = [self.own[one] for one in self._below(value) if one in self.own]
            self._whole[value] = BitMap.union(*parts) if parts else _NOTHING
        return self._whole[value]

    def _below(self, value: str) -> Iterable[str]:
        """The value and its descendants; a circle of parents ends where it began."""
        seen, waiting = set(), [value]
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                waiting += self.children.get(one, ())
        return seen


class Order:
    """A sequence of all records, in buckets: whatever is in one comes before all of the next."""

    buckets: Iterable[BitMap]

    def __init__(self, buckets: Sequence[BitMap]) -> None:
        self.buckets = buckets

    def window(self, found: BitMap, start: int, size: int) -> tuple[BitMap, int]:
        """Numbers among which `found[start:start + size]` stands, and how many of them to skip.

        The numbers returned follow each other without a gap in the order of `found`: sorted by
        their keys, the ones wanted begin after those to skip.
        """
        if len(found) <= FEW:
            return found, start
        candidates, before, enough = BitMap(), 0, start + size
        for bucket in self.buckets:
            number = found.intersection_cardinality(bucket)
            if before + number <= start and not candidates:
                before += number
            elif number:
                candidates |= found & bucket
            if before + len(candidates) >= enough:
                break
        return candidates, start - before


class Index:
    """All that is known of the records of one noun."""

    def __init__(
        self, everything: BitMap, facets: Mapping[str, Postings], orders: Mapping[str, Order]
    ) -> None:
        self.everything = everything
        self.facets = facets
        self.orders = orders
        self._not_recorded: dict[str, BitMap] = {}

    def having(self, facet: str, value: str) -> BitMap:
        """The numbers that have a value of a facet, or none of its values.

        A facet that nobody has heard of has no values: so a page of an empty database is a page.
        """
        postings = self.facets.get(facet, _NO_POSTINGS)
        if value != NOT_RECORDED:
            return postings.of(value)
        if facet not in self._not_recorded:
            self._not_recorded[facet] = self.everything - postings.recorded
        return self._not_recorded[facet]

    def narrowed(self, facet: str, chosen: Narrowing) -> BitMap:
        """The numbers that the chosen values of one facet leave."""
        sets = [self.having(facet, value) for value in chosen.values]
        return reduce(BitMap.intersection if chosen.every else BitMap.union, sets)

    def found(self, chosen: Mapping[str, Narrowing], within: BitMap | None = None) -> BitMap:
        """The numbers that all facets leave, within a set if one is given."""
        return self._all_of(self._sets(chosen).values(), within)

    def counts(
        self, chosen: Mapping[str, Narrowing], options: Mapping[str, Iterable[str]], within: BitMap
    ) -> dict[str, dict[str, int]]:
        """For each option of each facet the number of records after choosing it.

        Choosing one of several *in place of* what its facet has chosen, so that facet's own choice
        is left out. Where all chosen values must hold, choosing comes *on top*, so it stays in.
        """
        sets = self._sets(chosen)
        base = self._all_of(sets.values(), within)
        counted = {}
        for facet, values in options.items():
            own = facet in chosen and not chosen[facet].every
            others = [one for name, one in sets.items() if name != facet]
            among = self._all_of(others, within) if own else base
            postings = {value: self.having(facet, value) for value in values}
            if among is self.everything:
                counted[facet] = {value: len(one) for value, one in postings.items()}
            else:
                size = among.intersection_cardinality
                counted[facet] = {value: size(one) for value, one in postings.items()}
        return counted

    def _sets(self, chosen: Mapping[str, Narrowing]) -> dict[str, BitMap]:
        return {facet: self.narrowed(facet, one) for facet, one in chosen.items() if one.values}

    def _all_of(self, sets: Iterable[BitMap], within: BitMap | None) -> BitMap:
        """The intersection, the smallest set first: the others then cost little.

        Nothing to intersect leaves everything, and that is the set itself, to be known by.
        """
        narrower = [
            one for one in (*sets, within) if one is not None and one is not self.everything
        ]
        if not narrower:
            return self.everything
        return BitMap.intersection(*sorted([self.everything, *narrower], key=len))


_NOTHING = BitMap()
_NO_POSTINGS = Postings({})
