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

# What no likeness may pass over: one digit or one "not" makes it another question.
DIGITS = re.compile(r"\d+")
NEGATION = re.compile(r"\b(?:no|non|not|never|without|cannot|\w+n t)\b")

TWO_YEARS = "the heading names two years"

# How alike two headings must be to be taken for a misspelling of one another. 0.9 is one wrong
# letter in ten; years are taken out before.
ALIKE = 0.9

# The longest printed heading has 120 letters; a cell of documents has thousands.
LONGEST_HEADING = 300


Marks = tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file: where it stands, what it asks, for which year; or nothing known.

    `guessed` marks a question told by a likeness of letters only; `problem` is the sentence that
    says why a heading could not be read, empty where there is nothing to say.
    """

    number: int
    heading: str
    question: Question | None = None
    year: int | None = None
    guessed: bool = False
    problem: str = ""


def match(headings: list[str], questions: tuple[Question, ...]) -> list[Column]:
    """One `Column` a heading, in the order of the file (numbers count from 0)."""
    return [_column(number, heading, questions) for number, heading in enumerate(headings)]


def recognised(headings: list[str], questions: tuple[Question, ...]) -> int:
    """How many cells of a row are headings; a row of answers has hardly any."""
    return sum(1 for column in match(headings, questions) if column.question is not None)


def region_column(columns: list[Column]) -> Column | None:
    return next((c for c in columns if c.question and c.question.kind is Kind.REGION), None)


def _column(number: int, heading: str, questions: tuple[Question, ...]) -> Column:
    years = {int(year) for year in YEAR.findall(heading)}
    if len(years) > 1:
        return Column(number, heading, problem=TWO_YEARS)
    year = next(iter(years), None)
    whole = _spelt(heading, questions)
    if whole is not None:
        # "NABS 2007" bears a year that is part of a name.
        return Column(number, heading, whole, year if whole.kind is Kind.INDICATOR else None)
    question, guessed = _question(YEAR.sub(" ", heading), questions)
    return Column(number, heading, question, year, guessed)


def _question(asked: str, questions: tuple[Question, ...]) -> tuple[Question | None, bool]:
    """The question, and whether it was guessed from a likeness only."""
    words = fold_words(asked)
    if not words or len(words) > LONGEST_HEADING:
        return None, False
    spelt = _spelt(asked, questions)
    if spelt is not None:
        return spelt, False
    alike = _most_alike(words, _marks(words), questions)
    return alike, alike is not None


def _spelt(asked: str, questions: tuple[Question, ...]) -> Question | None:
    """The one question that is asked under a heading, in one of its spellings."""
    marks = _marks(fold_words(asked))
    for spelling, asking in zip(SPELLINGS, _headings_of(questions), strict=True):
        found = asking.get((spelling(asked), marks), ())
        if len(found) == 1:
            return found[0]
    return None


def _marks(words: str) -> Marks:
    """The numbers and the negations among folded words: equal in all spellings of a heading."""
    return tuple(DIGITS.findall(words)), tuple(NEGATION.findall(words))


def _without_noise(text: str) -> str:
    return " ".join(word for word in fold_words(text).split() if word not in NOISE)


def _joined(text: str) -> str:
    """Word limits do not count: "ERAPerMed" and "ERA PerMed"."""
    return _without_noise(text).replace(" ", "")


# From the strictest to the most lenient way in which two headings are the same.
SPELLINGS = (fold_words, _without_noise, _joined)


@lru_cache(maxsize=4)
def _headings_of(
    questions: tuple[Question, ...],
) -> list[dict[tuple[str, Marks], list[Question]]]:
    """For each spelling: the questions that are asked under a heading so spelt and marked."""
    tables: list[dict[tuple[str, Marks], list[Question]]] = [{} for _ in SPELLINGS]
    for spelling, table in zip(SPELLINGS, tables, strict=True):
        for question in questions:
            for key in {(spelling(text), _marks(fold_words(text))) for text in question.headings}:
                if key[0]:
                    table.setdefault(key, []).append(question)
    return tables


def _most_alike(words: str, marks: Marks, questions: tuple[Question, ...]) -> Question | None:
    """The one question whose heading looks like a misspelt version of `words`."""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(words)
    found: dict[str, Question] = {}
    for (heading, its_marks), asking in _headings_of(questions)[0].items():
        matcher.set_seq1(heading)
        # Two quick bounds, by length and by letters, spare most headings the slow comparison.
        if its_marks != marks or matcher.real_quick_ratio() < ALIKE:
            continue
        if matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE:
            found.update((question.key, question) for question in asking)
    return next(iter(found.values())) if len(found) == 1 else None
