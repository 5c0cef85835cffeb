"""Make `observatory/maps/data/outlines.json`, the countries behind the dots of a map.

    python -m tools.outlines countries-50m.json

The file is from the npm package world-atlas 2.0.2 (TopoJSON, made of Natural Earth). Borders
are simplified before countries are put together from them, so that neighbours keep a common one.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from observatory.maps import shapes
from observatory.maps.shapes import Point, Ring

Polygons = list[list[list[int]]]  # of a country: rings, made of the numbers of lines

TARGET = Path(__file__).parent.parent / "observatory" / "maps" / "data" / "outlines.json"
CREDIT = "Country outlines: Natural Earth"
TOLERANCE = 0.9  # units of ten kilometres, as everything in the frame
SMALLEST = 4.0  # units squared: smaller islands are left out
# The outermost regions, for the small frames: code, country, and the degrees they lie between.
OUTERMOST = (
    ("ES70", "Spain", (-18.5, 27.4, -13.2, 29.6)),
    ("FRY1", "France", (-62.0, 15.8, -61.0, 16.6)),
    ("FRY2", "France", (-61.3, 14.3, -60.7, 15.0)),
    ("FRY3", "France", (-55.0, 2.0, -51.0, 6.0)),
    ("FRY4", "France", (55.0, -21.5, 56.0, -20.8)),
    ("FRY5", "France", (44.9, -13.1, 45.4, -12.5)),
    ("PT20", "Portugal", (-31.5, 36.8, -24.9, 39.8)),
    ("PT30", "Portugal", (-17.4, 32.3, -16.2, 33.2)),
)

# Two lines of Natural Earth that the United Nations and the European Union recognise as no border:
# what to join with which country, and the degrees it lies between.
NO_BORDER = (
    ("Cyprus", "N. Cyprus", (32.0, 34.0, 35.0, 36.0)),
    ("Ukraine", "Russia", (32.0, 44.0, 36.7, 46.3)),
)


def main(source: Path) -> None:
    """Read the TopoJSON and write the outlines."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = [list(_degrees(arc, topology["transform"])) for arc in topology["arcs"]]
    countries = {
        one["properties"]["name"]: one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]]
        for one in topology["objects"]["countries"]["geometries"]
    }
    for country, other, box in NO_BORDER:
        _join(countries, country, other, arcs, box)
    found = {
        "credit": CREDIT,
        "countries": _countries(countries, arcs),
        "insets": {code: _inset(countries[name], arcs, box) for code, name, box in OUTERMOST},
    }
    TARGET.write_text(json.dumps(found, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{TARGET}: {TARGET.stat().st_size} bytes, {len(found['countries'])} countries")


def _degrees(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[Point]:
    """TopoJSON holds whole numbers, each counted from the point before it."""
    (scale_x, scale_y), (left, low) = transform["scale"], transform["translate"]
    x = y = 0
    for step in arc:
        x, y = x + step[0], y + step[1]
        yield x * scale_x + left, y * scale_y + low


def _join(
    countries: dict[str, Polygons], country: str, other: str, arcs: list[Ring], box: shapes.Box
) -> None:
    """Move the polygons of `other` within the box to `country`, without the line between them."""
    moved = [one for one in countries[other] if _lies_in(box, _joined(one[0], arcs))]
    countries[other] = [one for one in countries[other] if one not in moved]
    rings = [ring for polygon in (*countries[country], *moved) for ring in polygon]
    inner = {index for ring in rings for index in ring}
    outer = {
        arcs[_line(index)][0 if index >= 0 else -1]: index
        for ring in rings
        for index in ring
        if ~index not in inner
    }
    countries[country] = [[ring] for ring in _chained(outer, arcs)]


def _chained(outer: dict[Point, int], arcs: list[Ring]) -> Iterator[list[int]]:
    """Rings of lines, each beginning where the one before it ends; `outer` is by beginnings."""
    while outer:
        ring = [outer.pop(next(iter(outer)))]
        while (end := arcs[_line(ring[-1])][-1 if ring[-1] >= 0 else 0]) in outer:
            ring.append(outer.pop(end))
        yield ring


def _lies_in(box: shapes.Box, ring: Ring) -> bool:
    west, south, east, north = box
    return all(west < x < east and south < y < north for x, y in ring)


def _countries(countries: dict[str, Polygons], arcs: list[Ring]) -> dict[str, str]:
    lines = [
        shapes.simplified([shapes.projected(*degrees) for degrees in arc], TOLERANCE)
        for arc in arcs
    ]
    found = {}
    for name, country in sorted(countries.items()):
        both = zip(_rings(country, arcs), _rings(country, lines), strict=True)
        rings = [line for degrees, line in both if any(map(shapes.is_near, degrees))]
        if text := shapes.path(shapes.drawn(rings, lambda x, y: (x, y), shapes.FRAME, 0, SMALLEST)):
            found[name] = text
    return found


def _rings(country: Polygons, lines: list[Ring]) -> Iterator[Ring]:
    """The rings of a country, put together from lines."""
    for polygon in country:
        for indices in polygon:
            yield _joined(indices, lines)


def _joined(indices: list[int], lines: list[Ring]) -> Ring:
    ring: Ring = []
    for index in indices:
        line = lines[_line(index)]
        ring += (line[::-1] if index < 0 else line)[1 if ring else 0 :]
    return ring


def _line(index: int) -> int:
    """TopoJSON counts a line that is walked backwards as ~index."""
    return ~index if index < 0 else index


def _inset(country: Polygons, arcs: list[Ring], box: shapes.Box) -> str:
    return shapes.inset([ring for ring in _rings(country, arcs) if _lies_in(box, ring)])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
