"""What the cells of a row say, in the values of the noun's fields; or why they cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from import_export.fields import Field

from common.dates import AmbiguousDay, NotADay
from common.numbers import AmbiguousNumber, NotANumber
from common.tables import Row
from common.text import fold
from regions.resources.widgets import Manner, UnknownAnswer
from workbench.imports.choices import Agreement, Choices
from workbench.imports.plan import Cause, Problem
from workbench.imports.shape import Matched

# What the exceptions of a widget mean, the special before the general.
CAUSES = (
    (AmbiguousNumber, Cause.AMBIGUOUS_NUMBER),
    (AmbiguousDay, Cause.AMBIGUOUS_DAY),
    (NotANumber, Cause.NUMBER),
    (NotADay, Cause.DAY),
    (UnknownAnswer, Cause.UNKNOWN_ANSWER),
)
# Values of a column that are kept, so that a code is looked up once and not in every row.
MOST_KEPT = 5_000

Agreed = dict[tuple[str, str], Agreement]
Values = dict[str, Any]


class LeftOut(Exception):
    """It was agreed to leave out what a cell says, and its row with it."""


class Cell:
    """One column of the table: reads its texts with the widget of its field."""

    def __init__(
        self, column: Matched | None, field: Field, manner: Manner, agreed: Agreed
    ) -> None:
        self.field, self.column = field, column
        self.number = column.number if column else -1
        self.heading = column.heading if column else field.column_name
        self.attribute: str = field.attribute
        self._manner, self._agreed = manner, agreed
        self._widget = field.widget
        self._depends_on_row = field.widget.depends_on_row
        self._kept: dict[str, Any] = {}

    def value(self, text: str, row: dict[str, str]) -> Any:
        """Raises ValueError with a sentence, or LeftOut."""
        if text in self._kept:
            return self._kept[text]
        try:
            value = self._widget.clean(text, row, manner=self._manner)
        except UnknownAnswer as unknown:
            value = self._agreed_value(text, unknown, row)
        if not self._depends_on_row:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[text] = value
        return value

    def _agreed_value(self, text: str, unknown: UnknownAnswer, row: dict[str, str]) -> Any:
        agreement = self._agreed.get((unknown.question, fold(text)))
        if agreement is None:
            raise unknown
        if agreement.reading == "leave_out":
            raise LeftOut
        return self._widget.clean(agreement.value, row, manner=self._manner)


class Reader:
    """Reads whole rows of one table."""

    def __init__(
        self, fields: list[Field], columns: list[Matched], choices: Choices, agreed: Agreed
    ):
        manner = Manner(choices.decimal, choices.day_first)
        by_key = {column.key: column for column in columns if column.key}
        self.cells: list[Cell] = []
        self._same: dict[str, str] = {}
        for field in fields:
            column = by_key.get(field.column_name)
            constant = choices.constants.get(field.column_name, "").strip()
            if column is not None or constant:
                self.cells.append(Cell(column, field, manner, agreed))
            if column is None and constant:
                self._same[field.column_name] = constant
        self._names = [(cell.field.column_name, cell.number) for cell in self.cells]
        self.headings = {cell.attribute: cell.heading for cell in self.cells}
        self._columns = {field.attribute: field.column_name for field in fields}

    def texts(self, row: Row) -> dict[str, str]:
        """The cells of a row by the names of their columns."""
        return {
            name: row.cells[number] if number >= 0 else self._same[name]
            for name, number in self._names
        }

    def read(self, row: Row) -> tuple[Values, list[str], list[Problem]]:
        """The values of the filled cells, the attributes of the blank ones, and the problems."""
        texts = self.texts(row)
        values: Values = {}
        blank: list[str] = []
        problems: list[Problem] = list(_surplus(row))
        for cell in self.cells:
            text = texts[cell.field.column_name]
            if not text:
                blank.append(cell.attribute)
                continue
            try:
                values[cell.attribute] = cell.value(text, texts)
            except LeftOut:
                problems.append(_left_out(row.number, cell.heading, text))
            except ValueError as error:
                problems.append(problem_of(row.number, cell.heading, text, error))
        return values, blank, problems

    def text_of(self, row: Row, attribute: str) -> tuple[str, str]:
        """The heading over an attribute, and what stands below it in a row."""
        for cell in self.cells:
            if cell.attribute == attribute:
                name = cell.field.column_name
                return cell.heading, self.texts(row)[name]
        return self._columns.get(attribute, attribute.removesuffix("_id")), ""


def problem_of(number: int, heading: str, text: str, error: ValueError) -> Problem:
    """What a widget has to say about a cell."""
    cause = next((cause for kind, cause in CAUSES if isinstance(error, kind)), Cause.OTHER)
    question = getattr(error, "question", "")
    printed = text if question else ""
    return Problem(
        number, heading, text, str(error), cause=cause, question=question, printed=printed
    )


def _left_out(number: int, heading: str, text: str) -> Problem:
    reason = _("It was agreed to leave this out, and the row with it.")
    return Problem(number, heading, text, reason, is_agreed=True)


def _surplus(row: Row) -> Iterator[Problem]:
    for number, text in row.surplus:
        heading = _("column %(number)d") % {"number": number}
        reason = _(
            "It stands beyond the last heading. Delete it, or look whether a separator is missing "
            "before it."
        )
        yield Problem(row.number, heading, text, reason, cause=Cause.MISPLACED)
