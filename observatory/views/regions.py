from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from common.tables.writing import csv_bytes
from observatory import atlas
from observatory.kept import kept_by_version, state_of
from observatory.partners import profiles
from observatory.region import facts as region_facts
from observatory.region import lineage, table
from observatory.region.page import RegionPage


@require_safe
@kept_by_version
def region(request: HttpRequest, code: str) -> HttpResponse:
    """One region; a code in small letters moves to capitals, one given up to its successor."""
    state = state_of(request)
    found = atlas.regions(state).get(code)
    if found is None:
        return _elsewhere(request, code, "region")
    page = RegionPage(region_facts.read(found, state), profiles.read(state))
    wish = request.GET.get("from", "")
    context = {
        "page": page,
        "region": found,
        "led": lineage.led(wish, code, page.facts.lines, page.facts.known) if wish else None,
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
        return _elsewhere(request, code, "region_csv")
    made = csv_bytes(table.HEADINGS, table.rows(region_facts.read(found, state)))
    response = HttpResponse(made, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{code}.csv"'
    return response


def _elsewhere(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """One move to the page that is meant, if there is one; else what to try instead."""
    state = state_of(request)
    known, lines = atlas.regions(state), lineage.lineage(state)
    meant = code.upper() if lineage.CODE.fullmatch(code) else code
    if meant in known:
        return redirect(name, meant, permanent=True)
    onward = lineage.moved(code, state)
    if onward is not None:
        address = reverse(name, args=[onward])
        return redirect(f"{address}?{urlencode({'from': meant})}", permanent=True)
    context = {
        "code": meant,
        "turns": lineage.became(meant, lines, known),
        "around": region_facts.around(meant, known),
    }
    return render(request, "regions/missing.html", context, status=404)
