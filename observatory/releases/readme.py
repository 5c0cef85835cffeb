"""The text that lies in a release beside its tables, for whoever opens it years later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from observatory.licence import Licence
from observatory.releases.citing import Cited

METADATA = "csv-metadata.json"
README = "README.md"

_COMMANDS = """\
Install the software, run `manage.py migrate`, and then, in this order, for each table with rows:

```
{commands}
```"""

_TEXT = """\
# {title}

Released on {day}. {rows} records in {tables} tables.

## How to cite

{citation}

## Licence

{licence} ({licence_address}), unless the source of a fact sets other terms. Every fact names its
source; `sources.csv` tells the licence of each:

{sources}

## The tables

{listed}

`{metadata}` describes every column (CSV on the Web): what it means, its type, its codes, which
column it refers to.

## How to read them

- UTF-8 without a mark at the beginning, commas between cells, the first line names the columns.
- An empty cell means that nothing is recorded. It never means no, and never zero.
- Of statements (values, memberships, answers), `stated_on` is the day on which the source last
  said so, `first_stated_on` the day on which it was first said. `superseded_on` is empty while the
  statement is in force, else the day on which another answer took its place.
- A text that a spreadsheet would run as a formula begins with an apostrophe that is no part of it:
  in front of = + - @, a tab or a carriage return, and in front of another apostrophe.
- Terms are written as vocabulary and code: nace-2:C.21. Several stand with semicolons between.

## How to have them in a database again

{reading_in}
"""


@dataclass(frozen=True, slots=True)
class TableLine:
    """A table in words. `noun` is what the command that reads it in calls its records."""

    name: str
    noun: str
    meaning: str
    rows: int

    @property
    def size(self) -> str:
        return {0: "empty", 1: "1 row"}.get(self.rows, f"{self.rows:,} rows")


def readme(
    cited: Cited,
    licence: Licence,
    tables: Sequence[TableLine],
    sources: Iterable[tuple[str, str]],
) -> str:
    """The text in Markdown. `sources` are pairs of title and licence, in the order to print."""
    return _TEXT.format(
        title=cited.title,
        day=cited.released_on.isoformat(),
        rows=f"{sum(one.rows for one in tables):,}",
        tables=len(tables),
        citation=cited.sentence(),
        licence=licence.name,
        licence_address=licence.address,
        sources=_items(f"{title}: {terms or 'not recorded'}" for title, terms in sources),
        listed=_items(f"`{one.name}.csv` ({one.size}): {one.meaning}" for one in tables),
        metadata=METADATA,
        reading_in=_reading_in(tables),
    )


def _reading_in(tables: Sequence[TableLine]) -> str:
    """The commands; an import refuses a table without rows, so those are named instead."""
    commands = "\n".join(
        f"python manage.py import_file {one.name}.csv --kind {one.noun}"
        for one in tables
        if one.rows
    )
    empty = ", ".join(f"`{one.name}.csv`" for one in tables if not one.rows)
    said = f"Empty, with nothing to read in: {empty}." if empty else ""
    told = _COMMANDS.format(commands=commands) if commands else ""
    return "\n\n".join(filter(None, [told, said]))


def _items(lines: Iterable[str]) -> str:
    return "\n".join(f"- {' '.join(one.split())}" for one in lines)
