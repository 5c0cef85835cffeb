"""The problems of a plan as a person meets them: by cause, with the remedy, one place each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.text import fold
from workbench.imports.files import OpenFile
from workbench.imports.offers import Offer, Offers, offers_for
from workbench.imports.plan import Cause, Plan, Problem
from workbench.models import RememberedAnswer

REMEDIES: dict[Cause, Promise] = {
    Cause.AMBIGUOUS_NUMBER: _("Say once what stands before the decimals in this file."),
    Cause.AMBIGUOUS_DAY: _("Say once what comes first in the dates of this file."),
    Cause.UNKNOWN_ANSWER: _("Say once what each stands for; later files will be read alike."),
    Cause.NUMBER: _("Write a number in digits, or empty the cell: blank means “not asked”."),
    Cause.DAY: _("Write the day like 2021-12-31, or empty the cell."),
    Cause.OUT_OF_RANGE: _("Correct the value, or empty the cell: blank means “not asked”."),
    Cause.MISSING: _("Fill the cell in."),
    Cause.TOO_LONG: _("Shorten the text."),
    Cause.RULE: _("Correct the cell, so that it agrees with the rest of its row."),
    Cause.TWICE: _("Keep one of the two: correct the other, or empty it to leave it out."),
    Cause.CONTRADICTED: _("Find out which is right. Correct the cell, or empty it."),
    Cause.MISPLACED: _("Delete these cells in the file, or add the heading above them."),
    Cause.WITH_ITS_ROW: _("They are read as soon as the region of their row is known."),
    Cause.OTHER: _("Correct the cell, or empty it."),
}
# The columns that say what a row is about; without one of them it goes by its first filled cell.
NAMING = ("region", "code", "title", "name")
WHOLE_FILE = (Cause.AMBIGUOUS_NUMBER, Cause.AMBIGUOUS_DAY)
# A row that is wrong as a whole is shown with all its cells, if they are not too many: a form of
# ours has at most 1,000 fields.
MOST_CELLS_OF_A_ROW, MOST_WHOLE_ROWS = 30, 20
# A hundred boxes with longer texts would be more than a form may hold.
LONGEST_TO_MEND = 2_000
LONGEST_ANSWER = RememberedAnswer._meta.get_field("printed").max_length
# What fits into a box of one line.
LINE = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell to be mended; without a number its column is not part of the file."""

    row: int
    # What stands in the first cell of its row, so that a person knows the row again.
    about: str
    number: int | None
    heading: str
    value: str
    reason: str = ""

    @property
    def name(self) -> str:
        return f"cell-{self.row}-{self.number}"

    @property
    def is_mendable(self) -> bool:
        return self.number is not None and len(self.value) <= LONGEST_TO_MEND

    @property
    def is_long(self) -> bool:
        return "\n" in self.value or len(self.value) > LINE


@dataclass(slots=True)
class Unknown:
    """An answer that nothing here knows, wherever in the file it stands."""

    question: str
    printed: str
    heading: str
    offers: Offers
    rows: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        """A name for its field that holds no text of the file."""
        return f"answer-{_digest(self.question, fold(self.printed))}"

    @property
    def list_name(self) -> str:
        """The same for the list of the codes that may be typed."""
        return f"codes-{_digest(self.question, self.heading)}"

    @property
    def nearest(self) -> list[Offer]:
        return self.offers.nearest(self.printed)


def _digest(*texts: str) -> str:
    return sha256("\n".join(texts).encode()).hexdigest()[:16]


@dataclass(slots=True)
class Group:
    """Problems that the same remedy mends."""

    cause: Cause
    problems: list[Problem] = field(default_factory=list)

    @property
    def label(self) -> Promise:
        return self.cause.label

    @property
    def remedy(self) -> Promise:
        return REMEDIES[self.cause]


def groups(plan: Plan) -> list[Group]:
    """What refuses the file, by cause; what one choice mends comes first."""
    found: dict[Cause, Group] = {}
    for problem in plan.refusals:
        found.setdefault(problem.cause, Group(problem.cause)).problems.append(problem)
    return [found[cause] for cause in Cause if cause in found]


def unknowns(plan: Plan, file: OpenFile) -> list[Unknown]:
    """Every answer to agree on, once."""
    found: dict[tuple[str, str], Unknown] = {}
    offers: dict[tuple[str, str], Offers] = {}
    for problem in filter(_is_agreeable, plan.refusals):
        asked = (problem.question, problem.heading)
        if asked not in offers:
            offers[asked] = offers_for(file.shape, *asked, file.choices.year)
        key = (problem.question, fold(problem.printed))
        unknown = found.setdefault(
            key, Unknown(problem.question, problem.printed, problem.heading, offers[asked])
        )
        unknown.rows.append(problem.row)
    return list(found.values())


def _is_agreeable(problem: Problem) -> bool:
    """Whether its answer can be remembered: what is too long for that is no answer, but prose."""
    is_asked = problem.cause is Cause.UNKNOWN_ANSWER and bool(problem.question)
    return is_asked and len(problem.printed) <= LONGEST_ANSWER


def to_mend(found: Iterable[Group]) -> list[Problem]:
    """The problems that are mended cell by cell, those with the same remedy together."""
    elsewhere = {*WHOLE_FILE, Cause.WITH_ITS_ROW}
    return [
        problem
        for group in found
        if group.cause not in elsewhere
        for problem in group.problems
        if not _is_agreeable(problem)
    ]


def cells(problems: list[Problem], file: OpenFile) -> Iterator[tuple[Cause, Cell]]:
    """The places that problems are about, with what can be mended there."""
    columns = defaultdict(list)
    for column in file.columns:
        columns[column.heading].append(column.number)
    rows = {row.number: row.cells for row in file.table.rows}
    naming = [column.number for column in file.columns if column.key in NAMING]
    whole_rows = len({p.row for p in problems if not p.heading}) <= MOST_WHOLE_ROWS
    for problem in problems:
        texts = rows.get(problem.row, [])
        about = next(filter(None, [*(texts[n] for n in naming if n < len(texts)), *texts]), "")
        numbers = columns[problem.heading] if problem.heading else []
        same = [n for n in numbers if n < len(texts) and texts[n] == problem.value]
        number = next(iter([*same, *numbers]), None)
        place = (problem.row, about, number, problem.heading, problem.value)
        yield problem.cause, Cell(*place, problem.reason)
        if whole_rows and not problem.heading and len(texts) <= MOST_CELLS_OF_A_ROW:
            for cell in _whole_row(problem.row, about, texts, file):
                yield problem.cause, cell


def _whole_row(row: int, about: str, texts: list[str], file: OpenFile) -> Iterator[Cell]:
    for column in file.columns:
        if column.key and column.number < len(texts):
            yield Cell(row, about, column.number, column.heading, texts[column.number])
