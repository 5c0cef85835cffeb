"""The page of a policy document: what it is, what it covers, where it holds, what is akin to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import get_language_info

from common.text import fold
from observatory.pages.by_country import LISTED, english, place
from observatory.pages.cited import sources
from observatory.region.term_lists import WITHOUT_CODES
from policies.models import PolicyDocument, Term, Vocabulary
from regions.models import Region, Source

# Of documents akin to this one; the lists show the rest.
MOST = 8


@dataclass(frozen=True, slots=True)
class Covered:
    """The terms of one vocabulary that the document is listed with, in the order of codes."""

    vocabulary: Vocabulary
    terms: list[Term]

    @property
    def has_codes(self) -> bool:
        return self.vocabulary.code not in WITHOUT_CODES


@dataclass(frozen=True, slots=True)
class Reach:
    """Which regions show a national document: `parts` one level down, `below` counts all others."""

    parts: list[Region]
    below: int


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """`language` is the name of the title's language, empty if that is not recorded. `others` are
    documents of the same territory, `akin` those with the most terms in common."""

    document: PolicyDocument
    language: str
    covered: list[Covered]
    reach: Reach | None
    others: list[PolicyDocument]
    akin: list[PolicyDocument]
    sources: list[Source]

    @property
    def territory(self) -> str:
        """The name of its territory that a reader of English knows, empty for the Union."""
        return english(self.document.region) if self.document.region else ""


def find(number: int) -> PolicyDocument | None:
    rows = PolicyDocument.objects.published().select_related("kind", "region", "source")
    return rows.filter(pk=number).first()


def read(document: PolicyDocument) -> PolicyPage:
    """The page of a document that `find` has found, in at most five queries."""
    terms = list(document.terms.select_related("vocabulary"))
    return PolicyPage(
        document=document,
        language=language_name(document.language),
        covered=covered(terms),
        reach=_reach(document.region) if document.region and document.region.is_country else None,
        others=_others(document),
        akin=_akin(document, terms) if terms else [],
        sources=sources([document]),
    )


def language_name(tag: str) -> str:
    """The English name of a language tag, or the tag itself if Django knows no name for it."""
    try:
        return str(get_language_info(tag)["name"]) if tag else ""
    except KeyError:
        return tag


def covered(terms: Iterable[Term]) -> list[Covered]:
    """One list a vocabulary, in the order of names."""
    lists: dict[Vocabulary, list[Term]] = {}
    for term in terms:
        lists.setdefault(term.vocabulary, []).append(term)
    found = [
        Covered(vocabulary, sorted(own, key=lambda term: term.code))
        for vocabulary, own in lists.items()
    ]
    return sorted(found, key=lambda one: (fold(one.vocabulary.name), one.vocabulary.code))


def _reach(country: Region) -> Reach:
    """Counted are the regions of the newest edition that the country's code is valid in."""
    rows = Region.objects.published().filter(country_code=country.code, level__gt=0)
    newest = country.editions[-1]
    current = [one for one in rows.only(*LISTED) if newest in one.editions]
    parts = [one for one in current if one.parent_id == country.code]
    return Reach(sorted(parts, key=place), len(current) - len(parts))


def _others(document: PolicyDocument) -> list[PolicyDocument]:
    """The documents last stated, so that the choice is the same however many there are."""
    rows = PolicyDocument.objects.filter(region=document.region_id).exclude(pk=document.pk)
    return _sorted(rows.select_related("kind").order_by("-stated_on", "pk")[:MOST])


def _akin(document: PolicyDocument, terms: list[Term]) -> list[PolicyDocument]:
    numbers = Counter(
        dict(
            PolicyDocument.objects.published()
            .filter(terms__in=terms)
            .exclude(pk=document.pk)
            .values_list("pk")
            .annotate(shared=Count("terms"))
            .order_by("-shared", "pk")[:MOST]
        )
    )
    rows = PolicyDocument.objects.filter(pk__in=numbers).select_related("kind", "region")
    return sorted(rows, key=lambda one: (-numbers[one.pk], fold(one.title), one.pk))


def _sorted(rows: Iterable[PolicyDocument]) -> list[PolicyDocument]:
    return sorted(rows, key=lambda one: (fold(one.title), one.pk))
