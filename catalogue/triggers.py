"""The triggers that do the watching, in the words of each database."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from catalogue.watching import REVISION, WATCHES, Watch

NAME = "catalogue_sees_"
# Which of a row's two states a trigger sees: as it is now, as it was.
SEEN = {"INSERT": ("now",), "UPDATE": ("now", "was"), "DELETE": ("was",)}
SQLITE_NAMES = {"now": "NEW", "was": "OLD"}


def install(**_) -> None:
    """Set up the triggers; whatever was stored while one was missing is touched as a whole.

    A trigger's name ends in a digest of what it does, so that a changed one is a missing one.
    """
    with connection.cursor() as cursor:
        present = _present(cursor)
        tables = set(connection.introspection.table_names(cursor))
        wanted = {one.name: one for one in _wanted() if one.table in tables}
        for name in present.keys() - wanted.keys():
            for sql in _removal(name, present[name]):
                cursor.execute(sql)
        missing = [one for name, one in wanted.items() if name not in present]
        for trigger in missing:
            for sql in trigger.creation():
                cursor.execute(sql)
        for table in sorted({one.table for one in missing}):
            for watch in WATCHES:
                if watch.table == table:
                    cursor.execute(Watch(table, watch.noun).statement(table))


def remove() -> None:
    """Take all triggers off: whoever does so installs them again in the same transaction."""
    with connection.cursor() as cursor:
        for name, table in _present(cursor).items():
            for sql in _removal(name, table):
                cursor.execute(sql)


@dataclass(frozen=True, slots=True)
class _Trigger:
    table: str
    event: str
    watches: tuple[Watch, ...]

    @property
    def name(self) -> str:
        digest = zlib.crc32(repr((REVISION, self.watches)).encode())
        return f"{NAME}{self.table}_{self.event.lower()}_{digest:08x}"

    def creation(self) -> list[str]:
        if not _is_postgresql():
            body = "".join(f"{one.statement(self._row(one))}; " for one in self.watches)
            return [
                f"CREATE TRIGGER {self.name} AFTER {self.event} ON {self.table} BEGIN {body}END"
            ]
        body = "".join(f"{one.statement(self._rows(one))}; " for one in self.watches)
        tables = {"now": "NEW TABLE AS now", "was": "OLD TABLE AS was"}
        return [
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {body}RETURN NULL; END $$",
            f"CREATE TRIGGER {self.name} AFTER {self.event} ON {self.table} "
            f"REFERENCING {' '.join(tables[one] for one in SEEN[self.event])} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {self.name}()",
        ]

    def _row(self, watch: Watch) -> str:
        """One row in its states: SQLite knows no triggers but those a row."""
        states = [SQLITE_NAMES[one] for one in SEEN[self.event]]
        columns = [", ".join(f"{one}.{name} AS {name}" for name in watch.columns) for one in states]
        return f"({' UNION '.join(f'SELECT {one}' for one in columns)})"

    def _rows(self, watch: Watch) -> str:
        """All rows of a statement: on PostgreSQL a third of the time of a trigger a row."""
        columns = ", ".join(watch.columns)
        states = " UNION ".join(f"SELECT {columns} FROM {one}" for one in SEEN[self.event])  # noqa: S608
        return f"({states}) AS touched"


def _wanted() -> Iterator[_Trigger]:
    by_table: dict[str, list[Watch]] = {}
    for watch in WATCHES:
        by_table.setdefault(watch.table, []).append(watch)
    for table, watches in by_table.items():
        for event in SEEN:
            yield _Trigger(table, event, tuple(watches))


def _present(cursor) -> dict[str, str]:
    """The names of the triggers that are set up, with their tables."""
    sql = (
        "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE %s"
        if _is_postgresql()
        else "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
    )
    cursor.execute(sql, [f"{NAME}%"])
    return dict(cursor.fetchall())


def _removal(name: str, table: str) -> list[str]:
    if _is_postgresql():
        return [f"DROP TRIGGER {name} ON {table}", f"DROP FUNCTION {name}()"]
    return [f"DROP TRIGGER {name}"]


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"
