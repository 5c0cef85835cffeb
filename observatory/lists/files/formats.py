"""The formats of a list's files, each in pieces made as they are asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from json.encoder import encode_basestring
from typing import Protocol

from django.utils.translation import gettext as _

from common.tables.packages import Cell, digits
from common.tables.writing import MOST_CHARACTERS, csv_heading, csv_rows, xlsx_pieces
from observatory.licence import licence
from observatory.lists.columns import Column, Value

# For each column its values, of the records of one chunk, made as they are asked for.
Table = Iterable[Sequence[Value]]
Tables = Iterable[Table]
PIECE = 500
# Below its heading, a sheet of Excel has no room for more.
MOST_ROWS_OF_EXCEL = 1_048_575


class Pieces(Protocol):
    def __call__(self, title: str, columns: list[Column], tables: Tables) -> Iterator[bytes]: ...


@dataclass(frozen=True, slots=True)
class Format:
    """How a file of a list is written. `most` is the number of rows that it holds at most."""

    name: str
    label: str
    media_type: str
    pieces: Pieces
    most: int | None = None
    has_points: bool = False


def csv_pieces(title: str, columns: list[Column], tables: Tables) -> Iterator[bytes]:
    """UTF-8 with its mark, a list joined by semicolons, no cell a formula."""

    def lines(table: Table) -> bytes:
        return csv_rows(_flat(columns, table))

    yield csv_heading([one.name for one in columns])
    yield from map(lines, tables)


def excel_pieces(title: str, columns: list[Column], tables: Tables) -> Iterator[bytes]:
    """One sheet with every text a text; a longer one than Excel takes ends with a note.

    The licence is the description of the document.
    """
    rows = (row for table in tables for row in zip(*_flat(columns, table), strict=True))
    shortened = ([_short(cell) for cell in row] for row in rows)
    terms = f"{licence().name}, {licence().address}"
    return xlsx_pieces(title, [one.name for one in columns], shortened, terms)


def json_pieces(title: str, columns: list[Column], tables: Tables) -> Iterator[bytes]:
    """An array of objects; numbers exact, lists as arrays, null for what is not recorded."""
    return _array("[", _objects(columns, tables), "]\n")


def geojson_pieces(title: str, columns: list[Column], tables: Tables) -> Iterator[bytes]:
    """A collection of points with its licence; the last three columns are longitude, latitude and
    code."""
    terms = json.dumps({"name": licence().name, "url": licence().address}, ensure_ascii=False)
    start = f'{{"type": "FeatureCollection", "license": {terms}, "features": ['
    return _array(start, _features(columns, tables), "]}\n")


FORMATS = {
    one.name: one
    for one in (
        Format("csv", "CSV", "text/csv; charset=utf-8", csv_pieces),
        Format("json", "JSON", "application/json", json_pieces),
        Format(
            "xlsx",
            "Excel",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            excel_pieces,
            MOST_ROWS_OF_EXCEL,
        ),
        Format("geojson", "GeoJSON", "application/geo+json", geojson_pieces, has_points=True),
    )
}


def formats_of(name: str) -> list[Format]:
    """The formats of a list's files; only regions have points on a map."""
    return [one for one in FORMATS.values() if name == "regions" or not one.has_points]


def _flat(columns: list[Column], table: Table) -> list[Sequence[Cell]]:
    """The table with each list as one text."""
    return [
        ["; ".join(one) for one in cells] if column.type == "list" else cells
        for column, cells in zip(columns, table, strict=True)
    ]


def _short(cell: Cell) -> Cell:
    # Two units for each sign is the most that Excel counts.
    if not isinstance(cell, str) or len(cell) <= MOST_CHARACTERS // 2:
        return cell
    note = _("… (cut off here: Excel holds no more; the CSV file has all)")
    return cell[: MOST_CHARACTERS // 2 - len(note)] + note


def _array(start: str, objects: Iterator[str], end: str) -> Iterator[bytes]:
    before = start
    while some := list(islice(objects, PIECE)):
        yield (before + ",\n".join(some)).encode()
        before = ",\n"
    yield (end if before != start else start + end).encode()


def _objects(columns: list[Column], tables: Tables) -> Iterator[str]:
    keys = [f"{encode_basestring(one.name)}: " for one in columns]
    for table in tables:
        encoded = [list(map(_json, cells)) for cells in table]
        for row in zip(*encoded, strict=True):
            yield f"{{{', '.join(map(str.__add__, keys, row))}}}"


def _features(columns: list[Column], tables: Tables) -> Iterator[str]:
    shown = len(columns) - 3
    for table in tables:
        cells_of = list(table)
        properties = _objects(columns[:shown], [cells_of[:shown]])
        places = zip(*(map(_json, cells) for cells in cells_of[shown:]), strict=True)
        for longitude, latitude, code in places:
            point = f'{{"type": "Point", "coordinates": [{longitude}, {latitude}]}}'
            geometry = "null" if "null" in (longitude, latitude) else point
            yield (
                f'{{"type": "Feature", "id": {code}, "geometry": {geometry}, '
                f'"properties": {next(properties)}}}'
            )


def _json(value: Value) -> str:
    if value is None or value == "":
        return "null"
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, list):
        return f"[{', '.join(map(encode_basestring, value))}]"
    return str(value) if isinstance(value, int) else digits(value)
