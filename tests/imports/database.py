"""The whole database as text: equal before and after, or the very first row that differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache

from django.db import connection, transaction

from workbench.tables.shape import nouns

# What an import may write of itself while the facts stay as they are.
RECORDS = ("workbench_import", "workbench_importfile")
# Notes of who is signed in: no facts.
SESSIONS = ("django_session",)


@contextmanager
def taken_out_again() -> Iterator[None]:
    """Whatever is stored meanwhile is not there afterwards: for one example of many."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def dump(leave_out: Iterable[str] = ()) -> dict[str, list[str]]:
    """Every row of every table, histories included, in the order of its key."""
    with connection.cursor() as cursor:
        return {
            name: list(_rows(cursor, select))
            for name, select in _selects().items()
            if name not in leave_out
        }


def facts() -> dict[str, list[str]]:
    """Everything but the records of imports."""
    return dump(leave_out=(*RECORDS, *SESSIONS))


def differences(before: dict[str, list[str]], after: dict[str, list[str]]) -> list[str]:
    """The rows that only one of two dumps has, with their tables."""
    found = []
    for name in sorted({*before, *after}):
        rows, others = before.get(name, []), after.get(name, [])
        if rows != others:
            found += [f"- {name}: {row}" for row in rows if row not in set(others)]
            found += [f"+ {name}: {row}" for row in others if row not in set(rows)]
    return found


def exports() -> dict[str, str]:
    """The table of every noun as it is exported, by the key of the noun."""
    return {key: resource().export().csv for key, resource in nouns().items()}


@cache
def _selects() -> dict[str, str]:
    """A query for each table; which tables there are does not change while tests run."""
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        return {name: _select(cursor, name) for name in names}


def _select(cursor, name: str) -> str:
    key = connection.introspection.get_primary_key_column(cursor, name)
    order = f" ORDER BY {connection.ops.quote_name(key)}" if key else ""
    return f"SELECT * FROM {connection.ops.quote_name(name)}{order}"  # noqa: S608


def _rows(cursor, select: str) -> Iterator[str]:
    cursor.execute(select)
    for row in cursor.fetchall():
        yield repr(tuple(bytes(cell) if isinstance(cell, memoryview) else cell for cell in row))
