"""Records of a list read some at a time, column by column, in a few queries for each chunk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from operator import itemgetter
from typing import Any

from django.db.models import (
    CharField,
    Count,
    DateField,
    F,
    Lookup,
    Max,
    Model,
    OuterRef,
    Subquery,
    TextField,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Length
from django.utils.translation import gettext as _
from pyroaring import BitMap

from catalogue.facets import Facet, Option
from catalogue.models import Entry
from catalogue.nouns import NOUNS
from catalogue.reading import Shelf, State
from observatory.kept import read_once
from observatory.lists.columns import CellsOf, Column

TOGETHER = 2_000
NOTHING = BitMap()
# What the two columns of a facet mean: that of the names of its values, and that of their codes.
MeaningsOf = Callable[[Facet], tuple[str, str]]
# What is told of a value of a facet: made once for each option, not for each record.
TextOf = Callable[[str, Option], str]


class Among(Lookup):
    """Whether a number is one of those of a set, which are handed over as one text.

    As parameters of the query, some thousands take longer to hand over than the records to read.
    SQLite gets them as JSON: it keeps queries for the next time, and so this one only once.
    """

    prepare_rhs = False

    def as_sql(self, compiler, connection):
        number, parameters = self.process_lhs(compiler, connection)
        return f"{number} IN ({','.join(map(str, self.rhs))})", parameters

    def as_sqlite(self, compiler, connection):
        number, parameters = self.process_lhs(compiler, connection)
        those = "IN (SELECT value FROM JSON_EACH(%s))"
        return f"{number} {those}", (*parameters, f"[{','.join(map(str, self.rhs))}]")


class SortKey(KeyTextTransform):
    """The sort key of an entry: always a text, so that SQLite need not look first what it is."""

    def as_sqlite(self, compiler, connection):
        keys, parameters = compiler.compile(self.lhs)
        return f"JSON_EXTRACT({keys}, %s)", (*parameters, f"$.{self.key_name}")


class Chunk:
    """Some records of one noun, in an order. A subclass names the noun, and `always` the fields
    that it looks further facts up by.

    Of the record itself the fields asked for are read, everything else once a column asks for it:
    a file pays for its own columns alone.
    """

    noun: str
    always: tuple[str, ...] = ()

    def __init__(self, shelf: Shelf, records: BitMap, order: str, fields: Iterable[str]):
        self.shelf = shelf
        rows = NOUNS[self.noun].public().filter(Among(F("pk"), records)).order_by()
        names = ("pk", *sorted({*self.always, *fields} - {"pk"}))
        wanted = [_as_text(rows.model, name) for name in names]
        entry = Entry.objects.filter(noun=self.noun, record=OuterRef("pk"))
        key = Subquery(entry.values(key=SortKey(order, "keys")))
        # One that was deleted meanwhile is not found; one that was withdrawn has no key.
        found = [row for row in rows.values_list(key, *wanted) if row[0]]
        found.sort(key=itemgetter(0))
        columns = list(zip(*found, strict=True))[1:] if found else ((),) * len(names)
        self._fields = dict(zip(names, columns, strict=True))

    @property
    def records(self) -> Sequence[int]:
        return self.field("pk")

    @cached_property
    def numbers(self) -> BitMap:
        """Those of the records."""
        return BitMap(self.records)

    def field(self, name: str) -> Sequence[Any]:
        """The values of a field, one for each record; days as texts, such as 2021-12-31."""
        return self._fields[name]

    def all_told(self, facets: Iterable[str], text_of: TextOf) -> list[list[str]]:
        """Each record's own values of some facets, as texts, in the order of the facets."""
        found: dict[int, list[str]] = {one: [] for one in self.records}
        for facet in facets:
            for text, records in self._having(facet, text_of):
                for record in records.to_array():
                    found[record].append(text)
        return list(found.values())

    def told(self, facet: str, text_of: TextOf) -> list[str | None]:
        """Each record's own value of a facet that gives it one at most."""
        found: dict[int, str | None] = dict.fromkeys(self.records)
        for text, records in self._having(facet, text_of):
            found.update(dict.fromkeys(records.to_array(), text))
        return list(found.values())

    def _having(self, facet: str, text_of: TextOf) -> Iterator[tuple[str, BitMap]]:
        """The options of a facet as texts, each with the records that it is an own value of."""
        if facet in self.shelf.facets:
            own = self.shelf.index.facets[facet].own
            for option in self.shelf.facets[facet].options:
                yield text_of(facet, option), own.get(option.value, NOTHING) & self.numbers


def _as_text(model: type[Model], name: str) -> str | Cast:
    """A field as it is read. Most of the time that days take is that of making them days."""
    is_day = name != "pk" and isinstance(model._meta.get_field(name), DateField)
    return Cast(name, CharField()) if is_day else name


def field(name: str) -> CellsOf:
    """The cells of a column that a field of the record holds."""
    return lambda chunk: chunk.field(name)


def of_field(name: str, label: str, meaning: str, kind, held: str = "", **more) -> Column:
    """A column of what a field of the record holds; the field is called like it unless named."""
    held = held or name
    return Column(name, label, meaning, kind, field(held), reads=(held,), **more)


usual_column = partial(Column, is_usual=True)
usual_field = partial(of_field, is_usual=True)


def one_value(facet: str) -> CellsOf:
    """The code of each record's value of a facet that gives it one at most."""
    return lambda chunk: chunk.told(facet, _value)


def one_label(facet: str) -> CellsOf:
    return lambda chunk: chunk.told(facet, _label)


def term_codes(facets: Sequence[str]) -> CellsOf:
    """Each record's terms of some vocabularies, as `nace-2:C.21`."""
    return lambda chunk: chunk.all_told(facets, _term)


def term_labels(facets: Sequence[str]) -> CellsOf:
    """The names of the same terms in the same order."""
    return lambda chunk: chunk.all_told(facets, _label)


def _value(facet: str, option: Option) -> str:
    return option.value


def _label(facet: str, option: Option) -> str:
    return option.label


def _term(facet: str, option: Option) -> str:
    return f"{facet.removeprefix('t-')}:{option.value}"


def facet_columns(facets: Iterable[Facet], meanings: MeaningsOf) -> Iterator[Column]:
    """Two columns a facet: the codes of its values, and their names beside them."""
    for one in facets:
        name, label = one.name, one.label
        in_codes = _("%(label)s, codes") if one.is_many else _("%(label)s, code")
        code_label = in_codes % {"label": label}
        codes = term_codes([name]) if one.is_many else one_value(name)
        names = term_labels([name]) if one.is_many else one_label(name)
        vocabulary = name.removeprefix("t-") if name.startswith("t-") else ""
        code_type, type_ = ("list", "list") if one.is_many else ("code", "text")
        meaning, code_meaning = meanings(one)
        yield Column(f"{name}-code", code_label, code_meaning, code_type, codes, "", vocabulary)
        yield Column(name, label, meaning, type_, names, "", vocabulary)


def told_by_fields(model: type[Model]) -> Callable[[State, Iterable[Column]], frozenset[str]]:
    """Reads those fields by which columns of a model's file are told, in which anything is."""

    def told(state: State, columns: Iterable[Column]) -> frozenset[str]:
        return filled(state, model, frozenset(one.field for one in columns if one.field))

    return told


@read_once
def filled(state: State, model: type[Model], names: frozenset[str]) -> frozenset[str]:
    """Those of the fields of a model in which any record has something, in one query."""
    found = {name: _most_of(model, name) for name in sorted(names)}
    told = model._default_manager.aggregate(**{f"most_{name}": one for name, one in found.items()})
    return frozenset(name.removeprefix("most_") for name, most in told.items() if most)


def _most_of(model: type[Model], name: str) -> Max | Count:
    """What is 0 or nothing if no record has anything in a field."""
    is_text = isinstance(model._meta.get_field(name), (CharField, TextField))
    return Max(Length(name)) if is_text else Count(name)
