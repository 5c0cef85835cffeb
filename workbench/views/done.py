"""The last step: what was imported, and the record of it."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from workbench.imports import drafts
from workbench.imports.packing import unpacked
from workbench.models import Import
from workbench.views.access import page, record_of, told, under_way, wizard
from workbench.views.shown import changes, header


@wizard
def done(request, pk):
    record = get_object_or_404(Import, pk=pk)
    if record.state == Import.State.DRAFT:
        if record.user_id != request.user.pk:
            raise Http404
        return redirect("imports:check", pk)
    record = record_of(request, pk)
    title = _("Undone") if record.state == Import.State.UNDONE else _("Imported")
    if working := under_way(request, record, title=title):
        return working
    told(request, record)
    return _done(request, record, title)


def _done(request, record: Import, title: str):
    plan, file = unpacked(record.plan), drafts.opened(record)
    asks = {ask.key: ask.label for ask in file.shape.asks()}
    return page(
        request,
        "done",
        title=title,
        choices=file.choices,
        size=len(record.file.content),
        matched=[(c.heading, asks.get(c.key, c.key)) for c in file.columns if c.heading],
        mended=sum(map(len, file.choices.cells.values())),
        **header(record, plan, file),
        **changes(request, plan),
    )
