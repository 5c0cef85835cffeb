import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from observatory.kept import kept_by_version
from observatory.pages import terms as term_pages
from observatory.views.answers import missing, shown

VOCABULARY = re.compile("[a-z0-9][a-z0-9.-]{0,59}")
TERM = re.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,59}")


@require_safe
@kept_by_version
def vocabulary_list(request: HttpRequest) -> HttpResponse:
    """All lists of terms, with how much they are used."""
    return render(request, "terms/list.html", {"rows": term_pages.vocabulary_rows()})


@require_safe
@kept_by_version
def vocabulary(request: HttpRequest, vocabulary: str) -> HttpResponse:
    """One list of terms, as a tree."""
    known = VOCABULARY.fullmatch(vocabulary)
    found = term_pages.find_vocabulary(vocabulary) if known else None
    if found is None:
        return missing(request, "vocabulary", vocabulary)
    return shown(request, "terms/vocabulary.html", term_pages.read_vocabulary(found))


@require_safe
@kept_by_version
def term(request: HttpRequest, vocabulary: str, code: str) -> HttpResponse:
    """One term with its regions and documents."""
    known = VOCABULARY.fullmatch(vocabulary) and TERM.fullmatch(code)
    found = term_pages.find_term(vocabulary, code) if known else None
    if found is None:
        return missing(request, "term", code)
    return shown(request, "terms/term.html", term_pages.read_term(found))
