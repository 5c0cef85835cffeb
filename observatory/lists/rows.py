"""The rows of each list: the records of one page with what a reader is told of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.reading import Shelf
from observatory.lists.filters import CatalogueFilter
from observatory.region.figures import Value, value
from policies.models import Initiative, Participation, PolicyDocument
from regions.models import Indicator, Membership, Network, Observation, Region

FIGURES = 3  # of a row: the newest values of the first indicators by position
TOPICS = 4  # named in a row; the others are counted
TOPIC_FACETS = ("t-policy-topics", "t-ris3-priorities")


@dataclass(frozen=True, slots=True)
class Few:
    """Names of which a row prints the first ones, and counts the rest."""

    names: list[str]

    @property
    def first(self) -> list[str]:
        return self.names[:TOPICS]

    @property
    def more(self) -> int:
        return max(len(self.names) - TOPICS, 0)


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A region of the list; `years` is when its networks were stated."""

    region: Region
    country: str
    figures: list[tuple[Indicator, Value]]
    networks: list[str]
    years: list[int]
    topics: Few
    answers: list[tuple[str, str]]
    recorded: str
    stated: str


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A document with the terms that it covers."""

    document: PolicyDocument
    topics: Few


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """A network, and how many regions say what of themselves."""

    network: Network
    members: int
    planned: int


@dataclass(frozen=True, slots=True)
class InitiativeRow:
    """An initiative with the regions that take part."""

    initiative: Initiative
    regions: list[Region]


def region_rows(records: Sequence[int], asked: CatalogueFilter) -> list[RegionRow]:
    found = Region.objects.in_bulk(records)
    codes = [found[one].code for one in records if one in found]
    figures, networks = _figures(codes), _networks(codes)
    shelf = asked.shelf
    countries = labels(shelf, "country")
    return [
        RegionRow(
            region=region,
            country=countries.get(region.country_code, ""),
            figures=figures[region.code],
            networks=[one.network.short_name for one in networks[region.code]],
            years=sorted({one.stated_on.year for one in networks[region.code]}),
            topics=Few([one for facet in TOPIC_FACETS for one in told(shelf, facet, region.pk)]),
            answers=_answers(shelf, region.pk),
            recorded=next(iter(told(shelf, "recorded", region.pk)), ""),
            stated=next(iter(told(shelf, "stated", region.pk)), ""),
        )
        for region in _in_order(records, found)
    ]


def policy_rows(records: Sequence[int], asked: CatalogueFilter) -> list[PolicyRow]:
    found = PolicyDocument.objects.for_page().in_bulk(records)
    facets = [one for one in asked.shelf.facets if one.startswith("t-")]
    return [
        PolicyRow(
            document,
            Few([one for facet in facets for one in told(asked.shelf, facet, document.pk)]),
        )
        for document in _in_order(records, found)
    ]


def network_rows(records: Sequence[int], asked: CatalogueFilter) -> list[NetworkRow]:
    found = Network.objects.in_bulk(records)
    codes = [one.code for one in found.values()]
    said: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = Membership.objects.in_force().about_published().filter(network__in=codes)
    for network, status in rows.values_list("network", "status"):
        said[network][status] += 1
    member, planned = Membership.Status.MEMBER, Membership.Status.PLANNED
    return [
        NetworkRow(one, said[one.code][member], said[one.code][planned])
        for one in _in_order(records, found)
    ]


def initiative_rows(records: Sequence[int], asked: CatalogueFilter) -> list[InitiativeRow]:
    found = Initiative.objects.in_bulk(records)
    regions: dict[int, list[Region]] = defaultdict(list)
    rows = Participation.objects.in_force().about_published().filter(initiative__in=records)
    for row in rows.select_related("region").order_by("region"):
        regions[row.initiative_id].append(row.region)
    return [InitiativeRow(one, regions[one.pk]) for one in _in_order(records, found)]


def labels(shelf: Shelf, facet: str) -> dict[str, str]:
    """The values of a facet with their names."""
    options = shelf.facets[facet].options if facet in shelf.facets else []
    return {one.value: one.label for one in options}


def told(shelf: Shelf, facet: str, record: int) -> list[str]:
    """The names of a record's own values of a facet, in the order of the facet."""
    if facet not in shelf.facets:
        return []
    own = shelf.index.facets[facet].own
    return [
        one.label
        for one in shelf.facets[facet].options
        if one.value in own and record in own[one.value]
    ]


def _in_order(records: Sequence[int], found: dict[int, Any]) -> Iterable[Any]:
    """What was found, as it was asked for; a record deleted meanwhile is left out."""
    return (found[one] for one in records if one in found)


def _answers(shelf: Shelf, record: int) -> list[tuple[str, str]]:
    """The region's answers to the policy questions."""
    questions = [one for one in shelf.facets.values() if one.name.startswith("a-")]
    return [(one.label, answer) for one in questions for answer in told(shelf, one.name, record)]


def _figures(codes: Iterable[str]) -> dict[str, list[tuple[Indicator, Value]]]:
    """The newest values of the first indicators; `for_page()` brings the newest first."""
    first = Indicator.objects.order_by("position", "code").values("code")[:FIGURES]
    rows = Observation.objects.for_page().filter(region__in=codes, indicator__in=first)
    newest: dict[str, dict[Indicator, Value]] = defaultdict(dict)
    for row in rows:
        newest[row.region_id].setdefault(row.indicator, value(row))
    return defaultdict(list, {code: list(values.items()) for code, values in newest.items()})


def _networks(codes: Iterable[str]) -> dict[str, list[Membership]]:
    """The networks that a region says it is itself a member of."""
    member = Membership.Status.MEMBER
    rows = Membership.objects.for_page().filter(region__in=codes, status=member)
    found: dict[str, list[Membership]] = defaultdict(list)
    for row in sorted(rows, key=lambda one: one.network.short_name.lower()):
        found[row.region_id].append(row)
    return found
