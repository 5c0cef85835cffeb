"""Uploads on their way: kept for a week, checked as often as their owner changes a choice."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from common.text import tidy
from workbench.imports.choices import Choices
from workbench.imports.files import OpenFile, open_file
from workbench.imports.packing import packed
from workbench.imports.plan import Plan
from workbench.imports.shape import Job, Progress, Shape, no_progress
from workbench.imports.shapes import all_shapes, allowed_to, shape_of
from workbench.models import Import, ImportFile

LONGEST_NAME = 200


def upload(data: bytes, name: str, user, choices: Choices, shape: str = "") -> Import:
    """Keep a file for its owner, once it is clear that it can be read at all.

    Raises Unreadable or Unfit, with a sentence, and keeps nothing then.
    """
    shapes = [shape_of(shape)] if shape else allowed_to(user, all_shapes())
    opened = open_file(data, name, choices, shapes)
    Import.objects.forgotten().delete()
    draft = kept(data, opened, user)
    # Whoever goes on with this very object need not read the file again.
    draft.opened = opened
    return draft


@transaction.atomic
def kept(data: bytes, opened: OpenFile, user) -> Import:
    """A new import of a file, with how it was read."""
    draft = Import.objects.create(
        file_name=opened.name[-LONGEST_NAME:],
        file_hash=hashlib.sha256(data).hexdigest(),
        user=user,
        shape=opened.shape.key,
        cells=len(opened.table.rows) * len(opened.table.headings),
        choices=opened.choices.stored(),
    )
    ImportFile.objects.create(of=draft, packed=zlib.compress(data, 6))
    return draft


def choices_of(draft: Import) -> Choices:
    return Choices.restored(draft.choices)


def opened(draft: Import) -> OpenFile:
    """The file of a draft, read as its choices say."""
    before: OpenFile | None = getattr(draft, "opened", None)
    if before is not None and before.choices == choices_of(draft):
        return before
    shapes: list[Shape] = [shape_of(draft.shape)]
    return open_file(draft.file.content, draft.file_name, choices_of(draft), shapes)


def choose(draft: Import, choices: Choices) -> None:
    """Change how a draft is read; what was planned before is void."""
    _keep(draft, choices=choices.stored(), digest="", counts={}, plan=b"")


def check(draft: Import, progress: Progress = no_progress) -> Plan:
    """Plan everything, write nothing but the plan itself. Raises Unreadable or Unfit."""
    file, checked_at = opened(draft), timezone.now()
    # What blank cells would clear is counted beside what they do.
    plan = file.shape.carry_out(Job(file.table, file.columns, file.choices, progress=progress))
    note(draft, plan)
    _keep(draft, checked_at=checked_at)
    return plan


def discard(draft: Import) -> bool:
    """Throw an upload away; one that was carried out in the meantime stays."""
    deleted, _of_each = Import.objects.waiting().filter(pk=draft.pk).delete()
    return bool(deleted)


def note(draft: Import, plan: Plan) -> None:
    """Keep a plan beside its draft."""
    counts = {**plan.row_counts(), "changes": len(plan.changes), "blanks": plan.blanks}
    _keep(draft, plan=packed(plan), digest=plan.digest(), counts=counts, message="")


def _keep(draft: Import, **values) -> None:
    """Store values of a draft; one that was carried out in the meantime stays as it is."""
    for name, value in values.items():
        setattr(draft, name, value)
    Import.objects.waiting().filter(pk=draft.pk).update(**values)


def mend(choices: Choices, texts: dict[tuple[int, int], str]) -> Choices:
    """The choices with texts put in the place of cells: (row, number of the column) -> text."""
    cells = {row: dict(columns) for row, columns in choices.cells.items()}
    for (row, column), text in texts.items():
        cells.setdefault(row, {})[column] = tidy(text)
    return replace(choices, cells=cells)
