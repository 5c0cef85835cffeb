"""What became of the code that a page is about, in words and with the regions to go to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.reading import State
from observatory import atlas
from observatory.kept import read_once
from observatory.region.history import Kind, Lineage, Passage, Turn, passage
from regions.models import Region

CODE = re.compile(r"[A-Za-z]{2}[A-Za-z0-9]{0,3}")
WORDS: dict[Kind, str | Promise] = {
    Kind.RECODED: gettext_lazy("recoded"),
    Kind.SPLIT: gettext_lazy("split"),
    Kind.MERGED: gettext_lazy("merged"),
    Kind.SHIFTED: gettext_lazy("boundary shift"),
    Kind.ENDED: gettext_lazy("given up"),
    Kind.BEGAN: gettext_lazy("new"),
}


@dataclass(frozen=True, slots=True)
class ToldTurn:
    """A turn as it is printed; `others` are codes with their regions, if these are published."""

    edition: int
    words: str | Promise
    is_before: bool
    others: list[tuple[str, Region | None]]


@read_once
def lineage(state: State) -> Lineage:
    """All changes of codes, worked out once."""
    return Lineage(
        passage(Passage(before, after, old, new, is_whole == "whole", words))
        for before, old, new, is_whole, words, after in atlas.asked(state).changes
    )


def told(code: str, lines: Lineage, known: dict[str, Region]) -> list[ToldTurn]:
    """What the code came from and what became of it, by edition."""
    turns = [(turn, True) for turn in lines.came(code)]
    turns += [(turn, False) for turn in lines.went(code)]
    turns.sort(key=lambda one: (one[0].edition, not one[1]))
    return [_told(turn, known, is_before=is_before) for turn, is_before in turns]


def became(code: str, lines: Lineage, known: dict[str, Region]) -> list[ToldTurn]:
    """What a code without a page ended in."""
    return [_told(turn, known, is_before=False) for turn in lines.successors(code)]


def cut_in_words(code: str, lines: Lineage) -> tuple[int, str] | None:
    """The edition before which there are no values of the same territory, and why."""
    found = lines.cut(code)
    if found is None:
        return None
    turn, ends = found
    if not turn.others:
        text = _("The code began with NUTS %(edition)d; no older one is recorded as the same.")
        return turn.edition, text % {"edition": turn.edition}
    before = dict.fromkeys(turn.others, turn.kind)
    for other, end in zip(turn.others, ends, strict=True):
        before[other] = end.kind if end else turn.kind
    told_of = ", ".join(f"{other} ({WORDS[kind]})" for other, kind in before.items())
    text = _("Before NUTS %(edition)d the region was another territory: %(before)s.")
    return turn.edition, text % {"edition": turn.edition, "before": told_of}


def moved(code: str, state: State) -> str | None:
    """The code of the region that is meant by one written otherwise or given up for another."""
    if not CODE.fullmatch(code):
        return None
    known, meant = atlas.regions(state), code.upper()
    if meant in known:
        return meant
    target = lineage(state).target(meant, known)
    return target.new_code if target is not None else None


def led(wish: str, code: str, lines: Lineage, known: Iterable[str]) -> Passage | None:
    """How a reader was led to the region from an older code, if that is so."""
    if wish in known:
        return None
    chain = lines.onward(wish)
    target = lines.target(wish, known)
    return chain[0] if target is not None and target.new_code == code else None


def _told(turn: Turn, known: dict[str, Region], *, is_before: bool) -> ToldTurn:
    others = [(code, known.get(code)) for code in turn.others]
    return ToldTurn(turn.edition, WORDS[turn.kind], is_before, others)
