"""Who said a fact and when: what stands beside every fact of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from policies.models import PolicyDocument
from regions.models import Source, Statement


@dataclass(frozen=True, slots=True)
class Stated:
    """The last source and day of a statement, and the first ones where they differ."""

    source: Source
    on: date
    first_source: Source | None = None
    first_on: date | None = None

    @property
    def sources(self) -> set[Source]:
        return {self.source} | ({self.first_source} if self.first_source else set())


def stated(fact: Statement | PolicyDocument) -> Stated:
    """What to print beside a statement, or a policy document, which is listed only once."""
    first_on = getattr(fact, "first_stated_on", fact.stated_on)
    first_source = getattr(fact, "first_source", fact.source)
    if (first_on, first_source) == (fact.stated_on, fact.source):
        return Stated(fact.source, fact.stated_on)
    return Stated(fact.source, fact.stated_on, first_source, first_on)


@dataclass(frozen=True, slots=True)
class Noted:
    """An item of a list, with its note unless the whole list shares one."""

    item: Any
    stated: Stated | None


def noted(items: Iterable, fact: Callable = lambda item: item) -> tuple[list[Noted], Stated | None]:
    """The items with their notes, and the note that all of them share, which then stands once.

    `fact` gives the statement behind an item, or None where nothing is stated.
    """
    items = list(items)
    notes = [stated(found) if (found := fact(item)) is not None else None for item in items]
    common = notes[0] if len(set(notes)) == 1 else None
    rows = zip(items, notes, strict=True)
    return [Noted(item, None if common else note) for item, note in rows], common
