"""The project's addresses, with a few pages that fail or answer on purpose."""

from django.core.exceptions import PermissionDenied
from django.db import DataError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

FAULTS = {
    "overflow": OverflowError("too large"),
    "data": DataError("out of range"),
    "value": ValueError("a fault of ours"),
    "denied": PermissionDenied(),
}


@csrf_exempt
def fault(request, name):
    raise FAULTS[name]


def public(request):
    return HttpResponse("A public page")


def with_template(request):
    """A public page rendered with every context processor, as the project's pages are."""
    return render(request, "404.html")


urlpatterns = [
    path("fault/<slug:name>/", fault),
    path("public/", public),
    path("public/rendered/", with_template),
    path("", include("regions_project.urls")),
]
