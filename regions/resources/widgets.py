"""How a cell of a table becomes a value and back: exact, or refused with a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _
from import_export.widgets import Widget

from common.dates import read_day
from common.numbers import read_number
from common.text import fold, fold_words, one_line
from regions import edits

YES, NO = "yes", "no"
# In the languages of those who fill in our tables.
YESES = {"yes", "y", "true", "ja", "oui", "si", "sim", "tak"}
NOES = {"no", "n", "false", "nein", "non", "nee", "nao", "nie"}

# The digits that the database keeps of a number, before and after the point.
WHOLE_DIGITS, DECIMALS = 12, 6
# Of all digits together; SQLite rounds what has more.
MOST_DIGITS = 15
# Numbers that nobody can read in two ways: three decimals could be thousands.
UNMISTAKABLE = re.compile(r"-?(?:0|[1-9][0-9]{0,11})(?:\.(?:[0-9]{1,2}|[0-9]{4,6}))?")


@dataclass(frozen=True, slots=True)
class Manner:
    """How numbers and dates of a file are written, where they could be read in two ways."""

    decimal: str = ""
    day_first: bool | None = None


PLAIN = Manner()


class UnknownAnswer(ValueError):
    """A cell names nothing that is known here; `question` is what was asked."""

    def __init__(self, sentence: str, question: str):
        super().__init__(sentence)
        self.question = question


class LineWidget(Widget):
    """Text as it stands; an empty cell is an empty text."""

    # Whether the value depends on the other cells of the row too.
    depends_on_row = False
    # What an answer that is not known here was asked for, such as code:network.
    question = ""

    def clean(self, value, row=None, *, manner: Manner = PLAIN, **kwargs):
        return "" if value is None else str(value).strip()

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(value)

    def options(self) -> list[tuple[str, str]]:
        """What a cell may hold, with a label for each, if that is a list; else nothing."""
        return []


class NameWidget(LineWidget):
    """What a cell says to name a record of another kind."""

    def gone(self, reason: str) -> set[str]:
        """The names of records that were deleted for another reason than `reason`."""
        raise NotImplementedError


class CodeWidget(NameWidget):
    """The code of a record of `model`, which has to exist (or to stand in the same file).

    A name that only one of them bears will do as well.
    """

    # Longer lists are no help in a drop-down.
    MOST_OPTIONS = 3_000

    def __init__(self, model, names: Iterable[str] = (), **kwargs):
        super().__init__(**kwargs)
        self.model, self.names = model, tuple(names)
        self.question = f"code:{model._meta.model_name}"
        self._known: set[str] | None = None
        self._by_name: dict[str, set[str]] | None = None

    @property
    def known(self) -> set[str]:
        if self._known is None:
            self._known = set(self.model.objects.values_list("code", flat=True))
        return self._known

    @property
    def by_name(self) -> dict[str, set[str]]:
        if self._by_name is None:
            self._by_name = {}
            for code, *names in self._named():
                for name in {fold_words(name) for name in (code, *names) if name}:
                    self._by_name.setdefault(name, set()).add(code)
        return self._by_name

    def _named(self):
        return self.model.objects.values_list("code", *self.names)

    def clean(self, value, row=None, *, manner=PLAIN, **kwargs):
        code = super().clean(value)
        if not code or code in self.known:
            return code or None
        named = self.by_name.get(fold_words(code), set())
        if len(named) == 1:
            return next(iter(named))
        raise UnknownAnswer(
            _("“%(code)s” is not the code of a %(noun)s known here.")
            % {"code": code, "noun": self.model._meta.verbose_name},
            self.question,
        )

    def gone(self, reason):
        return {code for (code,) in edits.gone(self.model, reason, ["code"])}

    def options(self):
        shown = self.names[0] if self.names else "code"
        rows = self.model.objects.order_by("code").values_list("code", shown)
        return list(rows[: self.MOST_OPTIONS])


class RegionWidget(CodeWidget):
    """The code of a region, or any of its names: “BE3”, “Wallonie”, “BE3 - Walloon Region”."""

    NAMED = re.compile(r"(?P<code>[A-Z]{2}[A-Z0-9]{0,3})\s*[-–—:]?\s+(?P<name>\S.*)")

    def __init__(self, model, **kwargs):
        super().__init__(model, ("official_name", "latin_name", "native_name", "english_name"))

    def _named(self):
        yield from super()._named()
        yield from self.model.aliases.rel.related_model.objects.values_list("region_id", "name")

    def clean(self, value, row=None, *, manner=PLAIN, **kwargs):
        text = one_line(LineWidget.clean(self, value))
        match = self.NAMED.fullmatch(text)
        if match and match["code"] in self.known:
            names = [match["name"], *re.split(r"\s+/\s+", match["name"])]
            if any(match["code"] in self.by_name.get(fold_words(name), ()) for name in names):
                return match["code"]
        return super().clean(text)


class WholeNumberWidget(LineWidget):
    """A whole number in digits, such as 2019."""

    def clean(self, value, row=None, *, manner=PLAIN, **kwargs):
        text = super().clean(value)
        if not text:
            return None
        if not re.fullmatch(r"-?[0-9]{1,9}", text):
            raise ValueError(
                _("“%(text)s” is not a whole number. Write it in digits, such as 2019.")
                % {"text": text}
            )
        return int(text)


class NumberWidget(LineWidget):
    """A decimal number, such as 18.51 or 18,51."""

    def clean(self, value, row=None, *, manner=PLAIN, **kwargs):
        text = super().clean(value)
        if not text:
            return None
        number = self._number(text, manner)
        if number and number.adjusted() >= WHOLE_DIGITS:
            raise ValueError(_("Write at most twelve digits before the point."))
        if number != number.quantize(Decimal(1).scaleb(-DECIMALS)):
            raise ValueError(_("Write at most six decimals."))
        if len(number.normalize().as_tuple().digits) > MOST_DIGITS:
            raise ValueError(_("Write at most fifteen digits: more are not kept exactly."))
        return number

    def _number(self, text: str, manner: Manner) -> Decimal:
        if UNMISTAKABLE.fullmatch(text):
            return Decimal(text)
        return self._read(text, manner)

    def _read(self, text: str, manner: Manner) -> Decimal:
        read = read_number(text, decimal=_sign(manner))
        if read.is_percent:
            raise ValueError(
                _("“%(text)s” is a percentage; a number is expected.") % {"text": text}
            )
        return read.value

    def render(self, value, obj=None, **kwargs):
        """Never with three decimals, which a reader could take for thousands: 1.2340."""
        if value is None:
            return ""
        digits = f"{Decimal(str(value)).normalize():f}"
        return f"{digits}0" if re.fullmatch(r"-?\d{1,3}\.\d{3}", digits) else digits


def _sign(manner: Manner) -> Literal[",", "."] | None:
    return manner.decimal if manner.decimal in (",", ".") else None  # type: ignore[return-value]


class Percentage(Decimal):
    """A number that was written with a percent sign."""


class ValueWidget(NumberWidget):
    """The value of an indicator: may bear a percent sign, if that is what it is counted in."""

    def _read(self, text, manner):
        read = read_number(text, decimal=_sign(manner))
        return Percentage(read.value) if read.is_percent else read.value


class DegreesWidget(NumberWidget):
    """Degrees of longitude or latitude, such as 4.747, as exact as they were measured."""

    def clean(self, value, row=None, *, manner=PLAIN, **kwargs):
        text = LineWidget.clean(self, value)
        return float(self._number(text, Manner(manner.decimal or "."))) if text else None


class YesNoWidget(LineWidget):
    """“yes” or “no”; nothing else is taken for either."""

    def __init__(self, *, optional: bool = False, **kwargs):
        super().__init__(**kwargs)
        self.is_optional = optional

    def clean(self, value, row=None, *, manner=PLAIN, **kwargs):
        text = fold(super().clean(value))
        if not text:
            return None if self.is_optional else False
        if text not in YESES | NOES:
            raise ValueError(
                _("“%(text)s” is neither yes nor no. Write one of them.") % {"text": value}
            )
        return text in YESES

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else YES if value else NO

    def options(self):
        return [(YES, _("Yes")), (NO, _("No"))]


class DayWidget(LineWidget):
    """A day, best written as year-month-day, such as 2021-12-31."""

    def clean(self, value, row=None, *, manner=PLAIN, **kwargs):
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        text = super().clean(value)
        return read_day(text, day_first=manner.day_first) if text else None

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else value.isoformat()


class ChoiceWidget(LineWidget):
    """One of the values that a field allows, or the label under which it is shown."""

    def __init__(self, choices, question: str = "", **kwargs):
        super().__init__(**kwargs)
        self.choices = list(choices)
        self.question = question
        self.allowed = [value for value, label in self.choices]

    def clean(self, value, row=None, *, manner=PLAIN, **kwargs):
        text = super().clean(value)
        if not text or text in self.allowed:
            return text
        folded = fold_words(text)
        for allowed, label in self.choices:
            if folded and folded in (fold_words(allowed), fold_words(str(label))):
                return allowed
        raise UnknownAnswer(
            _("“%(text)s” is not one of: %(allowed)s.")
            % {"text": text, "allowed": ", ".join(self.allowed)},
            self.question,
        )

    def options(self):
        return [(value, str(label)) for value, label in self.choices]
