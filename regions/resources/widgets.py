"""How a cell of a table becomes a value and back: exact, or refused with a sentence."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from import_export.widgets import Widget

from regions import edits

YES, NO = "yes", "no"

# The digits that the database keeps of a number, before and after the point.
WHOLE_DIGITS, DECIMALS = 12, 6


class LineWidget(Widget):
    """Text as it stands; an empty cell is an empty text."""

    def clean(self, value, row=None, **kwargs):
        return "" if value is None else str(value).strip()

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(value)


class NameWidget(LineWidget):
    """What a cell says to name a record of another kind."""

    def gone(self, reason: str) -> set[str]:
        """The names of records that were deleted for another reason than `reason`."""
        raise NotImplementedError


class CodeWidget(NameWidget):
    """The code of a record of `model`, which has to exist (or to stand in the same file)."""

    def __init__(self, model, **kwargs):
        super().__init__(**kwargs)
        self.model = model
        self._known: set[str] | None = None

    @property
    def known(self) -> set[str]:
        if self._known is None:
            self._known = set(self.model.objects.values_list("code", flat=True))
        return self._known

    def clean(self, value, row=None, **kwargs):
        code = super().clean(value)
        if not code:
            return None
        if code not in self.known:
            raise ValueError(
                _("“%(code)s” is not the code of a %(noun)s known here.")
                % {"code": code, "noun": self.model._meta.verbose_name}
            )
        return code

    def gone(self, reason):
        return {code for (code,) in edits.gone(self.model, reason, ["code"])}


class WholeNumberWidget(LineWidget):
    """A whole number in digits, such as 2019."""

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value)
        if not text:
            return None
        if not re.fullmatch(r"-?[0-9]{1,9}", text):
            raise ValueError(
                _("“%(text)s” is not a whole number. Write it in digits, such as 2019.")
                % {"text": text}
            )
        return int(text)


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite():
        raise ValueError(
            _("“%(text)s” is not a number. Write it with a point, such as 18.51.") % {"text": text}
        )
    return number


class NumberWidget(LineWidget):
    """A decimal number with a point, as files of this project are written, such as 18.51."""

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value)
        if not text:
            return None
        number = _decimal(text)
        if number and number.adjusted() >= WHOLE_DIGITS:
            raise ValueError(_("Write at most twelve digits before the point."))
        if number != number.quantize(Decimal(1).scaleb(-DECIMALS)):
            raise ValueError(_("Write at most six decimals."))
        return number

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else f"{Decimal(str(value)).normalize():f}"


class DegreesWidget(NumberWidget):
    """Degrees of longitude or latitude, such as 4.747, as exact as they were measured."""

    def clean(self, value, row=None, **kwargs):
        text = LineWidget.clean(self, value)
        return float(_decimal(text)) if text else None


class YesNoWidget(LineWidget):
    """“yes” or “no”; nothing else is taken for either."""

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value).lower()
        if text not in (YES, NO, ""):
            raise ValueError(_("“%(text)s” is neither yes nor no.") % {"text": text})
        return text == YES

    def render(self, value, obj=None, **kwargs):
        return YES if value else NO


class DayWidget(LineWidget):
    """A day written as year-month-day, such as 2021-12-31."""

    def clean(self, value, row=None, **kwargs):
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        text = super().clean(value)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise ValueError(
                _("“%(text)s” is not a date. Write year, month and day, such as 2021-12-31.")
                % {"text": text}
            ) from None

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else value.isoformat()


class ChoiceWidget(LineWidget):
    """One of the values that a field allows."""

    def __init__(self, choices, **kwargs):
        super().__init__(**kwargs)
        self.allowed = [value for value, label in choices]

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value)
        if text and text not in self.allowed:
            raise ValueError(
                _("“%(text)s” is not one of: %(allowed)s.")
                % {"text": text, "allowed": ", ".join(self.allowed)}
            )
        return text
