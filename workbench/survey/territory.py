"""Which region a row is about, told from its first cell: "BE3 - Wallonie / Walloon Region"."""

from __future__ import annotations

import re

from common.lookalikes import code_candidates, mend_words
from common.text import fold_words, one_line
from workbench.survey.facts import Name, Unread
from workbench.survey.known import Known

# A code, perhaps a dash or a colon, perhaps names.
CELL = re.compile(r"(?P<code>[^\s\-–—:(]{2,6})\s*[-–—:]?\s*(?P<names>.*)")
# What is stored of a name; the model says the same.
LONGEST_NAME = 200
# "Wallonie / Walloon Region", "Αττική (Attiki)".
BETWEEN_NAMES = re.compile(r"\s+/\s+|\s*[()]\s*")


def region_in(cell: str, known: Known) -> tuple[str, tuple[Name, ...], str]:
    """The code of the region, the names the cell gives it, and how a doubtful code was read.

    Raises `Unread` where the code is unknown or the name belongs to another region.
    """
    text = one_line(cell)
    match = CELL.fullmatch(text)
    names = _names(match["names"]) if match else []
    code = _code(match["code"], names, known) if match else None
    if match is None or code is None:
        return _by_name(text, known)
    _refuse_a_foreign_name(code, names, known)
    if any(len(name) > LONGEST_NAME for name in names):
        raise Unread(f"a name of more than {LONGEST_NAME} letters")
    read_as = "" if match["code"] == code else f"{match['code']} read as {code}"
    return code, tuple(Name(code, name) for name in names), read_as


def _names(text: str) -> list[str]:
    return [mend_words(name) for part in BETWEEN_NAMES.split(text) if (name := part.strip(" -–—"))]


def _code(printed: str, names: list[str], known: Known) -> str | None:
    """The known code that was meant; one that has to be mended needs the name to agree."""
    if printed.upper() in known.regions and printed.isascii():
        return printed.upper()
    candidates = [code for code in code_candidates(printed) if code in known.regions]
    agreeing = [code for code in candidates if _has_one_of(code, names, known)]
    return agreeing[0] if len(agreeing) == 1 else None


def _by_name(text: str, known: Known) -> tuple[str, tuple[Name, ...], str]:
    """A row that gives a name only: it has to be the name of one region."""
    found = known.regions_named(mend_words(text))
    if len(found) != 1:
        raise Unread("no region of this code is known. Write the NUTS code first, such as BE3")
    return found[0], (), f"{text} read as {found[0]}"


def _has_one_of(code: str, names: list[str], known: Known) -> bool:
    own = {fold_words(name) for name in known.regions[code]}
    return any(fold_words(name) in own for name in names)


def _refuse_a_foreign_name(code: str, names: list[str], known: Known) -> None:
    if not names or _has_one_of(code, names, known):
        return
    for name in names:
        others = [other for other in known.regions_named(name) if not _related(other, code)]
        if others:
            raise Unread(f"the code says {known.regions[code][0]}, the name says {others[0]}")


def _related(one: str, other: str) -> bool:
    """A region and a part of it often share a name: BE1 and BE10."""
    return one.startswith(other) or other.startswith(one)
