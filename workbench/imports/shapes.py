"""Which shapes of file there are, and which of them a file has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from workbench.imports.shape import Shape, Unfit
from workbench.survey.shape import WaveShape
from workbench.tables.shape import TableShape, nouns

# A row with fewer known headings than this is no row of headings.
FEWEST = 2


def shape_of(key: str) -> Shape:
    """The shape of this key; raises Unfit if there is none."""
    if key == WaveShape.key:
        return WaveShape()
    resource = nouns().get(key)
    if resource is None:
        raise Unfit(f"There is no kind of file called {key}.")
    return TableShape(resource)


def all_shapes() -> list[Shape]:
    """The wave first, then the tables in the order of their titles."""
    tables = [TableShape(resource) for resource in nouns().values()]
    return [WaveShape(), *sorted(tables, key=lambda shape: shape.title.casefold())]


def allowed_to(user: Any, shapes: Iterable[Shape]) -> list[Shape]:
    """The shapes that somebody may import."""
    return [shape for shape in shapes if user.has_perms(shape.permissions)]


def likeliest(headings: list[str], shapes: list[Shape]) -> Shape | None:
    """The shape that knows most of the headings; none if no shape or several fit best.

    A table whose headings are all known comes before one of which only some are.
    """
    scores = [(shape.recognised(headings), shape) for shape in shapes]
    best = max((score for score, _ in scores), default=0)
    if best < FEWEST:
        return None
    found = [shape for score, shape in scores if score == best]
    if len(found) > 1:
        asked = [shape for shape in found if _has_all_it_needs(shape, headings)]
        found = asked or found
    fewest = min(len(shape.asks()) for shape in found)
    closest = [shape for shape in found if len(shape.asks()) == fewest]
    return closest[0] if len(closest) == 1 else None


def _has_all_it_needs(shape: Shape, headings: list[str]) -> bool:
    asked = {column.key for column in shape.match(headings)}
    return all(ask.key in asked for ask in shape.asks() if ask.is_required)
