"""Outlines made small: rings of points read from GeoJSON, simplified, cut to a frame, as SVG paths.

Pure functions on plain data. A ring is a closed line as a list of points, its last point the same
as its first; a shape is a list of rings, of which the outer ones may hold holes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from math import cos, hypot, isfinite, radians
from typing import Any

from observatory.maps import locator as maps

Point = tuple[float, float]
Ring = list[Point]
Box = tuple[float, float, float, float]  # left, top, right, bottom

WEST, EAST, SOUTH = -60, 100, 0  # degrees: all that the frame shows lies between, with room
BEYOND = 2.0  # units that a shape goes on behind the frame, so that its edge shows no border
FRAME = (-BEYOND, -BEYOND, maps.WIDTH + BEYOND, maps.HEIGHT + BEYOND)
FEWEST = 4  # points of a ring: a triangle and its first corner again
INSET_WIDTH, INSET_HEIGHT, INSET_MARGIN = 60, 44, 3  # units
FITTED = 0.07  # of the largest ring: what is smaller need not fit
FINE = 0.3  # units: how much of an outline in a small frame is simplified away


class NotAShape(ValueError):
    """A text holds no outlines of regions; the message is a sentence for whoever chose it."""


def regions(collection: Any) -> Iterator[tuple[str, list[Ring]]]:
    """The code and the rings, in degrees, of every feature of a GeoJSON feature collection.

    Raises NotAShape if it is none, or if a feature has no NUTS_ID or no polygon.
    """
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list) or collection.get("type") != "FeatureCollection":
        raise NotAShape("This is no GeoJSON: a “FeatureCollection” with “features” is expected.")
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        code = properties.get("NUTS_ID") if isinstance(properties, dict) else None
        if not isinstance(code, str) or not code:
            raise NotAShape(f"Feature {number} has no property NUTS_ID.")
        yield code, _rings(code, feature.get("geometry"))


def _rings(code: str, geometry: Any) -> list[Ring]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    try:
        if kind == "Polygon":
            return [_ring(ring) for ring in geometry["coordinates"]]
        if kind == "MultiPolygon":
            return [_ring(ring) for polygon in geometry["coordinates"] for ring in polygon]
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise NotAShape(f"The outline of {code[:5]} is not made of pairs of degrees.") from error
    raise NotAShape(f"The outline of {code[:5]} is neither a Polygon nor a MultiPolygon.")


def _ring(points: Any) -> Ring:
    """Raises ValueError if a point is not on Earth."""
    ring = [(float(point[0]), float(point[1])) for point in points]
    if not all(isfinite(x) and isfinite(y) and abs(x) <= 180 and abs(y) <= 90 for x, y in ring):
        raise ValueError
    return ring


def is_near(degrees: Point) -> bool:
    return WEST < degrees[0] < EAST and degrees[1] > SOUTH


def projected(longitude: float, latitude: float) -> Point:
    """Degrees to units of the frame.

    Far from Europe the projection folds the Earth, so what lies there is pushed together out of
    sight.
    """
    return maps.project(min(max(longitude, WEST), EAST), max(latitude, SOUTH))


def framed(rings: list[Ring], tolerance: float, smallest: float) -> str:
    """The path of what the frame shows of rings in degrees; empty if that is nothing."""
    near = [ring for ring in rings if any(map(is_near, ring))]
    return path(drawn(near, projected, FRAME, tolerance, smallest))


def drawn(
    rings: Iterable[Ring],
    project: Callable[[float, float], Point],
    box: Box,
    tolerance: float,
    smallest: float,
) -> list[Ring]:
    """The rings projected, simplified and cut to the box; of those smaller than `smallest` (in
    units squared) only the largest, and only where nothing else would be left."""
    cut = [clipped(simplified([project(*at) for at in ring], tolerance), box) for ring in rings]
    whole = sorted((ring for ring in cut if len(ring) >= FEWEST), key=area, reverse=True)
    large = [ring for ring in whole if area(ring) >= smallest]
    return large or whole[:1]


def simplified(points: Ring, tolerance: float) -> Ring:
    """The line without the points that lie nearer than `tolerance` (Douglas and Peucker).

    Both ends stay, so that lines which meet still meet. A ring keeps the point farthest from its
    beginning too, and never collapses below a triangle.
    """
    if len(points) <= FEWEST:
        return points
    if points[0] != points[-1]:
        return _simplified_line(points, tolerance)
    far = max(range(len(points)), key=lambda index: _distance(points[index], points[0]))
    halves = (
        *_simplified_line(points[: far + 1], tolerance)[:-1],
        *_simplified_line(points[far:], tolerance),
    )
    return list(halves) if len(halves) >= FEWEST else _triangle(points, far)


def _triangle(points: Ring, far: int) -> Ring:
    ends = points[0], points[far]
    third = max(points, key=lambda point: _from_line(point, *ends))
    return [points[0], points[far], third, points[0]]


def _simplified_line(points: Ring, tolerance: float) -> Ring:
    kept = {0, len(points) - 1}
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        ends = points[first], points[last]
        distance, index = max((_from_line(points[i], *ends), i) for i in range(first + 1, last))
        if distance > tolerance:
            kept.add(index)
            spans += [(first, index), (index, last)]
    return [points[index] for index in sorted(kept)]


def _from_line(point: Point, start: Point, end: Point) -> float:
    """The distance of a point from the stretch between two others."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    square = dx * dx + dy * dy
    if not square:
        return _distance(point, start)
    along = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / square
    along = min(1.0, max(0.0, along))
    return _distance(point, (start[0] + along * dx, start[1] + along * dy))


def _distance(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def clipped(ring: Ring, box: Box) -> Ring:
    """The part of a ring inside the box (Sutherland and Hodgman), closed; empty if there is none.

    What enters the box twice stays one ring, joined along the edge.
    """
    left, top, right, bottom = box
    for axis, limit, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        ring = _clipped_at(ring, axis, limit, sign)
    return ring


def _clipped_at(ring: Ring, axis: int, limit: float, sign: int) -> Ring:
    kept: Ring = []
    for before, point in zip(ring[-1:] + ring[:-1], ring, strict=True):
        was_inside = (before[axis] - limit) * sign >= 0
        is_inside = (point[axis] - limit) * sign >= 0
        if was_inside != is_inside:
            part = (limit - before[axis]) / (point[axis] - before[axis])
            other = before[1 - axis] + part * (point[1 - axis] - before[1 - axis])
            kept.append((limit, other) if axis == 0 else (other, limit))
        if is_inside:
            kept.append(point)
    return [*kept, kept[0]] if kept and kept[0] != kept[-1] else kept


def area(ring: Ring) -> float:
    """In the square of the units of the points."""
    pairs = pairwise(ring)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def extent(rings: Iterable[Ring]) -> Box:
    """The smallest box around the rings, of which there must be one."""
    points = [point for ring in rings for point in ring]
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)


def inset(rings: list[Ring]) -> str:
    """The path of a region alone in a small frame, from rings in degrees, as large as it fits.

    Rings far smaller than the largest may lie beyond the frame: fitted in, the remotest rock of
    an archipelago would make all of it a dot. Degrees of longitude are shortened as they are in
    the region's middle: true enough for one region. Empty if there is no ring.
    """
    if not rings:
        return ""
    largest = max(map(area, rings))
    west, south, east, north = extent(r for r in rings if area(r) >= FITTED * largest)
    shorter = cos(radians((south + north) / 2))
    across, down = max((east - west) * shorter, 1e-6), max(north - south, 1e-6)
    scale = min((INSET_WIDTH - 2 * INSET_MARGIN) / across, (INSET_HEIGHT - 2 * INSET_MARGIN) / down)

    def place(longitude: float, latitude: float) -> Point:
        x = INSET_WIDTH / 2 + (longitude - (west + east) / 2) * shorter * scale
        return x, INSET_HEIGHT / 2 - (latitude - (south + north) / 2) * scale

    whole = (0, 0, INSET_WIDTH, INSET_HEIGHT)
    return path(drawn(rings, place, whole, tolerance=FINE, smallest=FINE))


def path(rings: Iterable[Ring]) -> str:
    """The rings as one SVG path of tenths of a unit, in few letters; a ring without area is left
    out."""
    return "".join(_closed(ring) for ring in rings)


def _closed(ring: Ring) -> str:
    tenths = [(round(x * 10), round(y * 10)) for x, y in ring[:-1]]
    points = [at for before, at in zip([None, *tenths], tenths, strict=False) if at != before]
    if len(set(points)) < FEWEST - 1:
        return ""
    steps = [(x - before_x, y - before_y) for (before_x, before_y), (x, y) in pairwise(points)]
    line = "".join(_number(step, after=index > 0) for index, step in enumerate(_flat(steps)))
    return f"M{_number(points[0][0])}{_number(points[0][1], after=True)}l{line}z"


def _flat(steps: list[tuple[int, int]]) -> Iterator[int]:
    for x, y in steps:
        yield x
        yield y


def _number(tenths: int, *, after: bool = False) -> str:
    """Tenths as a decimal number, set apart from a number before it."""
    text = f"{tenths / 10:g}".replace("0.", ".", 1) if abs(tenths) < 10 else f"{tenths / 10:g}"
    return text if not after or text.startswith("-") else f" {text}"
