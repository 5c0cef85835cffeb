"""The tables of a release: what is public, as texts, in an order that is the same everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import Model, QuerySet

from observatory.dictionary.nouns import TABLES
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
    published = Region.objects.filter(state=Region.State.PUBLISHED, is_territory=True)
    parents = dict(published.values_list("code", "parent"))
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
        cursor.execute(f"LOCK TABLE {', '.join(names)} IN SHARE MODE")


def _table(name: str, resource: TableResource, known: frozenset[str]) -> ReleasedTable:
    fields = resource.table_fields()
    attributes = [one.attribute for one in fields]
    plain = [one.removesuffix("_id") for one in attributes]
    keys = tuple(plain.index(one.removesuffix("_id")) for one in resource.told_apart_by())
    rows = [
        tuple(str(one.export(record) or "") for one in fields)
        for record in _public(resource._meta.model, attributes).iterator(chunk_size=TOGETHER)
        if _names_only(record, attributes, known)
    ]
    rows.sort(key=lambda row: (*(row[place] for place in keys), row))
    return ReleasedTable(name, tuple(one.column_name for one in fields), keys, rows)


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
    if isinstance(record, Region) and record.code not in known:
        return False
    named = {getattr(record, one) for one in REGION_COLUMNS if one in attributes}
    if isinstance(record, Region):
        named.add(record.parent_id)
    return named - {None} <= known


REGION_COLUMNS = ("region_id", "via_id")
