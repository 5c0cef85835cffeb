"""What stands in the head of a page for programs: its place, its data, its other forms."""

from collections.abc import Iterable, Iterator

from django import template
from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from observatory.addresses import absolute
from observatory.kept import state_of
from observatory.linked import search_engines
from observatory.linked.holdings import holdings, released
from observatory.linked.writing import FORMS
from observatory.models import Release

register = template.Library()

Step = Model | str | None
LISTS: dict[str, str | Promise] = {
    "regions": _("Regions"),
    "policies": _("Policies"),
    "networks": _("Networks"),
    "initiatives": _("Initiatives"),
    "indicators": _("Indicators"),
    "vocabularies": _("Lists of terms"),
}


@register.inclusion_tag("parts/json_ld.html", takes_context=True)
def breadcrumbs_json_ld(context: template.Context, *steps: Step | Iterable[Model]) -> dict:
    """Where the page is: the route of a list, then records, the page's own last.

    A step may be a list of records; one that is empty is left out.
    """
    request = context["request"]
    found = [_told(step) for step in _flat(steps)]
    trail = [(str(name), absolute(path, request)) for name, path in found]
    return {"json": _block(search_engines.breadcrumbs(trail))}


@register.inclusion_tag("parts/json_ld.html", takes_context=True)
def dataset_json_ld(context: template.Context) -> dict:
    """The data of the site as a data set, for the page of the data."""
    request = context["request"]
    root = absolute("/", request).rstrip("/")
    return {"json": _block(search_engines.dataset(holdings(state_of(request)), root))}


@register.inclusion_tag("parts/json_ld.html", takes_context=True)
def release_json_ld(context: template.Context, release: Release) -> dict:
    """A release as a data set, for its page."""
    request = context["request"]
    root = absolute("/", request).rstrip("/")
    told = search_engines.release(released(release), holdings(state_of(request)), root)
    return {"json": _block(told)}


@register.inclusion_tag("parts/json_ld.html", takes_context=True)
def data_breadcrumbs_json_ld(context: template.RequestContext, here: str) -> dict:
    """Where a page below that of the data is; `here` is the name that it goes by."""
    request = context.request  # even where a template is given nothing else
    paths = [(_("Data"), reverse("data")), (here, request.path)]
    trail = [(str(name), absolute(path, request)) for name, path in paths]
    return {"json": _block(search_engines.breadcrumbs(trail))}


@register.inclusion_tag("parts/other_forms.html")
def other_forms(kind: str, code: object) -> dict:
    """Links to what the page is about, as linked data."""
    return {
        "forms": [
            (form.media_type, reverse("id_file", args=[kind, str(code), form.name]))
            for form in FORMS.values()
        ]
    }


def _block(told: dict) -> str:
    return mark_safe(search_engines.as_block(told))  # noqa: S308 - no text can end its element


def _flat(steps: Iterable[Step | Iterable[Model]]) -> Iterator[Model | str]:
    for step in steps:
        if isinstance(step, str | Model):
            yield step
        elif step:
            yield from step


def _told(step: Model | str) -> tuple[str | Promise, str]:
    """The name of a step as the page prints it, and its path."""
    if isinstance(step, str):
        return LISTS[step], reverse(step)
    names = (getattr(step, field, "") for field in ("short_name", "label", "title", "name"))
    return next(name for name in names if name), step.get_absolute_url()
