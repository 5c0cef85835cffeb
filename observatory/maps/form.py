"""The selectors of the map: what to show, at which level, of which year."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from observatory.maps.choices import Choice
from observatory.maps.state import Available, State, in_address, usual_level, usual_year

LEVEL_NAMES: dict[int, str | Promise] = {0: gettext_lazy("Countries"), 1: "NUTS 1", 2: "NUTS 2"}


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a selector."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Form:
    """The options of each selector; those of `show` in groups, none of `year` for what has none."""

    show: list[tuple[str | Promise, list[Option]]]
    level: list[Option]
    year: list[Option]


def form(choices: list[Choice], choice: Choice, state: State, available: Available) -> Form:
    """The selectors as they stand for what is shown.

    The first option of level and of year leaves it to the data, so that whoever shows something
    else is not held to a year in which nothing of it is recorded.
    """
    shown = [
        (group, [Option(one.value, one.label, one == choice) for one in members])
        for group, members in groupby(choices, key=lambda one: one.group)
    ]
    years = available.get(state.level, {}) if choice.is_dated else {}
    return Form(shown, _levels(state, available), _years(state, years) if years else [])


def _levels(state: State, available: Available) -> list[Option]:
    usual = _("Most recorded: %(level)s") % {"level": LEVEL_NAMES[usual_level(available)]}
    named = [
        Option(str(level), str(name), state.level_is_asked and level == state.level)
        for level, name in LEVEL_NAMES.items()
    ]
    return [Option("", usual, not state.level_is_asked), *named]


def _years(state: State, years: dict[int | None, int]) -> list[Option]:
    """The newest first, values without a year last."""
    usual = _("Newest common year: %(year)s") % {"year": _name(usual_year(years))}
    ordered = sorted(years, key=lambda year: (year is None, -(year or 0)))
    asked = {state.year} if state.year_is_asked else set()
    counted = [
        Option(in_address(year), _counted(year, years[year]), year in asked) for year in ordered
    ]
    return [Option("", usual, not asked), *counted]


def _name(year: int | None) -> str:
    return _("no year stated") if year is None else str(year)


def _counted(year: int | None, number: int) -> str:
    text = ngettext("%(year)s (%(number)d region)", "%(year)s (%(number)d regions)", number)
    return text % {"year": _name(year), "number": number}
