"""The pages of indicators: what is measured, for how many regions, and the ends of the range."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Max, Min, Q, QuerySet

from observatory.pages.cited import by_title
from observatory.region.figures import Value, value
from regions.models import Indicator, Observation, Region, ScaleGroup, Source

# Of the highest and of the lowest values of a level.
ENDS = 3


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """For how many regions it is recorded, and in which years."""

    indicator: Indicator
    regions: int
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True)
class Level:
    """A level of NUTS, and how many regions of it are published."""

    number: int
    regions: int


@dataclass(frozen=True, slots=True)
class YearRow:
    """For how many regions of each level there is a value of the year."""

    year: int | None
    numbers: list[int]


@dataclass(frozen=True, slots=True)
class Place:
    """A region at one end of the range."""

    region: Region
    value: Value


@dataclass(frozen=True, slots=True)
class Range:
    """The ends of a level in one year, of `number` values; no region stands at both."""

    level: int
    year: int | None
    number: int
    highest: list[Place]
    lowest: list[Place]


@dataclass(frozen=True, slots=True)
class Scale:
    """The groups of the scale that began in a year, the highest first, with counts by `years`."""

    began: int
    years: list[int | None]
    groups: list[tuple[ScaleGroup, list[int]]]


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """`levels` head the columns of `coverage`; `computed` counts the values worked out by us.

    `sources` are those of all values, and who publishes the indicator."""

    indicator: Indicator
    levels: list[Level]
    coverage: list[YearRow]
    values: int
    computed: int
    ranges: list[Range]
    scales: list[Scale]
    sources: list[Source]


def indicator_rows() -> list[IndicatorRow]:
    """All indicators in the order of their positions, in two queries."""
    counts = (
        Observation.objects.in_force()
        .about_published()
        .order_by()
        .values_list("indicator")
        .annotate(Count("region", distinct=True), Min("year"), Max("year"))
    )
    known = {code: numbers for code, *numbers in counts}
    return [
        IndicatorRow(one, *known.get(one.code, (0, None, None)))
        for one in Indicator.objects.select_related("source")
    ]


def find(code: str) -> Indicator | None:
    return Indicator.objects.select_related("source").filter(code=code).first()


def read(indicator: Indicator) -> IndicatorPage:
    """The page of an indicator that `find` has found, in at most five queries."""
    rows = Observation.objects.in_force().about_published().filter(indicator=indicator)
    counted = list(
        rows.order_by()
        .values_list("region__level", "year")
        .annotate(all=Count("pk"), computed=Count("pk", filter=Q(is_computed=True)))
    )
    numbers = {(level, year): number for level, year, number, _computed in counted}
    levels = _levels()
    ranges = [] if indicator.is_scale else _ranges(rows, numbers)
    shown = [place.value.stated for one in ranges for place in (*one.highest, *one.lowest)]
    named = {source for stated in shown for source in stated.sources}
    codes = set(rows.order_by().values_list("source", flat=True).distinct())
    named |= set(Source.objects.filter(code__in=codes))
    named |= {indicator.source} if indicator.source else set()
    return IndicatorPage(
        indicator=indicator,
        levels=levels,
        coverage=_coverage(numbers, levels),
        values=sum(numbers.values()),
        computed=sum(computed for *_place, computed in counted),
        ranges=ranges,
        scales=_scales(indicator, rows) if indicator.is_scale else [],
        sources=by_title(named),
    )


def _levels() -> list[Level]:
    rows = Region.objects.published().order_by().values_list("level").annotate(Count("pk"))
    return [Level(*row) for row in sorted(rows)]


def _coverage(numbers: Mapping[tuple[int, int | None], int], levels: list[Level]) -> list[YearRow]:
    """The newest year first; values without a year come last."""
    years = sorted({year for _level, year in numbers}, key=lambda year: -(year or 0))
    return [
        YearRow(year, [numbers.get((level.number, year), 0) for level in levels]) for year in years
    ]


def _ranges(
    rows: QuerySet[Observation], numbers: Mapping[tuple[int, int | None], int]
) -> list[Range]:
    """One a level, of the newest among the years for which most of its regions have a value."""
    years = {level: _fullest(level, numbers) for level, _year in sorted(numbers, key=_by_level)}
    wanted = Q(pk__in=[])
    for level, year in years.items():
        wanted |= Q(region__level=level, year=year)
    ranked: dict[int, list[tuple[Decimal, str, int]]] = {level: [] for level in years}
    for level, worth, code, pk in rows.filter(wanted).values_list(
        "region__level", "value", "region", "pk"
    ):
        ranked[level].append((-worth, code, pk))
    ends = {level: _ends([pk for *_rank, pk in sorted(found)]) for level, found in ranked.items()}
    chosen = [pk for pair in ends.values() for end in pair for pk in end]
    known = rows.for_page().select_related("region").in_bulk(chosen)
    return [
        Range(level, years[level], len(ranked[level]), _places(high, known), _places(low, known))
        for level, (high, low) in ends.items()
        if low
    ]


def _by_level(key: tuple[int, int | None]) -> int:
    return key[0]


def _fullest(level: int, numbers: Mapping[tuple[int, int | None], int]) -> int | None:
    own = {year: number for (at, year), number in numbers.items() if at == level}
    return max(own, key=lambda year: (own[year], year or 0))


def _ends(ranked: list[int]) -> tuple[list[int], list[int]]:
    """The first and the last few, the last of all first; too few are shared out."""
    few = min(ENDS, (len(ranked) + 1) // 2)
    return ranked[:few], ranked[few:][::-1][:few]


def _places(keys: list[int], known: Mapping[int, Observation]) -> list[Place]:
    return [Place(known[pk].region, value(known[pk])) for pk in keys]


def _scales(indicator: Indicator, rows: QuerySet[Observation]) -> list[Scale]:
    """The newest scale first."""
    counted = rows.order_by().values_list("group", "year").annotate(Count("pk"))
    numbers = {(group, year): number for group, year, number in counted}
    groups = list(ScaleGroup.objects.filter(indicator=indicator))
    found = []
    for began in sorted({group.scale_year for group in groups}, reverse=True):
        own = sorted((one for one in groups if one.scale_year == began), key=lambda one: -one.rank)
        codes = {one.code for one in own}
        used = {year for group, year in numbers if group in codes}
        years = sorted(used, key=lambda year: -(year or 0))
        counts = [(one, [numbers.get((one.code, year), 0) for year in years]) for one in own]
        found.append(Scale(began, years, counts))
    return found
