"""What search engines read first: which addresses there are, and which to leave alone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from observatory.addresses import absolute
from observatory.kept import kept_by_version
from observatory.linked import sitemaps

XML = "application/xml"


@require_safe
@kept_by_version
def index(request: HttpRequest) -> HttpResponse:
    """The parts of the sitemap."""
    paths = (reverse("sitemap_part", args=[name]) for name in sitemaps.names())
    context = {"parts": [absolute(path, request) for path in paths]}
    return render(request, "sitemap/index.xml", context, content_type=XML)


@require_safe
@kept_by_version
def part(request: HttpRequest, name: str) -> HttpResponse:
    """The addresses of one part."""
    listed = sitemaps.listed(name)
    if listed is None:
        raise Http404
    context = {"listed": listed, "root": absolute("/", request).rstrip("/")}
    return render(request, "sitemap/part.xml", context, content_type=XML)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What programs that follow links should leave alone."""
    context = {"sitemap": absolute(reverse("sitemap"), request)}
    return render(request, "sitemap/robots.txt", context, content_type="text/plain; charset=utf-8")
