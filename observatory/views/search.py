from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from observatory.kept import kept_by_version
from observatory.pages.search import KINDS, SearchPage

MOST_DIGITS = 9


@require_safe
@kept_by_version
def search(request: HttpRequest) -> HttpResponse:
    """Records of every kind in which all words of the search are found."""
    kind = request.GET.get("kind", "")
    number = request.GET.get("page", "")
    is_number = number.isascii() and number.isdigit()
    page = SearchPage(
        request.GET.get("q", "").strip(),
        kind if kind in KINDS else "",
        int(number[:MOST_DIGITS]) if is_number else 1,
    )
    is_unknown = bool(kind) and kind not in KINDS
    return render(request, "search/page.html", {"page": page, "is_unknown": is_unknown})
