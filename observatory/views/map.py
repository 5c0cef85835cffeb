from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.tables.writing import csv_bytes
from observatory.kept import kept_by_version
from observatory.maps import boundaries
from observatory.maps import choices as map_choices
from observatory.maps import facts as map_facts
from observatory.maps import state as map_state
from observatory.maps import table as map_table
from observatory.maps.form import form
from observatory.maps.page import MapPage


@require_safe
@kept_by_version
def map_page(request: HttpRequest) -> HttpResponse:
    """A map of one figure, scale, network or question, with the same values as a table."""
    return render(request, "map/page.html", {"page": _page(request.GET)})


@require_safe
@kept_by_version
def map_svg(request: HttpRequest) -> HttpResponse:
    """The map of the page as a drawing that needs no other file."""
    page = _page(request.GET)
    if refusal := _refusal(page):
        return refusal
    drawn = render_to_string("map/file.svg", {"page": page})
    return _file(drawn.encode(), page, "svg", "image/svg+xml")


@require_safe
@kept_by_version
def map_csv(request: HttpRequest) -> HttpResponse:
    """The table of the page as a file."""
    page = _page(request.GET)
    if refusal := _refusal(page):
        return refusal
    made = csv_bytes(map_table.HEADINGS, map_table.rows(page))
    return _file(made, page, "csv", "text/csv; charset=utf-8")


def _page(query: QueryDict) -> MapPage | None:
    """What the address asks for, or None while there is nothing that a map could show."""
    choices = {one.value: one for one in map_choices.choices()}
    if not choices:
        return None
    asked = map_state.read(query, choices)
    choice = choices[asked.show or next(iter(choices))]
    available = map_choices.available(choice)
    state = map_state.settle(asked, choice.value, available)
    facts = map_facts.read(choice, state.level, state.year)
    selectors = form(list(choices.values()), choice, state, available)
    return MapPage(choice, state, selectors, facts, boundaries.stored())


def _refusal(page: MapPage | None) -> HttpResponse | None:
    """A file shows no notice, so an address that would need one gets no file."""
    if page is None:
        return HttpResponse(_("There is nothing to show yet."), "text/plain", 404)
    if page.state.notices:
        return HttpResponse("\n".join(page.state.notices), "text/plain; charset=utf-8", 400)
    return None


def _file(content: bytes, page: MapPage, ending: str, kind: str) -> HttpResponse:
    name = "-".join(["map", page.choice.code, f"level-{page.state.level}"])
    if page.state.year:
        name = f"{name}-{page.state.year}"
    response = HttpResponse(content, kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{name}.{ending}")
    return response
