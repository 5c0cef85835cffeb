"""What others changed or deleted: whoever imports the same again leaves it as they left it."""

from collections.abc import Iterable

from django.db.models import Max, Q

# How the reasons of imports begin; every other reason is a person's.
UNDO = "Undo of "
IMPORTS = ("Import of ", "Imported from ", UNDO, "Reference facts ")


def edited(model, reason: str) -> set[int]:
    """The keys of the records whose last change was made for another reason."""
    latest = model.history.values("id").annotate(last=Max("history_id")).values("last")
    others = model.history.filter(pk__in=latest).exclude(history_change_reason=reason)
    return set(others.values_list("id", flat=True))


def deleted(model, reason: str, names: Iterable[str]) -> set[tuple]:
    """What the attributes `names` held in the records that were deleted for another reason."""
    rows = model.history.filter(history_type="-").exclude(history_change_reason=reason)
    return {tuple(getattr(row, name) for name in names) for row in rows}


def gone(model, reason: str, names: Iterable[str]) -> set[tuple]:
    """Of these, what no living record holds again."""
    away = deleted(model, reason, names)
    return away - set(model.objects.values_list(*names)) if away else away


def by_people(model, regions: set[str]) -> tuple[set[int], set[tuple]]:
    """What people did to statements of `model` about `regions` after they were imported.

    The keys of the rows whose last change was a person's, and the subjects with the first day of
    the rows that a person deleted.
    """
    imported = Q()
    for beginning in IMPORTS:
        imported |= Q(history_change_reason__startswith=beginning)
    history = model.history.filter(region__in=regions)
    latest = history.values("id").annotate(last=Max("history_id")).values("last")
    by_hand = model.history.filter(pk__in=latest).exclude(imported)
    deleted = by_hand.filter(history_type="-").values_list(*model.subject, "first_stated_on")
    edited = by_hand.exclude(history_type="-").values_list("id", flat=True)
    return set(edited), set(deleted)
