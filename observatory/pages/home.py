"""What the first page tells: what there is, what has changed last, and one question on the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone
from pyroaring import BitMap

from catalogue import reading
from catalogue.reading import State
from common.postings import NOT_RECORDED
from observatory import atlas
from observatory.lists.on_map import found_map
from observatory.maps.locator import LocatorMap
from policies.models import PolicyStatement
from regions.models import Membership, Observation, Region

# The question on the map, and how many of the last changes are looked through for their regions.
QUESTION = "a-pm-in-ris3"
LOOKED_THROUGH, SHOWN = 300, 5
# The regions of which at least so much is recorded are offered in a menu, in per cent.
OFFERED = ("75", "50", "25")


@dataclass(frozen=True, slots=True)
class Changed:
    """A region with the number of its facts among the last changes, and their newest day."""

    region: Region
    number: int
    on: date


class HomePage:
    """In at most eight queries, whatever there is; the atlas and the shelves are read once."""

    def __init__(self, state: State) -> None:
        self._shelf = reading.shelf("region", state)
        self._policies = reading.shelf("policy", state)
        self._atlas = atlas.regions(state)

    @property
    def regions(self) -> int:
        return len(self._shelf.index.everything)

    @property
    def countries(self) -> int:
        return len(self._shelf.index.having("level", "0"))

    @property
    def policies(self) -> int:
        return len(self._policies.index.everything)

    @property
    def surveyed(self) -> int:
        """The regions of which a source says anything itself."""
        index = self._shelf.index
        return len(index.everything - index.having("stated", NOT_RECORDED))

    @cached_property
    def map(self) -> LocatorMap:
        """The regions that answer yes, among all that have a dot."""
        return found_map(self._yes, self._atlas)

    @property
    def _yes(self) -> Collection[int]:
        return self._shelf.index.having(QUESTION, "yes") if self.question else ()

    @property
    def question(self) -> str:
        facet = self._shelf.facets.get(QUESTION)
        return facet.label if facet else ""

    @cached_property
    def answers(self) -> list[tuple[str, str, int]]:
        """Each answer to the question with its number of regions: value, label, number."""
        facet = self._shelf.facets.get(QUESTION)
        return [
            (one.value, one.label, len(self._shelf.index.having(QUESTION, one.value)))
            for one in (facet.options if facet else ())
        ]

    @property
    def not_recorded(self) -> int:
        return len(self._shelf.index.having(QUESTION, NOT_RECORDED))

    @cached_property
    def answering(self) -> list[Region]:
        """The regions that have answered the question with yes."""
        return [one for one in self._atlas.values() if one.pk in self._yes]

    @cached_property
    def offered(self) -> list[Region]:
        """The regions of which most is recorded."""
        having = self._shelf.index.having
        found = BitMap.union(*(having("recorded", share) for share in OFFERED))
        return [one for one in self._atlas.values() if one.pk in found and one.level <= 2]

    @cached_property
    def changed(self) -> list[Changed]:
        """The regions whose facts were changed last."""
        numbers: Counter[str] = Counter()
        days: dict[str, date] = {}
        for code, at in sorted(_last_changes(), key=lambda row: row[1], reverse=True):
            if len(numbers) < SHOWN or code in numbers:
                numbers[code] += 1
                days.setdefault(code, timezone.localdate(at))
        return [
            Changed(self._atlas[code], numbers[code], days[code])
            for code in days
            if code in self._atlas
        ]


def _last_changes() -> list[tuple]:
    """The last rows of the histories of what is said about regions: code and time."""
    return [
        row
        for model in (Observation, Membership, PolicyStatement)
        for row in model.history.order_by("-history_id").values_list("region_id", "history_date")[
            :LOOKED_THROUGH
        ]
    ]
