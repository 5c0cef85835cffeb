"""The pages of vocabularies and of their terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from common.text import fold
from observatory.pages import term_tree
from observatory.pages.by_country import CountryList, by_country, countries
from observatory.pages.cited import Shared, mostly_noted, sources
from observatory.region.term_lists import WITHOUT_CODES
from policies.models import Classification, PolicyDocument, Term, Vocabulary
from regions.models import Region, Source

# The lists show the rest.
MOST_DOCUMENTS, MOST_TOGETHER = 12, 12
# What a single region has as well says nothing about the term.
FEWEST = 2


@dataclass(frozen=True, slots=True)
class VocabularyRow:
    """How many terms it has, and how many regions and documents have one of them."""

    vocabulary: Vocabulary
    terms: int
    regions: int
    documents: int


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term and its depth in the tree; the counts include what stands under it."""

    term: Term
    depth: int
    regions: int
    documents: int


@dataclass(frozen=True, slots=True)
class VocabularyPage:
    vocabulary: Vocabulary
    rows: list[TermRow]

    @property
    def has_codes(self) -> bool:
        return self.vocabulary.code not in WITHOUT_CODES


@dataclass(frozen=True, slots=True)
class Covering:
    """A region with the statement behind it; `narrower` is the term meant, if not this one."""

    region: Region
    statement: Classification
    narrower: str


@dataclass(frozen=True, slots=True)
class Together:
    """Another term, and how many of the regions have it too."""

    term: Term
    regions: int


@dataclass(frozen=True, slots=True)
class TermPage:
    """`regions` and `documents` have the term or one under it; `region_count` and
    `document_count` count all of them, `shared` is the note of most regions."""

    term: Term
    path: list[Term]
    children: list[TermRow]
    replaces: list[Term]
    regions: list[CountryList]
    region_count: int
    shared: Shared | None
    documents: list[PolicyDocument]
    document_count: int
    together: list[Together]
    sources: list[Source]

    @property
    def has_codes(self) -> bool:
        return self.term.vocabulary_id not in WITHOUT_CODES

    @property
    def is_kind(self) -> bool:
        """Whether documents are of it, rather than about it."""
        return self.term.vocabulary_id == "document-kinds"


def vocabulary_rows() -> list[VocabularyRow]:
    """All vocabularies by name, in four queries."""
    terms = dict(Term.objects.order_by().values_list("vocabulary").annotate(Count("pk")))
    regions = dict(
        _classified().values_list("term__vocabulary").annotate(Count("region", distinct=True))
    )
    of_terms = _document_terms().values_list("policydocument", "term__vocabulary")
    of_kinds = PolicyDocument.objects.published().filter(kind__isnull=False).order_by()
    pairs = of_terms.union(of_kinds.values_list("pk", "kind__vocabulary"))
    documents = Counter(vocabulary for _document, vocabulary in pairs)
    rows = sorted(Vocabulary.objects.order_by(), key=lambda one: (fold(one.name), one.code))
    return [
        VocabularyRow(one, terms.get(one.code, 0), regions.get(one.code, 0), documents[one.code])
        for one in rows
    ]


def find_vocabulary(code: str) -> Vocabulary | None:
    return Vocabulary.objects.filter(code=code).first()


def read_vocabulary(vocabulary: Vocabulary) -> VocabularyPage:
    """The page of a vocabulary that `find_vocabulary` has found, in three queries."""
    terms = _terms(vocabulary.code)
    parents = {pk: term.parent_id for pk, term in terms.items()}
    of_regions = _classified().filter(term__vocabulary=vocabulary).values_list("term", "region")
    regions = term_tree.gathered(of_regions, parents)
    documents = term_tree.gathered(_document_pairs(Q(vocabulary=vocabulary)), parents)
    return VocabularyPage(vocabulary, _rows(terms, parents, regions, documents))


def find_term(vocabulary: str, code: str) -> Term | None:
    rows = Term.objects.select_related("vocabulary", "replaced_by__vocabulary")
    return rows.filter(vocabulary=vocabulary, code=code).first()


def read_term(term: Term) -> TermPage:
    """The page of a term that `find_term` has found, in eight queries."""
    terms = _terms(term.vocabulary_id)
    parents = {pk: one.parent_id for pk, one in terms.items()}
    path = term_tree.above(term.pk, parents)
    here = term_tree.under(term.pk, parents)
    said = list(_classified().filter(term__in=here).values_list("term", "region", "pk"))
    regions = term_tree.gathered(((pk, region) for pk, region, _statement in said), parents)
    documents = term_tree.gathered(_document_pairs(Q(pk__in=here)), parents)
    below = {pk: one for pk, one in terms.items() if one.parent_id == term.pk != pk}
    entries, common = mostly_noted(_coverings(term, terms, said), lambda one: one.statement)
    return TermPage(
        term=term,
        path=[terms[pk] for pk in path],
        children=_rows(below, parents, regions, documents),
        replaces=sorted(
            term.replaces.select_related("vocabulary"),
            key=lambda one: (one.vocabulary_id, one.code),
        ),
        regions=by_country(entries, countries()),
        region_count=len(entries),
        shared=common,
        documents=_documents(here),
        document_count=len(documents.get(term.pk, ())),
        together=_together(here | set(path), here),
        sources=sources(entry.item.statement for entry in entries),
    )


def _terms(vocabulary: str) -> dict[int, Term]:
    rows = Term.objects.filter(vocabulary=vocabulary).order_by()
    return {term.pk: term for term in sorted(rows, key=lambda one: one.code)}


def _classified() -> QuerySet[Classification]:
    """The statements in force about published regions."""
    rows = Classification.objects.in_force().about_published()
    return rows.order_by()


def _document_terms() -> QuerySet:
    return PolicyDocument.terms.through.objects.filter(
        policydocument__in=PolicyDocument.objects.published()
    )


def _document_pairs(wanted: Q) -> QuerySet:
    """Pairs of term and document for the wanted terms, be it the document's kind or what it
    covers."""
    terms = Term.objects.filter(wanted).order_by().values("pk")
    of_kinds = (
        PolicyDocument.objects.published()
        .filter(kind__in=terms)
        .order_by()
        .values_list("kind", "pk")
    )
    return (
        _document_terms()
        .filter(term__in=terms)
        .values_list("term", "policydocument")
        .union(of_kinds)
    )


def _rows(
    terms: Mapping[int, Term],
    parents: term_tree.Parents,
    regions: Mapping[int, set[str]],
    documents: Mapping[int, set[int]],
) -> list[TermRow]:
    tree = term_tree.in_order({pk: parents[pk] for pk in terms})
    return [
        TermRow(terms[pk], depth, len(regions.get(pk, ())), len(documents.get(pk, ())))
        for pk, depth in tree
    ]


def _coverings(
    term: Term, terms: Mapping[int, Term], said: Iterable[tuple[int, str, int]]
) -> list[Covering]:
    """One a region: its statement about the term itself, else the first about one under it.

    `said` tells the term, the region and the number of every statement.
    """
    chosen: dict[str, int] = {}
    for _term, region, number in sorted(
        said, key=lambda row: (row[0] != term.pk, terms[row[0]].code)
    ):
        chosen.setdefault(region, number)
    rows = Classification.objects.filter(pk__in=chosen.values())
    return [
        Covering(row.region, row, "" if row.term_id == term.pk else terms[row.term_id].label)
        for row in rows.select_related("source", "first_source", "region").order_by("pk")
    ]


def _documents(here: set[int]) -> list[PolicyDocument]:
    """Those stated last, by title."""
    covering = _document_terms().filter(term__in=here).values("policydocument")
    rows = (
        PolicyDocument.objects.published()
        .filter(Q(pk__in=covering) | Q(kind__in=here))
        .select_related("kind", "region")
    )
    last = rows.order_by("-stated_on", "pk")[:MOST_DOCUMENTS]
    return sorted(last, key=lambda one: (fold(one.title), one.pk))


def _together(but: set[int], here: set[int]) -> list[Together]:
    """The terms that two or more of the regions have as well, except those above and below."""
    # Looked up first: as a query within the query, PostgreSQL may go through it for every row.
    regions = set(_classified().filter(term__in=here).values_list("region", flat=True))
    rows = (
        _classified()
        .filter(region__in=regions)
        .exclude(term__in=but)
        .values_list("term_id", "term__vocabulary_id", "term__code", "term__label")
        .annotate(number=Count("pk"))
        .filter(number__gte=FEWEST)
    )
    found = [
        Together(Term(pk=pk, vocabulary_id=vocabulary, code=code, label=label), number)
        for pk, vocabulary, code, label, number in rows
    ]
    found.sort(key=lambda one: (-one.regions, fold(one.term.label), one.term.vocabulary_id))
    return found[:MOST_TOGETHER]
