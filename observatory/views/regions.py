import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from common.tables.writing import csv_bytes
from observatory import atlas
from observatory.kept import kept_by_version, state_of
from observatory.partners import profiles
from observatory.region import facts as region_facts
from observatory.region import table
from observatory.region.page import RegionPage

CODE = re.compile(r"[A-Za-z]{2}[A-Za-z0-9]{0,3}")


@require_safe
@kept_by_version
def region(request: HttpRequest, code: str) -> HttpResponse:
    """One region; a code in small letters moves to the address in capitals."""
    if not CODE.fullmatch(code):
        return _missing(request, code)
    if code != code.upper():
        return redirect("region", code.upper(), permanent=True)
    state = state_of(request)
    found = atlas.regions(state).get(code)
    if found is None:
        return _missing(request, code)
    page = RegionPage(region_facts.read(found, state), profiles.read(state))
    context = {
        "page": page,
        "region": found,
        "address": request.build_absolute_uri(request.path),
        "today": timezone.localdate(),
    }
    return render(request, "regions/page.html", context)


@require_safe
@kept_by_version
def region_csv(request: HttpRequest, code: str) -> HttpResponse:
    """The facts of the page as a table."""
    state = state_of(request)
    found = atlas.regions(state).get(code)
    if found is None:
        return _missing(request, code)
    made = csv_bytes(table.HEADINGS, table.rows(region_facts.read(found, state)))
    response = HttpResponse(made, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{code}.csv"'
    return response


def _missing(request: HttpRequest, code: str) -> HttpResponse:
    """Says what to try instead of a code that has no page."""
    known = atlas.regions(state_of(request))
    context = {"code": code, **region_facts.successors(code, known)}
    return render(request, "regions/missing.html", context, status=404)
