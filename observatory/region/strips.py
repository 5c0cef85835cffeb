"""Dot strips: a value among others on one line. Pure functions on plain numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log10

WIDTH = 100  # units; the drawing is stretched to the width it is given
EDGE = 2  # units kept free on both sides, so that no dot is cut
# From this ratio of the largest to the smallest value on, equal steps are equal ratios: on a plain
# scale nearly all dots would lie on one another.
WIDE = 20


@dataclass(frozen=True, slots=True)
class Strip:
    """Places from 0 to `WIDTH`: `others` as a path of dots, `own`, and `marks` beside it."""

    others: str
    own: float
    marks: list[float]
    lowest: float
    highest: float
    is_logarithmic: bool


def strip(own: float, others: Sequence[float], marks: Iterable[float] = ()) -> Strip | None:
    """The strip of some values, of which `own` is one; None if all of them are the same."""
    marks = list(marks)
    every = [own, *others, *marks]
    lowest, highest = min(every), max(every)
    if lowest == highest:
        return None
    is_logarithmic = lowest > 0 and highest / lowest >= WIDE

    def place(value: float) -> float:
        scaled = (
            (log10(one) for one in (value, lowest, highest))
            if is_logarithmic
            else (
                value,
                lowest,
                highest,
            )
        )
        at, first, last = scaled
        return round(EDGE + (WIDTH - 2 * EDGE) * (at - first) / (last - first), 1)

    dots = "".join(f"M{x:g},6h0" for x in sorted({place(one) for one in others}))
    return Strip(dots, place(own), [place(one) for one in marks], lowest, highest, is_logarithmic)
