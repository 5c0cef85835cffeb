"""The first step: a file is uploaded. Below, what was imported lately."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from common.tables import Unreadable
from common.tables.table import limits_from
from workbench.forms import UploadForm
from workbench.imports import drafts, jobs
from workbench.imports.choices import Choices
from workbench.imports.shape import Unfit
from workbench.models import Import
from workbench.views.access import draft_of, page, shape_named, wizard
from workbench.views.uploads import bounded

A_PAGE = 25


@bounded
@wizard
def start(request):
    if request.method == "POST":
        return _uploaded(request)
    noun = request.GET.get("noun", "")
    initial = {"kind": noun} if shape_named(request, noun) else {}
    return _start(request, UploadForm(shapes=request.importable, initial=initial))


@wizard
def discard(request, pk):
    """An upload is thrown away by whoever made it."""
    draft = draft_of(request, pk)
    if request.method != "POST" or jobs.state(draft) is not None:
        return redirect("imports:check", draft.pk)
    if drafts.discard(draft):
        told = _("The upload %(file)s was discarded: nothing was imported.")
        messages.info(request, told % {"file": draft.file_name})
    return redirect("imports:start")


def _uploaded(request):
    form = UploadForm(request.POST, request.FILES, shapes=request.importable)
    if sentence := getattr(request, "too_large", ""):
        return _start(request, UploadForm(shapes=request.importable), sentence)
    if not form.is_valid():
        return _start(request, form)
    file, chosen = form.cleaned_data["file"], form.cleaned_data
    choices = Choices(year=chosen["year"])
    try:
        draft = drafts.upload(file.read(), file.name, request.user, choices, chosen["kind"])
    except (Unreadable, Unfit) as error:
        return _start(request, form, str(error))
    return _next_step(draft)


def _next_step(draft: Import):
    """A file whose columns are plain is checked at once."""
    if not drafts.opened(draft).is_plain:
        return redirect("imports:match", draft.pk)
    jobs.run(draft, "check", lambda progress: drafts.check(draft, progress))
    return redirect("imports:check", draft.pk)


def _start(request, form: UploadForm, sentence: str = ""):
    titles = {shape.key: shape.title for shape in request.importable}
    found = Import.objects.for_list(request.user, titles)
    recent = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    for record in recent:
        record.kind = titles[record.shape]
    return page(
        request,
        "start",
        title=_("Import"),
        form=form,
        sentence=sentence,
        recent=recent,
        limits=limits_from(settings),
    )
