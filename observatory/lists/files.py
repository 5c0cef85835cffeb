"""A list as a file: the same records in the same order, a column a fact."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from common.tables.writing import csv_lines
from observatory.lists.listing import Listing
from observatory.lists.rows import FIGURES, InitiativeRow, NetworkRow, PolicyRow, RegionRow
from regions.models import Indicator

Columns = list[tuple[str, Callable[[Any], Any]]]


def csv_of(listing: Listing, columns: Columns) -> Iterator[str]:
    """The lines of the file, made as they are asked for: a long list takes no more memory."""
    cells = [cell for _heading, cell in columns]
    rows = ([_text(cell(row)) for cell in cells] for row in listing.all_rows())
    return csv_lines([heading for heading, _cell in columns], rows)


def region_columns() -> Columns:
    """Each figure has a column for its value, its year and its source."""
    indicators = Indicator.objects.order_by("position", "code")[:FIGURES]
    return [
        ("code", lambda row: row.region.code),
        ("name", lambda row: row.region.name),
        ("english_name", lambda row: row.region.other_name),
        ("country", lambda row: row.country),
        ("level", lambda row: row.region.level),
        ("nuts_editions", lambda row: row.region.editions),
        *(column for one in indicators for column in _figure(one)),
        ("member_of", lambda row: row.networks),
        ("membership_years", lambda row: row.years),
        ("topics", lambda row: row.topics.names),
        ("recorded", lambda row: row.recorded),
        ("last_stated_in", lambda row: row.stated),
    ]


def _figure(indicator: Indicator) -> Columns:
    def newest(row: RegionRow):
        return next((value for one, value in row.figures if one == indicator), None)

    def told(name: str) -> Callable[[RegionRow], Any]:
        return lambda row: getattr(newest(row), name, "")

    name = indicator.code
    return [
        (name, told("text")),
        (f"{name}_year", told("year")),
        (f"{name}_source", lambda row: value.stated.source.code if (value := newest(row)) else ""),
    ]


def policy_columns() -> Columns:
    def of(name: str) -> Callable[[PolicyRow], Any]:
        return lambda row: getattr(row.document, name)

    return [
        ("title", of("title")),
        ("language", of("language")),
        ("in_english", of("gloss")),
        ("territory", of("region_id")),
        ("level", lambda row: row.document.get_level_display()),
        ("kind", lambda row: row.document.kind.label if row.document.kind else ""),
        ("first_year", of("first_year")),
        ("last_year", of("last_year")),
        ("link", of("link")),
        ("stored_copy", of("stored_copy")),
        ("terms", lambda row: row.topics.names),
        ("source", lambda row: row.document.source_id),
        ("stated_on", of("stated_on")),
    ]


def network_columns() -> Columns:
    def of(name: str) -> Callable[[NetworkRow], Any]:
        return lambda row: getattr(row.network, name)

    return [
        ("code", of("code")),
        ("short_name", of("short_name")),
        ("name", of("name")),
        ("kind", lambda row: row.network.get_kind_display()),
        ("website", of("website")),
        ("members", lambda row: row.members),
        ("planned", lambda row: row.planned),
    ]


def initiative_columns() -> Columns:
    def of(name: str) -> Callable[[InitiativeRow], Any]:
        return lambda row: getattr(row.initiative, name)

    return [
        ("title", of("title")),
        ("kind", of("kind")),
        ("link", of("link")),
        ("regions", lambda row: [one.code for one in row.regions]),
    ]


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)
