"""The classes of a map: which colour and sign each region gets, and what the legend prints.

A map has at most five classes. Numbers are cut into classes of equal size (quantiles): figures of
regions are skewed, a few cities lie far above all others, and natural breaks would give those
cities three of five classes and leave the rest in one colour. Equal values are never parted. The
limit between two classes is the roundest number there is between their values, so every value
lies where the legend says. Pure functions on plain data.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from itertools import pairwise
from typing import TypeVar

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

Answer = TypeVar("Answer")

MOST_CLASSES = 5
CIRCLE, SQUARE, DIAMOND, RING, BAR = "circle", "square", "diamond", "ring", "bar"
# Light to dark; under simulated colour blindness neighbours still differ (smallest ΔE 18.5).
RAMP = ("#f7ecd0", "#9bc1b0", "#3f9690", "#215c5e", "#03222b")
HATCH = "url(#hatch)"  # the pattern of the drawing's own SVG
# Which of the five colours a map with fewer classes uses.
SHADES = {1: (2,), 2: (1, 3), 3: (0, 2, 4), 4: (0, 1, 2, 4), 5: (0, 1, 2, 3, 4)}
LARGEST_POWER = 12  # no figure about a region has more digits
DECIMALS = 6  # that a value is stored with


@dataclass(frozen=True, slots=True)
class Look:
    """How a class is drawn: the colour of its symbols or areas, and the sign of its symbols."""

    fill: str
    sign: str = CIRCLE


@dataclass(frozen=True, slots=True)
class MapClass:
    """A class with the regions in it, by code. `label` is what the legend prints."""

    label: str | Promise
    look: Look
    codes: tuple[str, ...]


NOT_RECORDED = Look(HATCH)


@dataclass(frozen=True, slots=True)
class Category:
    """A class of answers that have no order: the answers that belong to it and how it looks."""

    label: str | Promise
    look: Look
    answers: frozenset[str]


def numbers(values: Mapping[str, Decimal]) -> list[MapClass]:
    """Classes of numbers, the highest first; each region in exactly one."""
    if not values:
        return []
    parts = _quantiles(sorted(set(values.values())), sorted(values.values()))
    looks = [Look(RAMP[shade]) for shade in SHADES[len(parts)]]
    found = [
        MapClass(label, look, _codes(values, set(part)))
        for part, label, look in zip(parts, _labels(parts), looks, strict=True)
    ]
    return found[::-1]


def groups(values: Mapping[str, str], families: Sequence[str]) -> list[MapClass]:
    """Classes of an ordered scale, the highest first: one a family, from the lowest in `families`.

    Of more than five families neighbours share a class. A family without a region has a class too,
    since the scale has it.
    """
    bundles = _bundles(families)
    looks = [Look(RAMP[shade]) for shade in SHADES.get(len(bundles), ())]
    found = [
        MapClass(_span(bundle), look, _codes(values, set(bundle)))
        for bundle, look in zip(bundles, looks, strict=True)
    ]
    return found[::-1]


def categories(values: Mapping[str, str], kinds: Iterable[Category]) -> list[MapClass]:
    """One class a kind, in the order of the kinds, whether or not a region is in it."""
    return [MapClass(kind.label, kind.look, _codes(values, kind.answers)) for kind in kinds]


def _codes(values: Mapping[str, Answer], wanted: Container[Answer]) -> tuple[str, ...]:
    return tuple(sorted(code for code, value in values.items() if value in wanted))


def _quantiles(distinct: list[Decimal], ordered: list[Decimal]) -> list[list[Decimal]]:
    """The distinct values in at most five parts, each cut where it comes nearest to a quantile."""
    if len(distinct) <= MOST_CLASSES:
        return [[value] for value in distinct]
    below = _numbers_below(distinct, ordered)
    cuts = {
        min(
            range(1, len(distinct)),
            key=lambda index: (abs(below[index] * MOST_CLASSES - part * len(ordered)), index),
        )
        for part in range(1, MOST_CLASSES)
    }
    edges = [0, *sorted(cuts), len(distinct)]
    return [distinct[start:end] for start, end in pairwise(edges)]


def _numbers_below(distinct: list[Decimal], ordered: list[Decimal]) -> list[int]:
    """How many of the ordered values lie below each distinct one."""
    first: dict[Decimal, int] = {}
    for index, value in enumerate(ordered):
        first.setdefault(value, index)
    return [first[value] for value in distinct]


def _labels(parts: list[list[Decimal]]) -> list[str]:
    """One value says itself; else the limits, of which the lower one belongs to the class."""
    limits = [_roundest(before[-1], after[0]) for before, after in pairwise(parts)]
    return [
        printed(part[0]) if len(part) == 1 else _between(lower, upper)
        for part, lower, upper in zip(parts, [None, *limits], [*limits, None], strict=True)
    ]


def _between(lower: Decimal | None, upper: Decimal | None) -> str:
    if upper is None:
        return _("%(lower)s or more") % {"lower": printed(lower or Decimal(0))}
    if lower is None:
        return _("under %(upper)s") % {"upper": printed(upper)}
    limits = {"lower": printed(lower), "upper": printed(upper)}
    return _("%(lower)s to under %(upper)s") % limits


def _roundest(highest: Decimal, lowest: Decimal) -> Decimal:
    """The number of fewest digits above `highest` and not above `lowest`, the next class's own."""
    for power in range(LARGEST_POWER, -DECIMALS - 1, -1):
        for factor in (5, 2, 1):
            step = factor * Decimal(10) ** power
            limit = ((highest / step).to_integral_value(ROUND_FLOOR) + 1) * step
            if limit <= lowest:
                return limit
    return lowest


def printed(value: Decimal) -> str:
    """All digits of a number, with separators."""
    plain = f"{value.normalize():f}"
    places = len(plain.partition(".")[2])
    return number_format(value, places, use_l10n=True, force_grouping=True)


def _bundles(families: Sequence[str]) -> list[Sequence[str]]:
    """The families one by one, or if there are more than five, neighbours together."""
    number = min(len(families), MOST_CLASSES)
    edges = [index * len(families) // number for index in range(number + 1)] if number else []
    return [families[start:end] for start, end in pairwise(edges)]


def _span(bundle: Sequence[str]) -> str:
    if len(bundle) == 1:
        return bundle[0]
    return _("%(first)s to %(last)s") % {"first": bundle[0], "last": bundle[-1]}
