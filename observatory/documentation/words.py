"""Types, rates and numbers of the API in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

TYPES = {
    "integer": gettext_lazy("whole number"),
    "number": gettext_lazy("number"),
    "boolean": gettext_lazy("true or false"),
    "string": gettext_lazy("text"),
    "object": gettext_lazy("object"),
}
FORMATS = {
    "date": gettext_lazy("day, such as 2021-12-31"),
    "date-time": gettext_lazy("moment"),
    "uri": gettext_lazy("link"),
}
# Beyond this, the end of a range says nothing to a reader.
LARGEST_TOLD = 1_000_000
PERIODS = {
    "s": gettext_lazy("a second"),
    "m": gettext_lazy("a minute"),
    "h": gettext_lazy("an hour"),
    "d": gettext_lazy("a day"),
}


def type_in_words(schema: Mapping[str, Any]) -> str:
    """What a value of a schema is: “whole number, 1 to 100”; empty if the schema does not say."""
    types = schema.get("type", "")
    names = [types] if isinstance(types, str) else [one for one in types if one != "null"]
    name = names[0] if names else ""
    told = str(FORMATS.get(schema.get("format", "")) or TYPES.get(name) or "")
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is None or most is None or most > LARGEST_TOLD:
        return told
    return _("%(type)s, %(least)s to %(most)s") % {"type": told, "least": least, "most": most}


def rate_in_words(rate: str) -> str:
    """How often may be asked, of a setting such as 60/min; empty if as often as one likes."""
    number, _slash, period = rate.partition("/")
    if not number.isdigit() or period[:1] not in PERIODS:
        return ""
    told = {"number": int(number), "period": PERIODS[period[:1]]}
    text = ngettext("%(number)d request %(period)s", "%(number)d requests %(period)s", int(number))
    return text % told
