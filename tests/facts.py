"""The project's own facts, loaded once for a module of tests and taken out again afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction

from catalogue import reading
from tests import copies

WAVES = Path(__file__).parent.parent / "fixtures" / "waves"
# What a process has loaded before, by the waves: to load it takes ten times as long as to copy it.
_loaded_before: dict[tuple[int, ...], copies.Copy] = {}


@contextmanager
def loaded(django_db_blocker, *waves: int) -> Iterator[None]:
    """The reference facts and the given survey waves, within one transaction.

    Every test of the module runs in a savepoint of it, so that 8,000 facts are loaded once.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        put(*waves)
        yield
        transaction.set_rollback(True)


def put(*waves: int) -> None:
    """Fill an empty database with the reference facts and the given survey waves."""
    with transaction.atomic():
        if waves in _loaded_before:
            copies.put_back(_loaded_before[waves])
            reading.forget()
        else:
            call_command("load_reference", stdout=StringIO())
            for year in waves:
                import_file(WAVES / f"wave-{year}.csv")
            _loaded_before[waves] = copies.taken()
    take_statistics()


def take_statistics() -> None:
    """Tell PostgreSQL how much there is, as its own upkeep would once the facts were committed.

    Without that it plans for empty tables, and some pages take twenty times as long.
    """
    if connection.vendor == "postgresql":
        # Named one by one: those of the server itself are shared with the other workers.
        tables = connection.introspection.django_table_names(only_existing=True)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")


def import_file(path, *options: str) -> tuple[int, str]:
    """Run the command on a file: its exit code, and all it says."""
    said = StringIO()
    try:
        call_command("import_file", str(path), *options, stdout=said, stderr=said, no_color=True)
    except SystemExit as ended:
        return ended.code, said.getvalue()
    return 0, said.getvalue()
