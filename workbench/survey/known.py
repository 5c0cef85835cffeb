"""What a reader of survey files has to know, as plain data: questions, regions, scales, terms."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property

from common.text import fold, fold_words


class Kind(Enum):
    """What a column of a survey can ask for."""

    REGION = "region"
    INDICATOR = "indicator"
    NETWORK = "network"
    VOCABULARY = "vocabulary"
    STATEMENT = "statement"
    DOCUMENTS = "documents"
    INITIATIVES = "initiatives"
    WEBSITE = "website"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the survey and the headings under which files print it."""

    kind: Kind
    code: str = ""
    headings: tuple[str, ...] = ()
    allows_words: bool = False

    @property
    def key(self) -> str:
        """How agreed answers refer to it: network:mountain, website."""
        return f"{self.kind.value}:{self.code}" if self.code else self.kind.value


# The questions that ask for things rather than for a listed indicator, network or vocabulary.
FIXED_QUESTIONS = (
    Question(Kind.REGION, headings=("Region", "Region code", "NUTS", "NUTS code")),
    Question(Kind.DOCUMENTS, headings=("Policy documents", "Policy document", "Policies")),
    Question(Kind.INITIATIVES, headings=("Major initiatives", "Initiatives")),
    Question(Kind.WEBSITE, headings=("Regional website", "Website", "Website of the region")),
    Question(Kind.PICTURE, headings=("Image attribution", "Picture attribution", "Image credit")),
)


# How the codes of survey waves begin among the sources.
WAVE_CODE = "survey-"


@dataclass(frozen=True, slots=True)
class Wave:
    """The survey wave that a file holds: its source, and the day its answers are stated on."""

    source: str
    stated_on: date

    @property
    def year(self) -> int:
        return self.stated_on.year


@dataclass(frozen=True, slots=True)
class KnownIndicator:
    """Number or scale, with its unit, decimals and limits."""

    code: str
    is_scale: bool = False
    decimals: int = 0
    unit: str = ""
    lowest: Decimal | None = None
    highest: Decimal | None = None


@dataclass(frozen=True, slots=True)
class KnownTerm:
    """A term of a vocabulary, with its number in the database."""

    id: int
    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """How an answer was agreed to be read, through which region, or why it is left out."""

    reading: str
    via: str | None = None
    reason: str = ""
    # What stands for the answer, if it is read as another value.
    value: str = ""


@dataclass(frozen=True)
class Known:
    """Everything the reader may refer to."""

    questions: tuple[Question, ...] = FIXED_QUESTIONS
    # Code -> every name the region goes by.
    regions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    indicators: dict[str, KnownIndicator] = field(default_factory=dict)
    # Indicator -> year in which a scale began -> label -> code of the group.
    scales: dict[str, dict[int, dict[str, str]]] = field(default_factory=dict)
    # Vocabulary -> its terms.
    terms: dict[str, tuple[KnownTerm, ...]] = field(default_factory=dict)
    # (Key of the question, folded answer) -> agreement.
    answers: dict[tuple[str, str], Agreed] = field(default_factory=dict)
    # The sign before the decimals, where the file could mean either.
    decimal: str = ""

    def agreed(self, question: Question, printed: str) -> Agreed | None:
        return self.answers.get((question.key, fold(printed)))

    def region_agreed_for(self, printed: str) -> Agreed | None:
        """What was agreed about a text in the place of a region; no code that is not known."""
        agreed = self.answers.get((Kind.REGION.value, fold(printed)))
        if agreed is None or agreed.reading == "leave_out" or agreed.value in self.regions:
            return agreed
        return None

    def regions_named(self, name: str) -> list[str]:
        """The codes of the regions that go by a name, however it is written."""
        return self._codes_by_name.get(fold_words(name), [])

    @cached_property
    def _codes_by_name(self) -> dict[str, list[str]]:
        codes: dict[str, list[str]] = {}
        for code, names in self.regions.items():
            for name in {fold_words(name) for name in names if name}:
                codes.setdefault(name, []).append(code)
        return codes
