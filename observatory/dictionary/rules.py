"""What the rules of the database say about the values of one column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.db import models
from django.db.models import CheckConstraint, Q

from common import rules

# A value, then any number of the same after a separator, as in "[0-9]{4}( [0-9]{4})*".
_SEVERAL = re.compile(r"(?P<one>.+)\((?P<separator>[ ;,]+)(?P=one)\)\*")


def pattern_of(field: models.Field) -> str:
    """The regular expression that the whole of a text has to match; empty if any text will do."""
    for condition in _conditions(field):
        match list(_leaves(condition)):
            case [(lookup, str(pattern))] if lookup == f"{field.name}__regex":
                if rules.CONTROL not in pattern:
                    return pattern.removeprefix(r"\A").removesuffix(r"\Z")
    return ""


def several(pattern: str) -> tuple[str, str]:
    """The pattern of one value and what separates it from the next, if a text holds several."""
    match = _SEVERAL.fullmatch(pattern)
    return (match["one"], match["separator"]) if match else (pattern, "")


def bounds_of(field: models.Field) -> tuple[int | None, int | None]:
    """The lowest and the highest number allowed, each None if there is no such limit."""
    limits = {f"{field.name}__gte", f"{field.name}__lte"}
    for condition in _conditions(field):
        leaves = dict(_leaves(condition))
        if leaves.keys() - {f"{field.name}__isnull"} == limits:
            return tuple(leaves[limit] for limit in sorted(limits))
    return (0 if isinstance(field, models.PositiveSmallIntegerField) else None, None)


def _conditions(field: models.Field) -> Iterator[Q]:
    for rule in field.model._meta.constraints:
        if isinstance(rule, CheckConstraint):
            yield rule.condition


def _leaves(condition) -> Iterator[tuple[str, object]]:
    """The comparisons that a condition consists of; an expression counts as one, unnamed."""
    if isinstance(condition, Q):
        for child in condition.children:
            yield from _leaves(child)
    else:
        yield condition if isinstance(condition, tuple) else ("", condition)
