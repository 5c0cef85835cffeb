"""Small drawings beside a figure: pure functions on plain data, drawn by the templates."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT = 100, 40  # units; the drawing is stretched to the width it is given
EDGE = 6  # units kept free above and below, so that no dot is cut
FEWEST = 3  # years; fewer than this are read faster than drawn


@dataclass(frozen=True, slots=True)
class Series:
    """A line over the years. `line` breaks where a year is missing; `dots` are the years.

    `older` are the dots of the years that an older code fills.
    """

    line: str
    dots: str
    first_year: int
    last_year: int
    lowest: Decimal
    highest: Decimal
    older: str = ""


@dataclass(frozen=True, slots=True)
class ScaleFamily:
    """A family of an ordered scale with one cell a group; True is where the region stands."""

    name: str
    cells: tuple[bool, ...]


def series(
    values: Iterable[tuple[int, Decimal]], older: Container[int] = frozenset()
) -> Series | None:
    """The line of a year's values, or None if there are too few to draw."""
    points = sorted(values)
    if len(points) < FEWEST:
        return None
    years = [year for year, _ in points]
    numbers = [number for _, number in points]
    places = [
        (year, _across(year, years[0], years[-1]), _up(number, min(numbers), max(numbers)))
        for year, number in points
    ]
    return Series(
        _broken_line(places),
        _dots(place for place in places if place[0] not in older),
        years[0],
        years[-1],
        min(numbers),
        max(numbers),
        _dots(place for place in places if place[0] in older),
    )


def scale(groups: Iterable[tuple[int, str]], rank: int) -> list[ScaleFamily]:
    """The families of a scale from the lowest, from its groups (rank, family)."""
    cells: dict[str, list[bool]] = {}
    for group_rank, family in sorted(groups):
        cells.setdefault(family, []).append(group_rank == rank)
    return [ScaleFamily(name, tuple(marks)) for name, marks in cells.items()]


def _dots(places: Iterable[tuple[int, float, float]]) -> str:
    return "".join(f"M{x},{y}h0" for _, x, y in places)


def _broken_line(places: list[tuple[int, float, float]]) -> str:
    steps, before = [], None
    for year, x, y in places:
        steps.append(f"{'L' if before == year - 1 else 'M'}{x},{y}")
        before = year
    return "".join(steps)


def _across(year: int, first: int, last: int) -> float:
    return round(EDGE / 2 + (WIDTH - EDGE) * (year - first) / ((last - first) or 1), 1)


def _up(number: Decimal, lowest: Decimal, highest: Decimal) -> float:
    part = float((number - lowest) / ((highest - lowest) or 1))
    return round(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * part, 1)
