"""A list as its page prints it: records found and in order, facets counted, chips, links."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from catalogue import reading
from catalogue.reading import State
from common.postings import Narrowing
from observatory.lists.counted import CountedFacet, counted, label_of, values_of
from observatory.lists.filters import EVERY, SIZES, CatalogueFilter
from observatory.lists.ordered import Ordered

# So many facets stand open; the others unfold.
OPEN = 3

RowsOf = Callable[[Sequence[int], CatalogueFilter], list[Any]]


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
            chosen, {one.name: values_of(one) for one in listed}, self.filter.within
        )
        return [
            counted(one, counts[one.name], chosen.get(one.name), is_open=place < OPEN)
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
                label_of(facets[name], value),
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
            (Chip(facets[name].label, label_of(facets[name], value), link), len(left))
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
