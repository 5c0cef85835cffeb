"""A list as its page prints it: records found and in order, facets counted, chips, links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from pyroaring import BitMap

from catalogue import reading
from catalogue.facets import Facet, Option
from catalogue.models import Entry
from catalogue.reading import State
from common.postings import NOT_RECORDED, Narrowing
from observatory.lists.filters import EVERY, SIZES, CatalogueFilter

# A longer facet shows its headings, and what stands under one as soon as that is chosen.
LONG = 60
# So many facets stand open; the others unfold.
OPEN = 3

RowsOf = Callable[[Sequence[int], CatalogueFilter], list[Any]]


class CountedOption(NamedTuple):
    """A value of a facet with the number of records after choosing it.

    A tuple, because a page prints hundreds: taken apart by the loop that prints them, they cost a
    third of the time of looking up their attributes one by one.
    """

    value: str
    label: str
    number: int
    is_chosen: bool
    depth: int = 0


@dataclass(frozen=True, slots=True)
class CountedFacet:
    """A facet of the form. `left_out` counts the options under headings that are not chosen."""

    name: str
    label: str
    options: list[CountedOption]
    left_out: int
    is_many: bool
    is_every: bool
    is_open: bool
    group: str

    @property
    def chosen(self) -> int:
        return sum(one.is_chosen for one in self.options)


@dataclass(frozen=True, slots=True)
class Chip:
    """An applied filter, and the address without it."""

    facet: str | Promise
    label: str
    link: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of the list; the one shown has no link, a gap has no number."""

    number: int | None
    link: str = ""


class Listing:
    """One list, as an address asks for it. It reads the database as it is asked for its parts."""

    def __init__(
        self,
        filter_class: type[CatalogueFilter],
        query: QueryDict,
        rows_of: RowsOf,
        state: State | None = None,
    ):
        self.shelf = reading.shelf(filter_class.noun, state)
        self.filter = filter_class(query, self.shelf)
        self._rows_of = rows_of

    @cached_property
    def page(self) -> Page:
        """One page of record numbers."""
        return Paginator(Ordered(self.filter), self.filter.size).get_page(self.filter.page)

    @cached_property
    def rows(self) -> list[Any]:
        return self._rows_of(list(self.page.object_list), self.filter)

    def all_rows(self, together: int = 500) -> Iterator[Any]:
        """The rows of every page, read some at a time."""
        records = Ordered(self.filter)
        for start in range(0, len(records), together):
            yield from self._rows_of(records[start : start + together], self.filter)

    @property
    def total(self) -> int:
        return len(self.shelf.index.everything)

    @cached_property
    def notices(self) -> list[str]:
        told = list(self.filter.notices)
        if self.page.number < self.filter.page:
            text = _("The list ends earlier: this is its last page, number %(last)d.")
            told.append(text % {"last": self.page.number})
        return told

    @cached_property
    def facets(self) -> list[CountedFacet]:
        """The facets with their counts, computed without what each has chosen itself."""
        listed = self.shelf.facets.values()
        chosen = self.filter.chosen
        counts = self.shelf.index.counts(
            chosen, {one.name: _values(one) for one in listed}, self.filter.within
        )
        return [
            _counted(one, counts[one.name], chosen.get(one.name), is_open=place < OPEN)
            for place, one in enumerate(listed)
        ]

    @property
    def ungrouped(self) -> list[CountedFacet]:
        return [one for one in self.facets if not one.group]

    @property
    def groups(self) -> dict[str, list[CountedFacet]]:
        """The facets that stand together under a heading of their own."""
        found: dict[str, list[CountedFacet]] = {}
        for one in self.facets:
            if one.group:
                found.setdefault(one.group, []).append(one)
        return found

    @property
    def is_narrowed(self) -> bool:
        return bool(self.chips)

    @cached_property
    def chips(self) -> list[Chip]:
        """What the list is narrowed by, each with the address without it."""
        facets = self.shelf.facets
        chips = [
            Chip(
                facets[name].label,
                _label(facets[name], value),
                self.link(without=(name, value)),
            )
            for name, narrowing in self.filter.chosen.items()
            for value in narrowing.values
        ]
        return [*chips, *self.filter_chips()]

    def filter_chips(self) -> list[Chip]:
        """Those of the parameters that are no facets."""
        return [
            Chip(label, str(self.filter.cleaned[name]), self.link(without=(name, None)))
            for name, label in (("from", _("Valid from")), ("to", _("Valid until")))
            if self.filter.cleaned.get(name)
        ]

    @property
    def ways_out(self) -> list[tuple[Chip, int]]:
        """For a list without a record: what leaving out one filter would find, the most first."""
        chosen, index = self.filter.chosen, self.shelf.index
        facets = self.shelf.facets
        found = [
            (Chip(facets[name].label, _label(facets[name], value), link), len(left))
            for name, narrowing in chosen.items()
            for value in narrowing.values
            for others in [tuple(one for one in narrowing.values if one != value)]
            for left in [
                index.found(
                    {**chosen, name: Narrowing(others, narrowing.every)}, self.filter.within
                )
            ]
            for link in [self.link(without=(name, value))]
        ]
        return sorted(found, key=lambda one: -one[1])

    @property
    def sorts(self) -> list[tuple[str, str | Promise, bool]]:
        names: dict[str, str | Promise] = dict(self.filter.sorts)
        if self.filter.matches:
            names = {"": _("Best match first"), **names}
        chosen = "" if self.filter.sort == "relevance" else self.filter.sort
        return [(name, label, name == chosen) for name, label in names.items()]

    @property
    def sizes(self) -> list[tuple[int, bool]]:
        return [(size, size == self.filter.size) for size in SIZES]

    @property
    def pages(self) -> list[PageLink]:
        numbers = self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1)
        return [
            PageLink(one, self._page_link(one)) if isinstance(one, int) else PageLink(None)
            for one in numbers
        ]

    @property
    def previous_link(self) -> str:
        return self._page_link(self.page.number - 1) if self.page.has_previous() else ""

    @property
    def next_link(self) -> str:
        return self._page_link(self.page.number + 1) if self.page.has_next() else ""

    @property
    def query(self) -> str:
        """The part of the address that files and feeds of this list share with its page."""
        return self.link().removeprefix(".")

    @property
    def unfiltered_link(self) -> str:
        """The list with its search and its sort, but without any filter."""
        return self.link(facets=False)

    def view_links(self) -> list[tuple[str, str]]:
        """The other ways to look at the same records."""
        return [(view, self.link(view=view)) for view in self.filter.views]

    def link(
        self,
        page: int = 1,
        without: tuple[str, str | None] | None = None,
        *,
        facets: bool = True,
        view: str = "",
    ) -> str:
        """The address of this list on a page; without one (filter, value) or without all."""
        cleaned, asked = self.filter.cleaned, self.filter
        pairs = [("q", asked.text)] if asked.text else []
        if facets:
            pairs += [
                (name, value)
                for name, narrowing in asked.chosen.items()
                for value in narrowing.values
                if (name, value) != without
            ]
            pairs += [(EVERY, one) for one in cleaned[EVERY] if one in asked.chosen]
            years = [(name, cleaned.get(name)) for name in ("from", "to")]
            pairs += [(n, str(v)) for n, v in years if v and (n, None) != without]
        pairs += [("sort", cleaned["sort"])] if cleaned["sort"] else []
        pairs += [("size", cleaned["size"])] if cleaned["size"] else []
        view = view or asked.view
        pairs += [("view", view)] if view != asked.views[0] else []
        pairs += [("page", str(page))] if page > 1 else []
        return f"?{urlencode(pairs)}" if pairs else "."

    def _page_link(self, number: int) -> str:
        return self.link(number) if number != self.page.number else ""


class Ordered(Sequence[int]):
    """The numbers of the records found, in order, of which only what is asked for is read."""

    def __init__(self, asked: CatalogueFilter):
        self._shelf = asked.shelf
        self._noun = asked.noun
        found = asked.found
        by_fit = asked.matches is not None and asked.sort == "relevance"
        tiers = asked.matches.tiers if by_fit and asked.matches else [found]
        self._tiers = [tier & found for tier in tiers]
        self._order = next(iter(asked.sorts)) if asked.sort == "relevance" else asked.sort

    def __len__(self) -> int:
        return sum(map(len, self._tiers))

    def __getitem__(self, place):
        if isinstance(place, int):
            return self[place : place + 1][0]
        start, stop, _step = place.indices(len(self))
        return self._between(start, max(stop, start))

    def _between(self, start: int, stop: int) -> list[int]:
        """Candidates of each tier concerned, read and sorted together."""
        windows: list[tuple[BitMap, int, int]] = []
        for tier in self._tiers:
            size = min(stop, len(tier)) - start
            if size > 0:
                order = self._shelf.index.orders.get(self._order)
                window = order.window(tier, start, size) if order else (tier, start)
                windows.append((*window, size))
            start, stop = max(start - len(tier), 0), stop - len(tier)
            if stop <= 0:
                break
        keys = self._keys(BitMap.union(*(one for one, _skip, _size in windows)) if windows else ())
        ordered: list[int] = []
        for candidates, skip, size in windows:
            # One that was withdrawn between two looks at the database has no key any more.
            known = sorted((one for one in candidates if one in keys), key=keys.__getitem__)
            ordered += known[skip : skip + size]
        return ordered

    def _keys(self, records: Iterable[int]) -> dict[int, str]:
        rows = Entry.objects.filter(noun=self._noun, record__in=list(records))
        return {
            record: keys[self._order]
            for record, keys in rows.values_list("record", "keys")
            if self._order in keys
        }


def _values(facet: Facet) -> list[str]:
    values = [one.value for one in facet.options]
    return values if facet.is_complete else [*values, NOT_RECORDED]


def _label(facet: Facet, value: str) -> str:
    if value == NOT_RECORDED:
        return _("Not recorded")
    return next(one.label for one in facet.options if one.value == value)


def _counted(
    facet: Facet, numbers: dict[str, int], chosen: Narrowing | None, *, is_open: bool
) -> CountedFacet:
    values = chosen.values if chosen else ()
    options = facet.options
    if not facet.is_complete:
        options = [*options, Option(NOT_RECORDED, _("Not recorded"))]
    shown = options if len(options) <= LONG else _unfolded(options, values)
    depths = _depths(facet)
    return CountedFacet(
        facet.name,
        facet.label,
        [
            CountedOption(
                one.value,
                one.label,
                numbers[one.value],
                one.value in values,
                depths.get(one.value, 0),
            )
            for one in shown
        ],
        left_out=len(options) - len(shown),
        is_many=facet.is_many,
        is_every=bool(chosen and chosen.every),
        is_open=is_open or bool(values),
        group=facet.group,
    )


def _unfolded(options: Sequence[Option], chosen: Iterable[str]) -> list[Option]:
    """The headings, and what is chosen with what stands beside it, above it and under it."""
    parents = {one.value: one.parent for one in options}
    opened = {""}
    for value in chosen:
        above = value
        while above and above not in opened:
            opened.add(above)
            above = parents.get(above, "")
    return [one for one in options if one.parent in opened]


def _depths(facet: Facet) -> dict[str, int]:
    """How far below its topmost option each option stands, at most two steps."""
    parents = facet.parents
    return {one: 1 + (parents[one] in parents) for one in parents}
