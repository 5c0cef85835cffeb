import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from observatory import region_facts
from observatory.region_list import region_list as read_list
from observatory.region_page import RegionPage

CODE = re.compile(r"[A-Za-z]{2}[A-Za-z0-9]{0,3}")


@require_safe
def region_list(request: HttpRequest) -> HttpResponse:
    """All published regions, narrowed by the filters in the address."""
    return render(request, "regions/list.html", {"list": read_list(request.GET)})


@require_safe
def region(request: HttpRequest, code: str) -> HttpResponse:
    """One region; a code in small letters moves to the address in capitals."""
    if not CODE.fullmatch(code):
        return _missing(request, code)
    if code != code.upper():
        return redirect("region", code.upper(), permanent=True)
    found = region_facts.find(code)
    if found is None:
        return _missing(request, code)
    context = {
        "page": RegionPage(region_facts.read(found)),
        "region": found,
        "address": request.build_absolute_uri(request.path),
        "today": timezone.localdate(),
    }
    return render(request, "regions/page.html", context)


def _missing(request: HttpRequest, code: str) -> HttpResponse:
    """Says what to try instead of a code that has no page."""
    context = {"code": code, **region_facts.successors(code)}
    return render(request, "regions/missing.html", context, status=404)
