"""What changed from one release to the next, record by record and value by value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from observatory.releases.tables import ReleasedTable

Kind = Literal["added", "changed", "removed"]
KINDS: tuple[Kind, ...] = ("added", "changed", "removed")
HEADINGS = ("table", "key", "change", "column", "before", "after")
# A column that is there in one of two releases only is blank in the other.
_NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Difference:
    """A record that came, went or changed; of one that changed, a value in one of its columns."""

    table: str
    key: tuple[str, ...]
    kind: Kind
    column: str = ""
    before: str = ""
    after: str = ""

    def row(self) -> tuple[str, ...]:
        key = "; ".join(self.key)
        return (self.table, key, self.kind, self.column, self.before, self.after)


def differences(before: ReleasedTable | None, after: ReleasedTable) -> Iterator[Difference]:
    """From one table to the same one later, in the order of the keys."""
    old, new = before.by_key() if before else {}, after.by_key()
    pairs = list(_columns(before.headings if before else (), after.headings))
    for key in sorted(old.keys() | new.keys()):
        if key not in old:
            yield Difference(after.name, key, "added")
        elif key not in new:
            yield Difference(after.name, key, "removed")
        else:
            for column, was, now in pairs:
                values = _at(old[key], was), _at(new[key], now)
                if values[0] != values[1]:
                    yield Difference(after.name, key, "changed", column, *values)


def counted(found: Iterable[Difference]) -> dict[str, int]:
    """How many records were added, changed and removed; one with two new values counts once."""
    records = {(one.kind, one.key) for one in found}
    numbers = Counter(kind for kind, _key in records)
    return {kind: numbers[kind] for kind in KINDS}


def _columns(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[tuple[str, int, int]]:
    """The columns of both tables, each with its place in either."""
    for name in dict.fromkeys((*after, *before)):
        places = (names.index(name) if name in names else _NOWHERE for names in (before, after))
        yield (name, *places)


def _at(row: tuple[str, ...], place: int) -> str:
    return "" if place == _NOWHERE else row[place]
