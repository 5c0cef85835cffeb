"""The records of a release as JSON, one a line.

First those of the API's nouns, as it gives them; then the rows of the tables that it has no noun
for, with their columns as fields.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from observatory.addresses import absolute
from observatory.dictionary.described import DescribedColumn, DescribedTable
from observatory.dictionary.nouns import TABLES
from observatory.records import PUBLIC
from observatory.releases.records import Spoken
from observatory.releases.tables import ReleasedTable

# What the API leaves null where nothing is recorded; texts and codes of a list are blank there.
_NULLED = ("integer", "number", "date", "yes/no")


def json_lines(
    records: Iterable[Spoken], tables: Sequence[ReleasedTable], about: Sequence[DescribedTable]
) -> str:
    """All lines, the tables in their order; `about` describes the same tables."""
    spoken = {rows.model for rows in PUBLIC.values()}
    return "".join(
        [
            *(_line(one.noun, _with_address(one.body)) for one in records),
            *(
                _line(table.name, body)
                for table, one in zip(tables, about, strict=True)
                if TABLES[table.name]._meta.model not in spoken
                for body in _bodies(table, one)
            ),
        ]
    )


def _line(noun: str, body: dict[str, Any]) -> str:
    return f"{json.dumps({'noun': noun, **body}, ensure_ascii=False)}\n"


def _with_address(body: dict[str, Any]) -> dict[str, Any]:
    return {**body, "page": absolute(body["page"])} if "page" in body else body


def _bodies(table: ReleasedTable, about: DescribedTable) -> Iterator[dict[str, Any]]:
    described = {one.name: one for one in about.columns}
    columns = [described[name] for name in table.headings]
    for row in table.rows:
        yield {one.name: _value(cell, one) for one, cell in zip(columns, row, strict=True)}


def _value(cell: str, column: DescribedColumn) -> str | int | float | bool | None:
    """What a cell says, typed as the API types its fields."""
    if not cell:
        return None if column.type in _NULLED or column.refers_to else ""
    match column.type:
        case "integer":
            return int(cell)
        case "number":
            number = Decimal(cell)
            return int(number) if number == number.to_integral_value() else float(number)
        case "yes/no":
            return cell == "yes"
    return cell
