"""What a region's policies cover, one list a vocabulary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from observatory.stated import Noted, Stated, noted
from policies.models import Classification, Term, Vocabulary

# The codes of these are ours and tell a reader nothing: their terms are shown without, under
# their headings, and come first. Every other list is known by its codes.
WITHOUT_CODES = ("ris3-priorities", "policy-topics")


@dataclass(frozen=True, slots=True)
class Heading:
    """Classifications under one parent term; without one the vocabulary itself is the heading."""

    parent: Term | None
    entries: list[Noted]


@dataclass(frozen=True, slots=True)
class TermList:
    """A vocabulary's terms that the region is classified with."""

    vocabulary: Vocabulary
    headings: list[Heading]
    stated: Stated | None

    @property
    def has_codes(self) -> bool:
        return self.vocabulary.code not in WITHOUT_CODES


def term_lists(classifications: Iterable[Classification]) -> list[TermList]:
    """One list a vocabulary, from classifications in the order of `for_page()`."""
    grouped = groupby(classifications, key=lambda row: row.term.vocabulary)
    lists = [_term_list(vocabulary, list(rows)) for vocabulary, rows in grouped]
    return sorted(lists, key=lambda one: _place(one.vocabulary))


def _place(vocabulary: Vocabulary) -> tuple[int, str]:
    own = vocabulary.code in WITHOUT_CODES
    return (WITHOUT_CODES.index(vocabulary.code) if own else len(WITHOUT_CODES), vocabulary.name)


def _term_list(vocabulary: Vocabulary, rows: list[Classification]) -> TermList:
    entries, common = noted(rows)
    return TermList(vocabulary, _headings(vocabulary, entries), common)


def _headings(vocabulary: Vocabulary, entries: list[Noted]) -> list[Heading]:
    if vocabulary.code not in WITHOUT_CODES:
        return [Heading(None, sorted(entries, key=lambda entry: entry.item.term.code))]
    parents: dict[Term | None, list[Noted]] = {}
    for entry in entries:
        parents.setdefault(entry.item.term.parent, []).append(entry)
    return [Heading(parent, found) for parent, found in parents.items()]
