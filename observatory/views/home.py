from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from observatory.maps import dots_only
from observatory.region_facts import dots
from regions.models import Region


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the site is, and the way to the regions."""
    published = Region.objects.published()
    context = {
        "map": dots_only(dots()),
        "regions": published.count(),
        "countries": published.countries().count(),
        "example": published.filter(code="BE3").first(),
    }
    return render(request, "home.html", context)
