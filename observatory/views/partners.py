from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.tables.writing import Cell, csv_bytes
from observatory.kept import kept_by_version, state_of
from observatory.partners import profiles
from observatory.partners.page import PartnerPage, Row


@require_safe
@kept_by_version
def partners(request: HttpRequest) -> HttpResponse:
    """The partner finder: what matters on one side, the regions that fit on the other."""
    page = PartnerPage(request.GET, profiles.read(state_of(request)))
    return render(request, "partners/page.html", {"page": page})


@require_safe
@kept_by_version
def partners_csv(request: HttpRequest) -> HttpResponse:
    """The same regions as a table; an address that the page would mend is refused here."""
    page = PartnerPage(request.GET, profiles.read(state_of(request)))
    if page.found is None or page.notices:
        problem = " ".join(page.notices) or _("Name the region to find partners for: ?for=BE3")
        return render(request, "400.html", {"problem": problem}, status=400)
    headings, *rows = _table(page)
    name = f"partners-{page.base.code}.csv"
    return HttpResponse(
        csv_bytes(headings, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _table(page: PartnerPage) -> Iterator[list[Cell]]:
    """The headings and a line a region, three columns a criterion that counts."""
    criteria = [one for one in page.options if one.weight != "ignore"]
    about = ["for", "place", "code", "name", "other name", "country", "NUTS level"]
    parts = [
        f"{one.name}: {what}"
        for one in criteria
        for what in ("points", "of", "comparable", "words")
    ]
    lacking = ["topics that it has more", "networks that it has more", "recorded of it only"]
    yield [*about, "score", "comparable", *parts, *lacking]
    for row in page.rows:
        yield _cells(page.base.code, row)


def _cells(base: str, row: Row) -> list[Cell]:
    region, result = row.region, row.result
    about: list[Cell] = [base, row.place, region.code, region.name, region.other_name]
    about += [region.code[:2], len(region.code) - 2, result.score, result.comparable]
    for line in row.lines:
        part = line.part
        about += [part.points, part.maximum, part.comparable, line.sentence]
    return [*about, row.topics, row.networks, row.unasked]
