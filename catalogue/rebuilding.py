"""The entries and postings of a noun made anew from its records."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import connection
from django.db.models import Model
from pyroaring import BitMap

from catalogue.models import Entry, Posting
from catalogue.nouns import Noun
from catalogue.postings import BUCKET, ORDER, PART_BITS, Row, values_of

# Records looked at together: enough that their queries cost little each.
TOGETHER = 2_000
# Rows handed to the database together, past the models: there may be a million.
INSERTED = 2_000


def rebuild(noun: Noun, version: int) -> None:
    """Write all entries and postings of a noun."""
    Entry.objects.filter(noun=noun.code)._raw_delete(Entry.objects.db)
    Posting.objects.filter(noun=noun.code)._raw_delete(Posting.objects.db)
    everything: dict[tuple[str, bytes], BitMap] = defaultdict(BitMap)
    keys: dict[str, list[bytes]] = {order: [] for order in noun.orders}
    for batch in _batches(noun):
        found = list(noun.found(batch))
        for one in found:
            for place in values_of(one):
                everything[place].add(one.record)
            for order, key in one.keys.items():
                keys[order].append(key.encode())
        told = ((noun.code, o.record, json.dumps(o.values), json.dumps(o.keys)) for o in found)
        _insert(Entry, ("noun", "record", "values", "keys"), told)
    _insert_postings(noun, version, _parts(everything))
    for order in noun.orders:
        _insert_postings(noun, version, _buckets(order, keys.pop(order)))
    if connection.vendor == "postgresql":
        # Or its plans go by what was there before, until it looks by itself some minutes later.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE catalogue_entry, catalogue_posting")


def _batches(noun: Noun) -> Iterator[list[int]]:
    last = 0
    while True:
        rows = noun.public().order_by("pk").filter(pk__gt=last)
        batch = list(rows.values_list("pk", flat=True)[:TOGETHER])
        if not batch:
            return
        yield batch
        last = batch[-1]


def _parts(everything: dict[tuple[str, bytes], BitMap]) -> Iterator[tuple[Row, BitMap]]:
    """The rows of all values; what has become a row is let go of."""
    while everything:
        (facet, value), records = everything.popitem()
        first, last = records.min() >> PART_BITS, records.max() >> PART_BITS
        if first == last:
            yield (facet, value, first), records
            continue
        for part in range(first, last + 1):
            within = records & BitMap(range(part << PART_BITS, (part + 1) << PART_BITS))
            if within:
                yield (facet, value, part), within


def _buckets(order: str, keys: list[bytes]) -> Iterator[tuple[Row, BitMap]]:
    """The keys in equal portions; each ends in the number of its record. The first has no bound."""
    keys.sort()
    for start in range(0, max(len(keys), 1), BUCKET):
        portion = keys[start : start + BUCKET]
        bound = portion[0] if start else b""
        yield (ORDER + order, bound, 0), BitMap(int(key[-12:]) for key in portion)


def _insert_postings(noun: Noun, version: int, rows: Iterable[tuple[Row, BitMap]]) -> None:
    binary = connection.Database.Binary
    columns = ("noun", "facet", "value", "part", "records", "size", "version")
    told = (
        (noun.code, facet, binary(value), part, binary(one.serialize()), len(one), version)
        for (facet, value, part), one in rows
    )
    _insert(Posting, columns, told)


def _insert(model: type[Model], columns: tuple[str, ...], rows: Iterable[tuple]) -> None:
    quoted = ", ".join(map(connection.ops.quote_name, columns))
    marks = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {model._meta.db_table} ({quoted}) VALUES ({marks})"  # noqa: S608
    rows = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(rows, INSERTED)):
            cursor.executemany(sql, batch)
