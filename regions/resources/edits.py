"""What others changed or deleted: whoever loads the same table again leaves it as they left it."""

from collections.abc import Iterable

from django.db.models import Max


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
