"""The value of an indicator in a cell: a number within its limits, or a group of its scale."""

from __future__ import annotations

import re
from typing import Literal

from django.utils.translation import gettext as _

from common.numbers import AmbiguousNumber, NotANumber, read_number
from common.text import fold
from workbench.imports.plan import Cause
from workbench.survey.asked import Asked, unknown
from workbench.survey.facts import Fact, Unread, Value
from workbench.survey.known import Agreed, KnownIndicator

# What is stored of a number; the model says the same.
LARGEST, MOST_DECIMALS = 10**12, 6
# Of all digits together; SQLite rounds what has more.
MOST_DIGITS = 15

# "Strong +", "Leader -", "Moderate Innovator": the sign counts, "innovator" does not.
GROUP = re.compile(r"(?:innovation )?([a-z]+)(?: innovators?)? ?([+-]?)")


def value(cell: str, asked: Asked, agreed: Agreed | None) -> list[Fact]:
    indicator = asked.known.indicators[asked.question.code]
    if indicator.is_scale:
        group = _group(cell, asked, indicator)
        return [Value(asked.region, indicator.code, asked.year, group=group)]
    try:
        number = read_number(
            cell, decimal=_sign(asked.known.decimal), whole=indicator.decimals == 0
        )
    except AmbiguousNumber as error:
        raise Unread(str(error), cause=Cause.AMBIGUOUS_NUMBER) from error
    except NotANumber as error:
        raise Unread(str(error), cause=Cause.NUMBER) from error
    if number.is_percent and indicator.unit != "%":
        reason = _("a percentage, where %(unit)s is expected")
        unit = indicator.unit or _("a plain number")
        raise Unread(reason % {"unit": unit}, cause=Cause.NUMBER)
    if abs(number.value) > LARGEST or number.value != round(number.value, MOST_DECIMALS):
        raise Unread(
            _("at most twelve digits before the decimal sign and six behind it are kept"),
            cause=Cause.NUMBER,
        )
    if len(number.value.normalize().as_tuple().digits) > MOST_DIGITS:
        reason = _("it has more than fifteen digits, which are not kept exactly")
        raise Unread(reason, cause=Cause.NUMBER)
    too_low = indicator.lowest is not None and number.value < indicator.lowest
    too_high = indicator.highest is not None and number.value > indicator.highest
    if too_low or too_high:
        reason = _("out of range: %(range)s is expected") % {"range": _range(indicator)}
        raise Unread(reason, cause=Cause.OUT_OF_RANGE)
    return [Value(asked.region, indicator.code, asked.year, value=number.value)]


def _sign(decimal: str) -> Literal[",", "."] | None:
    return "," if decimal == "," else "." if decimal == "." else None


def _range(indicator: KnownIndicator) -> str:
    lowest, highest = (
        None if limit is None else f"{limit.normalize():f}"
        for limit in (indicator.lowest, indicator.highest)
    )
    limits = {"lowest": lowest, "highest": highest}
    if lowest and highest:
        return _("a number from %(lowest)s to %(highest)s") % limits
    if lowest:
        return _("a number of at least %(lowest)s") % limits
    return _("a number of at most %(highest)s") % limits


def _group(cell: str, asked: Asked, indicator: KnownIndicator) -> str:
    """The group of the scale that was in use in the year of the column (or of the wave)."""
    year = asked.year or asked.wave.year
    scales = asked.known.scales.get(indicator.code, {})
    begun = [start for start in scales if start <= year]
    groups = scales[max(begun)] if begun else {}
    by_label = {_plain_group(label): code for label, code in groups.items()}
    code = by_label.get(_plain_group(cell))
    if code is None:
        none = _("none: no scale is known for %(year)d") % {"year": year}
        reason = _("not a group of the scale in use in %(year)d. Its groups are: %(allowed)s")
        allowed = ", ".join(groups) or none
        raise unknown(reason % {"year": year, "allowed": allowed}, cell, asked)
    return code


def _plain_group(label: str) -> str:
    match = GROUP.fullmatch(fold(label))
    return "".join(match.groups()) if match else fold(label)
