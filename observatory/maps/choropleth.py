"""A map of classes: symbols at the centres of regions or, where their shapes are known, areas.

What lies outside the frame of the locator map is drawn in small frames of its own (insets).
Pure functions on plain data: the templates in `templates/map` draw what they return, in the same
units of ten kilometres. Every colour is an attribute of the drawing, so that it stands alone too.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from observatory.maps import locator as maps
from observatory.maps.classes import (
    BAR,
    CIRCLE,
    DIAMOND,
    RING,
    SQUARE,
    Look,
    MapClass,
    categories,
)
from observatory.maps.kinds import TAKING_PART
from observatory.maps.shapes import INSET_HEIGHT, INSET_WIDTH, is_near

Centre = tuple[float, float]  # longitude and latitude, in degrees

OUTLINES = Path(__file__).parent / "data" / "outlines.json"
# Units from the middle of a symbol to its edge, by the letters of the code: countries are fewer
# and farther apart than their parts.
RADIUS = {2: 8.0, 3: 6.0, 4: 4.0}
SMALL_RADIUS = 9.0  # on a small map, which few regions share
SMALLEST_RADIUS = 3.0
INSET_RADIUS = 7.0
# What makes the signs look equally large, as parts of the radius.
SQUARE_REACH, DIAMOND_REACH, BAR_REACH, RING_HOLE = 0.88, 1.2, 1.0, 0.5
BOUNDARY_CREDIT = _("© EuroGeographics for the administrative boundaries")


@dataclass(frozen=True, slots=True)
class Place:
    """A region as a map knows it: its centre, if that is known, and what its symbol tells."""

    code: str
    centre: Centre | None
    title: str


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Shapes of regions by code as SVG paths: in the frame, and alone in an inset.

    `edition` is the year of the NUTS edition they belong to, or empty.
    """

    paths: Mapping[str, str] = field(default_factory=dict)
    insets: Mapping[str, str] = field(default_factory=dict)
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """One region's symbol or area, as an SVG path with its title."""

    path: str
    title: str
    is_area: bool = False


@dataclass(frozen=True, slots=True)
class Layer:
    """All marks of one class, in one colour."""

    fill: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Inset:
    """A region outside the frame, in a small frame: the outline of its land, and its mark."""

    code: str
    land: str
    layer: Layer


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole map. `unplaced` are the codes of regions whose centre nobody has recorded."""

    layers: tuple[Layer, ...]
    insets: tuple[Inset, ...]
    unplaced: tuple[str, ...]
    has_areas: bool

    @property
    def graticule(self) -> str:
        return maps.graticule()

    @property
    def land(self) -> str:
        return outlines()[0]

    @property
    def credits(self) -> list[str | Promise]:
        return [_("Country outlines: Natural Earth"), *([BOUNDARY_CREDIT] * self.has_areas)]


@dataclass(frozen=True, slots=True)
class Entry:
    """A class in a legend: its sign as an SVG path in a square of 16 units, how many regions."""

    label: str | Promise
    fill: str
    sign: str
    number: int


@dataclass(frozen=True, slots=True)
class SmallMap:
    """The members of a network on a map, and the legend of the classes that are met there."""

    drawing: Drawing
    legend: tuple[Entry, ...]

    @property
    def elsewhere(self) -> list[str]:
        """The codes of those that have no dot: outside the frame, or nobody knows where."""
        return sorted([*self.drawing.unplaced, *(one.code for one in self.drawing.insets)])


@cache
def outlines() -> tuple[str, Mapping[str, str]]:
    """The land in the frame as one path, and that of each outermost region by its code."""
    found = json.loads(OUTLINES.read_text(encoding="utf-8"))
    return "".join(found["countries"].values()), found["insets"]


def draw(
    classes: Sequence[MapClass],
    places: Mapping[str, Place],
    boundaries: Boundaries | None = None,
    only: Container[str] | None = None,
    radius: float | None = None,
) -> Drawing:
    """The map of the classes: the first lies on top, and areas below all symbols.

    `places` holds the place of every code in a class; with `only`, no other region is drawn.
    """
    shapes = boundaries or Boundaries()
    layers: list[Layer] = []
    insets: list[Inset] = []
    unplaced: list[str] = []
    for one in reversed(classes):
        marks: list[Mark] = []
        for place in (places[code] for code in one.codes if only is None or code in only):
            if (mark := _mark(place, one.look, shapes, radius)) is not None:
                marks.append(mark)
            elif _is_placed(place, shapes):
                insets.append(_inset(place, one.look, shapes))
            else:
                unplaced.append(place.code)
        layers += _layers(one.look, marks)
    drawn = [mark for layer in (*layers, *(one.layer for one in insets)) for mark in layer.marks]
    return Drawing(
        layers=tuple(sorted(layers, key=lambda layer: not layer.marks[0].is_area)),
        insets=tuple(sorted(insets, key=lambda inset: inset.code)),
        unplaced=tuple(sorted(unplaced)),
        has_areas=any(mark.is_area for mark in drawn),
    )


def network_map(statuses: Mapping[str, str], places: Mapping[str, Place]) -> SmallMap:
    """The members of a network (status by code), those that plan to join, and observers."""
    classes = [one for one in categories(statuses, TAKING_PART) if one.codes]
    return SmallMap(draw(classes, places, radius=SMALL_RADIUS), legend(classes))


def is_inside(longitude: float, latitude: float) -> bool:
    """Whether a place lies in the frame."""
    if not is_near((longitude, latitude)):
        return False
    x, y = maps.project(longitude, latitude)
    return 0 <= x <= maps.WIDTH and 0 <= y <= maps.HEIGHT


def middle(centres: Iterable[Centre]) -> Centre | None:
    """Between the centres that lie in the frame; None if none does.

    The centre of a country that is stored counts its outermost regions in: that of Portugal lies
    in the Atlantic, outside the frame.
    """
    inside = [centre for centre in centres if is_inside(*centre)]
    if not inside:
        return None
    longitudes, latitudes = zip(*inside, strict=True)
    return sum(longitudes) / len(inside), sum(latitudes) / len(inside)


def legend(classes: Iterable[MapClass], *, of_areas: bool = False) -> tuple[Entry, ...]:
    """One entry a class, in their order; an area has a colour and no sign."""
    return tuple(
        Entry(
            one.label,
            one.look.fill,
            symbol(8, 8, 6, SQUARE if of_areas else one.look.sign),
            len(one.codes),
        )
        for one in classes
    )


def symbol(x: float, y: float, radius: float, sign: str = CIRCLE) -> str:
    """A sign around a point, as an SVG path; all signs of one radius look equally large."""
    if sign == SQUARE:
        side = _short(2 * SQUARE_REACH * radius)
        corner = f"{_short(x - SQUARE_REACH * radius)} {_short(y - SQUARE_REACH * radius)}"
        return f"M{corner}h{side}v{side}h-{side}z"
    if sign == DIAMOND:
        reach = _short(DIAMOND_REACH * radius)
        top = f"{_short(x)} {_short(y - DIAMOND_REACH * radius)}"
        return f"M{top}l{reach} {reach}-{reach} {reach}-{reach}-{reach}z"
    if sign == BAR:
        across, down = _short(2 * BAR_REACH * radius), _short(BAR_REACH * radius)
        corner = f"{_short(x - BAR_REACH * radius)} {_short(y - BAR_REACH * radius / 2)}"
        return f"M{corner}h{across}v{down}h-{across}z"
    circle = _circle(x, y, radius)
    return circle + _circle(x, y, RING_HOLE * radius) if sign == RING else circle


def _circle(x: float, y: float, radius: float) -> str:
    r, across = _short(radius), _short(2 * radius)
    return f"M{_short(x - radius)} {_short(y)}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0-{across} 0z"


def _short(number: float) -> str:
    return f"{round(number, 1):g}"


def _mark(place: Place, look: Look, shapes: Boundaries, radius: float | None) -> Mark | None:
    """The region's area or symbol in the frame, or None if it lies nowhere in there."""
    if place.code in shapes.paths:
        return Mark(shapes.paths[place.code], place.title, is_area=True)
    if place.centre is None or place.code in shapes.insets or not is_inside(*place.centre):
        return None
    x, y = maps.project(*place.centre)
    size = radius or RADIUS.get(len(place.code), SMALLEST_RADIUS)
    return Mark(symbol(x, y, size, look.sign), place.title)


def _is_placed(place: Place, shapes: Boundaries) -> bool:
    return place.code in shapes.insets or place.centre is not None


def _inset(place: Place, look: Look, shapes: Boundaries) -> Inset:
    area = shapes.insets.get(place.code)
    middle = symbol(INSET_WIDTH / 2, INSET_HEIGHT / 2, INSET_RADIUS, look.sign)
    mark = Mark(area or middle, place.title, is_area=bool(area))
    return Inset(place.code, "" if area else _land(place.code), Layer(look.fill, (mark,)))


def _land(code: str) -> str:
    """An outermost region may be the only part of the one above: ES7 is ES70."""
    known = outlines()[1]
    return known.get(code) or known.get(f"{code}0", "")


def _layers(look: Look, marks: Iterable[Mark]) -> Iterator[Layer]:
    found = tuple(marks)
    for is_area in (False, True):
        if same := tuple(mark for mark in found if mark.is_area == is_area):
            yield Layer(look.fill, same)
