"""What the OpenAPI description of the API says, as plain data for a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from observatory.documentation.words import type_in_words

Schema = Mapping[str, Any]

LABELS = "x-enumDescriptions"
# As drf-spectacular lists the choices of a field below its description.
CHOICE = re.compile(r"^\* `(?P<value>[^`]*)` - (?P<label>.*)$", re.M)


@dataclass(frozen=True, slots=True)
class Value:
    """Something that a parameter takes or a field holds, with its name where it has one."""

    value: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A parameter, or a field of an answer. `values` are all that it can have, if they are listed.

    `is_many`: a parameter that may be given several times, a field that holds a list.
    """

    name: str
    meaning: str
    type: str
    values: tuple[Value, ...] = ()
    is_many: bool = False


@dataclass(frozen=True, slots=True)
class NounOfApi:
    """What can be asked of one noun: the paths of all its records and of one (empty: none)."""

    name: str
    meaning: str
    path: str
    path_of_one: str
    parameters: tuple[Told, ...]
    fields: tuple[Told, ...]


def nouns(described: Schema) -> list[NounOfApi]:
    """Every noun of a description, in the order of its addresses."""
    return [_noun(described, path) for path in described["paths"] if "{" not in path]


def shared(found: Sequence[NounOfApi]) -> list[Told]:
    """The parameters that most nouns have, each with its values if they are the same everywhere."""
    told: dict[str, list[Told]] = {}
    for noun in found:
        for one in noun.parameters:
            told.setdefault(one.name, []).append(one)
    return [
        same[0] if len({one.values for one in same}) == 1 else replace(same[0], values=())
        for same in told.values()
        if 2 * len(same) > len(found)
    ]


def _noun(described: Schema, path: str) -> NounOfApi:
    asked = described["paths"][path]["get"]
    ones = [one for one in described["paths"] if re.fullmatch(re.escape(path) + r"\{\w+\}/", one)]
    parameters = [
        _parameter(described, one) for one in asked.get("parameters", ()) if one["in"] == "query"
    ]
    return NounOfApi(
        name=path.strip("/").rpartition("/")[2],
        meaning=asked.get("description", ""),
        path=path,
        path_of_one=ones[0] if ones else "",
        parameters=tuple(parameters),
        fields=tuple(_fields(described, _record(described, asked))),
    )


def _parameter(described: Schema, parameter: Schema) -> Told:
    schema = _resolved(described, parameter["schema"])
    items = _resolved(described, schema.get("items", {}))
    meaning, values = _meaning(parameter.get("description", ""), items or schema)
    # A list with commas is one value of the address; one that explodes is several.
    is_many = bool(items) and parameter.get("explode", True)
    return Told(parameter["name"], meaning, type_in_words(items or schema), values, is_many)


def _record(described: Schema, asked: Schema) -> Schema:
    """The schema of one record of an answer."""
    answer = asked["responses"]["200"]["content"]["application/json"]["schema"]
    page = _resolved(described, answer)
    results = page.get("properties", {}).get("results", page)
    return _resolved(described, results.get("items", results))


def _fields(described: Schema, record: Schema, within: str = "") -> Iterator[Told]:
    """Each field, followed by those of what it holds: `files`, `files.name`."""
    for name, field in record.get("properties", {}).items():
        schema = _resolved(described, field)
        items = _resolved(described, schema.get("items", {}))
        held = items or schema
        meaning, values = _meaning(schema.get("description", ""), held)
        yield Told(within + name, meaning, type_in_words(held), values, bool(items))
        yield from _fields(described, held, f"{within}{name}.")


def _meaning(description: str, schema: Schema) -> tuple[str, tuple[Value, ...]]:
    """What is said in words, and the values, with the names that stand in either place."""
    labels = {found["value"]: found["label"] for found in CHOICE.finditer(description)}
    labels.update(schema.get(LABELS, {}))
    words = CHOICE.sub("", description).strip()
    listed = [one for one in schema.get("enum", ()) if one not in ("", None)]
    return words, tuple(Value(str(one), labels.get(one, "")) for one in listed)


def _resolved(described: Schema, schema: Schema) -> Schema:
    """The schema that is meant: where it refers to another, that one with what is said here.

    Of alternatives the first, which says most: the others stand for nothing, null or an empty text.
    """
    for one in schema.get("oneOf", ())[:1]:
        schema = {**one, **schema}
    if "$ref" not in schema:
        return schema
    name = schema["$ref"].rpartition("/")[2]
    return {**described["components"]["schemas"][name], **schema}
