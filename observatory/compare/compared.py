"""The facts of two to four regions as plain data: what a comparison starts from.

An empty place always means that nothing is recorded; a "no" that somebody stated is a fact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

FEWEST, MOST = 2, 4  # regions beside each other
LETTERS = "ABCD"


@dataclass(frozen=True, slots=True)
class Origin:
    """The source of a fact, as a page names it."""

    code: str
    title: str
    publisher: str = ""
    link: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact as it is printed. `year` is the one a figure holds for, or None if no source names
    one; `has_year` tells figures from all else. `number` is that of a text which is one. What
    follows from the silence of a list, such as "Not listed", has no source and no day.
    """

    text: str
    origin: Origin | None = None
    stated_on: date | None = None
    detail: str = ""
    language: str = ""
    link: str = ""
    has_year: bool = False
    year: int | None = None
    number: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A value of an indicator: a number, or the rank of a group in the scale of a year."""

    entry: Entry
    value: Decimal | None = None
    rank: int | None = None
    scale: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said about one subject. Equal keys say the same; `holds` is True for a yes, False for
    a no, None for anything between them. `words` were added to a yes or no. What `is_through` the
    country, nobody said of the region itself.
    """

    entry: Entry
    key: str
    holds: bool | None = None
    words: str = ""
    is_through: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """Something listed, such as a document; equal keys are the same thing."""

    entry: Entry
    key: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What a row is about. `code` finds the facts, `detail` says more, `link` is its own page."""

    code: str
    name: str
    detail: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A subject that is measured, in a unit and with a number of decimals."""

    subject: Subject
    unit: str = ""
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A subject with those of its terms that one of the regions covers, in order."""

    subject: Subject
    terms: Sequence[Subject] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What can be recorded of any region, in the order of the page."""

    indicators: Sequence[Indicator] = ()
    questions: Sequence[Subject] = ()
    vocabularies: Sequence[Vocabulary] = ()
    networks: Sequence[Subject] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """A region and its facts. Measures stand the newest first; terms are found by vocabulary, then
    by code; a standing that nobody stated is left out."""

    code: str
    name: str
    other_name: str = ""
    language: str = ""
    country: str = ""
    measures: Mapping[str, Sequence[Measure]] = field(default_factory=dict)
    answers: Mapping[str, Claim] = field(default_factory=dict)
    documents: Sequence[Item] = ()
    initiatives: Sequence[Item] = ()
    terms: Mapping[str, Mapping[str, Entry]] = field(default_factory=dict)
    standings: Mapping[str, Claim] = field(default_factory=dict)
