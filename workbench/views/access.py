"""Who may open which page of the wizard, and what all its pages have in common."""

from functools import wraps

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from common.tables import Unreadable
from workbench.imports import jobs
from workbench.imports.applying import busy
from workbench.imports.shape import Shape, Unfit
from workbench.imports.shapes import all_shapes, allowed_to, shape_of
from workbench.models import Import

# Seconds until a page that shows how far something is looks again.
LOOKS_AGAIN = 2


class CarriedOut(Exception):
    """What was asked for as a draft is a record by now."""

    def __init__(self, record: Import) -> None:
        self.record = record


def wizard(view):
    """A page of the admin, for those who may import something; what goes wrong is a sentence."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        request.importable = allowed_to(request.user, all_shapes())
        if not request.importable:
            raise PermissionDenied
        try:
            return view(request, *args, **kwargs)
        except CarriedOut as done:
            if request.method == "POST":
                told = _("This import was carried out already: nothing was changed now.")
                messages.info(request, told)
            return redirect("imports:done", done.record.pk)
        except (Unreadable, Unfit) as error:
            messages.error(request, str(error))
            return redirect("imports:start")
        except OperationalError:
            # Said at once: a message for the next page would have to be stored as well.
            response = page(request, "busy", title=_("Import"), sentence=busy())
            response.status_code = 409
            return response

    return admin.site.admin_view(guarded)


def page(request, name: str, **context) -> TemplateResponse:
    """A page of the wizard, within the frame of the admin."""
    context = {**admin.site.each_context(request), **context}
    return TemplateResponse(request, f"admin/imports/{name}.html", context)


def draft_of(request, pk: int) -> Import:
    """The upload of this number, if it is the reader's own. Raises CarriedOut if it is done."""
    record = get_object_or_404(Import, pk=pk)
    if record.state != Import.State.DRAFT:
        raise CarriedOut(record)
    if record.user_id != request.user.pk:
        raise Http404
    _require_right(request, record)
    return record


def record_of(request, pk: int) -> Import:
    """The import of this number that was carried out, for all who may import such files."""
    record = get_object_or_404(Import.objects.carried_out(), pk=pk)
    _require_right(request, record)
    return record


def _require_right(request, record: Import) -> None:
    try:
        shape = shape_of(record.shape)
    except Unfit as error:
        raise Http404(str(error)) from error
    if not request.user.has_perms(shape.permissions):
        raise PermissionDenied


def shape_named(request, key: str) -> Shape | None:
    """The kind of file of this key, if the reader may import it."""
    return next((shape for shape in request.importable if shape.key == key), None)


def under_way(request, record: Import, **context) -> TemplateResponse | None:
    """A page that shows how far the work on an import is; none if no work is under way."""
    state = jobs.state(record)
    if state is None:
        return None
    response = page(request, "progress", record=record, state=state, **context)
    # As a header it works without script, and the page holds nothing that a reload would lose.
    response.headers["Refresh"] = str(LOOKS_AGAIN)
    return response


def told(request, record: Import) -> None:
    """Say what went wrong in the background, once."""
    record.refresh_from_db(fields=["message"])
    if record.message:
        messages.error(request, record.message)
        Import.objects.filter(pk=record.pk).update(message="")
