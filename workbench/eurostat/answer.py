"""What an answer of Eurostat is once it is read, and how its cells are gathered."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

# The years that an observation may have.
YEARS = range(1900, 2101)
# Longer numbers and flags are no statistics.
NUMBER = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?(?:[eE][+-]?[0-9]{1,2})?")
GEO = re.compile(r"[A-Za-z0-9_.-]{1,40}")
FLAG = re.compile(r"[A-Za-z]{0,10}")
PLACE, TIME = "geo", "time"


class NotAnAnswer(ValueError):
    """The bytes are no answer that can be read; the message is a sentence that says why."""

    def __init__(self, sentence: str) -> None:
        # What is quoted comes from elsewhere, and a terminal obeys some of it.
        super().__init__("".join(letter if letter.isprintable() else "�" for letter in sentence))


@dataclass(frozen=True, slots=True)
class Value:
    """A number of a place in a year, as exact as it was written, with its flag or none."""

    geo: str
    year: int
    value: Decimal
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """All values of a table that have one value in each dimension but place and time.

    The name of the table is empty, and the day None, if the format does not tell them. `fixed`
    holds the one value of each other dimension.
    """

    table: str
    updated_on: date | None
    values: list[Value]
    fixed: dict[str, str] = field(default_factory=dict)


class Cells:
    """Gathers the values of an answer. Every method raises NotAnAnswer for what cannot be read."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, int], Value] = {}
        self._fixed: dict[str, str] = {}

    def fix(self, dimension: str, code: str) -> None:
        """Note the value of another dimension than place and time: there can only be one."""
        known = self._fixed.setdefault(dimension, code)
        if known != code:
            raise NotAnAnswer(
                f"It leaves {dimension[:40]} open: it has {known[:40]} and {code[:40]}. "
                "Ask for one of them."
            )

    def add(self, geo: str, period: str, text: str, flag: str) -> None:
        """Add one cell, unless it is blank or holds the colon of a missing value."""
        if text == "" or text.startswith(":"):
            return
        if not NUMBER.fullmatch(text):
            raise NotAnAnswer(f"“{text[:40]}” is not a number.")
        if not GEO.fullmatch(geo):
            raise NotAnAnswer(f"“{geo[:40]}” is not the code of a place.")
        if not FLAG.fullmatch(flag):
            raise NotAnAnswer(f"“{flag[:40]}” is not a flag.")
        value = Value(geo, year_of(period), Decimal(text), flag)
        known = self._values.setdefault((value.geo, value.year), value)
        if known != value:
            raise NotAnAnswer(f"It says two things about {geo} in {value.year}.")

    def answer(self, table: str, updated_on: date | None) -> Answer:
        """All that was added, by place and year."""
        values = [self._values[key] for key in sorted(self._values)]
        return Answer(table.lower(), updated_on, values, self._fixed)


def year_of(period: str) -> int:
    """The year that a period is; raises NotAnAnswer for months, quarters and far-off years."""
    if not re.fullmatch(r"[0-9]{4}", period) or int(period) not in YEARS:
        raise NotAnAnswer(f"“{period[:40]}” is not a year.")
    return int(period)
