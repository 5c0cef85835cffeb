"""The locator map: a dot for the centre of every NUTS 2 region, one region marked.

Lambert's azimuthal equal-area projection, centred where the European grid (ETRS89-LAEA) is, on a
sphere of the same area as the Earth: at this scale the difference is far below a pixel. There are
no boundaries, because those may not be passed on. Pure functions on plain data; the template
draws what they return, in units of ten kilometres, y pointing down.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from math import cos, hypot, radians, sin, sqrt

EARTH_RADIUS = 6371.007  # km, of the sphere with the area of the GRS 80 ellipsoid
CENTRE_LONGITUDE, CENTRE_LATITUDE = 10.0, 52.0  # degrees: EPSG:3035
# The frame in km from the centre: from Iceland and Portugal to the east of Türkiye. The outermost
# regions lie outside; drawn to scale with them, the mainland would be a thumbnail.
WEST, EAST, SOUTH, NORTH = -1900, 2950, -2000, 2350
UNIT = 10  # km
WIDTH, HEIGHT = (EAST - WEST) // UNIT, (NORTH - SOUTH) // UNIT
MARGIN = 16  # units that a pointer to a region outside keeps from the frame
LABEL_LETTERS, LABEL_LINES = 18, 3
LABEL_GAP, HALF_LINE = 17, 11  # units

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Dot:
    """The centre of a region, in degrees."""

    code: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class LocatorMap:
    """Paths of dots and, if it is known where the region lies, its mark and label.

    `mark` is the region's place in the frame, or for a region outside (`is_outside`) the place at
    the frame's edge that lies nearest; `pointer` is then an arrowhead that points to the region.
    """

    others: str
    country: str
    parts: str
    mark: Point | None = None
    is_outside: bool = False
    pointer: str = ""
    label: tuple[str, ...] = ()

    @property
    def graticule(self) -> str:
        return graticule()

    @property
    def label_is_left(self) -> bool:
        return self.mark is not None and self.mark[0] > WIDTH / 2

    @property
    def label_place(self) -> Point:
        """Beside the mark, and higher by half a line for every line after the first."""
        x, y = self.mark or (0, 0)
        gap = -LABEL_GAP if self.label_is_left else LABEL_GAP
        return round(x + gap, 1), round(y - HALF_LINE * (len(self.label) - 1), 1)


def project(longitude: float, latitude: float) -> Point:
    """Degrees to units from the upper left corner of the frame."""
    east, north, middle = (
        radians(longitude - CENTRE_LONGITUDE),
        radians(latitude),
        radians(CENTRE_LATITUDE),
    )
    towards = sin(middle) * sin(north) + cos(middle) * cos(north) * cos(east)
    scale = EARTH_RADIUS * sqrt(2 / (1 + towards))
    x = scale * cos(north) * sin(east)
    y = scale * (cos(middle) * sin(north) - sin(middle) * cos(north) * cos(east))
    return (x - WEST) / UNIT, (NORTH - y) / UNIT


def locator(
    dots: Iterable[Dot], code: str, names: Iterable[str], centre: tuple[float, float] | None
) -> LocatorMap:
    """The map of the region with this code.

    Without parts of its own among the dots, a region is marked at `centre` (longitude, latitude);
    with neither, it is not marked. The first of `names` that fits becomes the label.
    """
    points = {dot.code: project(dot.longitude, dot.latitude) for dot in dots}
    inside = {key: point for key, point in points.items() if is_inside(point)}
    parts = [point for key, point in inside.items() if key.startswith(code)]
    country = [
        point for key, point in inside.items() if key[:2] == code[:2] and not key.startswith(code)
    ]
    others = [point for key, point in inside.items() if key[:2] != code[:2]]
    drawn = LocatorMap(_dots(others), _dots(country), _dots(parts))
    place = _middle(parts) if parts else (project(*centre) if centre else None)
    if place is None:
        return drawn
    if is_inside(place):
        return replace(drawn, mark=_rounded(place), label=label(names))
    at_edge, pointer = _pointer(place)
    return replace(drawn, mark=at_edge, is_outside=True, pointer=pointer, label=label(names))


def dots_only(dots: Iterable[Dot]) -> LocatorMap:
    """The map of all regions, none marked."""
    return locator(dots, "..", (), None)


def spread(filled: Iterable[Dot], others: Iterable[Dot]) -> LocatorMap:
    """The map with some regions filled, wherever they lie within the frame."""
    inside, outside = (
        _dots(point for dot in dots if is_inside(point := project(dot.longitude, dot.latitude)))
        for dots in (filled, others)
    )
    return LocatorMap(outside, "", inside)


def place(longitude: float, latitude: float) -> str:
    """Degrees as people write them: 16.3° N, 61.6° W."""
    north_or_south = f"{abs(latitude):.1f}° {'N' if latitude >= 0 else 'S'}"
    return f"{north_or_south}, {abs(longitude):.1f}° {'E' if longitude >= 0 else 'W'}"


def label(names: Iterable[str]) -> tuple[str, ...]:
    """The first name that fits the map, in lines."""
    for name in names:
        lines = textwrap.wrap(name.replace("/", "/ "), LABEL_LETTERS, break_long_words=False)
        if 0 < len(lines) <= LABEL_LINES and all(len(line) <= LABEL_LETTERS + 4 for line in lines):
            return tuple(lines)
    return ()


@cache
def graticule() -> str:
    """Meridians and parallels, every ten degrees, as one SVG path."""
    meridians = [
        [project(longitude, latitude) for latitude in range(25, 86, 5)]
        for longitude in range(-60, 81, 10)
    ]
    parallels = [
        [project(longitude, latitude) for longitude in range(-60, 81, 5)]
        for latitude in range(30, 81, 10)
    ]
    return "".join(_line(points) for points in (*meridians, *parallels))


def _line(points: list[Point]) -> str:
    return "M" + " ".join(f"{round(x)},{round(y)}" for x, y in points)


def _dots(points: Iterable[Point]) -> str:
    """Lines of no length: with round ends they are dots, at a third of the letters of circles."""
    return "".join(f"M{round(x)},{round(y)}h0" for x, y in sorted(points))


def is_inside(point: Point) -> bool:
    """Whether a place lies within the frame."""
    x, y = point
    return 0 <= x <= WIDTH and 0 <= y <= HEIGHT


def _middle(points: list[Point]) -> Point:
    return (
        sum(x for x, _ in points) / len(points),
        sum(y for _, y in points) / len(points),
    )


def _rounded(point: Point) -> Point:
    return round(point[0], 1), round(point[1], 1)


def _pointer(place: Point) -> tuple[Point, str]:
    """The place at the frame's edge on the way to `place`, and an arrowhead there."""
    dx, dy = place[0] - WIDTH / 2, place[1] - HEIGHT / 2
    reach = min(
        (WIDTH / 2 - MARGIN) / abs(dx) if dx else 1, (HEIGHT / 2 - MARGIN) / abs(dy) if dy else 1
    )
    x, y = WIDTH / 2 + dx * reach, HEIGHT / 2 + dy * reach
    length = hypot(dx, dy)
    ux, uy = dx / length, dy / length
    corners = [
        (x + 12 * ux, y + 12 * uy),
        (x - 6 * ux - 9 * uy, y - 6 * uy + 9 * ux),
        (x - 6 * ux + 9 * uy, y - 6 * uy - 9 * ux),
    ]
    return _rounded((x, y)), _line(corners) + "Z"
