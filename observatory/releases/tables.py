"""The tables of a release: what is public, as texts, in an order that is the same everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Model, QuerySet

from observatory.dictionary.nouns import TABLES
from observatory.models import Release
from regions.models import Region, Statement
from regions.resources import TableResource

Row = tuple[str, ...]
TOGETHER = 2_000


@dataclass(frozen=True, slots=True)
class ReleasedTable:
    """A table as it is published. `keys` are the places of the columns that tell its rows apart."""

    name: str
    headings: Row
    keys: tuple[int, ...]
    rows: list[Row]

    def by_key(self) -> dict[Row, Row]:
        return {tuple(row[place] for place in self.keys): row for row in self.rows}


def released_tables() -> Iterator[ReleasedTable]:
    """All tables in the order in which they can be read in again."""
    known = released_regions()
    for name, resource in TABLES.items():
        yield _table(name, resource(), known)


def released_regions() -> frozenset[str]:
    """The codes of the territories that are public, together with everything above them.

    One below a draft is left out with it: its row would name a region that is not there.
    """
    parents = dict(Region.objects.published().values_list("code", "parent"))
    known: set[str | None] = {None}
    # Sorted by length, a region comes after the one above it.
    for code in sorted(parents, key=lambda one: (len(one), one)):
        if parents[code] in known:
            known.add(code)
    return frozenset(code for code in known if code)


def hold_still() -> None:
    """Let nobody change the data until the transaction ends, so that all tables are of one moment.

    SQLite has a single writer anyway, and that is whoever has begun a transaction.
    """
    if connection.vendor != "postgresql":
        return
    models = {resource._meta.model for resource in TABLES.values()}
    lists = {field.remote_field.through for model in models for field in model._meta.many_to_many}
    names = sorted(connection.ops.quote_name(one._meta.db_table) for one in models | lists)
    with connection.cursor() as cursor:
        # Against itself: of two who release at once, one comes second.
        cursor.execute(f"LOCK TABLE {Release._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(f"LOCK TABLE {', '.join(names)} IN SHARE MODE")


def _table(name: str, resource: TableResource, known: frozenset[str]) -> ReleasedTable:
    fields = resource.table_fields()
    attributes = [one.attribute for one in fields]
    plain = [one.removesuffix("_id") for one in attributes]
    keys = tuple(plain.index(one.removesuffix("_id")) for one in resource.told_apart_by())
    rows = [
        tuple(one.export(record) for one in fields)
        for record in _public(resource._meta.model, attributes).iterator(chunk_size=TOGETHER)
        if _names_only(record, attributes, known)
    ]
    rows.sort(key=lambda row: (*(row[place] for place in keys), row))
    if name == "terms":
        rows = _after_what_they_name(rows)
    return ReleasedTable(name, tuple(one.column_name for one in fields), keys, rows)


def _after_what_they_name(terms: list[Row]) -> list[Row]:
    """Terms, each behind the one above it and the one that replaces it, as an import needs them."""
    by_key = {f"{row[0]}:{row[1]}": row for row in terms}
    ordered: dict[str, Row] = {}
    for key in by_key:
        waiting = [key]
        while waiting:
            here = waiting[-1]
            vocabulary, _code, parent, *_, replaced_by = by_key[here]
            named = [f"{vocabulary}:{parent}" if parent else "", replaced_by]
            # One that waits already names itself in the end: there is no order for such.
            first = [n for n in named if n in by_key and n not in ordered and n not in waiting]
            if first:
                waiting.append(first[0])
            else:
                ordered.setdefault(here, by_key[waiting.pop()])
    return list(ordered.values())


def _public(model: type[Model], attributes: list[str]) -> QuerySet:
    """The records of a table with those others that its columns show."""
    rows = model._default_manager.order_by()
    if issubclass(model, Statement):
        rows = rows.about_published()
    others = [one.name for one in model._meta.fields if one.is_relation and one.name in attributes]
    lists = [one.name for one in model._meta.many_to_many if one.name in attributes]
    return rows.select_related(*others).prefetch_related(*lists)


def _names_only(record: Model, attributes: list[str], known: frozenset[str]) -> bool:
    """Whether all regions that a row names are in the release."""
    columns = ("code", "parent_id") if isinstance(record, Region) else ("region_id", "via_id")
    return {getattr(record, one) for one in columns if one in attributes} - {None} <= known
