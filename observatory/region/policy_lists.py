"""A region's policies: its answers about itself, and the documents of itself and its country."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.postings import NOT_RECORDED
from observatory.stated import Noted, Stated, noted
from policies.models import PolicyDocument, PolicyStatement

Level = PolicyDocument.Level
MOST = 50  # documents of a level on the page of a region; the list of policies has all

HEADINGS: dict[str, str | Promise] = {
    Level.REGIONAL: _("Regional documents"),
    Level.SUB_REGIONAL: _("Sub-regional documents"),
    "": _("Documents without a stated level"),
    Level.NATIONAL: _("National documents"),
    Level.EU: _("Documents of the European Union"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a policy question; without a statement it is not recorded."""

    question: str
    statement: PolicyStatement | None = None


@dataclass(frozen=True, slots=True)
class DocumentList:
    """The first documents of one level, and the `number` of all of them, which stand at `address`.

    Those `is_of_country` reach the region through its country.
    """

    heading: str | Promise
    is_of_country: bool
    entries: list[Noted]
    stated: Stated | None
    number: int
    address: str


def answers(
    questions: Iterable[tuple[str, str]], statements: Iterable[PolicyStatement]
) -> list[Answer]:
    """One answer a question (code, label), in the order of the questions."""
    said = {statement.question_id: statement for statement in statements}
    return [Answer(label, said.get(code)) for code, label in questions]


def document_lists(documents: Iterable[PolicyDocument], region_code: str) -> list[DocumentList]:
    """The region's own documents by level, then those of its country."""
    lists: dict[tuple[bool, str], list[PolicyDocument]] = {
        (from_country, level): [] for from_country in (False, True) for level in HEADINGS
    }
    for document in documents:
        lists[(document.region_id != region_code, document.level)].append(document)
    return [_document_list(*key, found) for key, found in lists.items() if found]


def _document_list(
    is_of_country: bool, level: str, documents: list[PolicyDocument]
) -> DocumentList:
    query = {"territory": documents[0].region_id, "level": level or NOT_RECORDED}
    return DocumentList(
        HEADINGS[level],
        is_of_country,
        *noted(documents[:MOST]),
        number=len(documents),
        address=f"{reverse('policies')}?{urlencode(query)}",
    )
