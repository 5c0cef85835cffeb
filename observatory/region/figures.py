"""Key figures: every indicator's newest value with the earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from django.utils.formats import number_format

from observatory.region import charts
from observatory.region.beside import Beside
from observatory.stated import Stated, stated
from regions.models import Indicator, Observation, ScaleGroup

# Up to here earlier values stand open on the page; a longer series is drawn, its table folded.
FEW = 3


@dataclass(frozen=True, slots=True)
class Value:
    """One observation as it is printed: `text` is a number with its separators, or a group.

    `code` is the older code that the value was stated under, if it was.
    """

    text: str
    unit: str
    year: int | None
    is_computed: bool
    flag: str
    note: str
    stated: Stated
    code: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator of the region. `range` is the lowest and highest value of a series drawn."""

    indicator: Indicator
    newest: Value
    earlier: list[Value]
    series: charts.Series | None = None
    range: tuple[str, str] | None = None
    scale: list[charts.ScaleFamily] | None = None
    beside: Beside | None = None
    ends: tuple[str, str] | None = None
    cut: str = ""

    @property
    def older(self) -> list[tuple[str, int, int]]:
        """Each older code that values were stated under, with its first and last year."""
        years: dict[str, list[int]] = {}
        for one in (self.newest, *self.earlier):
            if one.code and one.year is not None:
                years.setdefault(one.code, []).append(one.year)
        return [(code, min(found), max(found)) for code, found in years.items()]

    @property
    def is_long(self) -> bool:
        return len(self.earlier) > FEW


def figures(
    observations: Iterable[Observation],
    groups: Iterable[ScaleGroup] = (),
    beside: Mapping[str, Beside] | None = None,
    code: str = "",
    cut: tuple[int, str] | None = None,
) -> list[Figure]:
    """One figure an indicator, from observations in the order of `for_page()`.

    `code` is that of the region, others are marked; `cut` is an edition and why nothing is before.
    """
    scales, others = list(groups), beside or {}
    return [
        _cut(_figure(indicator, list(rows), scales, others.get(indicator.code), code), cut)
        for indicator, rows in groupby(observations, key=lambda row: row.indicator)
    ]


def value(row: Observation, code: str = "") -> Value:
    """An observation as it is printed on the page of the region with this code."""
    return Value(
        text=row.group.label if row.group else number(row.value, row.indicator.decimals),
        unit=row.indicator.unit,
        year=row.year,
        is_computed=row.is_computed,
        flag=row.flag,
        note=row.note,
        stated=stated(row),
        code=row.region_id if code and row.region_id != code else "",
    )


def number(value: Decimal, decimals: int) -> str:
    """A number with separators; a whole one without decimals, as the sources print it."""
    places = 0 if value == value.to_integral_value() else decimals
    # Rounded here, because `number_format` cuts off what is too long.
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return number_format(rounded, places, use_l10n=True, force_grouping=True)


def _figure(
    indicator: Indicator,
    rows: list[Observation],
    groups: list[ScaleGroup],
    beside: Beside | None,
    code: str,
) -> Figure:
    newest, *earlier = [value(row, code) for row in rows]
    # Compared is what the region's own code states.
    beside = None if newest.code else beside
    drawn = _series(rows, code) if len(earlier) > FEW else None
    ends = (drawn.lowest, drawn.highest) if drawn else ()
    return Figure(
        indicator,
        newest,
        earlier,
        series=drawn,
        range=tuple(number(end, indicator.decimals) for end in ends) or None,
        scale=_scale(rows[0].group, groups),
        beside=beside,
        ends=_ends(beside, indicator),
    )


def _ends(beside: Beside | None, indicator: Indicator) -> tuple[str, str] | None:
    """The lowest and the highest value of a strip, as they are printed."""
    if beside is None or beside.strip is None:
        return None
    lowest, highest = beside.strip.lowest, beside.strip.highest
    return text_of(lowest, indicator), text_of(highest, indicator)


def text_of(value: float, indicator: Indicator) -> str:
    return number(Decimal(str(value)), indicator.decimals)


def _cut(figure: Figure, cut: tuple[int, str] | None) -> Figure:
    """The figure, told why nothing is older than an edition if that is so."""
    years = [one.year for one in (figure.newest, *figure.earlier) if one.year is not None]
    if cut is None or not years or min(years) < cut[0]:
        return figure
    return replace(figure, cut=cut[1])


def _series(rows: list[Observation], code: str) -> charts.Series | None:
    return charts.series(
        ((row.year, row.value) for row in rows if row.year and row.value is not None),
        {row.year for row in rows if row.year and code and row.region_id != code},
    )


def _scale(group: ScaleGroup | None, groups: list[ScaleGroup]) -> list[charts.ScaleFamily] | None:
    if group is None:
        return None
    same = [
        (other.rank, other.family)
        for other in groups
        if (other.indicator_id, other.scale_year) == (group.indicator_id, group.scale_year)
    ]
    return charts.scale(same, group.rank)
