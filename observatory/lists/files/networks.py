"""The columns of a file of networks."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from catalogue.reading import Shelf, State
from observatory import atlas
from observatory.kept import read_once
from observatory.lists.columns import CellsOf, Column
from observatory.lists.files.chunks import Chunk, field, filled, one_label
from regions.models import Membership, Network

TOLD_BY_A_FIELD = ("website", "description")
Said = tuple[str, str, str, date]


class NetworkChunk(Chunk):
    noun = "network"
    fields = ("code", "short_name", "name", "kind", "website", "description")

    @cached_property
    def said(self) -> list[list[Said]]:
        """What regions say of themselves: status, region, source and day, by region."""
        rows = Membership.objects.in_force().filter(network__in=self.field("code"))
        found: dict[str, list[Said]] = defaultdict(list)
        columns = ("network", "status", "region", "source", "stated_on")
        for code, *told_of in rows.order_by("pk").values_list(*columns):
            found[code].append(tuple(told_of))
        return [sorted(found.get(code, ()), key=lambda one: one[1]) for code in self.field("code")]


def columns(shelf: Shelf) -> list[Column]:
    """All columns there are, in order."""
    member, planned = Membership.Status.MEMBER, Membership.Status.PLANNED
    kind, said = _("Kind"), _("What regions say of themselves")
    return [
        _usual("code", _("Code"), _("As its address has it."), "code", field("code")),
        _usual("short_name", _("Short name"), _("Such as ERRIN."), "text", field("short_name")),
        _usual("name", _("Name"), _("In full."), "text", field("name")),
        _usual("kind", kind, _("Which sort it is."), "text", one_label("kind")),
        _usual("kind_code", kind, _("Its code."), "code", field("kind")),
        _usual("website", _("Website"), _("Its own site."), "link", field("website"), "website"),
        _usual("members", said, _("How many are members."), "integer", _number(member)),
        _usual("planned", said, _("How many mean to join."), "integer", _number(planned)),
        _usual("member_codes", said, _("The members' codes."), "list", _codes(member)),
        _usual("sources", said, _("The codes of the sources."), "list", _sources),
        _usual("stated_on", said, _("The day of the newest statement."), "date", _newest),
        Column(
            "description",
            _("Description"),
            _("In a few words."),
            "text",
            field("description"),
            field="description",
            is_usual=True,
        ),
    ]


@read_once
def told(state: State) -> frozenset[str]:
    """Which fields anything is recorded in."""
    return filled(Network, TOLD_BY_A_FIELD)


def _usual(name: str, label: str, meaning: str, kind, cells, told_by: str = "") -> Column:
    return Column(name, label, meaning, kind, cells, field=told_by, is_usual=True)


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


def _newest(chunk: NetworkChunk) -> list[date | None]:
    return [max((one[3] for one in said), default=None) for said in chunk.said]
