"""The catalogue as a server process keeps it: read once, then only what has changed since.

A process asks the database which version is the newest. What it holds of a noun it keeps as long as
that version stands, and replaces by a new one that shares all that is unchanged; whoever still
reads the older one is not disturbed.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import OperationalError
from django.db.models import Exists, Q
from django.utils import timezone
from pyroaring import BitMap

from catalogue.facets import Facet, unpack
from catalogue.models import FacetList, Posting, Touched, Version
from catalogue.nouns import NOUNS
from catalogue.postings import ALL, ORDER, PART_BITS, WORDS
from catalogue.settling import settle
from common.postings import Index, Order, Postings

logger = logging.getLogger(__name__)

# By value its records: a bitmap, of a bucket of an order a packed one.
Values = dict[bytes, Any]


@dataclass(frozen=True, slots=True)
class State:
    """A version of the data. Two with the same stamp are the same in every fact."""

    number: int
    stamp: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a process holds of one noun, of one version."""

    state: State
    year: int
    values: dict[str, Values]
    facets: dict[str, Facet]
    index: Index


NOTHING_YET = State(0, "")
_shelves: dict[str, Shelf] = {}
_also_forgotten: list[Callable[[], None]] = []


def current() -> State:
    """The version of the data that whoever asks now sees; it touches one row."""
    state, is_touched = _newest()
    if not is_touched:
        return state
    try:
        settle()
    except OperationalError:
        # Somebody else has been writing for long: what was settled last is whole, only older.
        logger.warning("The catalogue could not be settled; an older version is shown.")
        return state
    return _newest()[0]


def shelf(noun: str, state: State | None = None) -> Shelf:
    """The index and facets of a noun, of the newest version or of one that is known already."""
    state = state or current()
    held = _shelves.get(noun)
    if held is not None and (held.state, held.year) == (state, timezone.localdate().year):
        return held
    if held is None or not _leads_here(held.state, state):
        held = _read(noun, state)
    else:
        held = _read_on(noun, held, state)
    _shelves[noun] = held
    return held


def kept_shelf(noun: str, values: dict[str, Values], facets: list[Facet], year: int) -> Shelf:
    """A shelf of values that somebody has kept, as it was in that year."""
    return _shelf(noun, NOTHING_YET, values, facets, None, year)


def forget() -> None:
    """Read everything again, as a process does that has just started."""
    _shelves.clear()
    for also in _also_forgotten:
        also()


def on_forgetting(also: Callable[[], None]) -> None:
    """Call this too when everything is to be forgotten."""
    _also_forgotten.append(also)


def _newest() -> tuple[State, bool]:
    rows = Version.objects.order_by("-number").values_list("number", "stamp")
    row = rows.annotate(is_touched=Exists(Touched.objects.all())).first()
    if row is None:
        return NOTHING_YET, Touched.objects.exists()
    return State(row[0], row[1]), row[2]


def _leads_here(held: State, state: State) -> bool:
    """Whether the changes since the version held are all there is to read."""
    rows = Version.objects.filter(
        Q(number=held.number, stamp=held.stamp) | Q(number__gt=held.number, is_whole=True)
    )
    found = list(rows.values_list("number", "is_whole"))
    return [number for number, _ in found] == [held.number] and held.number <= state.number


def _read(noun: str, state: State) -> Shelf:
    values: dict[str, Values] = defaultdict(dict)
    for facet, value, _part, records in _rows(Posting.objects.filter(noun=noun)):
        known = values[facet].get(value)
        values[facet][value] = records if known is None else known | records
    facets = FacetList.objects.filter(noun=noun).values_list("facets", flat=True).first()
    return _shelf(noun, state, dict(values), unpack(facets or []), None)


def _read_on(noun: str, held: Shelf, state: State) -> Shelf:
    """What is held, with the rows that have been written since."""
    values, copied = dict(held.values), set()
    newer = {"noun": noun, "version__gt": held.state.number}
    for facet, value, part, records in _rows(Posting.objects.filter(**newer)):
        if facet not in copied:
            values[facet] = dict(values.get(facet, {}))
            copied.add(facet)
        known = values[facet].get(value, BitMap())
        values[facet][value] = _with_part(known, facet, part, records)
    facets = FacetList.objects.filter(**newer).values_list("facets", flat=True).first()
    if facets is not None:
        return _shelf(noun, state, values, unpack(facets), None)
    return _shelf(noun, state, values, list(held.facets.values()), held)


def _rows(rows) -> Iterator[tuple[str, bytes, int, Any]]:
    """Facet, value, part and records of all postings but those of words, which are looked up.

    The buckets of an order are left packed: most pages look at a few of them.
    """
    columns = ("facet", "value", "part", "records")
    for facet, value, part, records in rows.exclude(facet__startswith=WORDS).values_list(*columns):
        packed = bytes(records)
        is_bucket = facet.startswith(ORDER)
        yield facet, bytes(value), part, packed if is_bucket else BitMap.deserialize(packed)


def _with_part(known: Any, facet: str, part: int, records: Any) -> Any:
    """A posting with one of its parts replaced; a bucket of an order has no others."""
    if facet.startswith(ORDER):
        return records
    changed = known.copy()
    changed.remove_range(part << PART_BITS, (part + 1) << PART_BITS)
    changed |= records
    return changed


def _shelf(
    noun: str,
    state: State,
    values: dict[str, Values],
    facets: list[Facet],
    held: Shelf | None,
    year: int | None = None,
) -> Shelf:
    """The index of these values, with the parts of the one held that are still the same.

    What follows from the present year is worked out for this one if no other is given.
    """
    listed = {one.name: one for one in facets}
    postings: dict[str, Postings] = {}
    for name in {*values, *listed} - {ALL}:
        if name.startswith(ORDER):
            continue
        if held and held.values.get(name) is values.get(name) and name in held.index.facets:
            postings[name] = held.index.facets[name]
        else:
            own = {value.decode(): one for value, one in values.get(name, {}).items()}
            postings[name] = Postings(own, listed[name].parents if name in listed else {})
    orders = {
        name.removeprefix(ORDER): _PackedOrder(buckets)
        for name, buckets in values.items()
        if name.startswith(ORDER)
    }
    year = year or timezone.localdate().year
    postings.update(NOUNS[noun].derived(postings, year))
    everything = values.get(ALL, {}).get(b"", BitMap())
    return Shelf(state, year, values, listed, Index(everything, postings, orders))


class _PackedOrder(Order):
    """An order whose buckets are unpacked one by one, as somebody goes along it."""

    def __init__(self, packed: dict[bytes, bytes]) -> None:
        self._packed = [packed[bound] for bound in sorted(packed)]

    @property
    def buckets(self) -> Iterator[BitMap]:
        return map(BitMap.deserialize, self._packed)
