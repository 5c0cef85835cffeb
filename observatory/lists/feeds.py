"""A list as an Atom feed (RFC 4287): a page of it a document, each naming those beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import CharField, Max, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from observatory.addresses import absolute
from observatory.context import frame
from observatory.kept import state_of
from observatory.licence import licence
from observatory.lists.listing import Listing
from observatory.lists.nouns import ListOf
from observatory.lists.rows import InitiativeRow, NetworkRow, PolicyRow, RegionRow
from policies.models import PolicyDocument
from regions.models import Statement

# What sources say of a region, a network or an initiative.
FACTS = (Statement, PolicyDocument)


class PagedFeed(Atom1Feed):
    """A feed in several documents; `others` are their relations to this one and addresses."""

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        for relation, address in self.feed["others"]:
            handler.addQuickElement("link", "", {"rel": relation, "href": address})


def atom_of(listed: ListOf, listing: Listing, request: HttpRequest) -> str:
    """The feed of one page of a list.

    An entry's time is that of the last change of its record or of a fact about it: an import of
    memberships moves the entries of their regions and networks.
    """

    def at(name: str, number: int) -> str:
        # Not the view of the page: a feed is the same in every one.
        query = listing.link(number, view=listing.filter.views[0]).removeprefix(".")
        return absolute(reverse(name) + query, request)

    feed_name, page = f"{listed.name}_feed", listing.page
    # As a page with this title names it.
    site = frame(state_of(request)).settings.name
    feed = PagedFeed(
        title=str(listed.title),
        link=at(listed.name, page.number),
        description="",
        feed_url=at(feed_name, page.number),
        feed_guid=at(feed_name, 1),
        author_name=site,
        language="en",
        feed_copyright=f"{licence().name}, {licence().address}",
        others=[(relation, at(feed_name, number)) for relation, number in _others(page)],
    )
    records = [_record(row) for row in listing.rows]
    changed = _changed(records)
    for row, record in zip(listing.rows, records, strict=True):
        feed.add_item(
            title=str(record),
            link=absolute(record.get_absolute_url(), request),
            unique_id=absolute(reverse("id", args=(listed.filter.noun, _key(record))), request),
            # Written as HTML by the generator.
            description=escape(SUMMARIES[type(row)](row)),
            updateddate=changed.get(_key(record)),
        )
    return feed.writeString("utf-8")


def _others(page: Any) -> Iterable[tuple[str, int]]:
    """The numbers of the pages beside one, by their relations (RFC 5005)."""
    if page.has_previous():
        yield from (("first", 1), ("previous", page.number - 1))
    if page.has_next():
        yield from (("next", page.number + 1), ("last", page.paginator.num_pages))


def _record(row: Any) -> Any:
    """The record that a row is about: its only part with a page of its own."""
    parts = (getattr(row, name, None) for name in ("region", "document", "network", "initiative"))
    return next(one for one in parts if one is not None)


def _key(record: Any) -> str:
    """What the identifier of a record ends with."""
    return str(getattr(record, "code", record.pk))


def _of_region(row: RegionRow) -> str:
    if row.region.is_country:
        return _("Country")
    return _("%(country)s, NUTS %(level)s") % {"country": row.country, "level": row.region.level}


def _of_policy(row: PolicyRow) -> str:
    document = row.document
    territory = str(document.region) if document.region else _("European Union")
    return f"{document.kind.label}, {territory}" if document.kind else territory


def _of_network(row: NetworkRow) -> str:
    return f"{row.network.get_kind_display()}, {row.network.name}"


def _of_initiative(row: InitiativeRow) -> str:
    regions = ", ".join(map(str, row.regions)) or _("no region is recorded yet")
    return f"{row.initiative.kind or _('Initiative')}: {regions}"


SUMMARIES: dict[type, Callable[[Any], str]] = {
    RegionRow: _of_region,
    PolicyRow: _of_policy,
    NetworkRow: _of_network,
    InitiativeRow: _of_initiative,
}


def _changed(records: list[Any]) -> dict[str, datetime]:
    """When each record, or a fact about it, was last changed, by its key; in one query."""
    if not records:
        return {}
    keys, model = [_key(one) for one in records], type(records[0])
    own = _newest(model, "code" if hasattr(model, "code") else "id", keys)
    about = (
        _newest(one.related_model, one.field.attname, keys)
        for one in model._meta.related_objects
        if issubclass(one.related_model, FACTS) and one.field.name == model._meta.model_name
    )
    found: dict[str, datetime] = {}
    for key, at in own.union(*about, all=True):
        found[key] = max(at, found.get(key, at))
    return found


def _newest(model: type[Any], field: str, keys: list[str]) -> QuerySet:
    """For each key in a field, as a text, when a row that holds it was last changed or deleted."""
    rows = model.history.filter(**{f"{field}__in": keys}).order_by().values(field)
    newest = rows.annotate(at=Max("history_date"), key=Cast(field, CharField()))
    return newest.values_list("key", "at")
