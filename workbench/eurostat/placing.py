"""Which region known here a value of Eurostat is about; what is about none says why."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from workbench.eurostat.answer import Value

NUTS = re.compile(r"[A-Z]{2}[A-Z0-9]{0,3}")
AGGREGATE = re.compile(r"(?:EU|EA|EEA|EFTA)(?:[0-9_].*)?")


@dataclass(frozen=True, slots=True)
class CodeChange:
    """What became of a code between two editions; share is the part that went over, or None."""

    editions: tuple[int, int]
    old: str
    new: str
    share: Decimal | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A code whose values belong to no region known here, how many they are, and why."""

    geo: str
    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Values with the codes of regions known here, and what could not be placed."""

    values: list[Value]
    recoded: dict[str, str]
    unplaced: list[Unplaced]


def place(values: Iterable[Value], known: Collection[str], changes: Iterable[CodeChange]) -> Placed:
    """Place values by their code, or by the one code that took its place or had it before.

    A value under the code that is known here wins over one under another code of the region.
    """
    book = _ChangeBook(known, changes)
    by_geo: dict[str, list[Value]] = {}
    for value in values:
        by_geo.setdefault(value.geo, []).append(value)
    placed = {(v.geo, v.year): v for geo in by_geo if geo in book.known for v in by_geo[geo]}
    recoded, unplaced = {}, []
    for geo in sorted(by_geo.keys() - book.known):
        code, reason = book.find(geo)
        if not code:
            unplaced.append(Unplaced(geo, len(by_geo[geo]), reason))
            continue
        free = [value for value in by_geo[geo] if (code, value.year) not in placed]
        placed |= {(code, value.year): replace(value, geo=code) for value in free}
        if free:
            recoded[geo] = code
        if len(free) < len(by_geo[geo]):
            reason = f"{code} has a value of its own for these years"
            unplaced.append(Unplaced(geo, len(by_geo[geo]) - len(free), reason))
    return Placed([placed[key] for key in sorted(placed)], recoded, unplaced)


class _ChangeBook:
    """Follows codes through the recorded changes."""

    def __init__(self, known: Collection[str], changes: Iterable[CodeChange]) -> None:
        self.known = set(known)
        self._from: dict[str, list[CodeChange]] = {}
        self._to: dict[tuple[tuple[int, int], str], list[CodeChange]] = {}
        self._before: dict[str, list[CodeChange]] = {}
        for change in changes:
            if change.old:
                self._from.setdefault(change.old, []).append(change)
            if change.new:
                self._to.setdefault((change.editions, change.new), []).append(change)
                self._before.setdefault(change.new, []).append(change)

    def find(self, geo: str) -> tuple[str, str]:
        """The code known here, or none and the reason."""
        if AGGREGATE.fullmatch(geo):
            return "", "an aggregate of countries"
        if not NUTS.fullmatch(geo):
            return "", "not a NUTS code"
        later, reason = self._follow(geo, forward=True)
        if later:
            return later, ""
        earlier, other = self._follow(geo, forward=False)
        return earlier, "" if earlier else reason or other or "unknown here"

    def _follow(self, geo: str, *, forward: bool) -> tuple[str, str]:
        """Along changes of the whole region only; a circle of codes ends where it began."""
        seen = {geo}
        while True:
            steps = (self._from if forward else self._before).get(geo, [])
            steps = [step for step in steps if step.old != step.new]
            if not steps:
                return "", ""
            reason = self._why_not(steps, forward=forward)
            if reason:
                return "", reason
            geo = steps[0].new if forward else steps[0].old
            if geo in self.known:
                return geo, ""
            if geo in seen:
                return "", ""
            seen.add(geo)

    def _why_not(self, steps: list[CodeChange], *, forward: bool) -> str:
        first = steps[0]
        words = first.words.lower()
        if not (first.new if forward else first.old):
            if "split" in words:
                return "split"
            is_merged = "merge" in words or "part of" in words
            return "merged" if is_merged else "ended or begun without another code"
        if len({(step.old, step.new) for step in steps}) > 1:
            return "split" if forward else "merged"
        into = {step.old for step in self._to.get((first.editions, first.new), [])}
        out_of = {
            step.new for step in self._from.get(first.old, []) if step.editions == first.editions
        }
        if len(into) > 1:
            return "merged"
        if len(out_of) > 1:
            return "split"
        return "" if first.share == 1 else "boundary shift, or no whole share recorded"
