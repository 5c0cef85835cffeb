"""Which region a row is about, told from its first cell: "BE3 - Wallonie / Walloon Region"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from common.lookalikes import code_candidates, mend_words
from common.text import fold_words, one_line
from workbench.imports.plan import Cause
from workbench.survey.facts import Name, Unread
from workbench.survey.known import Known

# A code, perhaps a dash or a colon, perhaps names.
CELL = re.compile(r"(?P<code>[^\s\-–—:(]{2,6})\s*[-–—:]?\s*(?P<names>.*)")
# A code torn apart: "BE 3 - Wallonie", "BE-3 Wallonie".
TORN = re.compile(r"(?P<code>[^\W\d_]{2}[\s\-–—]+[^\W_]{1,3})(?![^\W_])\s*[-–—:]?\s*(?P<names>.*)")
GAP = re.compile(r"[\s\-–—]+")
# What is stored of a name; the model says the same.
LONGEST_NAME = 200
# "Wallonie / Walloon Region"; "Αττική (Attiki)". In this order: a name may hold brackets.
BETWEEN_NAMES = (re.compile(r"\s+/\s+"), re.compile(r"\s*[()]\s*"))
# What a remark has and a plain name has not.
REMARK = re.compile(r"[()\[\]{};?\d]")
COUNTRY_LETTERS = 2


def region_in(cell: str, known: Known) -> tuple[str, tuple[Name, ...], str]:
    """The code of the region, the names the cell gives it, and how what is doubtful was read.

    The last is empty where nothing was doubtful, else such as "Fl1C read as FI1C" or
    "new name: La Wallonie". Raises `Unread` where the code is unknown, the name belongs to another
    region, what follows the code is more than names, or the row was agreed to be left out.
    """
    text = one_line(cell)
    agreed = known.region_agreed_for(text)
    if agreed and agreed.reading == "leave_out":
        raise Unread(_("its row is left out by agreement"), is_agreed=True)
    if agreed:
        return agreed.value, (), f"{text} read as {agreed.value}"
    bearers = known.regions_named(mend_words(text))
    if len(bearers) == 1:
        return bearers[0], (), f"{text} read as {bearers[0]}"
    printed, code, rest = _code_and_rest(text, known)
    names = _names(rest, code, known)
    new = [name for name in names if not _is_among(name, known.regions[code])]
    _refuse_what_is_no_name(code, names, rest, known)
    understood = [] if printed == code else [f"{printed} read as {code}"]
    understood += [f"new name: {name}" for name in new]
    return code, tuple(Name(code, name) for name in names), "; ".join(understood)


def _code_and_rest(text: str, known: Known) -> tuple[str, str, str]:
    """The code as printed, the code that was meant, and what follows it."""
    torn = TORN.fullmatch(text)
    code = torn and _agreeing(GAP.sub("", torn["code"]), torn["names"], known)
    if torn and code:
        return torn["code"], code, torn["names"]
    match = CELL.fullmatch(text)
    code = match and _code(match["code"], match["names"], known)
    if match and code:
        return match["code"], code, match["names"]
    raise Unread(
        _("no region of this code is known. Write the NUTS code first, in capitals, such as BE3"),
        cause=Cause.UNKNOWN_ANSWER,
        question="region",
        printed=text,
    )


def _code(printed: str, rest: str, known: Known) -> str | None:
    """The known code that was meant; one that is not plainly a code needs the name to agree."""
    capitals = printed.upper()
    # "no", "it", "de" are words, even where nothing follows them.
    is_plain = printed == capitals or (not rest and len(printed) > COUNTRY_LETTERS)
    if is_plain and printed.isascii() and capitals in known.regions:
        return capitals
    return _agreeing(printed, rest, known)


def _agreeing(printed: str, rest: str, known: Known) -> str | None:
    """The one code that `printed` may have been meant as and that goes by one of the names."""
    candidates = [code for code in code_candidates(printed) if code in known.regions]
    agreeing = [code for code in candidates if _has_one_of(code, _names(rest, code, known), known)]
    return agreeing[0] if len(agreeing) == 1 else None


def _names(text: str, code: str, known: Known) -> list[str]:
    """The names that follow a code, divided no further than the names of the region are."""
    names = [text]
    for between in BETWEEN_NAMES:
        names = [part for name in names for part in _parts(name, between, code, known)]
    return names


def _parts(name: str, between: re.Pattern[str], code: str, known: Known) -> Iterator[str]:
    whole = mend_words(name.strip(" -–—"))
    parts = [whole] if _is_among(whole, known.regions[code]) else between.split(whole)
    return (part for text in parts if (part := text.strip(" -–—")))


def _is_among(name: str, names: Iterable[str]) -> bool:
    return fold_words(name) in {fold_words(other) for other in names}


def _is_own(name: str, code: str, known: Known) -> bool:
    """Whether the region goes by a name, or by it in one of its languages: "Suomi/Finland"."""
    own = known.regions[code]
    return _is_among(name, own) or _is_among(name, "/".join(own).split("/"))


def _has_one_of(code: str, names: list[str], known: Known) -> bool:
    return any(_is_own(name, code, known) for name in names)


def _refuse_what_is_no_name(code: str, names: list[str], rest: str, known: Known) -> None:
    """A new name may stand beside the code of a region; nobody else's name, and no remark."""
    if any(len(name) > LONGEST_NAME for name in names):
        raise Unread(_("a name of more than %(most)d letters") % {"most": LONGEST_NAME})
    for name in names:
        if not _is_own(name, code, known):
            _refuse_unless_new(code, name, rest, known)


def _refuse_unless_new(code: str, name: str, rest: str, known: Known) -> None:
    others = known.regions_named(name)
    if others:
        said = {"named": known.regions[code][0], "other": others[0]}
        raise Unread(_("the code says %(named)s, the name says %(other)s") % said)
    if len(code) == COUNTRY_LETTERS:
        reason = _("%(code)s is the code of a country, and “%(name)s” is none of its names")
        raise Unread(reason % {"code": code, "name": name})
    if (
        REMARK.search(rest)
        or not fold_words(name)
        or not known.regions.keys().isdisjoint(rest.split())
    ):
        reason = _("“%(name)s” is no known name of %(code)s, and seems to be more than a name")
        raise Unread(reason % {"code": code, "name": name})
