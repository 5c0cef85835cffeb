"""What things are named by for good, and what programs that link data read about them."""

from collections.abc import Callable

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from observatory.kept import kept_by_version, state_of
from observatory.linked.accept import preferred
from observatory.linked.dcat import catalogue_graph
from observatory.linked.holdings import holdings
from observatory.linked.kinds import KINDS, LONGEST_CODE, Kind, moved
from observatory.linked.names import Names
from observatory.linked.writing import FORMS, Form

HTML, JSON = "text/html", "application/json"
SEE_OTHER, NOT_ACCEPTABLE = 303, 406


@require_safe
def identified(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """From the thing that is named to what is told of it, in the form that is wanted most."""
    told, found = _found(request, kind, code)
    if found is None:
        return _moved_on(request, "id", kind, code)
    addresses = _addresses(told, kind, code, found)
    wanted = preferred(request.headers.get("Accept", ""), list(addresses))
    response: HttpResponse
    if wanted is None:
        text = _("None of the forms that you accept is to be had. There are: %(forms)s.")
        response = HttpResponse(
            text % {"forms": ", ".join(addresses)},
            content_type="text/plain; charset=utf-8",
            status=NOT_ACCEPTABLE,
        )
    else:
        response = HttpResponseRedirect(addresses[wanted](), status=SEE_OTHER)
    patch_vary_headers(response, ["Accept"])
    return response


@require_safe
def described(request: HttpRequest, kind: str, code: str, form: str) -> HttpResponse:
    """A record as linked data; a code may hold a full stop itself, as that of a term does."""
    if form not in FORMS:
        return identified(request, kind=kind, code=f"{code}.{form}")
    return _file(request, kind, code, form)


@kept_by_version
def _file(request: HttpRequest, kind: str, code: str, form: str) -> HttpResponse:
    told, found = _found(request, kind, code)
    if found is None:
        return _moved_on(request, "id_file", kind, code, form)
    return _written(told.graph(found, Names(request), state_of(request)), FORMS[form])


@require_safe
@kept_by_version
def catalogue(request: HttpRequest, form: str) -> HttpResponse:
    """The catalogue of the data, for the catalogues of others."""
    if form not in FORMS:
        raise Http404
    held = holdings(state_of(request))
    return _written(catalogue_graph(held, Names(request)), FORMS[form])


def _found(request: HttpRequest, kind: str, code: str) -> tuple[Kind, Model | None]:
    """The kind and its record. Raises Http404 if there is no such kind."""
    told = KINDS.get(kind)
    if told is None or len(code) > LONGEST_CODE:
        raise Http404
    return told, told.find(code, state_of(request))


def _addresses(told: Kind, kind: str, code: str, found: Model) -> dict[str, Callable[[], str]]:
    """Where the forms of a record are, by media type, the most usual first."""
    addresses: dict[str, Callable[[], str]] = {}
    if told.has_page:
        addresses[HTML] = found.get_absolute_url
    if told.api:
        addresses.setdefault(HTML, lambda: told.api_address(code))
        addresses[JSON] = lambda: told.api_address(code)
    for form in FORMS.values():
        addresses[form.media_type] = lambda name=form.name: reverse(
            "id_file", args=[kind, code, name]
        )
    return addresses


def _moved_on(request: HttpRequest, name: str, kind: str, code: str, *more: str) -> HttpResponse:
    """One move to the identifier that is meant now. Raises Http404 if there is none."""
    target = moved(kind, code, state_of(request))
    if target is None:
        raise Http404
    return redirect(name, kind, target, *more, permanent=True)


def _written(graph, form: Form) -> HttpResponse:
    return HttpResponse(form.write(graph), content_type=form.content_type)
