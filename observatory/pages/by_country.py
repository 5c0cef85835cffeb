"""Regions in readable lists: the countries themselves first, then the regions of each country."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from common.text import fold
from observatory.stated import Noted
from regions.models import Region

# What a list prints of a region, and what sorts it.
LISTED = (
    *("code", "parent_id", "official_name", "latin_name", "native_name", "english_name"),
    *("language", "nuts_editions"),
)


@dataclass(frozen=True, slots=True)
class CountryList:
    """Entries whose items have a `region`. Countries stand in a list without a `country`."""

    country: Region | None
    entries: list[Noted]


def countries() -> dict[str, Region]:
    """All published countries by their code, with the columns that a list prints."""
    rows = Region.objects.published().countries().only(*LISTED)
    return {one.code: one for one in rows}


def by_country(entries: Iterable[Noted], known: Mapping[str, Region]) -> list[CountryList]:
    """The entries in lists by the English name of the country; `known` as `countries` gives it.

    Within a list larger regions come first, then names, then codes. A country that is not published
    lends its code as a name.
    """
    lists: dict[str, list[Noted]] = {}
    for entry in entries:
        code = entry.item.region.code
        lists.setdefault("" if len(code) == 2 else code[:2], []).append(entry)
    themselves = lists.pop("", [])
    found = [
        CountryList(known.get(code) or Region(code=code, official_name=code), _sorted(rows))
        for code, rows in lists.items()
    ]
    found.sort(key=lambda one: place(one.country) if one.country else (0, "", ""))
    return [CountryList(None, _sorted(themselves)), *found] if themselves else found


def english(region: Region) -> str:
    """The name that a reader of English knows."""
    return region.other_name or region.name


def place(region: Region) -> tuple[int, str, str]:
    """Sorts regions by level, then by English name, then by code."""
    return len(region.code), fold(english(region)), region.code


def _sorted(entries: list[Noted]) -> list[Noted]:
    return sorted(entries, key=lambda entry: place(entry.item.region))
