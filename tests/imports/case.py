"""One file with one defect, and what has to become of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from tests.imports.rows import ROWS
from workbench.imports.choices import Choices
from workbench.imports.plan import Cause

# The file as a whole is refused with one sentence; rows are; something has to be asked; it is fine.
REFUSED, ERRORS, ASKED, FINE = "refused", "error rows", "asked", "fine"
# A column is not there: the file is refused for it, or each of its rows.
LACKING = "lacking"

AMBIGUOUS = (Cause.AMBIGUOUS_NUMBER, Cause.AMBIGUOUS_DAY, Cause.UNKNOWN_ANSWER)
NOTHING = Choices()


@dataclass(frozen=True, slots=True)
class Case:
    """`word` stands in the sentence, which names `row` and `heading` if rows are refused."""

    name: str
    data: bytes | Callable[[], bytes]
    outcome: str
    word: str = ""
    row: int = 0
    heading: str = ""
    cause: Cause | None = None
    # A noun, "wave", or nothing: then the headings have to tell.
    shape: str = ""
    file: str = "table.csv"
    choices: Choices = NOTHING
    settings: Mapping[str, int] = field(default_factory=dict)
    is_heavy: bool = False

    @property
    def content(self) -> bytes:
        return self.data if isinstance(self.data, bytes) else self.data()


def text_of(rows: Iterable[Iterable[str]], separator: str = ",") -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator).writerows(rows)
    return stream.getvalue()


def table(*rows: Mapping[str, str], headings: Iterable[str] = ()) -> bytes:
    """Rows by the names of their columns, as a file of commas."""
    names = list(headings) or list(dict.fromkeys(name for row in rows for name in row))
    return text_of([names, *([row.get(name, "") for name in names] for row in rows)]).encode()


def spoilt(noun: str, **cells: str) -> bytes:
    """A sound row of a noun, and below it another that is sound but for these cells."""
    good, other = ROWS[noun]
    return table(good, {**other, **cells})


def cell(
    noun: str, column: str, defect: str, text: str, word: str, cause: Cause | None = None
) -> Case:
    """A cell below a sound row that cannot be read."""
    return Case(
        f"{noun} {column}: {defect}",
        spoilt(noun, **{column: text}),
        ASKED if cause in AMBIGUOUS else ERRORS,
        word,
        3,
        column,
        cause,
        noun,
    )
