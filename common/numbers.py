"""Numbers as people write them in Europe, read without guessing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.text import one_line

# Eighteen digits fit the integers of every database; no figure of a region needs more.
MOST_DIGITS = 18
_LONGEST = 60
_SHOWN = 40
_EXAMPLE = gettext_lazy("Write it like 3643996, 3,643,996 or 18.51%.")

_THOUSANDS = {
    ",": gettext_lazy("thousands separated by commas"),
    ".": gettext_lazy("thousands separated by points"),
    " ": gettext_lazy("thousands separated by spaces"),
    "'": gettext_lazy("thousands separated by apostrophes"),
}
_DECIMAL_NAMES = {",": gettext_lazy("decimal comma"), ".": gettext_lazy("decimal point")}
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("\u2019\u2018\u02bc\u2032\u00b4`", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-"),
    }
)
_NUMBER = re.compile(r"(?P<sign>[+-]?)(?P<body>[.,]?[0-9](?:[0-9.,' ]*[0-9])?)(?P<percent> ?%)?")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([,.' ])[0-9]{3})(?:\1[0-9]{3})*")
_DECIMALS = re.compile(r"(?P<whole>.*?)(?P<mark>[.,])(?P<parts>[0-9]+)")

_DATE = r"[0-9]{1,2}([./-])[0-9]{1,2}\1(?:[0-9]{2}|[0-9]{4})|[0-9]{4}([./-])[0-9]{1,2}\2[0-9]{1,2}"
_REASONS = (
    (re.compile(_DATE), gettext_lazy("it looks like a date")),
    (
        re.compile(r"[0-9., ]*[0-9] ?(?:-|to|\.\.\.?) ?[0-9][0-9., ]*%?"),
        gettext_lazy("it is a range"),
    ),
    (re.compile(r"[+-]?[0-9.,]+e[+-]?[0-9]+", re.I), gettext_lazy("powers of ten are not read")),
    (re.compile(r"[^0-9]+"), gettext_lazy("it has no digit")),
    (re.compile(r".*[^0-9.,' %+-].*"), gettext_lazy("it holds words or signs besides the number")),
    (re.compile(r"[0-9][0-9.,' ]*%?"), gettext_lazy("its digits are not grouped by three")),
)


class NotANumber(ValueError):
    """A text is no number; the message is a sentence for the person who wrote it."""


class AmbiguousNumber(NotANumber):
    """A text such as "1,234" is one of two numbers, and nothing says which."""


@dataclass(frozen=True)
class NumberRead:
    """A number and how it was understood; 18.51% has the value 18.51 and is a percentage."""

    value: Decimal
    is_percent: bool
    understood: str


def read_number(
    text: str, *, decimal: Literal[",", "."] | None = None, whole: bool = False
) -> NumberRead:
    """The number that a text states, with at most 18 digits.

    One comma or point before exactly three digits is read as the decimal sign when `decimal`
    names it, as a thousands separator when it names the other or when only whole numbers can be
    meant. Raises NotANumber, or AmbiguousNumber when neither is known.
    """
    written = one_line(text).translate(_ALIKE)
    match = _NUMBER.fullmatch(written) if len(written) <= _LONGEST else None
    if match is None:
        raise _refusal(text, _reason(written))
    digits, understood = _understand(text, match["body"], decimal, whole)
    if sum(map(str.isdigit, digits)) > MOST_DIGITS:
        raise _refusal(text, _("it has more than %(most)s digits") % {"most": MOST_DIGITS})
    value = Decimal(match["sign"] + digits)
    if whole and value != value.to_integral_value():
        raise NotANumber(
            _("%(text)s is not a whole number. Write it like 3643996.") % {"text": quoted(text)}
        )
    return NumberRead(value or Decimal(0), bool(match["percent"]), understood)


def _understand(text: str, body: str, decimal: str | None, whole: bool) -> tuple[str, str]:
    """The digits with a point before the decimals, and the words for how they were written."""
    if body.isdigit():
        return _without_leading_zero(text, body), _("digits only")
    grouped = _GROUPED.fullmatch(body)
    if grouped is None:
        return _with_decimals(text, body)
    mark = grouped[1]
    if mark in ",." and body.count(mark) == 1 and not whole:
        if decimal is None:
            raise _ambiguity(text, body, mark)
        if decimal == mark:
            return body.replace(mark, "."), str(_DECIMAL_NAMES[mark])
    return body.replace(mark, ""), str(_THOUSANDS[mark])


def _with_decimals(text: str, body: str) -> tuple[str, str]:
    parted = _DECIMALS.fullmatch(body)
    if parted is None:
        raise _refusal(text, _reason(body))
    whole, mark = parted["whole"], parted["mark"]
    if not whole or whole.isdigit():
        whole = _without_leading_zero(text, whole or "0")
        return f"{whole}.{parted['parts']}", str(_DECIMAL_NAMES[mark])
    grouped = _GROUPED.fullmatch(whole)
    if grouped is None or grouped[1] == mark:
        raise _refusal(text, _reason(body))
    number = f"{whole.replace(grouped[1], '')}.{parted['parts']}"
    return number, f"{_THOUSANDS[grouped[1]]}, {_DECIMAL_NAMES[mark]}"


def _without_leading_zero(text: str, digits: str) -> str:
    if digits.startswith("0") and len(digits) > 1:
        raise _refusal(text, _("it begins with a zero, like a code"))
    return digits


def _ambiguity(text: str, body: str, mark: str) -> AmbiguousNumber:
    as_whole, as_decimal = body.replace(mark, ""), body.replace(mark, ".")
    return AmbiguousNumber(
        _(
            "%(text)s may mean %(whole)s or %(decimal)s. "
            "Write %(whole)s for the whole number, or %(decimal)s0 for the decimal one."
        )
        % {"text": quoted(text), "whole": as_whole, "decimal": as_decimal}
    )


def _refusal(text: str, reason: str) -> NotANumber:
    if not one_line(text):
        return NotANumber(
            _("A number was expected and the cell is blank. %(example)s") % {"example": _EXAMPLE}
        )
    return NotANumber(
        _("%(text)s cannot be read as a number: %(reason)s. %(example)s")
        % {"text": quoted(text), "reason": reason, "example": _EXAMPLE}
    )


def _reason(written: str) -> str:
    if len(written) > _LONGEST:
        return _("it is too long")
    return next(
        (str(reason) for pattern, reason in _REASONS if pattern.fullmatch(written)),
        _("its signs are not those of one number"),
    )


def quoted(text: str) -> str:
    """A text as a sentence quotes it: on one line, and not as a whole if it is long."""
    line = one_line(text)
    return f"“{line}”" if len(line) <= _SHOWN else f"“{line[: _SHOWN - 1]}…”"


# "18,51", "1.234,5": what stands behind the sign are decimals, whoever wrote it.
_SHOWS = {
    ",": re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:[. '][0-9]{3})+),(?:[0-9]{1,2}|[0-9]{4,}) ?%?"),
    ".": re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:[, '][0-9]{3})+)\.(?:[0-9]{1,2}|[0-9]{4,}) ?%?"),
}


def decimal_sign(texts: Iterable[str]) -> str:
    """The sign before the decimals of all these numbers; nothing if none or both are met."""
    found = {sign for text in texts for sign, shows in _SHOWS.items() if shows.fullmatch(text)}
    return found.pop() if len(found) == 1 else ""


def decimal_name(sign: str) -> str:
    """The words for a decimal sign."""
    return {",": _("decimal comma"), ".": _("decimal point")}[sign]
