"""The third step: what the file would change, what is wrong with it, and the confirmation."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from workbench.imports import drafts, errors, jobs
from workbench.imports.applying import apply
from workbench.imports.files import OpenFile
from workbench.imports.packing import unpacked
from workbench.imports.plan import Cause, Plan
from workbench.models import Import
from workbench.views.access import draft_of, page, told, under_way, wizard
from workbench.views.answers import answered
from workbench.views.shown import changes, header, tabs, unchanged

# Cells to mend and answers to agree on, on one page.
MOST_CELLS = MOST_ANSWERS = 100


@wizard
def check(request, pk):
    draft = draft_of(request, pk)
    if working := under_way(request, draft, title=_("Check")):
        return working
    if not draft.digest:
        return redirect("imports:match", draft.pk)
    plan, file = unpacked(draft.plan), drafts.opened(draft)
    if request.method == "POST":
        return _checked_again(request, draft, plan, file)
    told(request, draft)
    return _checked(request, draft, plan, file)


@wizard
def confirm(request, pk):
    """Carry out what was shown, and nothing else."""
    draft = draft_of(request, pk)
    if request.method == "POST" and jobs.state(draft) is None:
        digest, partial = request.POST.get("digest", ""), "partial" in request.POST
        jobs.run(
            draft,
            "apply",
            lambda progress: apply(
                draft, digest, user=request.user, partial=partial, progress=progress
            ),
        )
    # Which leads on to the record, if it was carried out.
    return redirect("imports:check", draft.pk)


def _checked_again(request, draft: Import, plan: Plan, file: OpenFile):
    answers = answered(request.POST, plan, file, drafts.choices_of(draft))
    for sentence in answers.complaints:
        messages.error(request, sentence)
    drafts.choose(draft, answers.choices)
    jobs.run(draft, "check", lambda progress: drafts.check(draft, progress))
    return redirect("imports:check", draft.pk)


def _checked(request, draft: Import, plan: Plan, file: OpenFile):
    shown = tabs(plan, request.GET.get("show", ""))
    context = header(draft, plan, file)
    if shown.key == "error":
        context |= _errors(request, plan, file)
    elif shown.key == "unchanged":
        context |= unchanged(request, plan, file)
    else:
        context |= changes(request, plan, shown.key)
    return page(
        request,
        "check",
        title=_("Check"),
        tabs=shown,
        good=shown.rows - shown.counts["error"],
        keeps=f"show={shown.key}&",
        choices=file.choices,
        is_overtaken=draft.is_overtaken,
        **context,
    )


def _errors(request, plan: Plan, file: OpenFile) -> dict:
    """The problems by cause: rules for the whole file, answers to agree on, cells to mend."""
    found = errors.groups(plan)
    by_rule = [group for group in found if group.cause in errors.WHOLE_FILE]
    asked = errors.unknowns(plan, file)
    places = Paginator(errors.to_mend(found), MOST_CELLS).get_page(request.GET.get("page"))
    return {
        "by_rule": by_rule,
        "with_rows": next((g for g in found if g.cause is Cause.WITH_ITS_ROW), None),
        "unknowns": asked[:MOST_ANSWERS],
        "more_unknowns": len(asked[MOST_ANSWERS:]),
        "lists": {u.list_name: u.offers for u in asked[:MOST_ANSWERS] if not u.offers.is_listed},
        "cells": _by_cause(places, file),
        "paged": places,
    }


def _by_cause(problems, file: OpenFile) -> list[tuple[errors.Group, list[errors.Cell]]]:
    """The cells of one page under their causes."""
    shown = errors.cells(list(problems), file)
    return [
        (errors.Group(cause), [cell for _cause, cell in found])
        for cause, found in groupby(shown, key=itemgetter(0))
    ]
