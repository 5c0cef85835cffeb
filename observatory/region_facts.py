"""What is known of one region, read in at most thirteen queries, however much it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value

from observatory.maps import Dot
from policies.models import (
    Classification,
    Participation,
    PolicyDocument,
    PolicyQuestion,
    PolicyStatement,
    Vocabulary,
)
from regions.models import (
    Indicator,
    Membership,
    Network,
    Observation,
    Picture,
    Region,
    RegionChange,
    ScaleGroup,
    Website,
)
from regions.standing import Standing, standings

# What a page prints of a region that it only names, and where the map draws it.
NAMED = ("code", "parent_id", "native_name", "official_name", "language", "nuts_editions")
PLACED = ("longitude", "latitude")


@dataclass(frozen=True, slots=True)
class Asked:
    """What can be recorded of any region, as pairs of code and name in order of position."""

    indicators: list[tuple[str, str]]
    questions: list[tuple[str, str]]
    vocabularies: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class RegionFacts:
    """A region's facts as rows. `path` are the regions above it, the country first; `neighbours`
    are its parts and the regions with a dot on the map, only named and placed."""

    region: Region
    path: list[Region]
    neighbours: list[Region]
    asked: Asked
    observations: list[Observation]
    scale_groups: list[ScaleGroup]
    statements: list[PolicyStatement]
    documents: list[PolicyDocument]
    participations: list[Participation]
    classifications: list[Classification]
    standings: list[Standing]
    websites: list[Website]
    picture: Picture | None

    @property
    def sourced(self) -> list:
        """Every statement and document that the page prints."""
        return [
            *self.observations,
            *self.statements,
            *self.documents,
            *self.participations,
            *self.classifications,
            *(one.statement for one in self.standings if one.statement),
            *self.websites,
            *([self.picture] if self.picture else []),
        ]


def find(code: str) -> Region | None:
    """The published region with this code, the regions above it at hand."""
    above = "parent__parent__parent"
    return Region.objects.published().select_related(above).filter(code=code).first()


def read(region: Region) -> RegionFacts:
    """The facts of a region that `find` has found."""
    observations = list(Observation.objects.for_page().filter(region=region))
    here = {region.code, region.country_code}
    memberships = Membership.objects.for_page().filter(region__in=here)
    return RegionFacts(
        region=region,
        path=_path(region),
        neighbours=_neighbours(region),
        asked=_asked(),
        observations=observations,
        scale_groups=_scale_groups(observations),
        statements=list(PolicyStatement.objects.for_page().filter(region=region)),
        documents=list(PolicyDocument.objects.for_page().of_region(region.code)),
        participations=list(Participation.objects.for_page().filter(region=region)),
        classifications=list(Classification.objects.for_page().filter(region=region)),
        standings=standings(Network.objects.all(), memberships, region.code),
        websites=list(Website.objects.for_page().in_force().filter(region=region)),
        picture=Picture.objects.for_page().in_force().filter(region=region).first(),
    )


def dots() -> list[Dot]:
    """The centres of all NUTS 2 regions."""
    rows = Region.objects.published().filter(_has_a_dot())
    return [Dot(*row) for row in rows.values_list("code", *PLACED)]


def successors(code: str) -> dict[str, list[Region]]:
    """What to try instead of a code without a page: what it became, and what it would lie in."""
    changes = RegionChange.objects.filter(old_code=code).exclude(new_code__in=["", code])
    published = Region.objects.published()
    return {
        "successors": list(published.filter(code__in=changes.values("new_code"))),
        "around": list(published.filter(code__in=[code[:2], code[:3], code[:4]])),
    }


def _path(region: Region) -> list[Region]:
    above: list[Region] = []
    while region.parent is not None:
        region = region.parent
        above.insert(0, region)
    return above


def _has_a_dot() -> Q:
    return Q(level=2, longitude__isnull=False, latitude__isnull=False)


def _neighbours(region: Region) -> list[Region]:
    """One query for both, of the few columns that are needed."""
    columns = (*NAMED, *PLACED)
    rows = Region.objects.published().filter(_has_a_dot() | Q(parent=region)).order_by("code")
    return [Region(**dict(zip(columns, row, strict=True))) for row in rows.values_list(*columns)]


def _scale_groups(observations: Iterable[Observation]) -> list[ScaleGroup]:
    """All groups of the scales that the observations use."""
    scales = {row.indicator_id for row in observations if row.group_id}
    return list(ScaleGroup.objects.filter(indicator__in=scales)) if scales else []


def _asked() -> Asked:
    """Three short lists in one query. A vocabulary counts as asked once it is used anywhere."""
    is_used = Exists(Classification.objects.filter(term__vocabulary=OuterRef("code")))
    rows = _listed(Indicator.objects.all(), "indicator", "position", "name").union(
        _listed(PolicyQuestion.objects.all(), "question", "position", "label"),
        _listed(Vocabulary.objects.filter(is_used), "vocabulary", None, "name"),
    )
    found: dict[str, list[tuple[str, str]]] = {"indicator": [], "question": [], "vocabulary": []}
    for noun, _position, code, name in sorted(rows):
        found[noun].append((code, name))
    return Asked(found["indicator"], found["question"], found["vocabulary"])


def _listed(queryset: QuerySet, noun: str, position: str | None, name: str) -> QuerySet:
    columns = {"a": Value(noun), "b": F(position) if position else Value(0), "d": F(name)}
    return queryset.order_by().annotate(**columns).values_list("a", "b", "code", "d")
