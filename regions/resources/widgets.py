"""How a cell of a table becomes a value and back: exact, or refused with a sentence."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from import_export.widgets import Widget

YES, NO = "yes", "no"


class LineWidget(Widget):
    """Text as it stands; an empty cell is an empty text."""

    def clean(self, value, row=None, **kwargs):
        return "" if value is None else str(value).strip()

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(value)


class CodeWidget(LineWidget):
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
            noun = self.model._meta.verbose_name
            raise ValueError(f"“{code}” is not the code of a {noun} known here.")
        return code


class WholeNumberWidget(LineWidget):
    """A whole number in digits, such as 2019."""

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value)
        if not text:
            return None
        if not text.isascii() or not text.lstrip("-").isdigit() or len(text) > 9:
            raise ValueError(f"“{text}” is not a whole number. Write it in digits, such as 2019.")
        return int(text)


class NumberWidget(LineWidget):
    """A decimal number with a point, as files of this project are written, such as 18.51."""

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value)
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = None
        if number is None or not number.is_finite():
            raise ValueError(f"“{text}” is not a number. Write it with a point, such as 18.51.")
        return number

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else f"{Decimal(str(value)).normalize():f}"


class DegreesWidget(NumberWidget):
    """Degrees of longitude or latitude, such as 4.747."""

    def clean(self, value, row=None, **kwargs):
        number = super().clean(value)
        return None if number is None else float(number)


class YesNoWidget(LineWidget):
    """“yes” or “no”; nothing else is taken for either."""

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value).lower()
        if text not in (YES, NO, ""):
            raise ValueError(f"“{text}” is neither yes nor no.")
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
                f"“{text}” is not a date. Write year, month and day, such as 2021-12-31."
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
            raise ValueError(f"“{text}” is not one of: {', '.join(self.allowed)}.")
        return text
