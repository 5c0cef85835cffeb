"""The page of a search: what fits the words best, of every kind of record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.models import Entry
from catalogue.nouns import NOUNS
from common.words import asked, marked
from observatory.lists.searching import Matches, matching_all

FEW = 5  # of each kind, where all kinds stand on one page
PAGE = 25
# A name that fits more records than these is no search: the first ones by number have to do.
MOST_SORTED = 2_000
SNIPPET = 160  # letters

Pieces = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found; its texts are in pieces, each with whether the search found it."""

    link: str
    title: Pieces
    language: str
    line: Pieces
    text: Pieces


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record: how it is called, and what is printed of one found."""

    noun: str
    label: str | Promise
    related: tuple[str, ...]
    line: Callable[[Any], str]
    text: str
    language: str = ""


KINDS = {
    one.noun: one
    for one in (
        Kind("region", _("Regions"), (), lambda one: one.code, "summary", "language"),
        Kind("policy", _("Policies"), ("region",), lambda one: _whose(one), "gloss", "language"),
        Kind("network", _("Networks"), (), lambda one: one.name, "description"),
        Kind("initiative", _("Initiatives"), (), lambda one: one.kind, "description"),
        Kind(
            "term",
            _("Terms"),
            ("vocabulary",),
            lambda one: f"{one.vocabulary.name}, {one.code}",
            "definition",
        ),
        Kind("indicator", _("Indicators"), (), lambda one: one.unit, "definition"),
    )
}


@dataclass(frozen=True, slots=True)
class Group:
    """The records of one kind that a page shows."""

    kind: Kind
    number: int
    hits: list[Hit]


class SearchPage:
    """What the words find; with a kind, a page of that kind alone."""

    def __init__(self, text: str, kind: str = "", number: int = 1):
        self.text = text
        self.kind = kind
        self._number = number
        self.words = asked(text)

    @cached_property
    def matches(self) -> dict[str, Matches]:
        return matching_all(list(KINDS), self.words) if self.words else {}

    @property
    def counts(self) -> list[tuple[Kind, int]]:
        return [(KINDS[noun], len(found.found)) for noun, found in self.matches.items()]

    @property
    def total(self) -> int:
        return sum(number for _kind, number in self.counts)

    @cached_property
    def page(self) -> Page | None:
        """The page of the kind that is asked for."""
        if self.kind not in self.matches:
            return None
        records = range(len(self.matches[self.kind].found))
        return Paginator(records, PAGE).get_page(self._number)

    @cached_property
    def groups(self) -> list[Group]:
        """The kinds that have anything, with their best records."""
        if self.page is not None:
            wanted = {self.kind: (self.page.start_index() - 1, PAGE)}
        else:
            wanted = dict.fromkeys(self.matches, (0, FEW))
        shown = _best({noun: self.matches[noun] for noun in wanted}, wanted)
        return [
            Group(KINDS[noun], len(self.matches[noun].found), self._hits(noun, records))
            for noun, records in shown.items()
            if records
        ]

    def _hits(self, noun: str, records: Sequence[int]) -> list[Hit]:
        kind = KINDS[noun]
        rows = NOUNS[noun].public().select_related(*kind.related).in_bulk(records)
        return [self._hit(kind, rows[one]) for one in records if one in rows]

    def _hit(self, kind: Kind, row: Any) -> Hit:
        title = getattr(row, "name", None) if kind.noun != "network" else row.short_name
        title = title or getattr(row, "title", "") or row.label
        other = getattr(row, "other_name", "")
        text = " · ".join(filter(None, [other, getattr(row, kind.text)]))
        return Hit(
            row.get_absolute_url(),
            list(marked(title, self.words)),
            getattr(row, kind.language) if kind.language else "",
            list(marked(kind.line(row), self.words)),
            list(marked(snippet(text, self.words), self.words)),
        )


def snippet(text: str, words: Iterable[str]) -> str:
    """The part of a text around the first word found, cut at blanks."""
    if len(text) <= SNIPPET:
        return text
    before = 0
    for piece, is_found in marked(text, words):
        if is_found:
            break
        before += len(piece)
    start = max(before - SNIPPET // 3, 0) if before < len(text) else 0
    start = text.find(" ", start) + 1 if start else 0
    cut = text[start : start + SNIPPET]
    end = start + SNIPPET
    if end < len(text):
        cut = cut.rsplit(" ", 1)[0] + " …"
    return f"… {cut}" if start else cut


def _whose(document: Any) -> str:
    return document.region.name if document.region else str(_("European Union"))


def _best(matches: dict[str, Matches], wanted: dict[str, tuple[int, int]]) -> dict[str, list[int]]:
    """The records of each noun from a place on: by fit, then in the usual order of the noun."""
    among = {noun: list(_among(found, sum(wanted[noun]))) for noun, found in matches.items()}
    keys = _keys(among)
    best: dict[str, list[int]] = {}
    for noun, tiers in among.items():
        ordered = [
            record
            for tier in tiers
            for record in sorted(tier, key=lambda one: keys.get((noun, one), ""))
        ]
        start, size = wanted[noun]
        best[noun] = ordered[start : start + size]
    return best


def _among(matches: Matches, enough: int) -> Iterator[list[int]]:
    """The tiers as far as they are needed."""
    for tier in matches.tiers:
        if enough <= 0:
            return
        yield list(tier[:MOST_SORTED])
        enough -= len(tier)


def _keys(among: dict[str, list[list[int]]]) -> dict[tuple[str, int], str]:
    """The sort keys of records, all nouns in one query."""
    wanted = [
        Q(noun=noun, record__in=[record for tier in tiers for record in tier])
        for noun, tiers in among.items()
        if any(tiers)
    ]
    if not wanted:
        return {}
    rows = Entry.objects.filter(reduce(Q.__or__, wanted))
    return {
        (noun, record): keys[NOUNS[noun].orders[0]]
        for noun, record, keys in rows.values_list("noun", "record", "keys")
    }
