from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from observatory.kept import kept_by_version, state_of
from observatory.pages.home import HomePage


@require_safe
@kept_by_version
def home(request: HttpRequest) -> HttpResponse:
    """What the site is, and the ways into it."""
    return render(request, "home.html", {"page": HomePage(state_of(request))})
