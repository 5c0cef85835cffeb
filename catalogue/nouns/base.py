"""What every kind of public record tells the catalogue about itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from anyascii import anyascii
from django.db.models import Model, QuerySet

from catalogue.facets import Facet
from common.postings import Postings
from common.text import fold
from common.words import variants

# How well a word found in one of these fits: the record is called so, is about it, mentions it.
NAME, ABOUT, TEXT = WORD_FACETS = ("words-name", "words-about", "words-text")
LARGEST = 10**12
LONGEST_KEY = 80

# The values of a facet that some record has.
Used = Callable[[str], set[str]]


@dataclass(slots=True)
class Found:
    """What one record is found by: values by facet, sort keys by order. Keys sort upwards."""

    record: int
    values: dict[str, list[str]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def say(self, facet: str, values: Iterable[str]) -> None:
        """Note values of a facet, each once; none leaves no trace."""
        told = sorted(set(values))
        if told:
            self.values[facet] = told

    def read(self, field: str, *texts: str) -> None:
        """Note the words of texts."""
        self.say(
            field, {*self.values.get(field, ()), *(w for text in texts for w in variants(text))}
        )

    def sort(self, **keys: str) -> None:
        """Note the sort keys; the record's number at the end tells equal ones apart."""
        self.keys = {name: f"{key[:LONGEST_KEY]}\t{self.record:012d}" for name, key in keys.items()}


class Noun:
    """One kind of record. Subclasses say which are public and what each is found by.

    `orders` are the names of its sort keys; the first is the usual one.
    """

    code: str
    orders: tuple[str, ...]

    def public(self) -> QuerySet[Model]:
        """The records that anybody may see."""
        raise NotImplementedError

    def found(self, records: Collection[int]) -> Iterator[Found]:
        """What the public ones among these records are found by, in a fixed number of queries."""
        raise NotImplementedError

    def facets(self, used: Used) -> list[Facet]:
        """The facets in the order of the page. `used` tells the values that occur."""
        return []

    def derived(self, postings: Mapping[str, Postings], year: int) -> dict[str, Postings]:
        """Facets that follow from others and from the present year."""
        return {}


def by_name(name: str, latin: str = "") -> str:
    """A key that sorts names as a reader of Latin letters looks for them: Αττική among the A."""
    folded = fold(name)
    if not folded.isascii():
        folded = fold(latin) if latin else anyascii(folded).lower()
    return folded


def largest_first(number: int) -> str:
    return f"{LARGEST - number:013d}"
