"""What is known of two to four regions, read in eight queries, however much it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.urls import reverse

from common.text import fold
from observatory.compare import rows as comparison_rows
from observatory.compare.choice import Change, Known, Place
from observatory.compare.compared import Asked, Compared, Indicator, Subject, Vocabulary
from observatory.compare.words import PERCENT
from observatory.region.term_lists import WITHOUT_CODES
from policies import models as policies
from regions import models as regions

# NUTS 3 has some 1,800 regions: any of them is compared by its code, but no list offers them all.
DEEPEST_LISTED = 2
NAMES = ("native_name", "official_name", "latin_name", "english_name", "language")


def known(codes: Iterable[str]) -> Known:
    """The published regions of NUTS 0 to 2 and those of these codes, with what became of the codes,
    in one query."""
    asked = set(codes)
    changes = regions.RegionChange.objects.filter(old_code__in=asked).exclude(
        new_code=F("old_code")
    )
    wanted = Q(level__lte=DEEPEST_LISTED) | Q(code__in=asked)
    found = regions.Region.objects.published().filter(
        wanted | Q(code__in=changes.values("new_code"))
    )
    columns = {"noun": Value("region"), "year": Value(0), "words": F("nuts_editions")}
    rows = _columns(found, columns, "code", *NAMES)
    columns = {"noun": Value("change"), "year": F("to_edition"), "words": F("change")}
    blanks = {f"blank{number}": Value("") for number in range(len(NAMES) - 1)}
    told = _columns(changes, columns | blanks, "old_code", "new_code", *blanks)
    return _known(sorted(rows.union(told)))


def _columns(queryset: QuerySet, columns: Mapping, *names: str) -> QuerySet:
    rows = queryset.order_by().annotate(**columns)
    return rows.values_list("noun", "year", "words", *names)


def _known(rows: Iterable[tuple]) -> Known:
    places: dict[str, Place] = {}
    changes: dict[str, list[Change]] = defaultdict(list)
    for noun, _year, words, code, *names in rows:
        if noun == "change":
            changes[code].append(Change(names[0], words))
        else:
            one = regions.Region(code=code, **dict(zip(NAMES, names, strict=True)))
            places[code] = Place(code, one.name, one.other_name, one.language, tuple(words.split()))
    return Known(places, dict(changes))


def country_names(places: Mapping[str, Place]) -> dict[str, str]:
    """The countries among the regions, by code, as a reader of English knows them."""
    countries = (one for one in places.values() if one.is_country)
    return {one.code: one.other_name or one.name for one in countries}


def read(places: Sequence[Place], countries: Mapping[str, str]) -> tuple[list[Compared], Asked]:
    """The facts of the regions in their order, and everything that could be recorded of them."""
    codes = [one.code for one in places]
    facts = _Facts(codes)
    listed = _listed()
    networks = [
        regions.Network(code=code, short_name=short, name=name, kind=kind)
        for code, short, name, kind in listed["network"]
    ]
    compared = [_compared(one, facts, networks, countries) for one in places]
    return compared, _asked(listed, facts)


class _Facts:
    """The rows about regions and their countries, in force, in six queries."""

    def __init__(self, codes: Sequence[str]):
        here = {*codes, *(code[:2] for code in codes)}
        own = {"region__in": codes}
        self.observations = list(regions.Observation.objects.for_page().filter(**own))
        self.statements = list(policies.PolicyStatement.objects.for_page().filter(**own))
        self.participations = list(policies.Participation.objects.for_page().filter(**own))
        self.classifications = list(policies.Classification.objects.for_page().filter(**own))
        self.documents = list(policies.PolicyDocument.objects.for_page().filter(region__in=here))
        self.memberships = list(regions.Membership.objects.for_page().filter(region__in=here))


def _compared(
    place: Place,
    facts: _Facts,
    networks: Sequence[regions.Network],
    countries: Mapping[str, str],
) -> Compared:
    code = place.code
    country = "" if place.is_country else countries.get(code[:2], code[:2])
    return Compared(
        code=code,
        name=place.name,
        other_name=place.other_name,
        language=place.language,
        country=country,
        measures=comparison_rows.measures(_of(facts.observations, code)),
        answers=comparison_rows.answers(_of(facts.statements, code)),
        documents=comparison_rows.documents(facts.documents, code, country),
        initiatives=comparison_rows.initiatives(_of(facts.participations, code)),
        terms=comparison_rows.terms(_of(facts.classifications, code)),
        standings=comparison_rows.claims(networks, facts.memberships, code, country),
    )


def _of(rows: Iterable, code: str) -> list:
    return [row for row in rows if row.region_id == code]


def _listed() -> dict[str, list[tuple[str, str, str, str]]]:
    """Four short lists (code, name, detail, kind) in one query, each in its order. A vocabulary
    counts as asked once it is used anywhere."""
    is_used = Exists(policies.Classification.objects.filter(term__vocabulary=OuterRef("code")))
    vocabularies = policies.Vocabulary.objects.filter(is_used)
    none = Value("")
    rows = _texts(regions.Indicator.objects, "indicator", F("position"), F("name"), none, none)
    rows = rows.union(
        _texts(policies.PolicyQuestion.objects, "question", F("position"), F("label"), none, none),
        _texts(vocabularies, "vocabulary", Value(0), F("name"), none, none),
        _texts(regions.Network.objects, "network", Value(0), F("short_name"), F("name"), F("kind")),
    )
    found: dict[str, list[tuple[str, str, str, str]]] = defaultdict(list)
    for noun, _position, *texts in sorted(rows, key=_order):
        found[noun].append(tuple(texts))
    return found


def _texts(queryset, noun: str, position, *texts) -> QuerySet:
    columns = {"a": Value(noun), "b": position, "d": texts[0], "e": texts[1], "f": texts[2]}
    return queryset.order_by().annotate(**columns).values_list("a", "b", "code", "d", "e", "f")


def _order(row: tuple) -> tuple:
    """By position; vocabularies with the project's own first, then by name, and networks too."""
    noun, position, code, name, *_rest = row
    if code in WITHOUT_CODES:
        position = WITHOUT_CODES.index(code) - len(WITHOUT_CODES)
    by_name = fold(name) if noun in {"vocabulary", "network"} else ""
    return (noun, position, by_name, code)


def _asked(listed: Mapping[str, list[tuple[str, str, str, str]]], facts: _Facts) -> Asked:
    measured = {row.indicator_id: row.indicator for row in facts.observations}
    terms = {row.term_id: row.term for row in facts.classifications}
    return Asked(
        indicators=[
            _indicator(code, name, measured.get(code)) for code, name, *_ in listed["indicator"]
        ],
        questions=[Subject(code, name) for code, name, *_ in listed["question"]],
        vocabularies=[
            _vocabulary(code, name, terms.values()) for code, name, *_ in listed["vocabulary"]
        ],
        networks=[
            Subject(code, short, name if name != short else "", reverse("network", args=[code]))
            for code, short, name, _kind in listed["network"]
        ],
    )


def _indicator(code: str, name: str, row: regions.Indicator | None) -> Indicator:
    """Unit and decimals are known where there is a value that needs them."""
    unit, decimals = (row.unit, row.decimals) if row else ("", 0)
    detail = "" if unit == PERCENT else unit
    return Indicator(Subject(code, name, detail, reverse("indicator", args=[code])), unit, decimals)


def _vocabulary(code: str, name: str, terms: Iterable[policies.Term]) -> Vocabulary:
    own = sorted((term for term in terms if term.vocabulary_id == code), key=lambda term: term.code)
    subjects = [
        Subject(
            term.code,
            term.label,
            "" if code in WITHOUT_CODES else term.code,
            reverse("term", args=[code, term.code]),
        )
        for term in own
    ]
    return Vocabulary(Subject(code, name, link=reverse("vocabulary", args=[code])), subjects)
