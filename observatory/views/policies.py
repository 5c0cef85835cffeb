from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from observatory.kept import kept_by_version
from observatory.pages import policies as policy_page
from observatory.views.answers import LARGEST, missing, shown


@require_safe
@kept_by_version
def policy(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """One policy document; the number finds it, a title that has changed leads to the new one."""
    found = policy_page.find(number) if number <= LARGEST else None
    if found is None:
        return missing(request, "policy", number)
    if slug != found.slug:
        return redirect(found)
    return shown(request, "policies/page.html", policy_page.read(found))
