"""What nearly every page looks up, read once for each version: the regions, and what is asked."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat

from catalogue.reading import State
from observatory.kept import read_once
from observatory.maps.locator import Dot
from policies.models import Classification, PolicyQuestion, Vocabulary
from regions.models import Indicator, Network, Region, RegionChange, ScaleGroup


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
    as asked once it is used anywhere. `changes` are those of codes, for `region.lineage`: edition
    and code before, code after, whether all of it went there, words, edition after.
    """

    indicators: list[Indicator]
    questions: list[PolicyQuestion]
    vocabularies: list[Vocabulary]
    networks: list[Network]
    groups: list[ScaleGroup]
    changes: list[tuple]


@read_once
def asked(state: State) -> Asked:
    """Six short lists in one query."""
    is_used = Exists(Classification.objects.filter(term__vocabulary=OuterRef("code")))
    rows = _listed(Indicator, "position", "name", "unit", "kind", F("decimals")).union(
        _listed(PolicyQuestion, "position", "label"),
        _listed(Vocabulary, None, "name").filter(is_used),
        _listed(Network, None, "short_name", "name", "kind"),
        _listed(ScaleGroup, "rank", "label", "family", "indicator_id", F("scale_year")),
        _changes(),
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
        found.get("regionchange", []),
    )


def _changes() -> QuerySet:
    """The columns of `_listed`, of a model that has no code of its own."""
    is_whole = Case(When(share=1, then=Value("whole")), default=Value(""))
    words = Concat("change", Value(" "), "explanation", output_field=CharField())
    return RegionChange.objects.order_by().values_list(
        Value("regionchange", output_field=CharField()),
        Cast(F("from_edition"), IntegerField()),
        Cast(F("old_code"), CharField()),
        Cast(F("new_code"), CharField()),
        Cast(is_whole, CharField()),
        Cast(words, CharField()),
        Cast(F("to_edition"), IntegerField()),
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
