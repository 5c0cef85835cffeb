"""A list as an Atom feed: whoever follows it sees what comes to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Max
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from observatory.licence import licence
from observatory.lists.listing import Listing
from observatory.lists.nouns import ListOf


def atom_of(listed: ListOf, listing: Listing, request: HttpRequest) -> str:
    """The feed of one page of a list. An entry's time is that of the last change of its record."""
    page = request.build_absolute_uri(reverse(listed.name) + listing.query)
    feed = Atom1Feed(
        title=str(listed.title),
        link=page,
        description="",
        feed_url=request.build_absolute_uri(),
        language="en",
        feed_copyright=f"{licence().name}, {licence().address}",
    )
    records = [_record(row) for row in listing.rows]
    changed = _changed(records)
    for record in records:
        feed.add_item(
            title=str(record),
            link=request.build_absolute_uri(record.get_absolute_url()),
            description="",
            updateddate=changed.get(record.pk),
        )
    return feed.writeString("utf-8")


def _record(row: Any) -> Any:
    """The record that a row is about: its only part with a page of its own."""
    parts = (getattr(row, name, None) for name in ("region", "document", "network", "initiative"))
    return next(one for one in parts if one is not None)


def _changed(records: list[Any]) -> dict[int, datetime]:
    """When each record itself was last changed."""
    if not records:
        return {}
    keys = [record.pk for record in records]
    rows = type(records[0]).history.filter(id__in=keys).order_by().values("id")
    return dict(rows.annotate(at=Max("history_date")).values_list("id", "at"))
