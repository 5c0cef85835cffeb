"""What nearly every page looks up, read once for each version: the regions, and what is asked."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import CharField, Exists, F, IntegerField, OuterRef, QuerySet, Value
from django.db.models.functions import Cast

from catalogue.reading import State
from observatory.kept import read_once
from observatory.maps.locator import Dot
from policies.models import Classification, PolicyQuestion, Vocabulary
from regions.models import Indicator, Network, Region, ScaleGroup


@read_once
def regions(state: State) -> dict[str, Region]:
    """Every published region by its code, in the order of codes."""
    rows = sorted(Region.objects.published(), key=lambda one: one.code)
    return {one.code: one for one in rows}


def above(region: Region, atlas: dict[str, Region]) -> list[Region]:
    """The regions around a region, the country first."""
    path: list[Region] = []
    one = atlas.get(region.parent_id or "")
    while one is not None:
        path.insert(0, one)
        one = atlas.get(one.parent_id or "")
    return path


def dots(atlas: dict[str, Region]) -> list[Dot]:
    """The centres of all NUTS 2 regions."""
    return [dot_of(one) for one in atlas.values() if one.level == 2 and has_centre(one)]


def dot_of(region: Region) -> Dot:
    return Dot(region.code, region.longitude, region.latitude)


def has_centre(region: Region) -> bool:
    return region.longitude is not None and region.latitude is not None


@dataclass(frozen=True, slots=True)
class Asked:
    """What can be recorded of any region, in the order in which it is asked.

    The rows carry what names them and nothing else: they are not to be saved. A vocabulary counts
    as asked once it is used anywhere.
    """

    indicators: list[Indicator]
    questions: list[PolicyQuestion]
    vocabularies: list[Vocabulary]
    networks: list[Network]
    groups: list[ScaleGroup]


@read_once
def asked(state: State) -> Asked:
    """Five short lists in one query."""
    is_used = Exists(Classification.objects.filter(term__vocabulary=OuterRef("code")))
    rows = _listed(Indicator, "position", "name", "unit", "kind", F("decimals")).union(
        _listed(PolicyQuestion, "position", "label"),
        _listed(Vocabulary, None, "name").filter(is_used),
        _listed(Network, None, "short_name", "name", "kind"),
        _listed(ScaleGroup, "rank", "label", "family", "indicator_id", F("scale_year")),
        all=True,
    )
    found: dict[str, list[tuple]] = {}
    for noun, *row in sorted(rows):
        found.setdefault(noun, []).append(tuple(row))
    return Asked(
        [
            Indicator(position=place, code=code, name=name, unit=unit, kind=kind, decimals=decimals)
            for place, code, name, unit, kind, decimals in found.get("indicator", ())
        ],
        [
            PolicyQuestion(position=place, code=code, label=label)
            for place, code, label, *_ in found.get("policyquestion", ())
        ],
        [Vocabulary(code=code, name=name) for _, code, name, *_ in found.get("vocabulary", ())],
        sorted(
            [
                Network(code=code, short_name=short_name, name=name, kind=kind)
                for _, code, short_name, name, kind, _ in found.get("network", ())
            ],
            key=lambda one: one.short_name.casefold(),
        ),
        [
            ScaleGroup(
                rank=rank,
                code=code,
                label=label,
                family=family,
                indicator_id=scale,
                scale_year=year,
            )
            for rank, code, label, family, scale, year in found.get("scalegroup", ())
        ],
    )


def _listed(model, place: str | None, label: str, first="", second="", number=None) -> QuerySet:
    """Six columns alike for every model: noun, place, code, name, two texts and a number."""
    texts = {"b": label, "c": first, "d": second}
    return model.objects.order_by().values_list(
        Value(model._meta.model_name, output_field=CharField()),
        Cast(F(place) if place else Value(0), IntegerField()),
        "code",
        *(Cast(F(one) if one else Value(""), CharField()) for one in texts.values()),
        Cast(number if number is not None else Value(0), IntegerField()),
    )
