"""What the pages of all nouns have in common: how they are shown, and what a wrong code gets."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

# The largest number that the databases can look for.
LARGEST = 2**63 - 1


def shown(request: HttpRequest, template: str, page: object) -> HttpResponse:
    """The page, with what its citation needs: its address, and the day it is read on."""
    context = {
        "page": page,
        "address": request.build_absolute_uri(request.path),
        "today": timezone.localdate(),
    }
    return render(request, template, context)


def missing(request: HttpRequest, noun: str, wanted: object) -> HttpResponse:
    """404, and where to look instead; `noun` says what was looked for: network, policy, ..."""
    context = {"noun": noun, "wanted": str(wanted)}
    return render(request, "parts/missing.html", context, status=404)
