"""Which question each column of a survey file asks, told from its heading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from common.text import fold_words
from workbench.survey.known import Kind, Question

# A year in a heading, with or without brackets: "Total population (2019)".
YEAR = re.compile(r"\(?\s*\b((?:19|20)\d\d)\b\s*\)?")

# Words that questions share or that come and go between waves.
NOISE = {
    *("a", "an", "and", "are", "at", "by", "for", "has", "in", "is", "it", "its"),
    *("member", "members", "of", "on", "region", "s", "the", "to"),
}

# How alike two headings must be to be taken for a misspelling of one another. 0.9 is one wrong
# letter in ten; "2017" and "2019" never count, years are taken out before.
ALIKE = 0.9

# The longest printed heading has 120 letters; a cell of documents has thousands.
LONGEST_HEADING = 300


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: where it stands, what it asks, for which year; or nothing known."""

    number: int
    heading: str
    question: Question | None = None
    year: int | None = None


def match(headings: list[str], questions: tuple[Question, ...]) -> list[Column]:
    """One `Column` a heading, in the order of the file (numbers count from 0)."""
    return [_column(number, heading, questions) for number, heading in enumerate(headings)]


def recognised(headings: list[str], questions: tuple[Question, ...]) -> int:
    """How many cells of a row are headings; a row of answers has hardly any."""
    return sum(1 for column in match(headings, questions) if column.question is not None)


def region_column(columns: list[Column]) -> Column | None:
    return next((c for c in columns if c.question and c.question.kind is Kind.REGION), None)


def _column(number: int, heading: str, questions: tuple[Question, ...]) -> Column:
    year = YEAR.search(heading)
    asked = YEAR.sub(" ", heading)
    return Column(number, heading, _question(asked, questions), int(year[1]) if year else None)


def _question(asked: str, questions: tuple[Question, ...]) -> Question | None:
    words = fold_words(asked)
    if not words or len(words) > LONGEST_HEADING:
        return None
    for spelling, asking in zip(SPELLINGS, _headings_of(questions), strict=True):
        found = asking.get(spelling(asked), ())
        if len(found) == 1:
            return found[0]
    return _most_alike(words, questions)


def _without_noise(text: str) -> str:
    return " ".join(word for word in fold_words(text).split() if word not in NOISE)


def _joined(text: str) -> str:
    """Word limits do not count: "ERAPerMed" and "ERA PerMed"."""
    return _without_noise(text).replace(" ", "")


# From the strictest to the most lenient way in which two headings are the same.
SPELLINGS = (fold_words, _without_noise, _joined)


@lru_cache(maxsize=4)
def _headings_of(questions: tuple[Question, ...]) -> list[dict[str, list[Question]]]:
    """For each spelling: the questions that are asked under a heading so spelt."""
    tables: list[dict[str, list[Question]]] = [{} for _ in SPELLINGS]
    for spelling, table in zip(SPELLINGS, tables, strict=True):
        for question in questions:
            for heading in {spelling(heading) for heading in question.headings} - {""}:
                table.setdefault(heading, []).append(question)
    return tables


def _most_alike(words: str, questions: tuple[Question, ...]) -> Question | None:
    """The one question whose heading looks like a misspelt version of `words`."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(words)
    found: dict[str, Question] = {}
    for heading, asking in _headings_of(questions)[0].items():
        matcher.set_seq1(heading)
        # Two quick bounds, by length and by letters, spare most headings the slow comparison.
        if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
            continue
        if matcher.ratio() >= ALIKE:
            found.update((question.key, question) for question in asking)
    return next(iter(found.values())) if len(found) == 1 else None
