"""Values as the table of observations that every import reads."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO

from regions.resources.widgets import NumberWidget
from workbench.eurostat.answer import Value
from workbench.eurostat.tables import EurostatTable

HEADINGS = ("region", "indicator", "year", "value", "flag", "source", "stated_on")


def parts(values: list[Value], most: int) -> Iterator[list[Value]]:
    """Values in parts of at most `most` rows: whole years, the earliest first.

    A year that is larger by itself is cut.
    """
    by_year: dict[int, list[Value]] = {}
    for value in values:
        by_year.setdefault(value.year, []).append(value)
    part: list[Value] = []
    for year in sorted(by_year):
        if part and len(part) + len(by_year[year]) > most:
            yield part
            part = []
        part += by_year[year]
        while len(part) > most:
            yield part[:most]
            part = part[most:]
    if part:
        yield part


def as_csv(values: list[Value], table: EurostatTable, stated_on: date) -> bytes:
    """The rows of an import, with the headings of observations, in UTF-8."""
    numbers = NumberWidget()
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADINGS)
    said = (table.source, stated_on.isoformat())
    for value in values:
        number = numbers.render(value.value)  # type: ignore[no-untyped-call]
        writer.writerow((value.geo, table.indicator, value.year, number, value.flag, *said))
    return out.getvalue().encode()
