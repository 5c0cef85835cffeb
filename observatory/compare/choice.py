"""Which regions an address asks to compare: read strictly, answered kindly.

Whatever cannot be used is left out and said so in a notice; nothing is ever left out in silence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from observatory.compare.compared import LETTERS, MOST
from observatory.notices import MOST_NOTICES, echo, more_left_out

CODE = re.compile(r"[A-Za-z]{2}[A-Za-z0-9]{0,3}")
PARAMETERS = frozenset({"r", "add", "at", "show"})
DIFFERENCES = "differences"
MOST_LOOKED_UP = 20  # codes of an address; nobody lists more by hand


@dataclass(frozen=True, slots=True)
class Place:
    """A region that can be chosen, with the editions of NUTS that its code is valid in."""

    code: str
    name: str
    other_name: str = ""
    language: str = ""
    editions: tuple[str, ...] = ()

    @property
    def is_country(self) -> bool:
        return len(self.code) == len("BE")


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a code: another one, if one took its place, and the words for it."""

    new_code: str
    words: str


@dataclass(frozen=True, slots=True)
class Known:
    """The regions that can be chosen and the changes of the codes asked for, by code."""

    places: Mapping[str, Place]
    changes: Mapping[str, Sequence[Change]] = field(default_factory=dict)

    @property
    def newest_edition(self) -> str:
        return max(
            (edition for one in self.places.values() for edition in one.editions), default=""
        )


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence about the address, with the regions that may be meant and the addresses that
    compare them."""

    text: str
    links: tuple[tuple[Place, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What the address asks for, before anybody has looked whether there are such regions.

    `add` is a region to take in, `at` the letter whose place it takes; without one it comes last.
    `unread` is the number of codes beyond those that are looked up.
    """

    codes: tuple[str, ...]
    unread: int = 0
    add: str = ""
    at: str = ""
    only_differences: bool = False
    notices: tuple[Notice, ...] = ()

    @property
    def asked(self) -> set[str]:
        return {*self.codes, self.add} - {""}


@dataclass(frozen=True, slots=True)
class Choice:
    """The regions to compare. `is_moved` says that the address wants to be another one: its own."""

    codes: tuple[str, ...]
    only_differences: bool
    notices: tuple[Notice, ...]
    is_moved: bool = False

    @property
    def address(self) -> str:
        return address(self.codes, only_differences=self.only_differences)

    @property
    def address_of_all(self) -> str:
        return address(self.codes)

    @property
    def address_of_differences(self) -> str:
        return address(self.codes, only_differences=True)

    def without(self, code: str) -> str:
        others = [one for one in self.codes if one != code]
        return address(others, only_differences=self.only_differences)


def address(codes: Sequence[str], *, only_differences: bool = False) -> str:
    """The query of a comparison, beginning with a question mark."""
    pairs = [("r", code) for code in codes]
    return f"?{urlencode([*pairs, ('show', DIFFERENCES)] if only_differences else pairs)}"


def read(query: QueryDict) -> Wish:
    """The wish behind an address; blanks ask for nothing."""
    notices = [
        Notice(
            _("“%(name)s” is not part of such an address and was left out.") % {"name": echo(one)}
        )
        for one in query
        if one not in PARAMETERS
    ]
    codes = [code for one in query.getlist("r") if (code := _code(one, notices))]
    distinct = tuple(dict.fromkeys(codes))
    shows = query.get("show", "")
    if shows not in {"", DIFFERENCES}:
        notices.append(_left_out(shows))
    at = query.get("at", "").upper()
    return Wish(
        codes=distinct[:MOST_LOOKED_UP],
        add=_code(query.get("add", ""), notices),
        at=at if len(at) == 1 and at in LETTERS else "",
        only_differences=shows == DIFFERENCES,
        unread=max(len(distinct) - MOST_LOOKED_UP, 0),
        notices=tuple(notices),
    )


def choose(wish: Wish, known: Known) -> Choice:
    """The first four regions of a wish that there are."""
    unknown = (_unknown(code, known, wish) for code in (*wish.codes, wish.add) if code)
    codes = [code for code in wish.codes if code in known.places]
    if wish.add in known.places:
        _place(codes, wish)
    left_out = [one for one in unknown if one is not None]
    notices = _shortened(
        [*wish.notices, *left_out, *_too_many(max(len(codes) - MOST, 0) + wish.unread)]
    )
    is_moved = wish.add in known.places and not notices
    return Choice(tuple(codes[:MOST]), wish.only_differences, notices, is_moved)


def _code(text: str, notices: list[Notice]) -> str:
    text = text.strip()
    if CODE.fullmatch(text):
        return text.upper()
    if text:
        notices.append(_left_out(text))
    return ""


def _place(codes: list[str], wish: Wish) -> None:
    """Put the region to add in the place asked for, or behind the others."""
    place = LETTERS.index(wish.at) if wish.at else len(codes)
    if wish.add not in codes:
        codes[place : place + 1] = [wish.add]
    elif place < len(codes):
        before = codes.index(wish.add)
        codes[before], codes[place] = codes[place], codes[before]


def _unknown(code: str, known: Known, wish: Wish) -> Notice | None:
    """What to say about a code that stands for no region, or not for one of today."""
    place, changes = known.places.get(code), known.changes.get(code, ())
    if place and (not changes or known.newest_edition in place.editions):
        return None
    if not changes:
        return Notice(
            _("No region is published under the code %(code)s; it was left out.") % {"code": code}
        )
    words = "; ".join(dict.fromkeys(one.words for one in changes if one.words))
    text = _("The code %(code)s was given up: %(words)s.")
    if not place:
        text = _("The code %(code)s was given up and was left out: %(words)s.")
    return Notice(text % {"code": code, "words": words}, _successors(code, changes, known, wish))


def _successors(
    code: str, changes: Sequence[Change], known: Known, wish: Wish
) -> tuple[tuple[Place, str], ...]:
    """The regions that took a code's place, each with the address that compares it instead."""
    named = [
        found for one in changes for found in (one.new_code, *re.findall(r"\b\w{3,5}\b", one.words))
    ]
    new = [known.places[one] for one in dict.fromkeys(named) if one in known.places and one != code]
    return tuple(
        (
            one,
            address([one.code if asked == code else asked for asked in wish.codes]),
        )
        for one in new
    )


def _left_out(text: str) -> Notice:
    return Notice(_("“%(text)s” means nothing here and was left out.") % {"text": echo(text)})


def _too_many(more: int) -> list[Notice]:
    if more <= 0:
        return []
    text = ngettext(
        "At most four regions are compared: one more was left out.",
        "At most four regions are compared: %(number)d more were left out.",
        more,
    )
    return [Notice(text % {"number": more})]


def _shortened(notices: list[Notice]) -> tuple[Notice, ...]:
    more = len(notices) - MOST_NOTICES
    if more <= 0:
        return tuple(notices)
    return (*notices[:MOST_NOTICES], Notice(more_left_out(more)))
