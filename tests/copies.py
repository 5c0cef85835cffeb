"""All rows of the project's tables, copied as they are: past models, rules and triggers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import AutoField, Model

APPS = ("regions", "policies", "catalogue", "observatory", "workbench")


@dataclass(frozen=True)
class Rows:
    """What a table holds; on PostgreSQL as it writes tables itself."""

    table: str
    columns: tuple[str, ...]
    numbered: str
    rows: Any


Copy = list[Rows]


def taken() -> Copy:
    """The rows of every table of the project."""
    return [_rows_of(model) for model in _models()]


def put_back(copied: Copy) -> None:
    """Put the rows into empty tables: the same rows under the same numbers."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _into_postgresql(cursor, copied)
        else:
            _into_sqlite(cursor, copied)


def _models() -> Iterable[type[Model]]:
    for name in APPS:
        yield from apps.get_app_config(name).get_models(include_auto_created=True)


def _rows_of(model: type[Model]) -> Rows:
    fields = [one for one in model._meta.concrete_fields if not one.generated]
    columns = tuple(connection.ops.quote_name(one.column) for one in fields)
    key = model._meta.pk
    numbered = key.column if isinstance(key, AutoField) else ""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({', '.join(columns)}) TO STDOUT") as copy:
                return Rows(table, columns, numbered, b"".join(map(bytes, copy)))
        cursor.execute(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608 - our own names
        return Rows(table, columns, numbered, cursor.fetchall())


def _into_postgresql(cursor, copied: Copy) -> None:
    # No trigger looks at the rows, and no key is checked: they have been through both.
    cursor.execute("SET LOCAL session_replication_role = replica")
    for one in copied:
        with cursor.copy(f"COPY {one.table} ({', '.join(one.columns)}) FROM STDIN") as copy:
            copy.write(one.rows)
        if one.numbered:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence(%s, %s), MAX({one.numbered})) "  # noqa: S608
                f"FROM {one.table} HAVING MAX({one.numbered}) IS NOT NULL",
                [one.table, one.numbered],
            )
    cursor.execute("SET LOCAL session_replication_role = origin")


def _into_sqlite(cursor, copied: Copy) -> None:
    for one in copied:
        places = ", ".join("?" for _column in one.columns)
        # Past Django, which would take each row's placeholders apart.
        cursor.cursor.executemany(
            f"INSERT INTO {one.table} ({', '.join(one.columns)}) VALUES ({places})",  # noqa: S608
            one.rows,
        )
    # What the triggers have noted of it is in the rows of the catalogue already.
    cursor.execute("DELETE FROM catalogue_touched")
