"""An import taken back: what that restores, and what it keeps."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from workbench.imports import jobs
from workbench.imports.undo import plan_undo
from workbench.imports.undo import undo as take_back
from workbench.models import Import
from workbench.views.access import page, record_of, under_way, wizard


@wizard
def undo(request, pk):
    record = record_of(request, pk)
    if working := under_way(request, record, title=_("Undo")):
        return working
    if record.state == Import.State.UNDONE:
        messages.info(request, _("This import was undone already: nothing was changed now."))
        return redirect("imports:done", pk)
    if not record.is_undoable:
        messages.error(request, _("This import can no longer be undone: it is older than 30 days."))
        return redirect("imports:done", pk)
    if request.method == "POST":
        return _undone(request, record)
    return page(request, "undo", title=_("Undo"), record=record, plan=plan_undo(record))


def _undone(request, record: Import):
    jobs.run(record, "undo", lambda _progress: take_back(record, user=request.user))
    return redirect("imports:done", record.pk)
