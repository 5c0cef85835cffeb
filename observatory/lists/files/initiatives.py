"""The columns of a file of initiatives."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from catalogue.reading import Shelf, State
from observatory import atlas
from observatory.kept import read_once
from observatory.lists.columns import Column
from observatory.lists.files.chunks import Chunk, field, filled
from policies.models import Initiative, Participation
from regions.models import Region

TOLD_BY_A_FIELD = ("kind", "link", "description")
Said = tuple[str, str, date]


class InitiativeChunk(Chunk):
    noun = "initiative"
    fields = ("title", "kind", "link", "description")

    @cached_property
    def said(self) -> list[list[Said]]:
        """Which regions take part, by whom and when that was stated; in the order of codes."""
        rows = Participation.objects.in_force().filter(initiative__in=self.records)
        found: dict[int, list[Said]] = defaultdict(list)
        columns = ("initiative", "region", "source", "stated_on")
        for record, *told_of in rows.order_by("pk").values_list(*columns):
            found[record].append(tuple(told_of))
        return [sorted(found.get(one, ()), key=lambda told_of: told_of[0]) for one in self.records]


def columns(shelf: Shelf) -> list[Column]:
    """All columns there are, in order."""
    part = _("Regions that take part")
    return [
        _usual("title", _("Title"), _("As its source has it."), "text", field("title")),
        _usual("number", _("Number"), _("As its address has it."), "integer", field("pk")),
        _usual("kind", _("Kind"), _("Such as a hub."), "text", field("kind"), "kind"),
        _usual("link", _("Link"), _("Its own site."), "link", field("link"), "link"),
        _usual("regions", part, _("Their codes."), "list", _codes),
        _usual("region_names", part, _("Their own names."), "list", _names),
        _usual("sources", part, _("The codes of the sources."), "list", _sources),
        _usual("stated_on", part, _("The day of the newest statement."), "date", _newest),
        _usual(
            "description",
            _("Description"),
            _("In a few words."),
            "text",
            field("description"),
            "description",
        ),
    ]


@read_once
def told(state: State) -> frozenset[str]:
    """Which fields anything is recorded in."""
    return filled(Initiative, TOLD_BY_A_FIELD)


def _usual(name: str, label: str, meaning: str, kind, cells, told_by: str = "") -> Column:
    return Column(name, label, meaning, kind, cells, field=told_by, is_usual=True)


def _regions(chunk: InitiativeChunk) -> list[list[Region]]:
    """Those that the public sees."""
    known = atlas.regions(chunk.shelf.state)
    return [[known[code] for code, *_one in said if code in known] for said in chunk.said]


def _codes(chunk: InitiativeChunk) -> list[list[str]]:
    return [[one.code for one in regions] for regions in _regions(chunk)]


def _names(chunk: InitiativeChunk) -> list[list[str]]:
    return [[one.name for one in regions] for regions in _regions(chunk)]


def _sources(chunk: InitiativeChunk) -> list[list[str]]:
    return [sorted({one[1] for one in said}) for said in chunk.said]


def _newest(chunk: InitiativeChunk) -> list[date | None]:
    return [max((one[2] for one in said), default=None) for said in chunk.said]
