"""One filter a noun: it reads what an address asks for and says which records that leaves.

The page, its file, its map and its feed all ask the same filter. Its fields are those of the
facets in the catalogue, so a new network or vocabulary has its filter as soon as it is stored.
What an address asks for in vain is left out and said so; it is never taken for "no filter".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pyroaring import BitMap

from catalogue.facets import Facet
from catalogue.nouns import NOUNS
from catalogue.nouns.policies import in_years
from catalogue.reading import Shelf
from common.postings import NOT_RECORDED, Narrowing
from observatory.lists.searching import Matches, matching
from observatory.notices import echo, shortened

SIZES = (25, 50, 100)
MOST_DIGITS = 9  # of a page number; a longer one is beyond the end like this one
EVERY = "every"
FIRST_YEAR, LAST_YEAR = 1900, 2100


class KnownValues(forms.Field):
    """Takes the values that are known, each once, and notes the others."""

    widget = forms.SelectMultiple

    def __init__(self, *, known: Iterable[str], **options):
        super().__init__(required=False, **options)
        self.known = set(known)
        self.unknown: list[str] = []

    def clean(self, value):
        asked = [one for one in dict.fromkeys(value or ()) if one]
        self.unknown = [one for one in asked if one not in self.known]
        return [one for one in asked if one in self.known]


class KnownValue(KnownValues):
    """Takes one value, or None."""

    widget = forms.TextInput

    def clean(self, value):
        return next(iter(super().clean([value])), None)


class Year(forms.IntegerField):
    """A year with four digits; anything else is noted and asks for nothing."""

    widget = forms.TextInput

    def __init__(self, **options):
        super().__init__(required=False, **options)
        self.unknown: list[str] = []

    def clean(self, value):
        text = (value or "").strip()
        if not text:
            return None
        if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:5]) <= LAST_YEAR:
            return int(text)
        self.unknown = [text]
        return None


class Page(KnownValue):
    """The number of a page; whatever is no number asks for the first."""

    def __init__(self, **options):
        super().__init__(known=(), **options)

    def clean(self, value):
        text = value or ""
        if text.isascii() and text.isdigit() and text.strip("0"):
            return int(text.lstrip("0")[:MOST_DIGITS])
        self.unknown = [text] if text else []
        return 1


class FieldFilter(django_filters.Filter):
    """A parameter of the address, cleaned by a field; `CatalogueFilter.found` does the rest."""

    def __init__(self, field: forms.Field):
        super().__init__()
        self._field = field

    @property
    def field(self) -> forms.Field:
        return self._field


class CatalogueFilter(django_filters.FilterSet):
    """What an address asks of the records of a noun; the address alone is its state."""

    noun: str
    sorts: dict[str, Any]
    views: tuple[str, ...] = ("list",)

    def __init__(self, data: QueryDict, shelf: Shelf):
        self.shelf = shelf
        super().__init__(data, NOUNS[self.noun].public())
        self.filters = {name: FieldFilter(one) for name, one in self._fields(data)}

    def _fields(self, data: QueryDict) -> Iterator[tuple[str, forms.Field]]:
        """The fields of the parameters that are there; the others would be blank."""
        for name in data:
            if name in self.shelf.facets:
                yield name, KnownValues(known=_values(self.shelf.facets[name]))
        many = [one.name for one in self.shelf.facets.values() if one.is_many]
        yield EVERY, KnownValues(known=many)
        yield "sort", KnownValue(known=self.sorts)
        yield "size", KnownValue(known=map(str, SIZES))
        yield "view", KnownValue(known=self.views)
        yield "page", Page()
        yield "q", forms.CharField(required=False, max_length=None)
        yield from self.extra_fields()

    def extra_fields(self) -> Iterator[tuple[str, forms.Field]]:
        """Further parameters of this noun."""
        yield from ()

    @cached_property
    def cleaned(self) -> dict[str, Any]:
        self.form.is_valid()
        return self.form.cleaned_data

    @cached_property
    def chosen(self) -> dict[str, Narrowing]:
        """The chosen values of each facet."""
        every = self.cleaned[EVERY]
        return {
            name: Narrowing(tuple(self.cleaned[name]), name in every)
            for name in self.shelf.facets
            if self.cleaned.get(name)
        }

    @property
    def text(self) -> str:
        return self.cleaned["q"]

    @cached_property
    def matches(self) -> Matches | None:
        """What the words of the search are found in; None if none were asked for."""
        return matching(self.noun, self.text)

    @cached_property
    def within(self) -> BitMap:
        """What everything but the facets leaves."""
        return self.matches.found if self.matches else self.shelf.index.everything

    @cached_property
    def found(self) -> BitMap:
        """The numbers of the records that the address asks for."""
        return self.shelf.index.found(self.chosen, self.within)

    @property
    def sort(self) -> str:
        return self.cleaned["sort"] or ("relevance" if self.matches else next(iter(self.sorts)))

    @property
    def size(self) -> int:
        return int(self.cleaned["size"] or SIZES[0])

    @property
    def view(self) -> str:
        return self.cleaned["view"] or self.views[0]

    @property
    def page(self) -> int:
        return self.cleaned["page"]

    @cached_property
    def notices(self) -> list[str]:
        """A sentence for everything that the address asks for in vain."""
        unknown = [
            _("“%(name)s” is not a filter of this list and was left out.") % {"name": echo(name)}
            for name in self.data
            if name not in self.filters
        ]
        self.form.is_valid()  # so that each field has noted what it does not know
        for name, field in self.form.fields.items():
            unknown += [self._notice(name, one) for one in getattr(field, "unknown", ())]
        return shortened(unknown)

    def _notice(self, name: str, value: str) -> str:
        told = {"name": name, "value": echo(value)}
        if name == "sort":
            return _("The list cannot be sorted by “%(value)s”; it is sorted as usual.") % told
        if name == "page":
            return _("“%(value)s” is not a page number; this is the first page.") % told
        return _("“%(value)s” is not a value of the filter “%(name)s” and was left out.") % told


def _values(facet: Facet) -> list[str]:
    return [NOT_RECORDED, *(one.value for one in facet.options)]


class RegionFilter(CatalogueFilter):
    noun = "region"
    sorts = {
        "recorded": gettext_lazy("Most recorded first"),
        "name": gettext_lazy("Name"),
        "code": gettext_lazy("Code"),
    }
    views = ("list", "table", "map")


class PolicyFilter(CatalogueFilter):
    noun = "policy"
    sorts = {
        "title": gettext_lazy("Title"),
        "newest": gettext_lazy("Newest first"),
        "stated": gettext_lazy("Last stated first"),
    }

    def extra_fields(self) -> Iterator[tuple[str, forms.Field]]:
        yield "from", Year()
        yield "to", Year()

    @property
    def years(self) -> tuple[int | None, int | None]:
        return self.cleaned["from"], self.cleaned["to"]

    @cached_property
    def within(self) -> BitMap:
        found = super().within
        first, last = self.years
        if first is None and last is None:
            return found
        return found & in_years(self.shelf.index, first or FIRST_YEAR, last or LAST_YEAR)


class NetworkFilter(CatalogueFilter):
    noun = "network"
    sorts = {"name": gettext_lazy("Name"), "members": gettext_lazy("Most members first")}


class InitiativeFilter(CatalogueFilter):
    noun = "initiative"
    sorts = {"title": gettext_lazy("Title"), "regions": gettext_lazy("Most regions first")}
