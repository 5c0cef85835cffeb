"""The records that a list finds, in its order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyroaring import BitMap

from catalogue.models import Entry
from observatory.lists.filters import CatalogueFilter


class Ordered(Sequence[int]):
    """The numbers of the records found, in order, of which only what is asked for is read."""

    def __init__(self, asked: CatalogueFilter):
        self._shelf = asked.shelf
        self._noun = asked.noun
        found = asked.found
        by_fit = asked.matches is not None and asked.sort == "relevance"
        tiers = asked.matches.tiers if by_fit and asked.matches else [found]
        self._tiers = [tier & found for tier in tiers]
        self.order = next(iter(asked.sorts)) if asked.sort == "relevance" else asked.sort

    def __len__(self) -> int:
        return sum(map(len, self._tiers))

    def __getitem__(self, place):
        if isinstance(place, int):
            return self[place : place + 1][0]
        start, stop, _step = place.indices(len(self))
        return self._between(start, max(stop, start))

    def runs(self, least: int) -> Iterator[BitMap]:
        """All of them in sets that follow each other in the order, to be sorted each by itself.

        Each has as many as asked for or, the last one of a tier aside, a few more: an order comes
        in buckets, and a set is made of whole ones.
        """
        order = self._shelf.index.orders.get(self.order)
        for tier in self._tiers:
            run = BitMap()
            for bucket in order.buckets if order else [tier]:
                run |= tier & bucket
                if len(run) >= least:
                    yield run
                    run = BitMap()
            if run:
                yield run

    def _between(self, start: int, stop: int) -> list[int]:
        """Candidates of each tier concerned, read and sorted together."""
        windows: list[tuple[BitMap, int, int]] = []
        for tier in self._tiers:
            size = min(stop, len(tier)) - start
            if size > 0:
                order = self._shelf.index.orders.get(self.order)
                window = order.window(tier, start, size) if order else (tier, start)
                windows.append((*window, size))
            start, stop = max(start - len(tier), 0), stop - len(tier)
            if stop <= 0:
                break
        keys = self._keys(BitMap.union(*(one for one, _skip, _size in windows)) if windows else ())
        ordered: list[int] = []
        for candidates, skip, size in windows:
            # One that was withdrawn between two looks at the database has no key any more.
            known = sorted((one for one in candidates if one in keys), key=keys.__getitem__)
            ordered += known[skip : skip + size]
        return ordered

    def _keys(self, records: Iterable[int]) -> dict[int, str]:
        rows = Entry.objects.filter(noun=self._noun, record__in=list(records))
        return {
            record: keys[self.order]
            for record, keys in rows.values_list("record", "keys")
            if self.order in keys
        }
