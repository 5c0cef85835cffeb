"""The addresses that search engines are told of, each with the day on which its page changed.

That day comes from the histories: of the record itself, and of the statements that its page prints.
It is when this site changed, not when a source stated something; where no history was kept, as
after plain SQL, none is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Model, QuerySet
from django.urls import reverse

from catalogue.nouns import NOUNS
from observatory.models import Page, Release
from policies.models import (
    Classification,
    Participation,
    PolicyDocument,
    PolicyStatement,
    Vocabulary,
)
from regions.models import Membership, Observation, Website

# A sitemap may hold 50,000, which would take five seconds to make; these take half a second.
MOST_ADDRESSES = 5_000
# What the site makes of facts, and what it says of its data.
ALWAYS = (
    *("home", "regions", "policies", "networks", "initiatives", "indicators", "vocabularies"),
    *("map", "compare", "partners", "coverage", "data", "dictionary", "api_docs"),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """An address with the day on which what it prints was last changed, if that is known."""

    path: str
    changed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """The records of a noun: their rows with the columns that their addresses are made of.

    `statements` change the page of a record as well; each row of theirs names it by `field`, which
    holds the record's `key`.
    """

    rows: Callable[[], QuerySet]
    columns: tuple[str, ...]
    statements: tuple[tuple[type[Model], str], ...] = ()
    key: str = "pk"


_OF_REGIONS = (
    Observation,
    Membership,
    Classification,
    PolicyStatement,
    Participation,
    Website,
)
SECTIONS = {
    "regions": Section(
        NOUNS["region"].public,
        ("code",),
        tuple((model, "region_id") for model in _OF_REGIONS),
        "code",
    ),
    "policies": Section(PolicyDocument.objects.published, ("title",)),
    "networks": Section(NOUNS["network"].public, ("code",), ((Membership, "network_id"),), "code"),
    "initiatives": Section(
        NOUNS["initiative"].public, ("title",), ((Participation, "initiative_id"),)
    ),
    "indicators": Section(
        NOUNS["indicator"].public, ("code",), ((Observation, "indicator_id"),), "code"
    ),
    "terms": Section(
        NOUNS["term"].public, ("vocabulary_id", "code"), ((Classification, "term_id"),)
    ),
    "vocabularies": Section(Vocabulary.objects.all, ("code",)),
}
TEXTS = "texts"


def names() -> list[str]:
    """The parts that there are: one for each noun, and more of those that are long."""
    found = []
    for name, section in SECTIONS.items():
        parts = -(-section.rows().count() // MOST_ADDRESSES)
        found += [name if part == 1 else f"{name}-{part}" for part in range(1, parts + 1)]
    return [*found, TEXTS]


def listed(name: str) -> list[Listed] | None:
    """The addresses of a part, in the order in which records were entered; None if it is none."""
    if name == TEXTS:
        return _texts()
    noun, _dash, part = name.partition("-")
    is_part = not _dash or (part.isascii() and part.isdigit() and 2 <= int(part[:6]) < 10**5)
    if noun not in SECTIONS or not is_part:
        return None
    place = int(part[:6]) if part else 1
    if name not in (noun, f"{noun}-{place}"):
        return None
    return _section(SECTIONS[noun], (place - 1) * MOST_ADDRESSES) or None


def _section(section: Section, start: int) -> list[Listed]:
    rows = section.rows().select_related(None).only(*section.columns).order_by("pk")
    records = list(rows[start : start + MOST_ADDRESSES])
    if not records:
        return []
    numbers = (records[0].pk, records[-1].pk)
    model = rows.model
    own = _changed(model.history.filter(id__range=numbers), "id")
    others = [_changed(one.history.all(), field) for one, field in section.statements]
    return [
        Listed(
            record.get_absolute_url(),
            _newest(
                [own.get(record.pk), *(days.get(getattr(record, section.key)) for days in others)]
            ),
        )
        for record in records
    ]


def _changed(history: QuerySet, field: str) -> dict[object, date]:
    """The day of the newest row of a history, by what the field holds."""
    rows = history.order_by().values_list(field).annotate(at=Max("history_date"))
    return {key: at.date() for key, at in rows}


def _newest(days: Iterable[date | None]) -> date | None:
    return max((day for day in days if day is not None), default=None)


def _texts() -> list[Listed]:
    """The pages that are there whatever the data, those that editors write, and the releases."""
    own = _changed(Page.history.all(), "id")
    pages = sorted(Page.objects.only("slug"), key=lambda one: one.slug)
    releases = Release.objects.only("number", "released_on", "withdrawn_on")
    return [
        *(Listed(reverse(name)) for name in ALWAYS),
        *(Listed(one.get_absolute_url(), own.get(one.pk)) for one in pages),
        *(
            Listed(one.get_absolute_url(), one.withdrawn_on or one.released_on)
            for one in sorted(releases, key=lambda one: one.pk)
        ),
    ]
