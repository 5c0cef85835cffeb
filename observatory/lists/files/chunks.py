"""Records of a list read some at a time, column by column, in a few queries for each chunk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from django.db.models import Case, CharField, Max, Model, Q, TextField, Value, When
from pyroaring import BitMap

from catalogue.facets import Facet, Option
from catalogue.nouns import NOUNS
from catalogue.reading import Shelf
from observatory.lists.columns import CellsOf, Column

TOGETHER = 2_000


class Chunk:
    """Some records of one noun. A subclass names the noun and the fields it reads of each record.

    Everything else is read once it is asked for, so that a file pays for its own columns alone.
    """

    noun: str
    fields: tuple[str, ...]

    def __init__(self, shelf: Shelf, records: Sequence[int]):
        self.shelf = shelf
        rows = NOUNS[self.noun].public().filter(pk__in=records).order_by()
        found = {row[0]: row for row in rows.values_list("pk", *self.fields)}
        # A record deleted meanwhile is left out.
        kept = [found[one] for one in records if one in found]
        columns = zip(*kept, strict=True) if kept else ((),) * (1 + len(self.fields))
        self._columns = dict(zip(("pk", *self.fields), columns, strict=True))
        self._options: dict[str, list[list[Option]]] = {}

    @property
    def records(self) -> Sequence[int]:
        return self.field("pk")

    def field(self, name: str) -> Sequence[Any]:
        """The values of a field, one for each record."""
        return self._columns[name]

    def options(self, facet: str) -> list[list[Option]]:
        """Each record's own values of a facet, in the order of the facet."""
        if facet not in self._options:
            self._options[facet] = list(self._read_options(facet))
        return self._options[facet]

    def _read_options(self, facet: str) -> Iterator[list[Option]]:
        found: dict[int, list[Option]] = defaultdict(list)
        if facet in self.shelf.facets:
            own = self.shelf.index.facets[facet].own
            for option in self.shelf.facets[facet].options:
                for record in own.get(option.value, BitMap()) & self._set:
                    found[record].append(option)
        return (found.get(one, []) for one in self.records)

    @cached_property
    def _set(self) -> BitMap:
        return BitMap(self.records)


def field(name: str) -> CellsOf:
    """The cells of a column that a field of the record holds."""
    return lambda chunk: chunk.field(name)


def one_value(facet: str) -> CellsOf:
    """The code of each record's value of a facet that gives it one at most."""
    return lambda chunk: [one[0].value if one else None for one in chunk.options(facet)]


def one_label(facet: str) -> CellsOf:
    return lambda chunk: [one[0].label if one else None for one in chunk.options(facet)]


def term_codes(facets: Sequence[str]) -> CellsOf:
    """Each record's terms of some vocabularies, as `nace-2/C.21`."""

    def cells(chunk: Chunk) -> list[list[str]]:
        named = [(facet.removeprefix("t-"), chunk.options(facet)) for facet in facets]
        return [
            [f"{vocabulary}/{one.value}" for vocabulary, options in named for one in options[place]]
            for place in range(len(chunk.records))
        ]

    return cells


def term_labels(facets: Sequence[str]) -> CellsOf:
    """The names of the same terms in the same order."""

    def cells(chunk: Chunk) -> list[list[str]]:
        named = [chunk.options(facet) for facet in facets]
        return [
            [one.label for options in named for one in options[place]]
            for place in range(len(chunk.records))
        ]

    return cells


def facet_columns(facets: Iterable[Facet], meaning: str) -> Iterator[Column]:
    """Two columns a facet: the codes of its values, and their names beside them."""
    for one in facets:
        name, label = one.name, one.label
        codes = term_codes([name]) if one.is_many else one_value(name)
        names = term_labels([name]) if one.is_many else one_label(name)
        vocabulary = name.removeprefix("t-") if name.startswith("t-") else ""
        many = one.is_many
        yield Column(
            f"{name}-code", label, meaning, "list" if many else "code", codes, "", vocabulary
        )
        yield Column(name, label, meaning, "list" if many else "text", names, "", vocabulary)


def filled(model: type[Model], names: Iterable[str]) -> frozenset[str]:
    """Those of the fields of a model in which any record has something, in one query."""
    found = {}
    for name in names:
        known = Q(**{f"{name}__isnull": False})
        if isinstance(model._meta.get_field(name), (CharField, TextField)):
            known &= ~Q(**{name: ""})
        found[f"has_{name}"] = Max(Case(When(known, then=Value(1)), default=Value(0)))
    counted = model._default_manager.aggregate(**found)
    return frozenset(name.removeprefix("has_") for name, is_there in counted.items() if is_there)
