"""The columns of a file of regions: names, figures with year and source, networks, topics."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import F
from django.utils.translation import gettext as _

from catalogue.facets import Facet
from catalogue.reading import Shelf, State
from observatory import atlas
from observatory.kept import read_once
from observatory.lists.columns import CellsOf, Column
from observatory.lists.files.chunks import (
    Chunk,
    facet_columns,
    of_field,
    one_label,
    one_value,
    term_codes,
    term_labels,
    usual_column,
    usual_field,
)
from observatory.lists.rows import FIGURES, TOPIC_FACETS
from regions.models import Indicator, Membership, Observation
from regions.standing import LABELS, NOT_RECORDED

# What a region's own name is made of.
OWN_NAME = ("native_name", "official_name")
# Every code for how a region can stand towards a network; where nothing is recorded there is none.
STANDINGS = [str(code) for code in LABELS if code != NOT_RECORDED]


class Newest(NamedTuple):
    """The newest observation of an indicator, as it is stored."""

    value: object
    group: str | None
    label: str | None
    year: int | None
    source: str
    stated_on: date

    @property
    def day(self) -> str:
        return self.stated_on.isoformat()


class RegionChunk(Chunk):
    noun = "region"
    always = ("code",)

    @cached_property
    def _figures(self) -> dict[str, dict[str, Newest]]:
        return {}

    @property
    def names(self) -> list[str]:
        pairs = zip(self.field("native_name"), self.field("official_name"), strict=True)
        return [native or official for native, official in pairs]

    def newest(self, indicator: str) -> list[Newest | None]:
        """The newest value in force; stated ones before those that were computed."""
        if indicator not in self._figures:
            columns = ("value", "group", "group__label", "year", "source", "stated_on")
            rows = Observation.objects.in_force().filter(
                indicator=indicator, region__in=self.field("code")
            )
            # The last one stays.
            ordered = rows.order_by(F("year").asc(nulls_first=True), "-is_computed", "pk")
            self._figures[indicator] = {
                code: Newest(*told) for code, *told in ordered.values_list("region", *columns)
            }
        found = self._figures[indicator]
        return [found.get(code) for code in self.field("code")]

    @cached_property
    def networks(self) -> list[list[tuple[str, str, date]]]:
        """What each region says it is itself a member of: name, code, and when it said so."""
        member = Membership.Status.MEMBER
        rows = Membership.objects.in_force().filter(region__in=self.field("code"), status=member)
        found: dict[str, list[tuple[str, str, date]]] = defaultdict(list)
        columns = ("region", "network__short_name", "network", "stated_on")
        for code, *told in rows.order_by().values_list(*columns):
            found[code].append(tuple(told))
        for told in found.values():
            told.sort(key=lambda one: (one[0].lower(), one[1]))
        return [found.get(code, []) for code in self.field("code")]


def columns(shelf: Shelf) -> list[Column]:
    """All columns there are, in order."""
    indicators = atlas.asked(shelf.state).indicators
    figures = (
        column
        for place, one in enumerate(indicators)
        for column in _figure(one, is_usual=place < FIGURES)
    )
    others = (one for one in shelf.facets.values() if one.name.startswith(("t-", "a-", "n-")))
    return [*_names(), *figures, *_parts(), *_place(), *facet_columns(others, _meanings)]


def _meanings(facet: Facet) -> tuple[str, str]:
    """What the names and the codes of terms, of an answer or of a standing say of a region."""
    if facet.is_many:
        return (
            _("The terms that are recorded of the region, by their names."),
            _("The terms that are recorded of the region, by their codes."),
        )
    if facet.name.startswith("a-"):
        codes = ", ".join(one.value for one in facet.options)
        return (
            _("The region's answer, in words."),
            _("The region's answer, as a code: %(codes)s.") % {"codes": codes},
        )
    told = {"network": facet.label, "codes": ", ".join(STANDINGS)}
    return (
        _("How the region stands towards %(network)s, in words.") % told,
        _("How the region stands towards %(network)s, as a code: %(codes)s.") % told,
    )


def told(state: State, columns: Iterable[Column]) -> frozenset[str]:
    """The columns of indicators that anything is recorded for; other usual ones have no field."""
    return _figures_told(state)


@read_once
def _figures_told(state: State) -> frozenset[str]:
    used = Observation.objects.in_force().about_published().order_by().values_list("indicator")
    return frozenset(f"figure {one}" for (one,) in used.distinct())


def _names() -> Iterable[Column]:
    own = _("The region's own name, in its own language.")
    english = _("As it is called in English; empty where no such name is recorded.")
    latin = _("The official name in Latin letters.")
    return [
        usual_field("code", _("Code"), _("The NUTS code."), "code"),
        usual_column("name", _("Name"), own, "text", lambda chunk: chunk.names, reads=OWN_NAME),
        usual_field("english_name", _("Name in English"), english, "text"),
        of_field("latin_name", _("Latin name"), latin, "text"),
        usual_column("country", _("Country"), _("Its name."), "text", one_label("country")),
        usual_field("level", _("Level"), _("0 for a country, else the NUTS level."), "integer"),
        usual_column(
            "nuts_editions",
            _("NUTS editions"),
            _("The editions the code is valid in."),
            "list",
            lambda chunk: [one.split() for one in chunk.field("nuts_editions")],
            reads=("nuts_editions",),
        ),
    ]


def _figure(indicator: Indicator, *, is_usual: bool) -> Iterator[Column]:
    """The newest value with its year, its source and the day it was stated on."""
    name, label, code = indicator.code, indicator.name, f"figure {indicator.code}"

    def told_of(part: str) -> CellsOf:
        return lambda chunk: [one and getattr(one, part) for one in chunk.newest(name)]

    def add(ending: str, what: str, kind, part: str, unit: str = "") -> Column:
        return Column(
            name + ending, label, what, kind, told_of(part), unit, field=code, is_usual=is_usual
        )

    if indicator.is_scale:
        yield add("", _("The newest group on the scale."), "text", "label")
        # Not usual: the group's code only repeats its indicator and year before its name.
        group_code = add("_code", _("The code of that group."), "code", "group")
        yield replace(group_code, is_usual=False)
    else:
        yield add("", _("The newest value."), "number", "value", indicator.unit)
    yield add("_year", _("The year that this value held in."), "year", "year")
    yield add("_source", _("Who states it: the code of the source."), "code", "source")
    yield add("_stated_on", _("The day the source last said so."), "date", "day")


def _parts() -> Iterable[Column]:
    own = _("Networks that the region says it is itself a member of")
    topics = _("Topics and priorities of its policies")
    years = one_value("stated")
    return [
        usual_column("member_of", own, _("Their names."), "list", _networks(0)),
        usual_column("member_of_codes", own, _("Their codes."), "list", _networks(1)),
        usual_column(
            "membership_years",
            own,
            _("The years in which that was stated last."),
            "list",
            lambda chunk: [
                sorted({str(day.year) for *_one, day in said}) for said in chunk.networks
            ],
        ),
        usual_column("topics", topics, _("Names."), "list", term_labels(TOPIC_FACETS)),
        usual_column("topic_codes", topics, _("Codes."), "list", term_codes(TOPIC_FACETS)),
        usual_column(
            "last_stated_in",
            _("Last stated in"),
            _("The year of the newest statement about the region."),
            "year",
            lambda chunk: [int(one) if one else None for one in years(chunk)],
        ),
        usual_field("country_code", _("Country"), _("Its code."), "code"),
    ]


def _networks(part: int) -> CellsOf:
    return lambda chunk: [[one[part] for one in said] for said in chunk.networks]


def _place() -> Iterable[Column]:
    share, own = _("How much is recorded"), _("Of its own name.")
    centre = _(
        "Of the centre, in degrees (WGS 84). The geometry in a GeoJSON file is this point, or null "
        "where none is recorded."
    )
    return [
        Column("recorded", share, _("Of what is asked."), "text", one_label("recorded")),
        Column("recorded_from", share, _("From so many per cent."), "code", one_value("recorded")),
        of_field("parent", _("Parent"), _("The region above."), "code", "parent_id"),
        of_field("official_name", _("Official name"), _("As NUTS has it."), "text"),
        of_field("language", _("Language"), own, "code"),
        of_field("summary", _("Summary"), _("In a few words."), "text"),
        of_field("longitude", _("Longitude"), centre, "number", unit="°"),
        of_field("latitude", _("Latitude"), centre, "number", unit="°"),
    ]
