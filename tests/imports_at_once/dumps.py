"""Everything a database holds, in a form in which two databases can be compared."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models

from catalogue.models import Touched
from regions.models import Record

# Numbers that the database gives, and gives otherwise after an import that was broken off.
NUMBERED = (models.AutoField, models.BigAutoField)
NAMED_BY_NUMBER = re.compile(r"no\. \d+")


def dumped() -> dict[str, tuple[int, str]]:
    """Table -> how many rows it has, and a digest of them.

    Left out is when something happened. For a number that the database gave stands its place
    among all those of its kind: after an interrupted import PostgreSQL goes on with a higher one.
    The catalogue, which holds such numbers and stamps drawn by lot, is only looked at for whether
    anything is left to be settled: it follows from the rest.
    """
    _check()
    places = {model: _places(model) for model in apps.get_models() if _is_numbered(model)}
    return {model._meta.db_table: _digest(model, places) for model in _all_models()}


def _all_models() -> list[type[models.Model]]:
    every = apps.get_models(include_auto_created=True)
    return [one for one in every if one._meta.app_label != "catalogue" or one is Touched]


def _is_numbered(model: type[models.Model]) -> bool:
    return isinstance(model._meta.pk, NUMBERED)


def _check() -> None:
    """That the file or the keys are not broken."""
    connection.check_constraints()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            found = cursor.execute("PRAGMA integrity_check").fetchall()
        if found != [("ok",)]:
            raise RuntimeError(f"the database is broken: {found}")


def _places(model: type[models.Model]) -> dict[Any, int]:
    """Number -> its place among all that rows of the model have or had."""
    numbers = set(model._base_manager.values_list("pk", flat=True))
    if issubclass(model, Record):
        numbers |= set(model.history.values_list(model._meta.pk.attname, flat=True))
    return {number: place for place, number in enumerate(sorted(numbers))}


def _digest(model: type[models.Model], places: dict) -> tuple[int, str]:
    digest, count = hashlib.sha256(), 0
    for row in _rows(model, places):
        digest.update(repr(row).encode())
        count += 1
    return count, digest.hexdigest()


def _rows(model: type[models.Model], places: dict) -> Iterator[list[Any]]:
    fields = [f for f in model._meta.concrete_fields if not isinstance(f, models.DateTimeField)]
    kinds = [_numbers_of(field, model) for field in fields]
    rows = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields))
    for row in rows.iterator():
        yield [
            places[kind].get(value, value) if kind in places else _plain(value)
            for kind, value in zip(kinds, row, strict=True)
        ]


def _numbers_of(field: models.Field, model: type[models.Model]) -> type[models.Model] | None:
    """Of which model a field holds the numbers."""
    original = getattr(model, "instance_type", None)
    if field.primary_key and _is_numbered(model):
        return model
    if original is not None and field.attname == original._meta.pk.attname:
        return original
    if field.is_relation and field.target_field.primary_key:
        return field.related_model
    return None


def _plain(value: Any) -> Any:
    if isinstance(value, memoryview):
        return bytes(value)
    return NAMED_BY_NUMBER.sub("no. n", value) if isinstance(value, str) else value
