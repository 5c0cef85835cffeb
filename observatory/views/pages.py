from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from observatory.kept import kept_by_version
from observatory.models import Page
from observatory.pages.markup import to_html


@require_safe
@kept_by_version
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A text that editors have written, such as /about/."""
    found = get_object_or_404(Page, slug=slug)
    html = mark_safe(to_html(found.body))  # noqa: S308 - it lets no HTML of the text through
    return render(request, "pages/page.html", {"page": found, "html": html})
