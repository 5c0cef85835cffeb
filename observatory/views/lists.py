"""The lists of the site: one page and one file for each, from the same filter."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.reading import State
from observatory import atlas
from observatory.kept import kept_by_version, state_of
from observatory.lists.feeds import atom_of
from observatory.lists.files import csv_of
from observatory.lists.listing import Listing
from observatory.lists.nouns import LISTS
from observatory.lists.on_map import found_map
from observatory.lists.rows import FIGURES


@require_safe
@kept_by_version
def list_page(request: HttpRequest, name: str) -> HttpResponse:
    """The records of a noun, narrowed by the filters in the address."""
    listed = LISTS[name]
    listing = listed.read(request.GET, state_of(request))
    context = {
        "of": listed,
        "list": listing,
        "address": reverse(name),
        "csv": reverse(f"{name}_csv") + listing.query,
        "feed": reverse(f"{name}_feed") + listing.query,
        "row_template": f"lists/rows/{name}.html",
        **_views(listing, state_of(request)),
    }
    return render(request, "lists/page.html", context)


def _views(listing: Listing, state: State) -> dict:
    """The other ways to look at the records found, and what each needs besides."""
    labels = {"list": _("List"), "table": _("Table"), "map": _("Map")}
    here = listing.filter.view
    links = [
        {"label": labels[view], "link": link, "is_here": view == here}
        for view, link in listing.view_links()
    ]
    context: dict = {"views": links if len(links) > 1 else []}
    if here != "list":
        context["indicators"] = atlas.asked(state).indicators[:FIGURES]
    if here == "map":
        context["found"] = listing.filter.found
        context["found_map"] = found_map(listing.filter.found, atlas.regions(state))
    return context


@require_safe
@kept_by_version
def list_csv(request: HttpRequest, name: str) -> HttpResponse:
    """The same records in the same order, all of them, as a file."""
    listed = LISTS[name]
    lines = csv_of(listed.read(request.GET, state_of(request)), listed.columns())
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


@require_safe
@kept_by_version
def list_feed(request: HttpRequest, name: str) -> HttpResponse:
    """The first records of the same list as an Atom feed."""
    listed = LISTS[name]
    listing = listed.read(request.GET, state_of(request))
    return HttpResponse(
        atom_of(listed, listing, request), content_type="application/atom+xml; charset=utf-8"
    )
