"""A graph as bytes, in Turtle and in JSON-LD: the same statements always give the same bytes.

rdflib's own writer of Turtle looks every IRI up among all before it (twenty thousand triples took
it eight seconds), and that of JSON-LD follows the order of a set. Our graphs hold no blank nodes
and no lists, so that both forms are a walk through their triples in order.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, XSD
from rdflib.term import Node

from observatory.linked.namespaces import PREFIXES

SPACES = {str(space): prefix for prefix, space in PREFIXES.items()}
LOCAL_NAME = re.compile("[A-Za-z][A-Za-z0-9_-]*")
# What Turtle writes without quotation marks, and JSON as a value of its own.
BARE = {XSD.integer, XSD.boolean}

# A subject with its predicates and their objects.
Told = tuple[str, dict[Node, list[Node]]]


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write a graph; `name` ends its address."""

    name: str
    media_type: str
    write: Callable[[Graph], bytes]

    @property
    def content_type(self) -> str:
        # JSON is UTF-8 and has no such parameter.
        return f"{self.media_type}; charset=utf-8" if self.name == "ttl" else self.media_type


def turtle(graph: Graph) -> bytes:
    """Turtle, a predicate a line."""
    prefixes = (f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in _used(graph))
    return "".join([*prefixes, *map(_paragraph, _told(graph))]).encode()


def json_ld(graph: Graph) -> bytes:
    """JSON-LD, a subject a node. Its context stands in it: nobody has to fetch one."""
    written = {
        "@context": {prefix: str(PREFIXES[prefix]) for prefix in _used(graph)},
        "@graph": [_node(subject, rows) for subject, rows in _told(graph)],
    }
    return (json.dumps(written, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


FORMS = {
    one.name: one
    for one in (
        Form("ttl", "text/turtle", turtle),
        Form("jsonld", "application/ld+json", json_ld),
    )
}


def _told(graph: Graph) -> Iterator[Told]:
    """Every subject with what is said of it, in the order of their addresses."""
    found: dict[str, dict[Node, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in graph:
        found[str(subject)][predicate].append(value)
    yield from sorted(found.items(), key=lambda told: told[0])


def _used(graph: Graph) -> list[str]:
    """The prefixes that occur, in order."""
    named: set[Node] = set(graph.predicates()) | set(graph.objects(None, RDF.type))
    named |= {one.datatype for one in graph.objects() if isinstance(one, Literal) and one.datatype}
    named |= {one for one in graph.objects() if isinstance(one, URIRef)}
    return sorted({prefix for prefix, _name in filter(None, map(_split, named))})


def _split(node: Node) -> tuple[str, str] | None:
    """The prefix and the name of an IRI of one of our vocabularies."""
    address = str(node)
    cut = max(address.rfind("#"), address.rfind("/")) + 1
    prefix = SPACES.get(address[:cut])
    name = address[cut:]
    return (prefix, name) if prefix and LOCAL_NAME.fullmatch(name) else None


def _short(node: Node) -> str:
    """An IRI with its prefix, if it has one."""
    parts = _split(node)
    return ":".join(parts) if parts else str(node)


# --- Turtle ---


def _paragraph(told: Told) -> str:
    subject, rows = told
    lines = sorted(
        f"{'a' if predicate == RDF.type else _short(predicate)} {_values(values)}"
        for predicate, values in rows.items()
    )
    told_of = " ;\n    ".join(lines)
    return f"\n<{subject}>\n    {told_of} .\n"


def _values(values: Iterable[Node]) -> str:
    return ",\n        ".join(sorted(map(_value, values)))


def _value(node: Node) -> str:
    if not isinstance(node, Literal):
        return _short(node) if _split(node) else f"<{node}>"
    if node.datatype in BARE:
        return str(node)
    # What JSON escapes, Turtle escapes alike.
    quoted = json.dumps(str(node), ensure_ascii=False)
    if node.language:
        return f"{quoted}@{node.language}"
    return f"{quoted}^^{_short(node.datatype)}" if node.datatype else quoted


# --- JSON-LD ---


def _node(subject: str, rows: dict[Node, list[Node]]) -> dict[str, Any]:
    found: dict[str, Any] = {"@id": subject}
    for predicate, values in rows.items():
        if predicate == RDF.type:
            found["@type"] = _alone(sorted(map(_short, values)))
        else:
            told = sorted(map(_object, values), key=_place)
            found[_short(predicate)] = _alone(told)
    return found


def _alone(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _object(node: Node) -> Any:
    if not isinstance(node, Literal):
        return {"@id": str(node)}
    if node.datatype in BARE:
        return json.loads(str(node))
    if node.language:
        return {"@language": node.language, "@value": str(node)}
    return {"@type": _short(node.datatype), "@value": str(node)} if node.datatype else str(node)


def _place(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
