from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.tables.writing import csv_bytes
from observatory.dictionary import page
from observatory.kept import kept_by_version, state_of


@require_safe
@kept_by_version
def dictionary(request: HttpRequest) -> HttpResponse:
    """What every column of the data means."""
    return render(request, "data/dictionary.html", {"page": page.read(state_of(request))})


@require_safe
@kept_by_version
def dictionary_csv(request: HttpRequest) -> HttpResponse:
    """The same as a file, a row a column."""
    rows = page.read(state_of(request)).rows()
    return HttpResponse(
        csv_bytes(page.HEADINGS, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="dictionary.csv"'},
    )
