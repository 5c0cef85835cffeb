from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.tables.writing import csv_bytes
from observatory.compare import choice as comparison_choice
from observatory.compare import page as comparison_page
from observatory.compare import reading as comparison_facts
from observatory.compare.choice import Choice, Known
from observatory.compare.compared import FEWEST, Asked, Compared
from observatory.compare.comparison import compare as compared_with
from observatory.compare.comparison import table
from observatory.compare.page import ComparisonPage
from observatory.compare.summary import summary
from observatory.kept import kept_by_version


@require_safe
@kept_by_version
def compare(request: HttpRequest) -> HttpResponse:
    """Two to four regions beside each other; with fewer, the way to choose them."""
    choice, known = _choice(request)
    if choice.is_moved:
        return redirect(f"{reverse('compare')}{choice.address}")
    if len(choice.codes) < FEWEST:
        page = comparison_page.start(choice, known.places)
        return render(request, "compare/start.html", {"page": page, "choice": choice})
    regions, asked = _facts(choice, known)
    picker = comparison_page.picker(known.places.values())
    page = ComparisonPage(choice, compared_with(regions, asked), summary(regions, asked), picker)
    return render(request, "compare/page.html", {"page": page, "choice": choice})


@require_safe
@kept_by_version
def compare_csv(request: HttpRequest) -> HttpResponse:
    """The rows of the page as a table."""
    choice, known = _choice(request)
    if len(choice.codes) < FEWEST:
        text = _("Name two to four regions, as in /compare.csv?r=BE3&r=BE2.")
        return HttpResponse(text, content_type="text/plain; charset=utf-8", status=400)
    comparison = compared_with(*_facts(choice, known))
    if choice.only_differences:
        comparison = comparison.only_differences()
    name = "-".join(("compare", *choice.codes))
    return HttpResponse(
        csv_bytes(*table(comparison)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def _choice(request: HttpRequest) -> tuple[Choice, Known]:
    wish = comparison_choice.read(request.GET)
    known = comparison_facts.known(wish.asked)
    return comparison_choice.choose(wish, known), known


def _facts(choice: Choice, known: Known) -> tuple[list[Compared], Asked]:
    places = [known.places[code] for code in choice.codes]
    return comparison_facts.read(places, comparison_facts.country_names(known.places))
