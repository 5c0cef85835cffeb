"""What became of codes from edition to edition: pure functions on plain data.

A code may end and come again for another territory, so a code alone says little: what happened to
it is an ordered list of arrivals and departures, and only two that follow each other belong
together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

CODE = re.compile(r"\b[A-Z]{2}[A-Z0-9]{1,3}\b")
SHIFT = re.compile(r"boundary|shift", re.IGNORECASE)
SPLIT = re.compile(r"\b(split|spilt) (of|into)\b", re.IGNORECASE)
NEW = re.compile(r"new(;| region\b)")
MERGER = re.compile(r"\b(merged? (of|with)|now part of)\b", re.IGNORECASE)


class Kind(StrEnum):
    """What happened to a code; only what is recoded keeps its territory."""

    RECODED = "recoded"
    SPLIT = "split"
    MERGED = "merged"
    SHIFTED = "shifted"
    ENDED = "ended"
    BEGAN = "began"


@dataclass(frozen=True, slots=True)
class Passage:
    """A code's way from one edition to a later one, as it is recorded; a code may be empty.

    `is_whole` says that all of the old region went into the new one; `words` are the source's.
    """

    from_edition: int
    to_edition: int
    old_code: str
    new_code: str
    is_whole: bool = False
    words: str = ""


def passage(row: Passage) -> Passage:
    """The passage as it is meant: some lists name a new region in the column of the old ones."""
    if row.new_code or not NEW.match(row.words):
        return row
    return replace(row, old_code="", new_code=row.old_code)


@dataclass(frozen=True, slots=True)
class Turn:
    """What happened to a code with an edition, and the codes that were there before or after."""

    edition: int
    kind: Kind
    others: tuple[str, ...] = ()


# Edition, whether a code leaves, and the passage: an edition's arrivals come before departures.
Event = tuple[int, bool, Passage]


class Lineage:
    """All passages, to be asked about any code."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        rows = sorted(set(passages), key=_order)
        self._events: dict[str, list[Event]] = defaultdict(list)
        for row in rows:
            if row.new_code:
                self._events[row.new_code].append((row.to_edition, False, row))
            if row.old_code:
                self._events[row.old_code].append((row.from_edition, True, row))
        for events in self._events.values():
            events.sort(key=lambda event: (event[0], event[1], _order(event[2])))
        self._into, self._out_of = _links(rows)

    def onward(self, code: str) -> list[Passage]:
        """The whole passages after the code was last given up, one from the other."""
        gone = [row for _, leaves, row in self._events.get(code, ()) if leaves]
        return list(self._forwards(gone[-1])) if gone else []

    def back(self, code: str) -> list[Passage]:
        """The whole passages that led to the region of this code, the newest first."""
        events = self._events.get(code, ())
        came = [row for _, leaves, row in events if not leaves]
        return list(self._backwards(came[-1])) if came else []

    def target(self, code: str, known: Iterable[str]) -> Passage | None:
        """The last passage to a known code that stands for the same territory, or None."""
        kept = set(known)
        found = [row for row in self.onward(code) if row.new_code in kept - {code}]
        return found[-1] if found else None

    def same(self, code: str) -> dict[str, int]:
        """Earlier codes of the same territory, the newest first, with the edition that ended each.

        A code that stood for another territory too is left out, with those before it: its values
        could be of either.
        """
        chain = self.back(code)
        found: dict[str, int] = {}
        for row in chain:
            if row.old_code != code and not self._lived_once(row.old_code, chain):
                break
            if row.old_code != code:
                found.setdefault(row.old_code, row.to_edition)
        return found

    def cut(self, code: str) -> tuple[Turn, tuple[Turn | None, ...]] | None:
        """How the territory began, if that is told, and what became of each code before it."""
        chain = self.back(code)
        first = self._before_chain(code, chain)
        if first is None:
            return None
        others = self._others(self._out_of, first.new_code, first)
        turn = Turn(first.to_edition, self._arrival(first), others)
        return turn, tuple(self._ending(other, first) for other in others)

    def came(self, code: str) -> list[Turn]:
        """What the code came from, the oldest first; a mere new name is nothing."""
        rows = [row for _, leaves, row in self._events.get(code, ()) if not leaves]
        return [
            Turn(row.to_edition, self._arrival(row), self._others(self._out_of, row.new_code, row))
            for row in _one_an_edition(rows)
            if row.old_code != code
        ]

    def went(self, code: str) -> list[Turn]:
        """What became of the code, the oldest first; a boundary shift is told here only."""
        rows = [row for _, leaves, row in self._events.get(code, ()) if leaves]
        return [
            Turn(row.to_edition, self._departure(row), self._others(self._into, row.old_code, row))
            for row in _one_an_edition(rows)
            if row.old_code != row.new_code or SHIFT.search(row.words)
        ]

    def successors(self, code: str) -> list[Turn]:
        """What the code ended in, after all its recodings; nothing if it is not known."""
        chain = self.onward(code)
        last = chain[-1].new_code if chain else code
        return self.went(last)[-1:] or [
            Turn(row.to_edition, Kind.RECODED, (row.new_code,)) for row in chain[-1:]
        ]

    def _forwards(self, row: Passage | None) -> Iterator[Passage]:
        while row is not None and self._is_same(row):
            yield row
            row = self._beside(row.new_code, row, leaves=False)

    def _backwards(self, row: Passage | None) -> Iterator[Passage]:
        while row is not None and self._is_same(row):
            yield row
            row = self._beside(row.old_code, row, leaves=True)

    def _beside(self, code: str, row: Passage, *, leaves: bool) -> Passage | None:
        """The departure that follows an arrival, or the arrival before a departure."""
        events = self._events[code]
        at = next(
            place for place, event in enumerate(events) if event[1] is leaves and event[2] == row
        )
        at += -1 if leaves else 1
        if not 0 <= at < len(events) or events[at][1] is leaves:
            return None
        return events[at][2]

    def _is_same(self, row: Passage) -> bool:
        """Whether all of one region became all of another."""
        return (
            row.is_whole
            and bool(row.old_code and row.new_code)
            and self._into[row.old_code, row.from_edition] == {row.new_code}
            and self._out_of[row.new_code, row.to_edition] == {row.old_code}
        )

    def _lived_once(self, code: str, chain: list[Passage]) -> bool:
        events = self._events[code]
        others = [event for event in events if event[2] not in chain]
        return not others or (len(others) == 1 and others[0] is events[0] and not others[0][1])

    def _before_chain(self, code: str, chain: list[Passage]) -> Passage | None:
        if chain:
            before = self._beside(chain[-1].old_code, chain[-1], leaves=True)
        else:
            came = [row for _, leaves, row in self._events.get(code, ()) if not leaves]
            before = came[-1] if came else None
        return None if before is None or before.old_code == before.new_code else before

    def _ending(self, code: str, row: Passage) -> Turn | None:
        turns = (turn for turn in self.went(code) if turn.edition == row.to_edition)
        return next(turns, None)

    def _others(
        self, links: dict[tuple[str, int], set[str]], code: str, row: Passage
    ) -> tuple[str, ...]:
        edition = row.from_edition if links is self._into else row.to_edition
        return tuple(sorted(links[code, edition] - {code}))

    def _departure(self, row: Passage) -> Kind:
        others = self._into[row.old_code, row.from_edition]
        if self._is_same(row):
            return Kind.RECODED
        if SHIFT.search(row.words):
            return Kind.SHIFTED
        if len(others) > 1 or SPLIT.search(row.words):
            return Kind.SPLIT
        shares = any(len(self._out_of[other, row.to_edition]) > 1 for other in others)
        return Kind.MERGED if shares or MERGER.search(row.words) else Kind.ENDED

    def _arrival(self, row: Passage) -> Kind:
        others = self._out_of[row.new_code, row.to_edition]
        if self._is_same(row):
            return Kind.RECODED
        if SHIFT.search(row.words):
            return Kind.SHIFTED
        if len(others) > 1 or MERGER.search(row.words):
            return Kind.MERGED
        is_part = any(len(self._into[other, row.from_edition]) > 1 for other in others)
        return Kind.SPLIT if is_part else Kind.BEGAN


def _order(row: Passage) -> tuple[int, int, str, str, bool, str]:
    codes = (row.old_code, row.new_code)
    return (row.from_edition, row.to_edition, *codes, row.is_whole, row.words)


def _one_an_edition(rows: Iterable[Passage]) -> list[Passage]:
    """One row for each pair of editions: a split has a row for each of its parts."""
    return list({(row.from_edition, row.to_edition): row for row in rows}.values())


def _links(
    rows: list[Passage],
) -> tuple[dict[tuple[str, int], set[str]], dict[tuple[str, int], set[str]]]:
    """The codes that a code went into from an edition, and those it came out of with one.

    A row without its other code often names it in words: that counts where the code named ended or
    began between the same editions.
    """
    old, new = defaultdict(set), defaultdict(set)
    for row in rows:
        old[row.from_edition, row.to_edition].add(row.old_code)
        new[row.from_edition, row.to_edition].add(row.new_code)
    into: dict[tuple[str, int], set[str]] = defaultdict(set)
    out_of: dict[tuple[str, int], set[str]] = defaultdict(set)
    for row in rows:
        editions = row.from_edition, row.to_edition
        named = set() if row.is_whole else set(CODE.findall(row.words))
        before = {row.old_code} if row.old_code else named & old[editions]
        after = {row.new_code} if row.new_code else named & new[editions]
        for one, other in ((one, other) for one in before for other in after):
            into[one, row.from_edition].add(other)
            out_of[other, row.to_edition].add(one)
    return into, out_of
