"""A cell in its place: what is asked, about which region and year, and what is known."""

from __future__ import annotations

from dataclasses import dataclass

from common.text import one_line
from workbench.imports.plan import Cause
from workbench.survey.facts import Unread
from workbench.survey.known import Known, Question, Wave


@dataclass(frozen=True, slots=True)
class Asked:
    """A cell in its place: the column's question, the year it asks about, who answers, when."""

    question: Question
    year: int | None
    region: str
    wave: Wave
    known: Known


def unknown(reason: str, printed: str, asked: Asked) -> Unread:
    """An answer that somebody can agree on once, for all files."""
    key = asked.question.key
    return Unread(reason, cause=Cause.UNKNOWN_ANSWER, question=key, printed=one_line(printed))
