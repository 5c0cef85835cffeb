"""What processes of their own are asked to do with a database: prepare it, import, look at it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, connections

from benchmarks import made_up
from regions.models import Region
from tests.facts import import_file
from tests.imports_at_once.dumps import dumped
from workbench.imports import drafts
from workbench.imports.applying import NotApplied, apply
from workbench.imports.choices import Choices
from workbench.models import Import
from workbench.survey.knowledge import load_known

Tell = Callable[..., None]
# So many that writing them takes about a second.
OBSERVATIONS, WAVE_ROWS = 4_000, 120
WRITES = ("INSERT", "UPDATE", "DELETE")


def use(database: str) -> None:
    """From now on the one database is this one."""
    connections.databases["default"]["NAME"] = database


def prepare(_tell: Tell, folder: str) -> None:
    """The reference facts, two editors, files to import, and a draft that waits for its yes."""
    call_command("migrate", verbosity=0)
    call_command("load_reference", stdout=StringIO())
    anna = User.objects.create_superuser("anna")
    User.objects.create_superuser("bob")
    known = load_known()
    made_up.write_wave(Path(folder, "wave-2021.csv"), known, WAVE_ROWS)
    regions = sorted(known.regions)
    made_up.write_observations(Path(folder, "observations.csv"), regions, OBSERVATIONS)
    draft_of_names(anna, "A name", regions)
    connection.close()


def draft_of_names(user: User, name: str, codes: list[str]) -> Import:
    """A checked upload that gives regions another English name."""
    rows = [[code, f"{name} of {code}"] for code in codes]
    return draft_of(user, "names.csv", Region, [["code", "english_name"], *rows])


def draft_of(user: User, file_name: str, model: type, rows: list[list[str]]) -> Import:
    """A checked upload of a table; the first of its rows are the headings."""
    table = StringIO()
    csv.writer(table).writerows(rows)
    data = table.getvalue().encode()
    draft = drafts.upload(data, file_name, user, Choices(), model._meta.label_lower)
    drafts.check(draft)
    return draft


def bring(tell: Tell, path: str) -> tuple[int, str]:
    """What `manage.py import_file` ends with and says."""
    watch(tell)
    tell("starts")
    return import_file(path)


def confirm(tell: Tell, _path: str) -> tuple[int, str]:
    """The draft that waits is confirmed; 0 and nothing, or 2 and the sentence that says why not."""
    watch(tell)
    tell("starts")
    draft = Import.objects.get(file_name="names.csv")
    try:
        apply(draft, draft.digest)
    except NotApplied as error:
        return 2, str(error)
    return 0, ""


def dump(_tell: Tell) -> dict[str, Any]:
    return dumped()


def watch(tell: Tell) -> None:
    """Tell when the first row is written, when the commit of it all begins, and when it is over."""
    told = connections["default"]
    commit = told._commit

    def on_query(execute, sql, params, many, context):
        if sql.startswith(WRITES):
            told.execute_wrappers.remove(on_query)
            tell("writes")
        return execute(sql, params, many, context)

    def on_commit():
        tell("commits")
        commit()
        tell("committed")

    told.execute_wrappers.append(on_query)
    told._commit = on_commit
