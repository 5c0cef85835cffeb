"""Postings in the database: which row a record's value stands in, and how rows are rewritten."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Q
from pyroaring import BitMap

from catalogue.models import Posting
from catalogue.nouns.base import Found

# Under this facet stand all records of a noun.
ALL = ""
# The buckets of an order are kept like the values of a facet: a bucket's value is its bound.
ORDER = "order-"
WORDS = "words-"
PART_BITS = 16
# Records a bucket begins with. A page reads the keys of one or two buckets.
BUCKET = 256
BATCH = 200

Row = tuple[str, bytes, int]


def row_of(facet: str, value: bytes, record: int) -> Row:
    """Where a record stands. A bucket is small, so that it needs no parts."""
    return facet, value, 0 if facet.startswith(ORDER) else record >> PART_BITS


def values_of(found: Found) -> Iterator[tuple[str, bytes]]:
    """Everything a record stands under but its places in the orders."""
    yield ALL, b""
    for facet, values in found.values.items():
        for value in values:
            yield facet, value.encode()


class Change:
    """Records to be put into rows and taken out of others."""

    def __init__(self) -> None:
        self.put: dict[Row, BitMap] = defaultdict(BitMap)
        self.taken: dict[Row, BitMap] = defaultdict(BitMap)

    def replace(self, old: set[tuple[str, bytes]], new: set[tuple[str, bytes]], record: int):
        for facet, value in new - old:
            self.put[row_of(facet, value, record)].add(record)
        for facet, value in old - new:
            self.taken[row_of(facet, value, record)].add(record)

    def write(self, noun: str, version: int) -> set[str]:
        """Rewrite the rows concerned. Returns the facets that got a row they did not have."""
        rows = sorted({*self.put, *self.taken})
        unseen: set[str] = set()
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            stored = dict(_stored(noun, batch))
            unseen |= {row[0] for row in batch if row not in stored}
            numbers = {
                row: (stored.get(row, BitMap()) | self.put.get(row, BitMap()))
                - self.taken.get(row, BitMap())
                for row in batch
            }
            write(noun, numbers, version)
        return unseen


def write(noun: str, numbers: Mapping[Row, BitMap], version: int) -> None:
    """Write rows, in place of those that are there."""
    Posting.objects.bulk_create(
        [
            Posting(
                noun=noun,
                facet=facet,
                value=value,
                part=part,
                records=records.serialize(),
                size=len(records),
                version=version,
            )
            for (facet, value, part), records in numbers.items()
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["noun", "facet", "value", "part"],
        update_fields=["records", "size", "version"],
    )


def _stored(noun: str, rows: Iterable[Row]) -> Iterator[tuple[Row, BitMap]]:
    by_place: dict[tuple[str, int], list[bytes]] = defaultdict(list)
    for facet, value, part in rows:
        by_place[facet, part].append(value)
    wanted = Q()
    for (facet, part), values in by_place.items():
        # The noun in each part: beside them, it would have SQLite look through all its rows.
        wanted |= Q(noun=noun, facet=facet, value__in=values, part=part)
    columns = ("facet", "value", "part", "records")
    for facet, value, part, records in Posting.objects.filter(wanted).values_list(*columns):
        yield (facet, bytes(value), part), BitMap.deserialize(bytes(records))


class Bounds:
    """Finds the bucket of a sort key: one look at the database each, or all bounds for many."""

    FEW = 8

    def __init__(self, noun: str, number: int) -> None:
        self.noun = noun
        self.are_few = number <= self.FEW
        self._all: dict[str, list[bytes]] = {}

    def of(self, order: str, key: str) -> bytes:
        """The bound of the bucket that a key belongs into."""
        rows = Posting.objects.filter(noun=self.noun, facet=ORDER + order)
        if self.are_few:
            below = rows.filter(value__lte=key.encode()).order_by("-value")
            return bytes(below.values_list("value", flat=True).first() or b"")
        if order not in self._all:
            values = rows.order_by("value").values_list("value", flat=True)
            self._all[order] = [bytes(one) for one in values] or [b""]
        bounds = self._all[order]
        return bounds[bisect_right(bounds, key.encode()) - 1]

    def places(self, keys: Mapping[str, str]) -> set[tuple[str, bytes]]:
        return {(ORDER + order, self.of(order, key)) for order, key in keys.items()}
