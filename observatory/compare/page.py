"""The page of a comparison: what its templates print. It asks the database nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.text import fold
from observatory.compare.choice import Choice, Place, address
from observatory.compare.compared import LETTERS, MOST, Compared
from observatory.compare.comparison import Comparison
from observatory.compare.summary import Summary
from observatory.compare.words import listed

LONGEST_LISTED = 4  # letters of a code of NUTS 2
# Regions that answered both waves of the survey, so that there is something to compare.
EXAMPLES = (("BE3", "BE2"), ("FI1C", "SE22"), ("DE1", "FRF"))


@dataclass(frozen=True, slots=True)
class Column:
    """A region with its letter, the address without it, and what is true of it alone."""

    letter: str
    region: Compared
    without: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picker:
    """The regions to choose from: a country's name with its regions, the country first."""

    groups: tuple[tuple[str, tuple[Place, ...]], ...]


@dataclass(frozen=True, slots=True)
class Start:
    """What stands in place of a comparison of fewer than two regions."""

    choice: Choice
    chosen: tuple[Place, ...]
    picker: Picker
    examples: tuple[tuple[tuple[Place, ...], str], ...]

    @property
    def codes(self) -> list[tuple[str, str]]:
        return _codes(self.choice)


@dataclass(frozen=True, slots=True)
class ComparisonPage:
    """One attribute for every part of the page."""

    choice: Choice
    whole: Comparison
    summary: Summary
    picker: Picker

    @property
    def comparison(self) -> Comparison:
        """The rows that the address asks for."""
        return self.whole.only_differences() if self.choice.only_differences else self.whole

    @property
    def title(self) -> str:
        names = listed([one.name for one in self.whole.regions])
        return _("%(names)s, compared") % {"names": names}

    @property
    def columns(self) -> list[Column]:
        return [
            Column(letter, region, self.choice.without(region.code), sentences)
            for (letter, region), sentences in zip(
                self.whole.lettered, self.summary.only, strict=True
            )
        ]

    @property
    def counts(self) -> tuple[int, int]:
        """How many rows differ, of how many."""
        return self.whole.only_differences().length, self.whole.length

    @property
    def codes(self) -> list[tuple[str, str]]:
        return _codes(self.choice)


def start(choice: Choice, places: Mapping[str, Place]) -> Start:
    """The page that offers regions to choose."""
    examples = tuple(
        (tuple(places[code] for code in pair), address(pair))
        for pair in EXAMPLES
        if all(code in places for code in pair)
    )
    chosen = tuple(places[code] for code in choice.codes)
    return Start(choice, chosen, picker(places.values()), examples)


def picker(places: Iterable[Place]) -> Picker:
    """The countries by name, with their regions down to NUTS 2 by code."""
    offered = sorted(
        (one for one in places if len(one.code) <= LONGEST_LISTED), key=lambda one: one.code
    )
    countries = {one.code: one.other_name or one.name for one in offered if one.is_country}
    groups: dict[str, list[Place]] = {}
    for one in offered:
        country = one.code[: len("BE")]
        groups.setdefault(countries.get(country, country), []).append(one)
    named = sorted(groups.items(), key=lambda group: fold(group[0]))
    return Picker(tuple((name, tuple(regions)) for name, regions in named))


def _codes(choice: Choice) -> list[tuple[str, str]]:
    """Every letter that there may be, with the code that has it."""
    codes = [*choice.codes, *[""] * (MOST - len(choice.codes))]
    return list(zip(LETTERS, codes, strict=True))
