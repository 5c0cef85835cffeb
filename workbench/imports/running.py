"""A file brought in at one go, as a command does it: read, planned and, unless refused, written."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from workbench.imports.applying import carry_out, close, take_turns, turned_into_sentences
from workbench.imports.choices import Choices
from workbench.imports.drafts import kept
from workbench.imports.files import OpenFile, open_file
from workbench.imports.plan import Plan
from workbench.imports.shape import Job, Progress, Shape, Writing, no_progress
from workbench.models import Import


@dataclass(frozen=True, slots=True)
class Run:
    """A file, what it changes, and the record of its import if it was written."""

    file: OpenFile
    plan: Plan
    record: Import | None = None


class _TakenBack(Exception):
    """Ends the transaction of an import that is not to be kept."""


def look(
    data: bytes,
    name: str,
    choices: Choices,
    shapes: list[Shape],
    progress: Progress = no_progress,
) -> Run:
    """What a file would change. Raises Unreadable or Unfit."""
    file = open_file(data, name, choices, shapes)
    job = Job(file.table, file.columns, file.choices, progress=progress)
    return Run(file, file.shape.carry_out(job))


def bring_in(
    data: bytes,
    name: str,
    choices: Choices,
    shapes: list[Shape],
    progress: Progress = no_progress,
) -> Run:
    """Import a file: all of it, its good rows if that was chosen, or nothing.

    Raises Unreadable, Unfit or NotApplied. Without a change nothing is recorded.
    """
    file = open_file(data, name, choices, shapes)
    record = None
    with turned_into_sentences():
        try:
            with transaction.atomic():
                take_turns()
                record = kept(data, file, None)
                plan = carry_out(file, Writing(record.reason), progress)
                if not plan.changes or (plan.refusals and not choices.partial):
                    raise _TakenBack
                close(record, plan, file, None)
        except _TakenBack:
            record = None
    return Run(file, plan, record)
