"""The columns of a file of initiatives."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from catalogue.reading import Shelf
from observatory import atlas
from observatory.lists.columns import Column
from observatory.lists.files.chunks import Chunk, told_by_fields, usual_column, usual_field
from policies.models import Initiative, Participation
from regions.models import Region

told = told_by_fields(Initiative)
Said = tuple[str, str, date]


class InitiativeChunk(Chunk):
    noun = "initiative"

    @cached_property
    def said(self) -> list[list[Said]]:
        """Which regions take part, by whom and when that was stated; in the order of codes."""
        shown = Participation.objects.in_force().about_published()
        rows = shown.filter(initiative__in=self.records)
        found: dict[int, list[Said]] = defaultdict(list)
        columns = ("initiative", "region", "source", "stated_on")
        for record, *told_of in rows.order_by("pk").values_list(*columns):
            found[record].append(tuple(told_of))
        return [sorted(found.get(one, ()), key=lambda told_of: told_of[0]) for one in self.records]


def columns(shelf: Shelf) -> list[Column]:
    """All columns there are, in order."""
    part, few = _("Regions that take part"), _("In a few words.")
    return [
        usual_field("title", _("Title"), _("As its source has it."), "text"),
        usual_field("number", _("Number"), _("As its address has it."), "integer", "pk"),
        usual_field("kind", _("Kind"), _("Such as a hub."), "text", field="kind"),
        usual_field("link", _("Link"), _("Its own site."), "link", field="link"),
        usual_column("regions", part, _("Their codes."), "list", _codes),
        usual_column("region_names", part, _("Their own names."), "list", _names),
        usual_column("sources", part, _("The codes of the sources."), "list", _sources),
        usual_column("stated_on", part, _("The day of the newest statement."), "date", _newest),
        usual_field("description", _("Description"), few, "text", field="description"),
    ]


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


def _newest(chunk: InitiativeChunk) -> list[str | None]:
    return [max((one[2].isoformat() for one in said), default=None) for said in chunk.said]
