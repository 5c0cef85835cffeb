"""What the history tells of an import: for every row that it wrote, the version before and after.

Versions are numbers of the history here, and become records only where their values are needed:
an undo of 100,000 new rows needs none of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, models
from simple_history.utils import get_m2m_reverse_field_name

from regions.models import Statement

# Bound values a query.
BATCH = 500

DELETED = "-"


@dataclass(frozen=True, slots=True)
class Trace:
    """One row that an import wrote: the versions before it, after it, and now.

    `before` is None for a row that was not there. Rows of one `subject` belong together: one
    answer closes another.
    """

    pk: Any
    subject: tuple
    before: int | None
    after: int
    latest: int

    @property
    def is_new(self) -> bool:
        return self.before is None


class Traces:
    """The traces that an import left in one model."""

    def __init__(self, model: type[models.Model], reason: str) -> None:
        self.model, self._history = model, model.history.model
        self.all = list(self._traces(reason))

    def by_subject(self) -> Iterable[list[Trace]]:
        """The traces about one thing together."""
        groups: dict[tuple, list[Trace]] = defaultdict(list)
        for trace in self.all:
            groups[trace.subject].append(trace)
        return groups.values()

    def versions(self, numbers: Iterable[int]) -> dict[int, Any]:
        """Versions of rows, by their numbers in the history."""
        found = {}
        for batch in _batches(list(numbers)):
            entries = self._history.objects.filter(pk__in=batch).select_related("history_user")
            found.update({entry.history_id: entry for entry in entries})
        return found

    def _traces(self, reason: str) -> Iterator[Trace]:
        names = self.model.subject if issubclass(self.model, Statement) else ()
        mine = self._history.objects.filter(history_change_reason=reason).order_by("history_id")
        first: dict[Any, int] = {}
        last: dict[Any, tuple] = {}
        for key, number, *subject in mine.values_list("id", "history_id", *names):
            first.setdefault(key, number)
            last[key] = (number, tuple(subject) or (key,))
        for batch in _batches(list(first)):
            self._hold(batch)
            told = self._history.objects.filter(id__in=batch).order_by("history_id")
            before: dict[Any, int | None] = {}
            latest: dict[Any, int] = {}
            for key, number, kind in told.values_list("id", "history_id", "history_type"):
                latest[key] = number
                if number < first[key]:
                    before[key] = None if kind == DELETED else number
            for key in batch:
                number, subject = last[key]
                yield Trace(key, subject, before.get(key), number, latest[key])

    def _hold(self, keys: list) -> None:
        """Nobody saves one of these rows between our reading and our writing."""
        if connection.in_atomic_block:
            rows = self.model._base_manager.filter(pk__in=keys).order_by("pk")
            list(rows.select_for_update().values_list("pk"))


def is_same(one: Any, other: Any) -> bool:
    """Whether two versions hold the same values, their lists included."""
    if DELETED in (one.history_type, other.history_type):
        return bool(one.history_type == other.history_type)
    return _row(one) == _row(other)


def lists_of(version: Any) -> dict[str, list[int]]:
    """The lists of a version: their names, and the keys of what they held."""
    return {
        many.name: sorted(
            getattr(row, f"{get_m2m_reverse_field_name(many)}_id")
            for row in getattr(version, many.name).all()
        )
        for many in getattr(version, "_history_m2m_fields", ())
    }


def _row(version: Any) -> list[Any]:
    values = [getattr(version, column.attname) for column in version.tracked_fields]
    return [*values, lists_of(version)]


def _batches(keys: list) -> Iterator[list]:
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
