"""Pages of the API, each with the address of the next.

Without an order, records come as they were entered, and the cursor names the last that was seen: a
walk meets each record once, whatever is edited meanwhile. In an order that was asked for, the
cursor says how many records have been seen.
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from observatory.api import parameters
from observatory.api.parameters import CURSOR, LARGEST, MOST, SIZE, USUAL
from observatory.lists.ordered import Ordered

MOST_IN_A_BITMAP = 2**32 - 1


class Pages(BasePagination):
    """A page of records; a view of a list has its filter in `asked`."""

    def paginate_queryset(self, queryset, request, view=None):
        query = request.query_params
        self.size = parameters.number(query, SIZE, USUAL, MOST)
        cursor = parameters.number(query, CURSOR, 0, LARGEST)
        asked = getattr(view, "asked", None)
        if asked is not None and (asked.text or asked.cleaned["sort"]):
            ordered = Ordered(asked)
            self.count = len(ordered)
            numbers = ordered[cursor : cursor + self.size]
            following = cursor + self.size
            is_more = following < self.count
        else:
            numbers = self._after(queryset, asked, cursor)
            is_more = len(numbers) > self.size
            numbers = numbers[: self.size]
            following = numbers[-1] if numbers else 0
        here = request.build_absolute_uri()
        self.next = replace_query_param(here, CURSOR, following) if is_more else None
        records = queryset.in_bulk(numbers)
        # One that was deleted a moment ago has a number and nothing else.
        return [records[one] for one in numbers if one in records]

    def _after(self, queryset, asked, after: int) -> list[int]:
        """The numbers of the records after the cursor, one more than a page holds."""
        if asked is None:
            self.count = queryset.count()
            rows = queryset.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)
            return list(rows[: self.size + 1])
        self.count = len(asked.found)
        start = asked.found.rank(min(after, MOST_IN_A_BITMAP)) if after else 0
        return list(asked.found[start : start + self.size + 1])

    def get_paginated_response(self, data) -> Response:
        return Response({"count": self.count, "next": self.next, "results": data})

    def get_paginated_response_schema(self, schema: dict) -> dict:
        return {
            "type": "object",
            "required": ["count", "next", "results"],
            "properties": {
                "count": {"type": "integer", "description": _("How many records fit in all.")},
                "next": {
                    "type": ["string", "null"],
                    "format": "uri",
                    "description": _("The address of the next page, if there is one."),
                },
                "results": schema,
                "release": {
                    "type": "object",
                    "description": _("Only if the address asked for a release: which one it is."),
                    "properties": {
                        "number": {"type": "string"},
                        "withdrawn_on": {"type": ["string", "null"], "format": "date"},
                        "withdrawn_because": {"type": "string"},
                    },
                },
            },
        }

    def get_schema_operation_parameters(self, view) -> list[dict]:
        size = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
        cursor = {"type": "integer", "minimum": 1, "maximum": LARGEST}
        told = {SIZE: _("Records on a page."), CURSOR: _("Where the page begins; “next” gives it.")}
        return [
            {"name": name, "in": "query", "description": told[name], "schema": schema}
            for name, schema in ((SIZE, size), (CURSOR, cursor))
        ]
