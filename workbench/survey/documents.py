"""A policy document as a survey lists it: "Regional level Vlaanderen in transitie"."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from common.lists import link_in
from common.text import fold
from workbench.survey.facts import Document, Unread

LEVELS = {
    "regional": "regional",
    "national": "national",
    **dict.fromkeys(("sub-regional", "subregional", "local"), "sub_regional"),
    **dict.fromkeys(("eu", "european"), "eu"),
}
# A level in front of a title: "Regional level Vlaamse ...", "National MaSanté2022".
LEVEL = re.compile(r"(?P<level>[^\s:]+)(?P<named>\s+level\b)?\s*:?\s+(?P<title>\S.*)", re.I)
# Words that are no title by themselves.
GENERIC = {"strategy", "plan", "programme", "program", "law", "policy", "agenda", "roadmap"}
NO_LEVEL = re.compile(r"\A\(none printed\)\s*", re.I)


def document_in(item: str, region: str) -> Document:
    """The document that one item of a list names, placed on the territory of its level."""
    text, link = link_in(item)
    # Where no level was printed, whoever typed the file said so; the title may begin with one.
    bare = NO_LEVEL.sub("", text)
    level, title = ("", bare) if bare != text else _level_and_title(text)
    territory = {"national": region[:2], "eu": None}.get(level, region)
    # A country has no regional documents: the level printed in front is part of the title there.
    if territory == region and len(region) == 2 and level in ("regional", "sub_regional"):
        level, title = "", text
    title = _unquoted(title) or link or ""
    if not title:
        raise Unread(_("a document without a title"))
    return Document(territory, title, level, link or "")


def _level_and_title(text: str) -> tuple[str, str]:
    """The level in front of a title, and the title.

    The word stays in the title where the title goes on with a small letter or would be a mere kind
    of document: "National action plan" and "Regional Strategy" are what documents are called,
    "National MaSanté2022" is not.
    """
    match = LEVEL.fullmatch(text)
    level = LEVELS.get(fold(match["level"])) if match else None
    if match is None or level is None:
        return "", text
    goes_on = match["title"][0].islower() or fold(match["title"]) in GENERIC
    return level, text if goes_on and not match["named"] else match["title"]


def _unquoted(title: str) -> str:
    """A title without quotation marks around the whole of it."""
    inner = title[1:-1]
    if len(title) > 2 and title[0] in "\"“„«'" and title[-1] in "\"”“»'" and '"' not in inner:
        return inner.strip()
    return title
