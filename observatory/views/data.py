"""The pages about the data: what can be taken, the releases, and their files."""

from base64 import b64encode

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import condition, require_safe

from observatory.kept import kept_by_version
from observatory.licence import licence
from observatory.lists.files.formats import formats_of
from observatory.lists.nouns import LISTS, ListOf
from observatory.models import ReleaseFile
from observatory.pages import data

FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
@kept_by_version
def data_page(request: HttpRequest) -> HttpResponse:
    """Everything that can be taken from here."""
    context = {
        "page": data.read(),
        "lists": [_files_of(one) for one in LISTS.values()],
    }
    return render(request, "data/page.html", context)


def _files_of(listed: ListOf) -> dict:
    """The addresses of a list and of all that can be had of it."""
    name = listed.name
    return {
        "title": listed.title,
        "address": reverse(name),
        "files": [(one.label, reverse(f"{name}_{one.name}")) for one in formats_of(name)],
        "chooser": reverse(f"{name}_download"),
        "feed": reverse(f"{name}_feed"),
    }


@require_safe
@kept_by_version
def release_page(request: HttpRequest, number: str) -> HttpResponse:
    """One release: its files, its tables, what changed, and how it is cited."""
    release = data.find(number)
    if release is None:
        raise Http404
    files = {one.name: one for one in release.files.all()}
    context = {
        "shown": data.shown(release),
        "release": release,
        "tables": data.tables(release),
        "bibtex": b"".join(files["citation.bib"].pieces()).decode(),
    }
    return render(request, "data/release.html", context)


def _digest(request: HttpRequest, number: str, name: str) -> str | None:
    """The mark of a file: what its bytes add up to."""
    rows = ReleaseFile.objects.filter(release__number=number, name=name)
    found = rows.values_list("sha256", flat=True).first()
    return f'"{found}"' if found else None


@require_safe
def release_file(request: HttpRequest, number: str, name: str) -> HttpResponseBase:
    """A file of a release, byte for byte as it was published."""
    response = _file(request, number=number, name=name)
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["Link"] = licence().link
    return response


@condition(etag_func=_digest)
def _file(request: HttpRequest, number: str, name: str) -> HttpResponseBase:
    file = get_object_or_404(ReleaseFile, release__number=number, name=name)
    digest = b64encode(bytes.fromhex(file.sha256)).decode()
    return StreamingHttpResponse(
        file.pieces(),
        content_type=file.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{file.name}"',
            "Content-Length": str(file.size),
            "Repr-Digest": f"sha-256=:{digest}:",
        },
    )
