"""Days as people write them in Europe, read without guessing."""

import re
from datetime import date

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.numbers import quoted
from common.text import one_line

FIRST_YEAR, LAST_YEAR = 1900, 2100
_LONGEST = 60
_EXAMPLE = gettext_lazy("Write it like 2021-12-31.")

_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NUMBERS = {
    **{name: number for number, name in enumerate(_NAMES, start=1)},
    **{name[:3]: number for number, name in enumerate(_NAMES, start=1)},
    "sept": 9,
}
_NAME = rf"(?P<month>{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\.?"
_ORDINAL = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_DAY, _MONTH = r"(?P<day>[0-9]{1,2})", r"(?P<month>[0-9]{1,2})"
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
# A cell of a workbook may hold the moment at which its day begins.
_MIDNIGHT = r"(?:[T ]00:00(?::00(?:\.0+)?)?)?"
_FORMS = (
    re.compile(rf"(?P<year>[0-9]{{4}})(?P<sign>[-/.]){_MONTH}(?P=sign){_DAY}{_MIDNIGHT}"),
    # With points the day comes first everywhere in Europe.
    re.compile(rf"{_DAY}\. ?{_MONTH}\. ?{_YEAR}"),
    re.compile(rf"{_ORDINAL}(?P<sign>[ -]){_NAME},?(?P=sign){_YEAR}", re.I),
    re.compile(rf"{_NAME} {_ORDINAL},? {_YEAR}", re.I),
)
_IN_DOUBT = re.compile(
    rf"(?P<one>[0-9]{{1,2}})(?P<sign>[-/])(?P<other>[0-9]{{1,2}})(?P=sign){_YEAR}"
)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))

_REASONS = (
    (re.compile(r".*[0-9]:[0-9]{2}.*"), gettext_lazy("it holds a time of day as well")),
    (re.compile(r"[0-9]{4}"), gettext_lazy("it names a year alone")),
    (
        re.compile(r"[0-9]{1,2}[-/.][0-9]{4}|[0-9]{4}[-/.][0-9]{1,2}|[^\W\d]+\.? [0-9]{4}"),
        gettext_lazy("it names no day of the month"),
    ),
    (re.compile(r"[0-9., ]+"), gettext_lazy("it is a number")),
    (re.compile(r"[^0-9]+"), gettext_lazy("it has no digit")),
)


class NotADay(ValueError):
    """A text is no day; the message is a sentence for the person who wrote it."""


class AmbiguousDay(NotADay):
    """A text such as "03/04/2024" is one of two days, and nothing says which."""


def read_day(text: str, *, day_first: bool | None = None) -> date:
    """The day that a text names, from 1900 to 2100.

    "03/04/2024" is 3 April when `day_first` is true, 4 March when it is false; where only one of
    the two is a day, that one is meant. Raises NotADay, or AmbiguousDay when nothing says which.
    """
    written = one_line(text).translate(_DASHES)
    if len(written) > _LONGEST:
        raise _refusal(text, _("it is too long"))
    if match := _IN_DOUBT.fullmatch(written):
        return _in_doubt(text, match, day_first)
    for form in _FORMS:
        if match := form.fullmatch(written):
            month = _NUMBERS.get(match["month"].lower()) or int(match["month"])
            return _only(text, _day(_year(text, match), month, int(match["day"])))
    raise _refusal(text, _reason(written))


def _in_doubt(text: str, match: re.Match[str], day_first: bool | None) -> date:
    """The day whose number may stand before that of its month, or after it."""
    year, one, other = _year(text, match), int(match["one"]), int(match["other"])
    with_day_first, with_month_first = _day(year, other, one), _day(year, one, other)
    if not with_day_first or not with_month_first or with_day_first == with_month_first:
        return _only(text, with_day_first or with_month_first)
    if day_first is None:
        raise _ambiguity(text, with_day_first, with_month_first)
    return with_day_first if day_first else with_month_first


def _only(text: str, day: date | None) -> date:
    if day is None:
        raise _refusal(text, _("there is no such day"))
    return day


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(text: str, match: re.Match[str]) -> int:
    if len(match["year"]) == len("24"):
        raise _refusal(text, _("its year has two digits"))
    year = int(match["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _refusal(
            text,
            _("its year is not between %(first)s and %(last)s")
            % {"first": FIRST_YEAR, "last": LAST_YEAR},
        )
    return year


def _ambiguity(text: str, one: date, other: date) -> AmbiguousDay:
    return AmbiguousDay(
        _("%(text)s may mean %(one)s or %(other)s. Write %(one_iso)s or %(other_iso)s.")
        % {
            "text": quoted(text),
            "one": _in_words(one),
            "other": _in_words(other),
            "one_iso": one.isoformat(),
            "other_iso": other.isoformat(),
        }
    )


def _in_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def _refusal(text: str, reason: str) -> NotADay:
    if not one_line(text):
        return NotADay(
            _("A date was expected and the cell is blank. %(example)s") % {"example": _EXAMPLE}
        )
    return NotADay(
        _("%(text)s cannot be read as a date: %(reason)s. %(example)s")
        % {"text": quoted(text), "reason": reason, "example": _EXAMPLE}
    )


def _reason(written: str) -> str:
    return next(
        (str(reason) for pattern, reason in _REASONS if pattern.fullmatch(written)),
        _("it is not written as a day"),
    )
