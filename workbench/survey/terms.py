"""The terms of a vocabulary that a cell lists, by their codes, their labels or both."""

from __future__ import annotations

import re
from functools import lru_cache

from django.utils.translation import gettext as _

from common.lists import semicolon_items
from common.text import fold_words
from workbench.survey.asked import Asked, unknown
from workbench.survey.facts import Coverage, Fact, Unread
from workbench.survey.known import Agreed, KnownTerm


def coverage(cell: str, asked: Asked, agreed: Agreed | None) -> list[Fact]:
    vocabulary = asked.question.code
    listed = asked.known.terms.get(vocabulary, ())
    items = [_standing_for(item, asked) for item in semicolon_items(cell)]
    if items and not any(items):
        raise Unread(_("left out by agreement"), is_agreed=True)
    terms = [_term(item, listed, asked) for item in items if item]
    if not terms:
        raise Unread(_("no term of the list is in it"))
    unique = list(dict.fromkeys(terms))
    ids, codes = tuple(term.id for term in unique), tuple(term.code for term in unique)
    return [Coverage(asked.region, vocabulary, ids, codes)]


def _standing_for(item: str, asked: Asked) -> str:
    """An item of a list, or what was agreed to stand for it; nothing if it is left out."""
    agreed = asked.known.agreed(asked.question, item)
    if agreed is None:
        return item
    return "" if agreed.reading == "leave_out" else agreed.value or item


def _term(item: str, terms: tuple[KnownTerm, ...], asked: Asked) -> KnownTerm:
    """The term that an item names by its code, its label or both, which then have to agree."""
    codes, labels = _index_of(terms)
    head, _dash, rest = re.sub(r"\s[-–—:]\s", "\0", item, count=1).partition("\0")
    by_code = codes.get(_squeezed(head))
    by_label = labels.get(fold_words(rest if by_code else item), [])
    if by_code and (not by_label or by_code in by_label):
        return by_code
    if by_code:
        reason = _("“%(item)s”: the code says %(label)s, the words say %(code)s")
        said = {"item": item, "label": by_code.label, "code": by_label[0].code}
        raise unknown(reason % said, item, asked)
    if len(by_label) != 1:
        reason = _("“%(item)s” is not on this list, or a semicolon is missing between items")
        raise unknown(reason % {"item": item}, item, asked)
    return by_label[0]


@lru_cache(maxsize=64)
def _index_of(
    terms: tuple[KnownTerm, ...],
) -> tuple[dict[str, KnownTerm], dict[str, list[KnownTerm]]]:
    """The terms by code ("C21" for "C.21 - Basic ...") and by folded label."""
    labels: dict[str, list[KnownTerm]] = {}
    for term in terms:
        labels.setdefault(fold_words(term.label), []).append(term)
    return {_squeezed(term.code): term for term in terms}, labels


def _squeezed(code: str) -> str:
    return fold_words(code).replace(" ", "")
