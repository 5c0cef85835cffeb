"""Which terms the members of a network share, beside how common they are among all regions."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from common.text import fold
from observatory.region.term_lists import WITHOUT_CODES
from policies.models import Classification, Term

# A list of each vocabulary, the most shared terms first.
MOST = 8
# One region shares nothing with itself.
FEWEST = 2


@dataclass(frozen=True, slots=True)
class SharedTerm:
    """How many members, and how many regions in all, are classified with the term."""

    term: Term
    members: int
    regions: int


@dataclass(frozen=True, slots=True)
class SharedTerms:
    """The terms of a vocabulary; `members` and `regions` count those with any term of it."""

    name: str
    has_codes: bool
    members: int
    regions: int
    terms: list[SharedTerm]


def shared_terms(members: QuerySet) -> list[SharedTerms]:
    """One list a vocabulary with a term that two members share.

    `members` selects the codes of regions. Two queries.
    """
    rows = Classification.objects.in_force().about_published()
    among = Q(region__in=members)
    vocabularies = rows.values_list("term__vocabulary_id", "term__vocabulary__name").annotate(
        among=Count("region", distinct=True, filter=among), all=Count("region", distinct=True)
    )
    counts = (
        rows.values_list("term_id", "term__vocabulary_id", "term__code", "term__label")
        .annotate(among=Count("pk", filter=among), all=Count("pk"))
        .filter(among__gte=FEWEST)
    )
    terms = [
        SharedTerm(Term(pk=pk, vocabulary_id=vocabulary, code=code, label=label), few, many)
        for pk, vocabulary, code, label, few, many in counts.order_by()
    ]
    found = [
        SharedTerms(name, code not in WITHOUT_CODES, few, many, _most(terms, code))
        for code, name, few, many in sorted(vocabularies.order_by(), key=_place)
    ]
    return [one for one in found if one.terms]


def _most(terms: list[SharedTerm], vocabulary: str) -> list[SharedTerm]:
    own = [one for one in terms if one.term.vocabulary_id == vocabulary]
    return sorted(own, key=lambda one: (-one.members, fold(one.term.label), one.term.code))[:MOST]


def _place(row: tuple[str, str, int, int]) -> tuple[int, str, str]:
    code, name, *_counts = row
    own = WITHOUT_CODES.index(code) if code in WITHOUT_CODES else len(WITHOUT_CODES)
    return own, fold(name), code
