"""What the address of the partner finder asks for: read strictly, answered kindly.

Whatever is not known is left out and said so in a notice, never taken in silence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from observatory.notices import echo, shortened
from observatory.partners.finder import Choices, Criterion, Weight

FOR, ABROAD, WIDE, YES = "for", "abroad", "wide", "1"
CODE = re.compile(r"[A-Za-z]{2}[A-Za-z0-9]{0,3}")
# What a visitor starts with. Topics that the own region lacks, and macro-regions, matter to some.
USUAL: Mapping[Criterion, Weight] = {
    **dict.fromkeys(Criterion, Weight.NICE),
    Criterion.LACKING: Weight.IGNORE,
    Criterion.MACRO_REGION: Weight.IGNORE,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A region's code in capitals, or nothing; the choices; and what was left out, in words."""

    code: str
    choices: Choices
    notices: tuple[str, ...] = ()

    def address(self, code: str = "") -> str:
        """The query of the same choices, for another region if so asked."""
        pairs = [(FOR, code or self.code)]
        pairs += [(str(name), str(weight)) for name, weight in self.choices.weights.items()]
        pairs += [(ABROAD, YES)] if self.choices.is_abroad else []
        pairs += [(WIDE, YES)] if self.choices.is_wide else []
        return f"?{urlencode(pairs)}"


def read(query: QueryDict) -> Asked:
    """The choices behind an address; blanks ask for nothing."""
    known = {FOR, ABROAD, WIDE, *Criterion}
    notices = [
        _("“%(name)s” is no part of such an address and was left out.") % {"name": echo(name)}
        for name in query
        if name not in known
    ]
    weights = {one: _weight(query, one, notices) for one in Criterion}
    choices = Choices(
        weights, is_abroad=_box(query, ABROAD, notices), is_wide=_box(query, WIDE, notices)
    )
    return Asked(_code(query, notices), choices, tuple(shortened(notices)))


def _one(query: QueryDict, name: str, notices: list[str]) -> str:
    """The first value; that there are others is said."""
    values = [one for one in dict.fromkeys(query.getlist(name)) if one]
    if len(values) > 1:
        text = _("“%(name)s” takes one value: “%(value)s” was taken, the others were left out.")
        notices.append(text % {"name": name, "value": echo(values[0])})
    return values[0] if values else ""


def _weight(query: QueryDict, criterion: Criterion, notices: list[str]) -> Weight:
    asked = _one(query, criterion, notices)
    if asked in set(Weight):
        return Weight(asked)
    if asked:
        text = _("“%(value)s” is no weight for “%(name)s”; it counts as usual.")
        notices.append(text % {"value": echo(asked), "name": criterion.value})
    return USUAL[criterion]


def _box(query: QueryDict, name: str, notices: list[str]) -> bool:
    asked = _one(query, name, notices)
    if asked not in {"", YES}:
        text = _("“%(value)s” is no value of “%(name)s” and was left out.")
        notices.append(text % {"value": echo(asked), "name": name})
    return asked == YES


def _code(query: QueryDict, notices: list[str]) -> str:
    asked = _one(query, FOR, notices).strip()
    if CODE.fullmatch(asked):
        return asked.upper()
    if asked:
        text = _("“%(value)s” is not the code of a region. Codes look like BE3.")
        notices.append(text % {"value": echo(asked)})
    return ""
