"""Rows of the database as the plain facts that a comparison is made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from common.text import fold
from observatory.compare.compared import Claim, Entry, Item, Measure, Origin
from observatory.compare.words import PERCENT
from observatory.region.figures import value as printed
from observatory.region.network_groups import HEADINGS
from policies.models import (
    Classification,
    Initiative,
    Participation,
    PolicyDocument,
    PolicyStatement,
)
from regions.models import Membership, Network, Observation, Source, Statement
from regions.standing import THROUGH_COUNTRY, Standing, standings

HOLDS: dict[str, bool] = {
    **dict.fromkeys((Membership.Status.MEMBER, PolicyStatement.Answer.YES), True),
    **dict.fromkeys((Membership.Status.NOT_MEMBER, PolicyStatement.Answer.NO), False),
}


def measures(rows: Iterable[Observation]) -> dict[str, list[Measure]]:
    """The measures of each indicator, the newest first if the rows stand so."""
    found: dict[str, list[Measure]] = defaultdict(list)
    for row in rows:
        found[row.indicator_id].append(_measure(row))
    return dict(found)


def _measure(row: Observation) -> Measure:
    shown = printed(row)
    text = f"{shown.text}{PERCENT}" if shown.unit == PERCENT else shown.text
    tags = [_("computed") if row.is_computed else "", row.flag and _flag(row.flag)]
    detail = ", ".join(filter(None, tags))
    number = row.value if row.group is None else None
    entry = _entry(row, text, detail=detail, has_year=True, year=row.year, number=number)
    if row.group is None:
        return Measure(entry, value=row.value)
    return Measure(entry, rank=row.group.rank, scale=row.group.scale_year)


def _flag(flag: str) -> str:
    return _("flag %(flag)s") % {"flag": flag}


def answers(rows: Iterable[PolicyStatement]) -> dict[str, Claim]:
    """What is said about each question."""
    return {row.question_id: _answer(row) for row in rows}


def _answer(row: PolicyStatement) -> Claim:
    if row.said == PolicyStatement.Answer.WORDS:
        return Claim(_entry(row, row.text), f"{row.said}/{row.text}")
    entry = _entry(row, row.get_said_display(), detail=row.text)
    return Claim(entry, row.said, HOLDS[row.said], words=row.text)


def documents(rows: Iterable[PolicyDocument], code: str, country: str) -> list[Item]:
    """The region's own documents, then those of its country, each by title."""
    found = [row for row in rows if row.region_id in {code, code[:2]}]
    found.sort(key=lambda row: (row.region_id != code, fold(row.title), row.pk))
    return [_document(row, _through(country) if row.region_id != code else "") for row in found]


def _document(row: PolicyDocument, through: str) -> Item:
    link = row.get_absolute_url()
    entry = _entry(row, row.title, detail=through, language=row.language, link=link)
    return Item(entry, str(row.pk))


def initiatives(rows: Iterable[Participation]) -> list[Item]:
    """By title."""
    found = sorted(rows, key=lambda row: (fold(row.initiative.title), row.initiative_id))
    return [_initiative(row, row.initiative) for row in found]


def _initiative(row: Participation, one: Initiative) -> Item:
    return Item(_entry(row, one.title, link=one.get_absolute_url()), str(one.pk))


def terms(rows: Iterable[Classification]) -> dict[str, dict[str, Entry]]:
    """Who says that a term is covered, by vocabulary and code."""
    found: dict[str, dict[str, Entry]] = defaultdict(dict)
    for row in rows:
        found[row.term.vocabulary_id][row.term.code] = _entry(row, _("Covered"))
    return dict(found)


def claims(
    networks: Iterable[Network], memberships: Iterable[Membership], code: str, country: str
) -> dict[str, Claim]:
    """Where the region stands towards each network, unless that is not recorded."""
    found = standings(networks, memberships, code)
    return {one.network.code: _claim(one, one.statement, country) for one in found if one.statement}


def _claim(standing: Standing, row: Membership, country: str) -> Claim:
    status = standing.status
    text = HEADINGS.get((status, standing.network.kind), HEADINGS[(status, Network.Kind.NETWORK)])
    if status == THROUGH_COUNTRY:
        said = standing.country_status or ""
        entry = _entry(row, str(text), detail=f"{country}: {str(standing.country_label).lower()}")
        return Claim(entry, f"{status}/{said}", HOLDS.get(said), is_through=True)
    via = _through(row.via.other_name or row.via.name) if row.via else ""
    details = [via, f"“{row.note}”" if row.note else ""]
    entry = _entry(row, str(text), detail=", ".join(filter(None, details)))
    return Claim(entry, f"{status}/{row.via_id or ''}".rstrip("/"), HOLDS.get(status))


def _through(country: str) -> str:
    return _("through %(country)s") % {"country": country}


def _origin(source: Source) -> Origin:
    return Origin(source.code, source.title, source.publisher, source.link, source.licence)


def _entry(row: Statement | PolicyDocument, text: str, **more) -> Entry:
    return Entry(text, _origin(row.source), row.stated_on, **more)
