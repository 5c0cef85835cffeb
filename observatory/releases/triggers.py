"""What keeps a release as it is: triggers by which the database refuses every change to it.

They are set up after each `migrate`, because SQLite loses those of a table that it makes anew.
"""

from __future__ import annotations

from django.db import connection, models

from observatory.models import Release, ReleasedList, ReleasedRecord, ReleaseFile, ReleasePart

NAME = "release_stands"
SENTENCE = "A release never changes."
# All that may be said of a release later.
LATER = {"withdrawn_on", "withdrawn_because"}
MODELS: tuple[type[models.Model], ...] = (
    Release,
    ReleaseFile,
    ReleasePart,
    ReleasedRecord,
    ReleasedList,
)


def install(**_) -> None:
    """Set up the triggers that are missing."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for model in MODELS:
            if model._meta.db_table in tables:
                for sql in _creation(model):
                    cursor.execute(sql)


def _creation(model: type[models.Model]) -> list[str]:
    table, quoted = model._meta.db_table, connection.ops.quote_name
    columns = ", ".join(
        quoted(one.column) for one in model._meta.concrete_fields if one.name not in LATER
    )
    name = f"{NAME}_{table}"
    when = f"BEFORE UPDATE OF {columns} ON {table}"
    if connection.vendor != "postgresql":
        body = f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        return [f"CREATE TRIGGER IF NOT EXISTS {name} {when} {body}"]
    return [
        f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'check_violation'; END $$",
        f"CREATE OR REPLACE TRIGGER {name} {when} FOR EACH ROW EXECUTE FUNCTION {NAME}()",
    ]
