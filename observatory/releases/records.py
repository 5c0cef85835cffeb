"""What the API says of every record on the day of a release."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from observatory.records import PUBLIC, key
from observatory.serializers import SERIALIZERS

TOGETHER = 2_000
# Fields in which a record names a region; of a region, the one above.
_NAMING = {"regions": ("code", "parent")}
_NAMING_USUALLY = ("region", "via")


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
