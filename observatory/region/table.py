"""Everything that a region's page tells, as the rows of one table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from common.tables.writing import Cell
from observatory.region.facts import RegionFacts
from policies.models import PolicyDocument
from regions.models import Statement

HEADINGS = [
    *("region", "sort", "code", "name", "value", "unit", "year", "note"),
    *("source", "stated_on", "first_source", "first_stated_on"),
]


def rows(facts: RegionFacts) -> Iterator[list[Cell]]:
    """One row a fact, with who stated it and when."""
    code = facts.region.code
    for told, fact in _facts(facts):
        yield [code, *told, *_stated(fact)]


def _facts(facts: RegionFacts) -> Iterator[tuple[list[Cell], Any]]:
    """Sort, code, name, value, unit, year and note of each fact, and the fact itself."""
    for row in facts.observations:
        value = row.group.label if row.group else row.value.normalize()
        about = row.indicator
        said = ["computed" if row.is_computed else "", row.flag, row.note]
        said.append(f"as {row.region_id}" if row.region_id != facts.region.code else "")
        note = ", ".join(filter(None, said))
        yield ["figure", about.code, about.name, _text(value), about.unit, row.year, note], row
    for row in facts.statements:
        asked = row.question
        yield ["answer", asked.code, asked.label, row.said, "", None, row.text], row
    for one in facts.standings:
        if one.statement is not None:
            network, row = one.network, one.statement
            yield ["network", network.code, network.short_name, one.status, "", None, row.note], row
    for row in facts.classifications:
        term = row.term
        yield ["term", f"{term.vocabulary_id} {term.code}", term.label, "", "", None, ""], row
    for row in facts.documents:
        yield ["document", "", row.title, row.link, "", row.first_year, row.gloss], row
    for row in facts.participations:
        yield ["initiative", "", row.initiative.title, row.initiative.link, "", None, ""], row
    for row in facts.websites:
        yield ["website", "", row.label, row.link, "", None, ""], row


def _text(value: Any) -> str:
    return value if isinstance(value, str) else f"{value:f}"


def _stated(fact: Statement | PolicyDocument) -> list[Cell]:
    first = getattr(fact, "first_source_id", fact.source_id)
    first_on = getattr(fact, "first_stated_on", fact.stated_on)
    return [fact.source_id, fact.stated_on.isoformat(), first, first_on.isoformat()]
