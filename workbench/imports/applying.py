"""A confirmed import carried out: all of it or nothing, and exactly what was shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.db import DatabaseError, IntegrityError, OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from regions.signals import written
from regions.writing import create_all
from workbench.imports import layouts
from workbench.imports.choices import Choices
from workbench.imports.drafts import check, choices_of, note, opened
from workbench.imports.files import OpenFile
from workbench.imports.plan import Plan
from workbench.imports.shape import Job, Progress, Unfit, Writing, no_progress
from workbench.imports.shapes import shape_of
from workbench.models import Import, RememberedAnswer

# One import at a time: the number of the lock that PostgreSQL keeps for us until the end of the
# transaction. SQLite has one writer at a time anyway.
ONE_AT_A_TIME = 7_310_002


class NotApplied(Exception):
    """Nothing was imported; the message is a sentence that says why, and what to do."""


class AlreadyDone(NotApplied):
    """The import was carried out before."""


class Otherwise(NotApplied):
    """The plan is no longer what was shown: the draft holds what it would be now."""


def apply(
    draft: Import,
    digest: str,
    *,
    user=None,
    partial: bool = False,
    progress: Progress = no_progress,
) -> Plan:
    """Carry out what was shown under `digest`. Raises NotApplied; nothing is changed then.

    With `partial` the rows without an error are imported, and the others kept for later.
    """
    try:
        # Reading takes its time, and needs no lock.
        file = _as_chosen(opened(draft), partial)
        with turned_into_sentences(), transaction.atomic():
            take_turns()
            locked = Import.objects.select_for_update().get(pk=draft.pk)
            if locked.state != Import.State.DRAFT:
                raise AlreadyDone(_("This import was carried out already: it changed nothing now."))
            if choices_of(locked) != choices_of(draft):
                raise NotApplied(_("Nothing was imported: you changed a choice in another window."))
            plan = carry_out(file, Writing(locked.reason, user), progress)
            _refuse_surprises(plan, digest, partial=partial)
            close(locked, plan, file, user)
    except Otherwise:
        check(draft)
        raise
    except Unfit as error:
        raise NotApplied(str(error)) from error
    return plan


def _as_chosen(file: OpenFile, partial: bool) -> OpenFile:
    """The file with a shape that has not looked anything up yet: it will, under the lock."""
    choices = replace(file.choices, partial=partial)
    return replace(file, choices=choices, shape=shape_of(file.shape.key))


def carry_out(file: OpenFile, writing: Writing, progress: Progress = no_progress) -> Plan:
    """Write a file within the transaction of the caller, and what was agreed for later files."""
    job = Job(file.table, file.columns, file.choices, writing, progress=progress)
    plan = file.shape.carry_out(job)
    _remember_answers(file.choices, writing)
    written.send(Import)
    return plan


def _refuse_surprises(plan: Plan, digest: str, *, partial: bool) -> None:
    if plan.refusals and not partial:
        raise Otherwise(_("Nothing was imported, because some cells cannot be read."))
    if plan.digest() != digest:
        raise Otherwise(
            _(
                "Nothing was imported: since you looked, somebody has changed what this file is "
                "about. This is what it would change now. Look it over and confirm again."
            )
        )
    if not plan.changes:
        raise NotApplied(_("There is nothing to import: the file changes nothing."))


def close(draft: Import, plan: Plan, file: OpenFile, user) -> None:
    """The draft becomes the record of what was done."""
    draft.state, draft.applied_at = Import.State.APPLIED, timezone.now()
    draft.user = user or draft.user
    # With every column, so that the record still tells what was matched when more is known.
    columns = {column.number: column.key for column in file.columns}
    draft.choices = replace(file.choices, columns=columns).stored()
    note(draft, plan)
    draft.save(update_fields=["state", "applied_at", "user", "choices"])
    if draft.layout_name:
        layouts.remember(draft.layout_name, file.table.headings, draft.shape, file.columns)


def _remember_answers(choices: Choices, writing: Writing) -> None:
    """What was agreed in this import holds for every later one."""
    known = set(RememberedAnswer.objects.values_list("question", "printed"))
    new = [
        RememberedAnswer(question=a.question, printed=a.printed, reading=a.reading, value=a.value)
        for a in choices.agreements
        if a.reading != "add" and (a.question, a.printed) not in known
    ]
    create_all(new, user=writing.user, reason=writing.reason)


def take_turns() -> None:
    """Wait for nobody: whoever comes second while an import is written is told so."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        if not cursor.fetchone()[0]:
            raise NotApplied(busy())


def busy() -> str:
    return _(
        "Nothing was changed: another import is being written at this moment. Wait until it has "
        "ended, and confirm again."
    )


@contextmanager
def turned_into_sentences() -> Iterator[None]:
    """What the database raises when somebody else was quicker, or is still writing."""
    try:
        yield
    except IntegrityError as error:
        raise NotApplied(
            _(
                "Nothing was changed: somebody has changed the same facts at this very moment. "
                "Look again, and confirm again."
            )
        ) from error
    except OperationalError as error:
        raise NotApplied(busy()) from error
    except DatabaseError as error:
        raise NotApplied(
            _("Nothing was changed: the database refused a value of this file.")
        ) from error
