"""The facets of a list with their counts, as its form prints them: pure functions on plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from catalogue.facets import Facet, Option
from common.postings import NOT_RECORDED, Narrowing

# A longer facet shows its headings, and what stands under one as soon as that is chosen.
LONG = 60


class CountedOption(NamedTuple):
    """A value of a facet with the number of records after choosing it.

    A tuple, because a page prints hundreds: taken apart by the loop that prints them, they cost a
    third of the time of looking up their attributes one by one.
    """

    value: str
    label: str
    number: int
    is_chosen: bool
    depth: int = 0


@dataclass(frozen=True, slots=True)
class CountedFacet:
    """A facet of the form. `left_out` counts the options under headings that are not chosen."""

    name: str
    label: str
    options: list[CountedOption]
    left_out: int
    is_many: bool
    is_every: bool
    is_open: bool
    group: str

    @property
    def chosen(self) -> int:
        return sum(one.is_chosen for one in self.options)


def values_of(facet: Facet) -> list[str]:
    """The values that are counted: those of the options and, unless every record has one, none."""
    values = [one.value for one in facet.options]
    return values if facet.is_complete else [*values, NOT_RECORDED]


def label_of(facet: Facet, value: str) -> str:
    """What the form calls a value. A value that is no option of the facet raises StopIteration."""
    if value == NOT_RECORDED:
        return _("Not recorded")
    return next(one.label for one in facet.options if one.value == value)


def counted(
    facet: Facet, numbers: Mapping[str, int], chosen: Narrowing | None, *, is_open: bool
) -> CountedFacet:
    """The facet with the number for each of its values; one with a choice stands open."""
    values = chosen.values if chosen else ()
    options = facet.options
    if not facet.is_complete:
        options = [*options, Option(NOT_RECORDED, _("Not recorded"))]
    shown = options if len(options) <= LONG else _unfolded(options, values)
    depths = _depths(facet)
    return CountedFacet(
        facet.name,
        facet.label,
        [
            CountedOption(
                one.value,
                one.label,
                numbers[one.value],
                one.value in values,
                depths.get(one.value, 0),
            )
            for one in shown
        ],
        left_out=len(options) - len(shown),
        is_many=facet.is_many,
        is_every=bool(chosen and chosen.every),
        is_open=is_open or bool(values),
        group=facet.group,
    )


def _unfolded(options: Sequence[Option], chosen: Iterable[str]) -> list[Option]:
    """The headings, and what is chosen with what stands beside it, above it and under it."""
    parents = {one.value: one.parent for one in options}
    opened = {""}
    for value in chosen:
        above = value
        while above and above not in opened:
            opened.add(above)
            above = parents.get(above, "")
    return [one for one in options if one.parent in opened]


def _depths(facet: Facet) -> dict[str, int]:
    """How far below its topmost option each option stands, at most two steps."""
    parents = facet.parents
    return {one: 1 + (parents[one] in parents) for one in parents}
