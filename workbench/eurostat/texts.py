"""Eurostat's answers in plain text: SDMX-CSV 2.1 and 3.0, and its own tabs (TSV)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date, datetime

from workbench.eurostat.answer import PLACE, TIME, Answer, Cells, NotAnAnswer, year_of

CUT_OFF = "Its last line has no end: it may be cut off. Fetch it again."
# The columns of SDMX-CSV that are no dimensions.
TABLE_IN = {"DATAFLOW", "STRUCTURE_ID"}
NEEDED = {PLACE, "TIME_PERIOD", "OBS_VALUE"}
UPDATED = "LAST UPDATE"
BESIDE = {
    "STRUCTURE",
    "STRUCTURE_NAME",
    "ACTION",
    "TIME_PERIOD",
    "OBS_VALUE",
    "OBS_FLAG",
    "CONF_STATUS",
    UPDATED,
    *TABLE_IN,
}
# Such as ESTAT:DEMO_R_D2JAN(1.0).
TABLE = re.compile(r"(?:[A-Za-z0-9_.]+:)?(?P<code>[A-Za-z0-9_$]+)(?:\([0-9.+]+\))?")


def read_csv(text: str) -> Answer:
    """Read SDMX-CSV of either version. Raises NotAnAnswer."""
    rows = _rows(text)
    headings = next(rows)
    missing = NEEDED - set(headings)
    if missing or len(set(headings)) != len(headings):
        name = min(missing, default="each heading once")
        raise NotAnAnswer(f"Its headings are not those of SDMX-CSV: {name} is expected.")
    dimensions = [name for name in headings if name not in BESIDE and name != PLACE]
    cells, about = Cells(), Cells()
    seen: dict[str, str] = {}
    for row in rows:
        if len(row) != len(headings):
            raise NotAnAnswer(f"Row “{','.join(row)[:40]}” has too few or too many cells.")
        said = dict(zip(headings, row, strict=True))
        for name in dimensions:
            cells.fix(name.lower(), said[name])
        for name in TABLE_IN | {UPDATED}:
            if name in said:
                about.fix(name, said[name])
                seen[name] = said[name]
        cells.add(said[PLACE], said["TIME_PERIOD"], said["OBS_VALUE"], said.get("OBS_FLAG", ""))
    return cells.answer(_table(seen), _day(seen.get(UPDATED, "")))


def read_tsv(text: str) -> Answer:
    """Read Eurostat's tabs, which name neither the table nor a day. Raises NotAnAnswer."""
    lines = _lines(text)
    names, *periods = (cell.strip() for cell in lines[0].split("\t"))
    *dimensions, last = names.split(",")
    place, _sign, time = last.partition("\\")
    if time.lower() not in (TIME, "time_period") or PLACE not in [*dimensions, place]:
        raise NotAnAnswer("Its first line does not name its dimensions as Eurostat does.")
    for period in periods:
        year_of(period)
    cells = Cells()
    for line in lines[1:]:
        codes, *found = line.split("\t")
        said = dict(zip([*dimensions, place], codes.strip().split(","), strict=False))
        if len(said) <= len(dimensions) or len(found) != len(periods):
            raise NotAnAnswer(f"Line “{line[:40].strip()}” has too few or too many cells.")
        geo = said.pop(PLACE)
        for name, code in said.items():
            cells.fix(name.lower(), code)
        for period, cell in zip(periods, found, strict=True):
            value, _blank, flag = cell.strip().partition(" ")
            cells.add(geo, period, value, flag.strip())
    return cells.answer("", None)


def _lines(text: str) -> list[str]:
    if not text.endswith("\n"):
        raise NotAnAnswer(CUT_OFF)
    return [line.rstrip("\r") for line in text.split("\n") if line.strip()]


def _rows(text: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(_lines(text), strict=True)
    except csv.Error as error:
        raise NotAnAnswer("Its cells are not put as those of SDMX-CSV are.") from error


def _table(seen: dict[str, str]) -> str:
    name = next((seen[name] for name in sorted(TABLE_IN) if name in seen), "")
    match = TABLE.fullmatch(name)
    if name and not match:
        raise NotAnAnswer(f"“{name[:40]}” is not the name of a table.")
    return match["code"] if match else ""


def _day(stamp: str) -> date | None:
    """The day of a stamp such as 10/08/26 11:00:00."""
    if not stamp:
        return None
    try:
        return datetime.strptime(stamp[:8], "%d/%m/%y").date()  # noqa: DTZ007 - only its day
    except ValueError as error:
        raise NotAnAnswer("It does not say clearly on which day it was updated.") from error
