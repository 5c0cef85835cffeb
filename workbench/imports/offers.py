"""What can be said about an answer that nothing here knows: readings to choose from."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from common.text import fold_words
from regions.resources import widgets
from workbench.imports.choices import Agreement
from workbench.imports.shape import Shape
from workbench.models import RememberedAnswer
from workbench.survey import columns
from workbench.survey.known import Kind, Known
from workbench.survey.shape import WaveShape
from workbench.tables.shape import TableShape

# More are no help in a drop-down: the nearest are offered, and a box for the code of any other.
MOST_LISTED = 150
NEAREST = 5

STATUSES = ("member", "planned", "observer", "through_country", "partly", "not_member")
REPLIES = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that an answer can be said to mean; `key` holds reading and value."""

    key: str
    label: str

    @property
    def value(self) -> str:
        return self.key.partition(":")[2]

    def agreement(self, question: str, printed: str) -> Agreement:
        return Agreement(question, printed, self.key.partition(":")[0], self.value)


LEAVE_OUT, ADD = "leave_out", "add"


@dataclass
class Offers:
    """Everything that the answers to one question can be said to mean."""

    all: list[Offer] = field(default_factory=list)
    may_be_added: bool = False
    # In a table the row goes with the answer.
    leaves_row_out: bool = False

    @property
    def is_listed(self) -> bool:
        return len(self.all) <= MOST_LISTED

    @property
    def extra(self) -> list[Offer]:
        leave = _("Leave the row out") if self.leaves_row_out else _("Leave it out")
        added = [Offer(ADD, _("Add it as a new term"))] if self.may_be_added else []
        return [*added, Offer(LEAVE_OUT, leave)]

    @cached_property
    def by_key(self) -> dict[str, Offer]:
        return {offer.key: offer for offer in (*self.all, *self.extra)}

    @cached_property
    def _pieces(self) -> dict[str, set[int]]:
        found = defaultdict(set)
        for number, offer in enumerate(self.all):
            for piece in _pieces(offer.label):
                found[piece].add(number)
        return found

    def nearest(self, printed: str) -> list[Offer]:
        """Those that have most pieces of words in common with an answer; none of a short list."""
        if len(self.all) <= 2 * NEAREST:
            return []
        pieces = _pieces(printed)
        shared = Counter(n for piece in pieces for n in self._pieces.get(piece, ()))
        enough = [n for n, count in shared.most_common(NEAREST) if 3 * count >= len(pieces)]
        return [self.all[number] for number in enough]


def _pieces(text: str) -> set[str]:
    """Every three letters that stand together in the words of a text."""
    words = f"  {'  '.join(fold_words(text).split())}  "
    return {piece for at in range(len(words) - 2) if (piece := words[at : at + 3]).strip()}


def offers_for(shape: Shape, question: str, heading: str, year: int | None) -> Offers:
    """What answers to a question, under a heading of the file, can be said to mean."""
    if isinstance(shape, WaveShape):
        return _of_survey(shape.known, question, heading, year)
    if isinstance(shape, TableShape):
        return _of_table(shape, question)
    return Offers()


def _of_survey(known: Known, question: str, heading: str, year: int | None) -> Offers:
    kind, _colon, code = question.partition(":")
    match kind:
        case Kind.NETWORK.value:
            return Offers(_readings(STATUSES))
        case Kind.STATEMENT.value:
            return Offers(_readings(REPLIES))
        case Kind.VOCABULARY.value:
            terms = [(term.code, term.label) for term in known.terms.get(code, ())]
            return Offers(_values(terms), may_be_added=True)
        case Kind.INDICATOR.value:
            return Offers(_values(_groups(known, code, heading, year)))
        case Kind.REGION.value:
            listed = _values((code, names[0]) for code, names in known.regions.items())
            return Offers(listed, leaves_row_out=True)
    return Offers()


def _readings(readings: tuple[str, ...]) -> list[Offer]:
    labels = dict(RememberedAnswer.Reading.choices)
    return [Offer(reading, str(labels[reading])) for reading in readings]


def _values(pairs) -> list[Offer]:
    """Values with their labels, which look alike: the code tells them apart."""
    return [
        _value(value, label if value == label else f"{value} – {label}") for value, label in pairs
    ]


def _groups(known: Known, code: str, heading: str, year: int | None) -> list[tuple[str, str]]:
    """The groups of the scale that was in use in the year of the heading, or of the wave."""
    named = columns.YEAR.findall(heading)
    asked = int(named[0]) if len(named) == 1 else year
    scales = known.scales.get(code, {})
    begun = [start for start in scales if asked is None or start <= asked]
    return [(label, label) for label in scales[max(begun)]] if begun else []


def _of_table(shape: TableShape, question: str) -> Offers:
    asked = [f.widget for f in shape.resource.table_fields() if f.widget.question == question]
    for widget in asked:
        if listed := widget.options():
            is_named_by_code = isinstance(widget, widgets.NameWidget)
            found = _values(listed) if is_named_by_code else [_value(*each) for each in listed]
            return Offers(found, leaves_row_out=True)
    return Offers(leaves_row_out=True)


def _value(value: str, label: str) -> Offer:
    return Offer(f"value:{value}", label)
