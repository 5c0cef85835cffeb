"""The lists of the site: the page, the files and the feed of each, from the same filter."""

from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalogue.reading import State
from observatory import atlas
from observatory.kept import kept_by_version, state_of
from observatory.lists.feeds import atom_of
from observatory.lists.files.asking import COLUMNS, ListFile, without_columns
from observatory.lists.files.formats import FORMATS, formats_of
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
        "files": _files(name, listing.query),
        "chooser": reverse(f"{name}_download") + listing.query,
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


def _files(name: str, query: str = "") -> list[tuple[str, str]]:
    """The formats of a list's file, each with its address."""
    return [
        (one.label, reverse(f"{name}_{one.name}") + query.removeprefix("."))
        for one in formats_of(name)
    ]


@require_safe
@kept_by_version
def list_file(request: HttpRequest, name: str, form: str) -> HttpResponseBase:
    """The same records in the same order, all of them, as a file.

    An address that the page would mend is refused: whoever reads a file sees no notice.
    """
    query, columns = without_columns(request.GET)
    file = ListFile(name, LISTS[name].read(query, state_of(request)), columns, FORMATS[form])
    if file.problems:
        return _refused(request, file.problems)
    return StreamingHttpResponse(
        file.pieces(),
        content_type=file.form.media_type,
        headers={"Content-Disposition": f'attachment; filename="{name}.{form}"'},
    )


def _refused(request: HttpRequest, problems: list[str]) -> HttpResponse:
    """The answer where a page would leave something out with a notice."""
    return render(request, "400.html", {"problem": " ".join(problems)}, status=400)


@require_safe
@kept_by_version
def download_page(request: HttpRequest, name: str) -> HttpResponse:
    """Which columns the file of a list should have, and in which format."""
    query, columns = without_columns(request.GET)
    listing = LISTS[name].read(query, state_of(request))
    file = ListFile(name, listing, columns, FORMATS["csv"])
    context = {
        "of": LISTS[name],
        "number": len(listing.filter.found),
        "notices": file.problems,
        "columns": file.all_columns,
        "parameter": COLUMNS,
        "checked": {one.name for one in file.columns},
        "files": _files(name),
        "address": reverse(name) + listing.query,
        "query": parse_qsl(listing.query.removeprefix("?")),
    }
    return render(request, "lists/download.html", context)


@require_safe
@kept_by_version
def list_feed(request: HttpRequest, name: str) -> HttpResponse:
    """A page of the same list as an Atom feed, which leads to the next one."""
    listed = LISTS[name]
    listing = listed.read(request.GET, state_of(request))
    if listing.filter.notices:
        return _refused(request, listing.filter.notices)
    return HttpResponse(
        atom_of(listed, listing, request), content_type="application/atom+xml; charset=utf-8"
    )
