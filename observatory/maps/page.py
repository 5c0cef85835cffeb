"""The page of the map: its classes, drawing, legend and table. It asks the database nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, partial

from django.utils.translation import gettext as _

from common.text import fold
from observatory.maps import choropleth
from observatory.maps import classes as map_classes
from observatory.maps import facts as map_facts
from observatory.maps import kinds as map_kinds
from observatory.maps.choices import NETWORK, NUMBER, QUESTION, Choice
from observatory.maps.choropleth import Boundaries, Drawing, Entry, Place
from observatory.maps.classes import NOT_RECORDED, MapClass
from observatory.maps.facts import Answer, MapFacts
from observatory.maps.form import LEVEL_NAMES, Form
from observatory.maps.state import State
from regions.models import Region, Source

# Of the drawing as a file, in units from top to bottom.
HEADING_HEIGHT, FRAME_HEIGHT, INSETS_HEIGHT, LINE_HEIGHT = 45, 447, 70, 13
LONGEST_TITLE = 80  # letters of an answer in words that a symbol's title repeats


@dataclass(frozen=True, slots=True)
class Row:
    """A region in the table; without an answer it is not recorded."""

    region: Region
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Section:
    """A class in legend and table, with its regions."""

    entry: Entry
    rows: tuple[Row, ...]


class MapPage:
    """One attribute for every part of the page."""

    def __init__(
        self,
        choice: Choice,
        state: State,
        form: Form,
        facts: MapFacts,
        boundaries: Boundaries,
    ):
        self.choice, self.state, self.form = choice, state, form
        self.facts, self.boundaries = facts, boundaries

    @property
    def title(self) -> str:
        """What is shown, when and at which level: Population on 1 January, 2018, NUTS 2."""
        year = [str(self.state.year)] if self.state.year is not None else []
        return ", ".join([self.choice.label, *year, str(LEVEL_NAMES[self.state.level])])

    @property
    def edition_is_mixed(self) -> bool:
        """Whether regions are shown that the edition does not have."""
        return any(self.facts.edition not in one.editions for one in self.facts.regions.values())

    @cached_property
    def classes(self) -> list[MapClass]:
        """Those of the answers, the highest first, and the regions of which nothing is recorded."""
        unknown = tuple(code for code in self.facts.regions if code not in self.facts.answers)
        return [*self._classes(), MapClass(_("Not recorded"), NOT_RECORDED, unknown)]

    def _classes(self) -> list[MapClass]:
        answers = self.facts.answers.items()
        if self.choice.kind == NUMBER:
            return map_classes.numbers({code: one.value for code, one in answers})
        keys = {code: one.key for code, one in answers}
        if self.choice.noun == QUESTION:
            return map_classes.categories(keys, map_kinds.REPLIES)
        if self.choice.noun == NETWORK:
            words = partial(map_facts.heading, kind=self.choice.kind)
            return map_classes.categories(keys, map_kinds.standings(words))
        return map_classes.groups(keys, self.facts.families)

    @cached_property
    def drawing(self) -> Drawing:
        places = {
            code: Place(code, self.facts.centres.get(code), self._title(region))
            for code, region in self.facts.regions.items()
        }
        return choropleth.draw(self.classes, places, self.boundaries)

    def _title(self, region: Region) -> str:
        answer = self.facts.answers.get(region.code)
        text = answer.text if answer else _("not recorded")
        shown = text if len(text) <= LONGEST_TITLE else f"{text[:LONGEST_TITLE]}…"
        year = [str(answer.year)] if answer and answer.year else []
        return f"{region.name} ({region.code}): {' '.join([shown, *self._unit(answer), *year])}"

    def _unit(self, answer: Answer | None) -> list[str]:
        return [self.choice.unit] if answer and self.choice.unit else []

    @cached_property
    def sections(self) -> list[Section]:
        """The classes with their regions, the highest value first, equal ones by code."""
        entries = choropleth.legend(self.classes, of_areas=self.drawing.has_areas)
        return [
            Section(entry, tuple(sorted(map(self._row, one.codes), key=_place_in_class)))
            for one, entry in zip(self.classes, entries, strict=True)
        ]

    def _row(self, code: str) -> Row:
        return Row(self.facts.regions[code], self.facts.answers.get(code))

    @property
    def insets(self) -> list[tuple[Region, choropleth.Inset]]:
        return [(self.facts.regions[one.code], one) for one in self.drawing.insets]

    @cached_property
    def unplaced(self) -> list[Region]:
        return [self.facts.regions[code] for code in self.drawing.unplaced]

    @property
    def above_footnotes(self) -> int:
        """Units from the top of the frame to the footnotes of the drawing as a file."""
        return FRAME_HEIGHT + (INSETS_HEIGHT if self.drawing.insets else 0)

    @property
    def file_height(self) -> int:
        return HEADING_HEIGHT + self.above_footnotes + LINE_HEIGHT * (len(self.footnotes) + 1)

    @property
    def footnotes(self) -> list[str]:
        """What the drawing owes to whom, for where no page stands around it."""
        own = [*map(str, self.drawing.credits), _("Regions: © Eurostat, NUTS classification")]
        return [". ".join(own), *(_credit(source) for source in self.sources)]

    @cached_property
    def sources(self) -> list[Source]:
        """Every source of an answer, in the order of titles."""
        found = {answer.source for answer in self.facts.answers.values()}
        return sorted(found, key=lambda source: (fold(source.title), source.code))


def _credit(source: Source) -> str:
    return ", ".join(filter(None, [source.title, source.publisher, source.licence]))


def _place_in_class(row: Row) -> tuple[Decimal, str]:
    return (-row.answer.rank if row.answer else Decimal(0)), row.region.code
