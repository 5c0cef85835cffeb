"""The columns of a file of networks."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from catalogue.reading import Shelf
from observatory import atlas
from observatory.lists.columns import CellsOf, Column
from observatory.lists.files.chunks import (
    Chunk,
    one_label,
    told_by_fields,
    usual_column,
    usual_field,
)
from regions.models import Membership, Network

told = told_by_fields(Network)
Said = tuple[str, str, str, date]


class NetworkChunk(Chunk):
    noun = "network"
    always = ("code",)

    @cached_property
    def said(self) -> list[list[Said]]:
        """What regions say of themselves: status, region, source and day, by region."""
        shown = Membership.objects.in_force().about_published()
        rows = shown.filter(network__in=self.field("code"))
        found: dict[str, list[Said]] = defaultdict(list)
        columns = ("network", "status", "region", "source", "stated_on")
        for code, *told_of in rows.order_by("pk").values_list(*columns):
            found[code].append(tuple(told_of))
        return [sorted(found.get(code, ()), key=lambda one: one[1]) for code in self.field("code")]


def columns(shelf: Shelf) -> list[Column]:
    """All columns there are, in order."""
    member, planned = Membership.Status.MEMBER, Membership.Status.PLANNED
    kind, said = _("Kind"), _("What regions say of themselves")
    few = _("In a few words.")
    return [
        usual_field("code", _("Code"), _("As its address has it."), "code"),
        usual_field("short_name", _("Short name"), _("Such as ERRIN."), "text"),
        usual_field("name", _("Name"), _("In full."), "text"),
        usual_column("kind", kind, _("Which sort it is."), "text", one_label("kind")),
        usual_field("kind_code", kind, _("Its code."), "code", "kind"),
        usual_field("website", _("Website"), _("Its own site."), "link", field="website"),
        usual_column("members", said, _("How many are members."), "integer", _number(member)),
        usual_column("planned", said, _("How many mean to join."), "integer", _number(planned)),
        usual_column("member_codes", said, _("The members' codes."), "list", _codes(member)),
        usual_column("sources", said, _("The codes of the sources."), "list", _sources),
        usual_column("stated_on", said, _("The day of the newest statement."), "date", _newest),
        usual_field("description", _("Description"), few, "text", field="description"),
    ]


def _number(status: str) -> CellsOf:
    return lambda chunk: [sum(one[0] == status for one in said) for said in chunk.said]


def _codes(status: str) -> CellsOf:
    """The codes of the regions that the public sees."""

    def cells(chunk: NetworkChunk) -> list[list[str]]:
        known = atlas.regions(chunk.shelf.state)
        return [
            [code for said_so, code, *_one in said if said_so == status and code in known]
            for said in chunk.said
        ]

    return cells


def _sources(chunk: NetworkChunk) -> list[list[str]]:
    return [sorted({one[2] for one in said}) for said in chunk.said]


def _newest(chunk: NetworkChunk) -> list[str | None]:
    return [max((one[3].isoformat() for one in said), default=None) for said in chunk.said]
