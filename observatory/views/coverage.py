from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from observatory.kept import kept_by_version
from observatory.pages import coverage as coverage_page


@require_safe
@kept_by_version
def coverage(request: HttpRequest) -> HttpResponse:
    """How far everything is recorded, and how old it is."""
    today = timezone.localdate()
    context = {"page": coverage_page.read(today), "today": today}
    return render(request, "coverage/page.html", context)
