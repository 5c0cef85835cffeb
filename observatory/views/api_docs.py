from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from observatory.addresses import absolute
from observatory.documentation import page
from observatory.documentation.words import rate_in_words
from observatory.kept import kept_by_version, state_of
from observatory.pages.markup import to_html


@require_safe
@kept_by_version
def api_docs(request: HttpRequest) -> HttpResponse:
    """How programs ask, and what they are answered."""
    base = absolute("/", request).rstrip("/")
    found = page.at(page.read(state_of(request)), base)
    texts = [one for one in found.programs if one.is_text]
    context = {
        "page": found,
        "base": base,
        "rate": rate_in_words(settings.API_RATE),
        # The heading of a text is that of the page.
        "texts": [
            (one, mark_safe(to_html(one.text.partition("\n")[2])))  # noqa: S308 - no HTML in it
            for one in texts
        ],
    }
    return render(request, "data/api.html", context)
