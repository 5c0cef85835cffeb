"""The list of regions: its filters applied, its facets counted, one page of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.text import fold
from observatory.figures import Value, value
from observatory.filters import LEVELS, RegionFilter, count, countries, families
from observatory.list_state import Choices, State, read
from policies.models import Classification, Participation, PolicyStatement
from regions.models import Indicator, Membership, Observation, Region, Website

PAGE_SIZE = 25
FIGURES = 3  # of a row: the newest values of the first indicators by position
STATEMENTS = (Observation, Membership, Classification, PolicyStatement, Participation, Website)

SORTS: dict[str, str | Promise] = {
    "recorded": gettext_lazy("Most recorded first"),
    "name": gettext_lazy("Name"),
    "code": gettext_lazy("Code"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet, with the number of regions that choosing it alone would leave."""

    value: str
    label: str
    number: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter of the form with its options counted, its own choice left out."""

    name: str
    label: str | Promise
    options: list[Option]


@dataclass(frozen=True, slots=True)
class Chip:
    """An applied value, and the address without it."""

    facet: str | Promise
    label: str
    link: str


@dataclass(frozen=True, slots=True)
class Row:
    """A region of the list with a few of its facts; `years` is when its networks were stated."""

    region: Region
    country: str
    figures: list[tuple[Indicator, Value]]
    networks: list[str]
    years: list[int]


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of the list; the one shown has no link, a gap has no number."""

    number: int | None
    link: str = ""


@dataclass(frozen=True, slots=True)
class RegionList:
    """What the page of the list prints."""

    state: State
    page: Page
    rows: list[Row]
    facets: list[Facet]

    @property
    def chips(self) -> list[Chip]:
        return [
            Chip(facet.label, one.label, self.state.link(without=(facet.name, one.value)))
            for facet in self.facets
            for one in facet.options
            if one.is_chosen
        ]

    @property
    def sorts(self) -> list[tuple[str, str | Promise, bool]]:
        return [(name, label, name == self.state.sort) for name, label in SORTS.items()]

    @property
    def pages(self) -> list[PageLink]:
        numbers = self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1)
        return [PageLink(one, self._link(one)) for one in map(_number, numbers)]

    @property
    def previous_link(self) -> str:
        return self._link(self.page.number - 1) if self.page.has_previous() else ""

    @property
    def next_link(self) -> str:
        return self._link(self.page.number + 1) if self.page.has_next() else ""

    def _link(self, number: int | None) -> str:
        return self.state.link(number) if number and number != self.page.number else ""


def region_list(query: QueryDict) -> RegionList:
    """The list that an address asks for, in at most twelve queries."""
    choices = {"country": countries(), "group": families(), "level": list(LEVELS)}
    state = read(query, choices, SORTS)
    found = _filtered(state.filters, choices)
    page = Paginator(_codes(found, state.sort), PAGE_SIZE).get_page(state.page)
    if page.number < state.page:
        text = _("The list ends earlier: this is its last page, number %(last)d.")
        state.notices.append(text % {"last": page.number})
    rows = _rows(list(page.object_list), dict(choices["country"]))
    facets = [_facet(name, state, choices) for name in choices]
    return RegionList(state, page, rows, facets)


def _filtered(filters: dict[str, list[str]], choices: Choices) -> QuerySet:
    return RegionFilter(filters, Region.objects.published(), choices=choices).qs


def _facet(name: str, state: State, choices: Choices) -> Facet:
    others = {**state.filters, name: []}
    numbers = count(_filtered(others, choices), name)
    options = [
        Option(value, label, numbers.get(value, 0), value in state.filters[name])
        for value, label in choices[name]
    ]
    return Facet(name, RegionFilter.base_filters[name].label, options)


def _codes(found: QuerySet, sort: str) -> list[str]:
    """The codes of all regions found, in order."""
    if sort == "recorded":
        found = found.annotate(recorded=_recorded()).order_by("-recorded", "code")
    if sort == "name":
        # By the Latin letters, so that Αττική stands among the A. Two databases sort accents in
        # two ways, so neither is asked.
        rows = found.values_list("code", "native_name", "official_name", "latin_name")
        return [code for code, *names in sorted(rows, key=lambda row: _sort_key(*row))]
    return list(found.values_list("code", flat=True))


def _sort_key(code: str, native: str, official: str, latin: str) -> tuple[str, str]:
    name = fold(native or official)
    return (name if name.isascii() or not latin else fold(latin), code)


def _recorded():
    """The number of statements in force about a region."""
    return sum(_count_of(model) for model in STATEMENTS)


def _count_of(model) -> Coalesce:
    rows = model.objects.in_force().filter(region=OuterRef("code")).order_by()
    return Coalesce(Subquery(rows.values("region").annotate(n=Count("pk")).values("n")), 0)


def _rows(codes: list[str], countries: dict[str, str]) -> list[Row]:
    """The rows of these codes, in their order."""
    regions = Region.objects.in_bulk(codes, field_name="code")
    figures = _figures(codes)
    networks = _networks(codes)
    return [
        Row(
            region=regions[code],
            country=countries.get(code[:2], ""),
            figures=figures[code],
            networks=[one.network.short_name for one in networks[code]],
            years=sorted({one.stated_on.year for one in networks[code]}),
        )
        for code in codes
    ]


def _figures(codes: Iterable[str]) -> dict[str, list[tuple[Indicator, Value]]]:
    """The newest values of the first indicators; `for_page()` brings the newest first."""
    first = Indicator.objects.order_by("position", "code").values("code")[:FIGURES]
    rows = Observation.objects.for_page().filter(region__in=codes, indicator__in=first)
    newest: dict[str, dict[Indicator, Value]] = defaultdict(dict)
    for row in rows:
        newest[row.region_id].setdefault(row.indicator, value(row))
    return defaultdict(list, {code: list(values.items()) for code, values in newest.items()})


def _networks(codes: Iterable[str]) -> dict[str, list[Membership]]:
    """The networks that a region says it is itself a member of."""
    member = Membership.Status.MEMBER
    rows = Membership.objects.for_page().filter(region__in=codes, status=member)
    found: dict[str, list[Membership]] = defaultdict(list)
    for row in rows.order_by("network__short_name"):
        found[row.region_id].append(row)
    return found


def _number(page: int | str) -> int | None:
    return page if isinstance(page, int) else None
