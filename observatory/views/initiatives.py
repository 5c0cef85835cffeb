from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from observatory.kept import kept_by_version
from observatory.pages import initiatives as initiative_page
from observatory.views.answers import LARGEST, missing, shown


@require_safe
@kept_by_version
def initiative(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """One initiative; the number finds it, a title that has changed leads to the new one."""
    found = initiative_page.find(number) if number <= LARGEST else None
    if found is None:
        return missing(request, "initiative", number)
    if slug != found.slug:
        return redirect(found)
    return shown(request, "initiatives/page.html", initiative_page.read(found))
