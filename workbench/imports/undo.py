"""An import taken back: every value as it was before, except what people have changed since.

What belongs together (the answers of one region to one question) is taken back together or not at
all, and what a record that stays still names stays too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.edits import UNDO
from regions.models import Record
from regions.signals import written
from regions.writing import create_all, delete_all, is_written, set_many, update_all
from workbench.imports.applying import AlreadyDone, NotApplied, take_turns, turned_into_sentences
from workbench.imports.traces import DELETED, Trace, Traces, is_same, lists_of
from workbench.imports.words import noun_of
from workbench.models import Import

Models = list[type[models.Model]]
MOST_TOLD = 500  # of what an undo keeps, beside the record of the import


class Kept(NamedTuple):
    """What an undo leaves as it is, and why."""

    noun: str
    about: str
    reason: str


@dataclass(slots=True)
class UndoPlan:
    """What an undo restores, by noun, and what it keeps."""

    nouns: Counter[str] = field(default_factory=Counter)
    kept: list[Kept] = field(default_factory=list)
    # Model -> keys of rows to delete; versions to give back; versions to bring back.
    deleted: dict[type, list] = field(default_factory=dict)
    changed: dict[type, list] = field(default_factory=dict)
    revived: dict[type, list] = field(default_factory=dict)

    @property
    def restored(self) -> int:
        return self.nouns.total()

    @property
    def restored_nouns(self) -> list[tuple[str, int]]:
        """How many of each noun, the most first."""
        return self.nouns.most_common()


def plan_undo(done: Import) -> UndoPlan:
    """What undoing an import would restore and keep; writes nothing."""
    traces = {model: Traces(model, done.reason) for model in _nouns()}
    # The rows that will be taken back: they name nothing any more that has to stay for them.
    ours = {model: {trace.pk for trace in found.all} for model, found in traces.items()}
    while True:
        plan, staying = UndoPlan(), sum(map(len, ours.values()))
        for found in traces.values():
            _decide(found, ours, plan)
        if sum(map(len, ours.values())) == staying:
            return plan


def undo(done: Import, *, user=None) -> UndoPlan:
    """Take an import back. Raises NotApplied; nothing is changed then."""
    with turned_into_sentences(), transaction.atomic():
        take_turns()
        done = Import.objects.select_for_update().get(pk=done.pk)
        if done.state == Import.State.UNDONE:
            raise AlreadyDone(_("This import was undone already: nothing was changed now."))
        if not done.is_undoable:
            raise NotApplied(_("This import can no longer be undone: it is older than 30 days."))
        plan = plan_undo(done)
        _write(plan, {"user": user, "reason": f"{UNDO}{done.reason[0].lower()}{done.reason[1:]}"})
        done.state, done.undone_at, done.undone_by = Import.State.UNDONE, timezone.now(), user
        told = [list(kept) for kept in plan.kept[:MOST_TOLD]]
        counted = {"restored": plan.restored, "kept": len(plan.kept), "kept_told": told}
        done.counts = {**done.counts, **counted}
        done.save(update_fields=["state", "undone_at", "undone_by", "counts"])
        written.send(Import)
    return plan


def _nouns() -> Models:
    return [model for model in apps.get_models() if issubclass(model, Record)]


def _decide(found: Traces, ours: dict[type, set], plan: UndoPlan) -> None:
    """Restore each group of a model's rows, or keep the whole of it."""
    needed = [trace for trace in found.all if not trace.is_new or trace.latest != trace.after]
    numbers = {number for t in needed for number in (t.before, t.after, t.latest) if number}
    versions = found.versions(numbers)
    for group in found.by_subject():
        reason = _edited(group, versions) or _named(found.model, group, ours)
        if reason:
            ours[found.model] -= {trace.pk for trace in group}
            # What stays is what it says now, not what the import said.
            stays = versions.get(group[0].latest)
            about = (stays or found.versions([group[0].after])[group[0].after]).instance
            plan.kept.append(Kept(noun_of(found.model), str(about), reason))
            continue
        plan.nouns[noun_of(found.model)] += 1
        for trace in group:
            _take_back(found.model, trace, versions, plan)


def _take_back(model, trace: Trace, versions: dict[int, Any], plan: UndoPlan) -> None:
    latest = versions.get(trace.latest)
    is_there = latest is None or latest.history_type != DELETED
    if trace.is_new:
        if is_there:
            plan.deleted.setdefault(model, []).append(trace.pk)
        return
    way = plan.changed if is_there else plan.revived
    way.setdefault(model, []).append(versions[trace.before])


def _edited(group: list[Trace], versions: dict[int, Any]) -> str:
    """Who has changed one of these rows since, in words; nothing if nobody has."""
    for trace in group:
        if trace.latest != trace.after:
            latest = versions[trace.latest]
            if not is_same(versions[trace.after], latest):
                return _by_whom(latest)
    return ""


def _by_whom(latest: Any) -> str:
    user = latest.history_user
    who = (user.get_full_name() or user.get_username()) if user else _("a program")
    is_deleted = latest.history_type == DELETED
    sentence = _("deleted since by %(who)s") if is_deleted else _("edited since by %(who)s")
    return sentence % {"who": who}


def _named(model, group: list[Trace], ours: dict[type, set]) -> str:
    """Which records that stay name one that this import brought, in words; nothing if none do."""
    new = [trace.pk for trace in group if trace.is_new]
    for relation in model._meta.related_objects if new else ():
        other = relation.related_model
        if not issubclass(other, Record):
            continue
        named = {f"{relation.field.name}__pk__in": new}
        keys = other._base_manager.filter(**named).values_list("pk", flat=True)
        if any(key not in ours[other] for key in keys.iterator()):
            nouns = {"nouns": other._meta.verbose_name_plural}
            return _("%(nouns)s that came later, or stay, name it") % nouns
    return ""


def _write(plan: UndoPlan, history: dict) -> None:
    """Dependants go before what they name; what they name comes back before them."""
    order = dependants_first(
        [m for m in _nouns() if m in {*plan.deleted, *plan.changed, *plan.revived}]
    )
    for model in order:
        delete_all(model, plan.deleted.get(model, []), **history)
    for model in reversed(order):
        create_all([version.instance for version in plan.revived.get(model, ())], **history)
        _give_back(model, plan.changed.get(model, []), history)


def _give_back(model, versions: list, history: dict) -> None:
    """Earlier values; what was closed before is closed first, for one answer is in force."""
    names = [column.name for column in model._meta.concrete_fields if is_written(column)]
    rows = [version.instance for version in versions]
    is_open = [getattr(row, "superseded_on", None) is None for row in rows]
    for wanted in (False, True):
        chosen = [row for row, is_ in zip(rows, is_open, strict=True) if is_ is wanted]
        update_all(chosen, names, **history)
    for version in versions:
        for name, keys in lists_of(version).items():
            set_many(model._base_manager.get(pk=version.id), name, keys, **history)


def dependants_first(order: Iterable[type]) -> Models:
    """Models before those that they have foreign keys to."""
    order = list(order)
    done: Models = []

    def visit(model) -> None:
        if model in done:
            return
        named = {column.related_model for column in model._meta.get_fields() if _names(column)}
        for other in order:
            if other in named and other is not model:
                visit(other)
        done.append(model)

    for model in order:
        visit(model)
    return done[::-1]


def _names(column) -> bool:
    return (
        bool(getattr(column, "many_to_one", False) or getattr(column, "many_to_many", False))
        and column.concrete
    )
