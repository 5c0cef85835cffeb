"""The sources that a page names, and the notes of long lists of facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from common.text import fold
from observatory.stated import Noted, Stated, stated
from policies.models import PolicyDocument
from regions.models import Source, Statement


@dataclass(frozen=True, slots=True)
class Shared:
    """The note that most items of a list share, or all of them; it stands once, above the list."""

    stated: Stated
    by_all: bool


def sources(facts: Iterable[Statement | PolicyDocument]) -> list[Source]:
    """Every source behind the facts once, in the order of titles."""
    return by_title({source for fact in facts for source in stated(fact).sources})


def by_title(found: Iterable[Source]) -> list[Source]:
    return sorted(found, key=lambda source: (fold(source.title), source.code))


def mostly_noted(
    items: Iterable, fact: Callable = lambda item: item
) -> tuple[list[Noted], Shared | None]:
    """The items with their notes, and the note of more than half of them, which these do without.

    `fact` gives the statement behind an item.
    """
    items = list(items)
    notes = [stated(fact(item)) for item in items]
    note, number = Counter(notes).most_common(1)[0] if notes else (None, 0)
    if note is None or number * 2 <= len(notes):
        return [Noted(item, own) for item, own in zip(items, notes, strict=True)], None
    rows = zip(items, notes, strict=True)
    shared = Shared(note, by_all=number == len(notes))
    return [Noted(item, None if own == note else own) for item, own in rows], shared
