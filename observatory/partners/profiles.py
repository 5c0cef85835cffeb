"""The profiles of all regions that can be compared, read in three queries for each version."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import F, FloatField, Window
from django.db.models.functions import Cast, RowNumber

from catalogue.reading import State
from observatory import atlas
from observatory.kept import read_once
from observatory.partners.finder import Criterion, Subjects
from observatory.partners.similarity import Profile, Yardstick, comparable_levels, yardstick
from observatory.partners.words import IndicatorName, Value, Words
from policies.models import Classification
from regions.models import Indicator, Membership, Network, Observation, Region, ScaleGroup
from regions.standing import HANDED_DOWN, THROUGH_COUNTRY

SMALLEST = 2  # NUTS 3 regions are read only if something is stated about them themselves


@dataclass(frozen=True, slots=True)
class Pool:
    """Everything that regions are compared by. `regions` and `profiles` are in order of code."""

    regions: dict[str, Region]
    profiles: dict[str, Profile]
    subjects: Subjects
    words: Words
    ordered: frozenset[str]
    _yardsticks: dict[tuple[int, ...], Yardstick] = field(default_factory=dict)

    def beside(self, level: int) -> list[Profile]:
        """The profiles of the levels that are measured together with this one."""
        levels = comparable_levels(level)
        return [one for one in self.profiles.values() if one.level in levels]

    def yardstick(self, level: int) -> Yardstick:
        """By which regions of this level are compared; worked out once."""
        levels = comparable_levels(level)
        if levels not in self._yardsticks:
            self._yardsticks[levels] = yardstick(self.beside(level), self.ordered)
        return self._yardsticks[levels]


@dataclass(frozen=True, slots=True)
class _Statements:
    """What is stated of each region: {region: {indicator: value}}, and so on."""

    values: dict[str, dict[str, Value]]
    terms: dict[str, set[str]]
    networks: dict[str, dict[str, str]]

    @property
    def codes(self) -> set[str]:
        return {*self.values, *self.terms, *self.networks}


@read_once
def read(state: State) -> Pool:
    """All published countries, NUTS 1 and 2 regions, and the NUTS 3 regions with statements."""
    asked = atlas.asked(state)
    indicators = {row.code: row for row in asked.indicators}
    terms, term_names, vocabularies = _terms()
    memberships, networks = _memberships()
    stated = _Statements(_values(asked.groups), terms, memberships)
    regions = _comparable(atlas.regions(state), stated.codes)
    words = Words(
        indicators={
            code: IndicatorName(row.name, row.unit, row.decimals)
            for code, row in indicators.items()
        },
        vocabularies=vocabularies,
        terms=term_names,
        networks={code: name for code, (name, _kind) in networks.items()},
        values={
            (region, indicator): value
            for region, found in stated.values.items()
            for indicator, value in found.items()
        },
    )
    kinds = {code: kind for code, (_name, kind) in networks.items()}
    return Pool(
        regions=regions,
        profiles=_profiles(regions, stated),
        subjects=_subjects(indicators.values(), kinds),
        words=words,
        ordered=frozenset(code for code, row in indicators.items() if row.is_scale),
    )


def _comparable(known: dict[str, Region], stated: Collection[str]) -> dict[str, Region]:
    return {code: one for code, one in known.items() if len(code) - 2 <= SMALLEST or code in stated}


def _values(every: Iterable[ScaleGroup]) -> dict[str, dict[str, Value]]:
    """The newest value in force of each indicator; one without a year is older than any other."""
    scales: dict[tuple[str, int], int] = {}
    groups = {}
    for row in every:
        scale = (row.indicator_id, row.scale_year)
        scales[scale] = scales.get(scale, 0) + 1
        groups[row.code] = (row.rank, scale, row.label)
    columns = (
        "region_id",
        "indicator_id",
        "year",
        "number",
        "group_id",
        "source_id",
        "is_computed",
    )
    newest_first = Window(
        RowNumber(),
        partition_by=["region_id", "indicator_id"],
        order_by=[F("year").desc(nulls_last=True), F("pk").desc()],
    )
    rows = Observation.objects.in_force().annotate(
        number=Cast("value", FloatField()), place=newest_first
    )
    newest: dict[str, dict[str, tuple]] = {}
    for region, indicator, *answer in rows.filter(place=1).order_by().values_list(*columns):
        newest.setdefault(region, {})[indicator] = tuple(answer)

    def value(
        year: int | None, number: float | None, group: str | None, source: str, is_computed: bool
    ) -> Value:
        if group is None:
            return Value(number, year, "", source, is_computed)
        rank, scale, label = groups[group]
        return Value(rank / scales[scale], year, label, source, is_computed)

    return {
        region: {indicator: value(*answer) for indicator, answer in found.items()}
        for region, found in newest.items()
    }


def _terms() -> tuple[dict[str, set[str]], dict[str, str], dict[str, str]]:
    """The terms of each region, the labels of terms, the names of vocabularies."""
    columns = ("region_id", "term__vocabulary_id", "term__code", "term__label")
    rows = Classification.objects.in_force().order_by()
    found: dict[str, set[str]] = {}
    labels, vocabularies = {}, {}
    for region, vocabulary, code, label, name in rows.values_list(
        *columns, "term__vocabulary__name"
    ):
        key = f"{vocabulary}/{code}"
        found.setdefault(region, set()).add(key)
        labels[key] = label
        vocabularies[vocabulary] = name
    return found, labels, vocabularies


def _memberships() -> tuple[dict[str, dict[str, str]], dict[str, tuple[str, str]]]:
    """The statuses that each region states, and the name and kind of each network."""
    columns = (F("network__short_name"), F("network__kind"))
    rows = Membership.objects.in_force().order_by()
    found: dict[str, dict[str, str]] = {}
    networks = {}
    for region, network, status, name, kind in rows.values_list(
        "region_id", "network_id", "status", *columns
    ):
        found.setdefault(region, {})[network] = status
        networks[network] = (name, kind)
    return found, networks


def _profiles(regions: dict[str, Region], stated: _Statements) -> dict[str, Profile]:
    newest: dict[str, str] = {}
    for code, region in regions.items():
        newest[code[:2]] = max(newest.get(code[:2], ""), *region.editions)
    return {
        code: Profile(
            code=code,
            level=len(code) - 2,
            country=code[:2],
            figures={name: one.number for name, one in stated.values.get(code, {}).items()},
            terms=frozenset(stated.terms.get(code, ())),
            networks=_standings(code, stated.networks),
            is_current=newest[code[:2]] in region.editions,
        )
        for code, region in regions.items()
    }


def _standings(code: str, memberships: dict[str, dict[str, str]]) -> dict[str, str]:
    """As `regions.standing` decides: the region's own statement, else what its country hands
    down. 550 regions times all networks are too many for its objects."""
    own = memberships.get(code, {})
    if len(code) == 2:
        return own
    country = memberships.get(code[:2], {})
    handed_down = {
        name: THROUGH_COUNTRY for name, status in country.items() if status in HANDED_DOWN
    }
    return {**handed_down, **own}


def _subjects(indicators: Iterable[Indicator], kinds: dict[str, str]) -> Subjects:
    """Which indicators and networks each criterion looks at, told by their kind and unit."""
    subjects: dict[Criterion, list[str]] = {
        Criterion.SIZE: [],
        Criterion.RATES: [],
        Criterion.GROUPS: [],
        Criterion.NETWORKS: [],
        Criterion.MACRO_REGION: [],
    }
    for row in indicators:
        if row.is_scale:
            subjects[Criterion.GROUPS].append(row.code)
        else:
            subjects[Criterion.RATES if _is_rate(row.unit) else Criterion.SIZE].append(row.code)
    for code, kind in sorted(kinds.items()):
        is_macro = kind == Network.Kind.MACRO_REGION
        subjects[Criterion.MACRO_REGION if is_macro else Criterion.NETWORKS].append(code)
    return {criterion: tuple(codes) for criterion, codes in subjects.items()}


def _is_rate(unit: str) -> bool:
    """Whether something is counted per something else: %, inhabitants per km²."""
    return "%" in unit or " per " in f" {unit} "
