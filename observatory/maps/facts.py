"""What a map shows: the answers of all regions of a level, read in at most three queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from observatory.maps.choices import NETWORK, QUESTION, SCALE, Choice, statements
from observatory.maps.choropleth import Centre, middle
from observatory.region import figures
from observatory.region.network_groups import HEADINGS
from policies.models import PolicyStatement
from regions.models import Membership, Network, Observation, Region, ScaleGroup, Source
from regions.standing import THROUGH_COUNTRY, Standing, standings

# What a map and its table print of a region.
NAMED = ("code", "native_name", "official_name", "latin_name", "english_name", "language")
PLACED = ("nuts_editions", "longitude", "latitude")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is recorded of one region: as it is printed, and what a class is told by (`value` of a
    number, else `key`). `rank` orders the answers of a class, the highest first."""

    text: str
    key: str
    value: Decimal | None
    rank: Decimal
    year: int | None
    source: Source
    stated_on: date
    is_computed: bool = False
    flag: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MapFacts:
    """The regions of a map by code, the answers of those that have one, and where they lie.

    `edition` is the NUTS edition whose regions are shown; a region outside it is there only
    because something is recorded of it. `families` are those of the scale, the lowest first.
    """

    regions: dict[str, Region]
    answers: dict[str, Answer]
    centres: dict[str, Centre]
    edition: str
    families: list[str]


def read(choice: Choice, level: int, year: int | None) -> MapFacts:
    """The answers of all regions of a level; `year` matters to an indicator only."""
    regions, parts = _regions(level)
    rows = statements(choice).select_related("source")
    families: list[str] = []
    if choice.noun == NETWORK:
        answers = _standings(choice, rows.filter(region__level__in={0, level}), regions)
    elif choice.noun == QUESTION:
        answers = _replies(rows.filter(region__level=level))
    else:
        rows = list(rows.filter(region__level=level, year=year).select_related("group"))
        answers = {row.region_id: _observed(row, choice.decimals) for row in rows}
        families = _families(choice, rows)
    edition = _edition(regions, answers)
    shown = {
        code: region
        for code, region in regions.items()
        if code in answers or edition in region.editions
    }
    return MapFacts(shown, answers, centres(shown, parts), edition, families)


def _regions(level: int) -> tuple[dict[str, Region], list[Region]]:
    """The regions of a level by code, and all of NUTS 2, whose centres place the larger ones."""
    rows = Region.objects.published().filter(level__in={level, 2}).order_by("code")
    found = list(rows.only(*NAMED, *PLACED))
    length, length_of_parts = level + len("BE"), len("BE35")
    regions = {row.code: row for row in found if len(row.code) == length}
    return regions, [row for row in found if len(row.code) == length_of_parts]


def centres(regions: dict[str, Region], parts: Iterable[Region]) -> dict[str, Centre]:
    """Between the parts of a region where these are drawn, else its own centre, if recorded."""
    below: dict[str, list[Centre]] = {}
    for part in filter(_is_placed, parts):
        for code in (part.code[:2], part.code[:3]):
            below.setdefault(code, []).append((part.longitude, part.latitude))
    own = {code: (one.longitude, one.latitude) for code, one in regions.items() if _is_placed(one)}
    between = {code: middle(below.get(code, [])) for code in regions}
    return own | {code: centre for code, centre in between.items() if centre}


def _is_placed(region: Region) -> bool:
    return region.longitude is not None and region.latitude is not None


def _observed(row: Observation, decimals: int) -> Answer:
    return Answer(
        text=row.group.label if row.group else figures.number(row.value, decimals),
        key=row.group.family if row.group else "",
        value=row.value,
        rank=Decimal(row.group.rank) if row.group else row.value,
        year=row.year,
        source=row.source,
        stated_on=row.stated_on,
        is_computed=row.is_computed,
        flag=row.flag,
        note=row.note,
    )


def _replies(rows: Iterable[PolicyStatement]) -> dict[str, Answer]:
    return {
        row.region_id: Answer(
            text=_in_words(row),
            key=row.said,
            value=None,
            rank=Decimal(0),
            year=row.stated_on.year,
            source=row.source,
            stated_on=row.stated_on,
        )
        for row in rows
    }


def _in_words(row: PolicyStatement) -> str:
    if row.said == PolicyStatement.Answer.WORDS:
        return row.text
    label = str(row.get_said_display())
    return _("%(label)s: %(text)s") % {"label": label, "text": row.text} if row.text else label


def _standings(choice: Choice, rows: Iterable[Membership], codes: Iterable[str]):
    """Where each region stands, its country's statement read for it."""
    network = Network(code=choice.code, kind=choice.kind)
    said = {row.region_id: row for row in rows}
    found = {}
    for code in codes:
        near = [said[one] for one in {code, code[:2]} if one in said]
        (standing,) = standings([network], near, code)
        if standing.statement is not None:
            found[code] = _stood(standing)
    return found


def _stood(standing: Standing) -> Answer:
    row = standing.statement
    text = str(heading(standing.status, standing.network.kind))
    if standing.status == THROUGH_COUNTRY:
        text = _("%(text)s: %(status)s") % {"text": text, "status": standing.country_label}
    elif row.via_id:
        text = _("%(text)s: %(code)s") % {"text": text, "code": row.via_id}
    return Answer(
        text=text,
        key=standing.status,
        value=None,
        rank=Decimal(0),
        year=row.stated_on.year,
        source=row.source,
        stated_on=row.stated_on,
        note=row.note,
    )


def heading(status: str, kind: str) -> str | Promise:
    """A status in words that fit the kind of network."""
    return HEADINGS.get((status, kind)) or HEADINGS[(status, Network.Kind.NETWORK)]


def _edition(regions: dict[str, Region], answered: Iterable[str]) -> str:
    """The NUTS edition with most of the answers; of two, that with more known centres."""
    answers = set(answered)

    def fit(edition: str) -> tuple[int, int, str]:
        members = [one for one in regions.values() if edition in one.editions]
        placed = sum(one.longitude is not None for one in members)
        return sum(one.code in answers for one in members), placed, edition

    return max({e for one in regions.values() for e in one.editions}, key=fit, default="")


def _families(choice: Choice, rows: Iterable[Observation]) -> list[str]:
    """The families of the scales that the rows use, the lowest first."""
    if choice.kind != SCALE:
        return []
    used = {row.group.scale_year for row in rows if row.group}
    groups = ScaleGroup.objects.filter(indicator=choice.code, scale_year__in=used)
    ranked = groups.order_by("rank", "scale_year").values_list("family", flat=True)
    return list(dict.fromkeys(ranked))
