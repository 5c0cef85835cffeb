"""Terms of the code lists: found by themselves, and facets of whatever they are said of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from django.db.models import QuerySet

from catalogue.facets import Facet, Option
from catalogue.nouns.base import ABOUT, NAME, TEXT, Found, Noun, Used, by_name
from policies.models import Term, Vocabulary

# The codes of these are ours and tell a reader nothing; their labels stand without.
WITHOUT_CODES = ("ris3-priorities", "policy-topics", "document-kinds")


class Terms(Noun):
    code = "term"
    orders = ("name",)

    def public(self) -> QuerySet[Term]:
        return Term.objects.all()

    def found(self, records: Collection[int]) -> Iterator[Found]:
        for term in self.public().filter(pk__in=records).select_related("vocabulary"):
            found = Found(term.pk)
            found.read(NAME, term.label, term.code)
            found.read(ABOUT, term.vocabulary.name)
            found.read(TEXT, term.definition)
            found.sort(name=f"{term.vocabulary.code} {by_name(term.label)}")
            yield found


def term_facets(used: Used, without: Collection[str] = ()) -> list[Facet]:
    """A facet for every vocabulary that any record uses: the terms used and those above them."""
    terms: dict[str, dict[int, Term]] = defaultdict(dict)
    for term in Term.objects.all():
        terms[term.vocabulary_id][term.pk] = term
    vocabularies = sorted(Vocabulary.objects.all(), key=_place)
    facets = []
    for one in vocabularies:
        values = used(f"t-{one.code}") if one.code not in without else set()
        if values:
            options = _options(terms[one.code], values, one.code)
            facets.append(Facet(f"t-{one.code}", one.name, options, is_many=True))
    return facets


def _place(vocabulary: Vocabulary) -> tuple[int, str]:
    """Our own lists first: they were made for the question."""
    own = ("policy-topics", "ris3-priorities", "policy-objectives")
    place = own.index(vocabulary.code) if vocabulary.code in own else len(own)
    return place, by_name(vocabulary.name)


def _options(terms: dict[int, Term], used: set[str], vocabulary: str) -> list[Option]:
    """Each heading with its terms below it, by code."""
    kept: dict[int, Term] = {}
    for term in terms.values():
        one: Term | None = term if term.code in used else None
        while one is not None and one.pk not in kept:
            kept[one.pk] = one
            one = terms.get(one.parent_id) if one.parent_id else None
    return [
        Option(
            one.code,
            one.label if vocabulary in WITHOUT_CODES else f"{one.code} {one.label}",
            terms[one.parent_id].code if one.parent_id in kept else "",
        )
        for one in _in_tree_order(kept)
    ]


def _in_tree_order(kept: dict[int, Term]) -> list[Term]:
    children: dict[int | None, list[Term]] = defaultdict(list)
    for one in sorted(kept.values(), key=lambda term: term.code):
        children[one.parent_id if one.parent_id in kept else None].append(one)
    ordered: list[Term] = []
    waiting = children[None][::-1]
    while waiting:
        one = waiting.pop()
        ordered.append(one)
        waiting += children[one.pk][::-1]
    return ordered
