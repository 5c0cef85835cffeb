"""The facets of a noun as a page shows them: plain data, kept as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet. Its records are also those of the options whose `parent` it is."""

    value: str
    label: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    """A question by which records are told apart.

    `is_many`: a record may have several values, so "all of them" can be asked for. `group` is the
    heading under which similar facets stand together. What nothing is recorded for is counted
    unless `is_complete`, where every record has a value.
    """

    name: str
    label: str
    options: list[Option] = field(default_factory=list)
    is_many: bool = False
    is_complete: bool = False
    group: str = ""

    @property
    def parents(self) -> dict[str, str]:
        return {one.value: one.parent for one in self.options if one.parent}


def pack(facets: Iterable[Facet]) -> list[dict[str, Any]]:
    return [asdict(one) for one in facets]


def unpack(packed: Iterable[dict[str, Any]]) -> list[Facet]:
    """What was packed, by this program or by an earlier one that told more of a facet."""
    return [
        Facet(
            **{
                **_known(Facet, one),
                "options": [Option(**_known(Option, o)) for o in one["options"]],
            }
        )
        for one in packed
    ]


def _known(kind: type, told: dict[str, Any]) -> dict[str, Any]:
    return {one.name: told[one.name] for one in fields(kind) if one.name in told}
