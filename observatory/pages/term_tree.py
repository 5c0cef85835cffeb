"""The tree of a vocabulary, as plain numbers: what stands under what, and what it comes to.

Nothing in the database forbids a circle of parents for good, so no function here relies on there
being none: every term appears once, and every walk ends.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Thing = TypeVar("Thing", bound=Hashable)
Parents = Mapping[int, int | None]


def in_order(parents: Parents) -> list[tuple[int, int]]:
    """Every term with its depth (0 for a root), each followed by what stands under it.

    `parents` gives each term its parent; siblings keep the order in which it names them. A term
    whose parent is not among them is a root, and so is the first of a circle.
    """
    children: dict[int | None, list[int]] = {}
    for term, parent in parents.items():
        children.setdefault(parent if parent in parents else None, []).append(term)
    found: dict[int, int] = {}
    for root in [*children.get(None, []), *parents]:
        waiting = [(root, 0)]
        while waiting:
            term, depth = waiting.pop()
            if term not in found:
                found[term] = depth
                waiting += [(child, depth + 1) for child in reversed(children.get(term, []))]
    return list(found.items())


def above(term: int, parents: Parents) -> list[int]:
    """The terms above a term, the highest first."""
    found: list[int] = []
    parent = parents.get(term)
    while parent is not None and parent in parents and parent not in (term, *found):
        found.append(parent)
        parent = parents.get(parent)
    return found[::-1]


def under(term: int, parents: Parents) -> set[int]:
    """The term and all that stand under it."""
    return {term} | {other for other in parents if term in above(other, parents)}


def gathered(pairs: Iterable[tuple[int, Thing]], parents: Parents) -> dict[int, set[Thing]]:
    """What a term and all terms under it are paired with, each thing once; no entry for nothing."""
    lines = {term: [term, *above(term, parents)] for term in parents}
    found: dict[int, set[Thing]] = {}
    for term, thing in pairs:
        for one in lines.get(term, ()):
            found.setdefault(one, set()).add(thing)
    return found
