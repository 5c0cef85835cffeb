import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from observatory.kept import kept_by_version
from observatory.pages import indicators as indicator_pages
from observatory.views.answers import missing, shown

CODE = re.compile("[a-z0-9][a-z0-9-]{0,59}")


@require_safe
@kept_by_version
def indicator_list(request: HttpRequest) -> HttpResponse:
    """All indicators, with the regions and years that they are recorded for."""
    return render(request, "indicators/list.html", {"rows": indicator_pages.indicator_rows()})


@require_safe
@kept_by_version
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: definition, source, coverage, and the ends of its range."""
    found = indicator_pages.find(code) if CODE.fullmatch(code) else None
    if found is None:
        return missing(request, "indicator", code)
    return shown(request, "indicators/page.html", indicator_pages.read(found))
