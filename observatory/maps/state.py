"""What the address of the map asks for: read strictly, answered kindly.

A part that the map does not know, or that nothing is recorded for, is left out and said so in a
notice; what is then shown is what the map shows by itself.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from observatory.notices import echo, shortened

PARAMETERS = ("show", "level", "year")
LEVELS = (0, 1, 2)
UNDATED = "undated"  # stands in an address for values whose source names no year

# How many values there are, by level and year.
Available = Mapping[int, Mapping[int | None, int]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; empty where it asks for nothing known."""

    show: str
    level: str
    year: str
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class State:
    """What the map shows. `level_is_asked` and `year_is_asked` tell what the address chose."""

    show: str
    level: int
    year: int | None
    level_is_asked: bool
    year_is_asked: bool
    notices: tuple[str, ...]

    @property
    def query(self) -> str:
        """The address of exactly this map, with nothing left to choose."""
        is_told = self.year is not None or self.year_is_asked
        year = [("year", in_address(self.year))] if is_told else []
        return urlencode([("show", self.show), ("level", self.level), *year])


def read(query: QueryDict, shown: Container[str]) -> Asked:
    """What the query asks for; `shown` are the values of `show` that there are."""
    notices = [
        _("“%(name)s” is not a part of the map's address and was left out.") % {"name": echo(name)}
        for name in query
        if name not in PARAMETERS
    ]
    found = {name: _one(query, name, notices) for name in PARAMETERS}
    if found["show"] and found["show"] not in shown:
        notices.append(_("The map cannot show “%(value)s”.") % {"value": echo(found["show"])})
        found = dict.fromkeys(PARAMETERS, "")
    return Asked(found["show"], found["level"], found["year"], tuple(notices))


def _one(query: QueryDict, name: str, notices: list[str]) -> str:
    """The first value of a parameter that is not blank; a map shows one thing at a time."""
    values = [value for value in query.getlist(name) if value]
    if len(values) > 1:
        notices.append(_("“%(name)s” was given more than once; the first counts.") % {"name": name})
    return values[0] if values else ""


def settle(asked: Asked, show: str, available: Available) -> State:
    """The level and year to show: those asked for or, without any, those with most values."""
    notices = list(asked.notices)
    level = _level(asked.level, notices)
    settled = usual_level(available) if level is None else level
    years = available.get(settled, {})
    year = _year(asked.year, years, notices)
    return State(
        show,
        settled,
        usual_year(years) if year is None else _number(year),
        level is not None,
        year is not None,
        tuple(shortened(notices)),
    )


def usual_level(available: Available) -> int:
    """The level with most values in its usual year; of two, the coarser."""

    def number(level: int) -> int:
        years = available.get(level, {})
        return years.get(usual_year(years), 0)

    return max(LEVELS, key=lambda level: (number(level), -level))


def usual_year(years: Mapping[int | None, int]) -> int | None:
    """The newest year that at least half as many values hold for as for any other.

    The newest year alone would often show the few regions that were asked last.
    """
    most = max(years.values(), default=0)
    common = [year for year, number in years.items() if number * 2 >= most]
    return max((year for year in common if year is not None), default=None)


def in_address(year: int | None) -> str:
    return UNDATED if year is None else str(year)


def _number(year: str) -> int | None:
    return None if year == UNDATED else int(year)


def _level(asked: str, notices: list[str]) -> int | None:
    if asked in map(str, LEVELS):
        return int(asked)
    if asked:
        text = _("“%(value)s” is not a level of the map; choose 0, 1 or 2.")
        notices.append(text % {"value": echo(asked)})
    return None


def _year(asked: str, years: Mapping[int | None, int], notices: list[str]) -> str | None:
    if asked in map(in_address, years):
        return asked
    if asked:
        text = _("There is nothing here for the year “%(value)s”, so it was left out.")
        notices.append(text % {"value": echo(asked)})
    return None
