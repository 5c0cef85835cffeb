"""Answers from a release: what the API said of its records on that day, whatever came later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from rest_framework.request import Request

from observatory.addresses import absolute
from observatory.api import parameters
from observatory.api.filters import NUTS_LEVELS, asked_of
from observatory.api.paging import MOST_IN_A_BITMAP
from observatory.api.parameters import CURSOR, LARGEST, MOST, OWN, SIZE, USUAL
from observatory.lists.filters import FIRST_YEAR, LAST_YEAR
from observatory.lists.nouns import LISTS, ListOf
from observatory.models import Release, ReleasedRecord
from observatory.notices import echo
from observatory.releases.lists import kept_list
from observatory.serializers import SERIALIZERS

RELEASE, SORT, IN_FORCE = "release", "sort", "in_force"
COUNTRY, LEVEL = "country", "level"
LETTERS_OF_A_COUNTRY = 2  # with which the code of a region begins; each level adds a sign
# Parameters whose values are codes of records of another noun.
CODES = {
    "region": "regions",
    "country": "regions",
    "source": "sources",
    "indicator": "indicators",
    "network": "networks",
    "vocabulary": "vocabularies",
}


def release_named(request: Request) -> Release | None:
    """The release that an address asks for; None if it asks for none.

    Raises ValidationError for one that there is not.
    """
    values = request.query_params.getlist(RELEASE)
    if not values:
        return None
    if len(values) > 1:
        parameters.refuse([(RELEASE, _("Give this parameter once."))])
    found = Release.objects.filter(number=values[0]).first()
    if found is None:
        told = {"value": echo(values[0])}
        parameters.refuse([(RELEASE, _("There is no release “%(value)s”.") % told)])
    return found


class Released:
    """The records of one noun as a release holds them."""

    def __init__(self, release: Release, noun: str, request: Request):
        self.release, self.noun, self.request = release, noun, request
        self.query = request.query_params.copy()
        self.query.pop(RELEASE)
        self.fields = list(SERIALIZERS[noun]().fields)
        self.wanted = parameters.fields(self.query, self.fields)
        self.rows = ReleasedRecord.objects.filter(release=release, noun=noun)

    def page(self, names: frozenset[str]) -> dict[str, Any]:
        """The page that the address asks for; `names` are the parameters of the noun's filter.

        Raises ValidationError, which names the parameter.
        """
        size = parameters.number(self.query, SIZE, USUAL, MOST)
        cursor = parameters.number(self.query, CURSOR, 0, LARGEST)
        if self.noun in LISTS:
            count, numbers, following = self._of_list(LISTS[self.noun], cursor, size)
        else:
            rows = self._narrowed(names)
            after = rows.filter(number__gt=cursor).order_by("number")
            numbers = list(after.values_list("number", flat=True)[: size + 1])
            count, following = rows.count(), numbers[size - 1] if len(numbers) > size else None
        found = {one.number: one.body for one in self.rows.filter(number__in=numbers[:size])}
        return {
            "count": count,
            "next": self._address(following) if following else None,
            "results": [self.shown(found[one]) for one in numbers[:size] if one in found],
            "release": {
                "number": self.release.number,
                "withdrawn_on": self.release.withdrawn_on,
                "withdrawn_because": self.release.withdrawn_because,
            },
        }

    def one(self, key: str) -> dict[str, Any]:
        """One record by its key. Raises Http404."""
        parameters.refuse(parameters.badly_given(self.query, {parameters.FIELDS}))
        return self.shown(get_object_or_404(self.rows, key=key).body)

    def shown(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """The fields that are asked for, in their order; a database may keep them in another.

        Without a choice also those that were told then and no longer are.
        """
        names = [*self.fields, *sorted(body.keys() - set(self.fields))]
        wanted = names if self.wanted is None else self.wanted
        told = {name: body[name] for name in names if name in wanted and name in body}
        if "page" in told:
            told["page"] = absolute(told["page"], self.request)
        return told

    def _of_list(self, listed: ListOf, cursor: int, size: int) -> tuple[int, list[int], int | None]:
        """How many records a list finds, the numbers of a page, and the cursor of the next.

        As with `Pages`, the cursor is the number seen last, or in an order how many were seen.
        """
        kept = kept_list(self.release, self.noun)
        asked = asked_of(listed.filter, self.query, kept.shelf)
        asked.matches = kept.matches(asked.text)  # in place of those of today
        if asked.text or asked.cleaned[SORT]:
            ordered = kept.in_order(asked)
            is_more = cursor + size < len(ordered)
            return len(ordered), ordered[cursor : cursor + size], cursor + size if is_more else None
        found = asked.found
        start = found.rank(min(cursor, MOST_IN_A_BITMAP)) if cursor else 0
        numbers = list(found[start : start + size + 1])
        return len(found), numbers, numbers[size - 1] if len(numbers) > size else None

    def _narrowed(self, names: frozenset[str]) -> QuerySet[ReleasedRecord]:
        """The records that the filter of the table leaves."""
        parameters.refuse(parameters.badly_given(self.query, names | OWN))
        rows, unknown = self.rows, []
        for name in sorted(names & self.query.keys()):
            value = self.query[name]
            if self._is_known(name, value):
                rows = rows.filter(self._fits(name, value))
            else:
                told = {"value": echo(value)}
                unknown.append((name, _("“%(value)s” is not a value of this parameter.") % told))
        parameters.refuse(unknown)
        return rows

    def _is_known(self, name: str, value: str) -> bool:
        """Whether a value could have been found in this release, so that none found says so."""
        if name in CODES:
            same = ReleasedRecord.objects.filter(release=self.release, noun=CODES[name], key=value)
            return same.exists() and (name != COUNTRY or len(value) == LETTERS_OF_A_COUNTRY)
        if name == IN_FORCE:
            return value in ("true", "false")
        if name == "year":
            is_number = value.isascii() and value.isdigit() and len(value) == len("2026")
            return is_number and FIRST_YEAR <= int(value) <= LAST_YEAR
        if name == LEVEL:
            return value in NUTS_LEVELS
        return value in dict(SERIALIZERS[self.noun]().fields[name].choices)

    def _fits(self, name: str, value: str) -> Q:
        if name == IN_FORCE:
            holds = Q(body__superseded_on=None)
            return holds if value == "true" else ~holds
        if name == "year":
            return Q(body__year=int(value))
        if name == COUNTRY:
            return Q(body__region__startswith=value)
        if name == LEVEL:
            return Q(body__region__regex=f"^.{{{LETTERS_OF_A_COUNTRY + int(value)}}}$")
        if name == "vocabulary" and name not in self.fields:
            return Q(body__term__startswith=f"{value}:")
        return Q(**{f"body__{name}": value})

    def _address(self, cursor: int) -> str:
        query = self.request.query_params.copy()
        query[CURSOR] = str(cursor)
        return self.request.build_absolute_uri(f"?{query.urlencode()}")
