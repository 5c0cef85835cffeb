"""The catalogue brought up to date: what was touched is looked at again, and nothing else.

Called last in every transaction that writes records, so that the records and what they are found
by change together. What nobody settled (a row changed by plain SQL) the next reader settles.
"""

from __future__ import annotations

import secrets
from collections import defaultdict

from django.db import connection, transaction
from django.db.models import QuerySet

from catalogue.facets import pack
from catalogue.models import Entry, FacetList, Posting, Touched, Version
from catalogue.nouns import NOUNS, Noun
from catalogue.nouns.base import Found
from catalogue.postings import ORDER, WORDS, Bounds, Change, values_of
from catalogue.rebuilding import rebuild
from catalogue.watching import LABELS, PAGES

# From this share of a noun's records on, making everything anew is the quicker way.
MANY, MANY_OF = 500, 5


def settle(**_) -> Version | None:
    """Renew what the touched records are found by; None if nothing was touched."""
    if not Touched.objects.exists():
        return None
    with transaction.atomic():
        _one_at_a_time()
        touched = _take()
        if not touched:
            return None
        version = Version.objects.create(stamp=secrets.token_urlsafe(16))
        for code, noun in NOUNS.items():
            if code in touched:
                _renew(noun, touched[code], version)
        if LABELS in touched:
            for noun in NOUNS.values():
                name_facets(noun, version)
        return version


def settle_all() -> Version | None:
    """Make the whole catalogue anew."""
    with transaction.atomic():
        Touched.objects.bulk_create([Touched(noun=code, record=None) for code in NOUNS])
        return settle()


def pages_have_changed() -> None:
    """What no record holds, but pages print, is another: nobody is to keep an older page."""
    with transaction.atomic():
        Touched.objects.create(noun=PAGES)
        settle()


def name_facets(noun: Noun, version: Version) -> None:
    """Write down the facets of a noun with the names of their values."""
    values: dict[str, set[str]] = defaultdict(set)
    rows = Posting.objects.filter(noun=noun.code, size__gt=0)
    rows = rows.exclude(facet__startswith=WORDS).exclude(facet__startswith=ORDER)
    for facet, value in rows.values_list("facet", "value").distinct():
        values[facet].add(bytes(value).decode())
    facets = pack(noun.facets(lambda facet: values[facet]))
    FacetList.objects.update_or_create(
        noun=noun.code, defaults={"facets": facets, "version": version.number}
    )


def _renew(noun: Noun, records: set[int] | None, version: Version) -> None:
    """Look at these records of a noun again, or at all of them."""
    stored = Entry.objects.filter(noun=noun.code)
    if records is None or _are_many(records, stored):
        rebuild(noun, version.number)
        Version.objects.filter(pk=version.pk).update(is_whole=True)
        name_facets(noun, version)
        return
    old = {row.record: row for row in stored.filter(record__in=records)}
    new = {found.record: found for found in noun.found(records)}
    unseen = _change(noun, old, new).write(noun.code, version.number)
    stored.filter(record__in=old.keys() - new.keys()).delete()
    Entry.objects.bulk_create(
        [
            Entry(noun=noun.code, record=one.record, values=one.values, keys=one.keys)
            for one in new.values()
        ],
        update_conflicts=True,
        unique_fields=["noun", "record"],
        update_fields=["values", "keys"],
    )
    if any(not facet.startswith((WORDS, ORDER)) for facet in unseen):
        name_facets(noun, version)


def _are_many(records: set[int], stored: QuerySet[Entry]) -> bool:
    return len(records) > MANY and len(records) > stored.count() // MANY_OF


def _change(noun: Noun, old: dict[int, Entry], new: dict[int, Found]) -> Change:
    change, bounds = Change(), Bounds(noun.code, len({*old, *new}))
    for record in {*old, *new}:
        before, after = old.get(record), new.get(record)
        if before and after and before.values == after.values and before.keys == after.keys:
            continue
        change.replace(
            _places(before, bounds) if before else set(),
            _places(after, bounds) if after else set(),
            record,
        )
    return change


def _places(one: Entry | Found, bounds: Bounds) -> set[tuple[str, bytes]]:
    found = Found(one.record, one.values, one.keys)
    return {*values_of(found), *bounds.places(found.keys)}


def _one_at_a_time() -> None:
    """Whoever settles next waits until this transaction ends, and then sees what it wrote.

    On SQLite the whole transaction is alone already.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE catalogue_version IN SHARE ROW EXCLUSIVE MODE")


def _take() -> dict[str, set[int] | None]:
    """The touched records of each noun, taken off the list; None stands for all of them."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM catalogue_touched RETURNING noun, record")
        rows = cursor.fetchall()
    touched: dict[str, set[int] | None] = {}
    for noun, record in set(rows):
        known = touched.setdefault(noun, set())
        if record is None:
            touched[noun] = None
        elif known is not None:
            known.add(record)
    return touched
