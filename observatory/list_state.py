"""What the address of a list asks for: read strictly, answered kindly.

A value or parameter that the list does not know is left out and said so in a notice. It is never
taken as "no filter" in silence, and never an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Choices = Mapping[str, list[tuple[str, str]]]

MOST_NOTICES = 5
LONGEST_ECHO = 40  # letters of a stranger's value that a notice repeats
MOST_DIGITS = 9  # of a page number; a longer one is beyond the end like this one


@dataclass(frozen=True, slots=True)
class State:
    """The chosen values of each filter, the sort, the page, and what was left out."""

    filters: dict[str, list[str]]
    sort: str
    default_sort: str
    page: int = 1
    notices: list[str] = field(default_factory=list)

    def link(self, page: int = 1, without: tuple[str, str] | None = None) -> str:
        """The address of this state on a page, without one (filter, value) if so asked."""
        pairs = [
            (name, value)
            for name, values in self.filters.items()
            for value in values
            if (name, value) != without
        ]
        if self.sort != self.default_sort:
            pairs.append(("sort", self.sort))
        if page > 1:
            pairs.append(("page", str(page)))
        return f"?{urlencode(pairs)}" if pairs else "."


def read(query: QueryDict, choices: Choices, sorts: Iterable[str]) -> State:
    """The state of the list whose filters have `choices`; the first of `sorts` is the default."""
    sorts = list(sorts)
    notices = [
        _("“%(name)s” is not a filter of this list and was left out.") % {"name": _echo(name)}
        for name in query
        if name not in {*choices, "sort", "page"}
    ]
    filters = {name: _known(query, name, pairs, notices) for name, pairs in choices.items()}
    sort = _sort(query.get("sort", ""), sorts, notices)
    page = _page(query.get("page", ""), notices)
    return State(filters, sort, sorts[0], page, _shortened(notices))


def _known(
    query: QueryDict, name: str, pairs: list[tuple[str, str]], notices: list[str]
) -> list[str]:
    """The values of one filter that are among its choices, each once; blanks ask for nothing."""
    known = {value for value, _label in pairs}
    asked = [value for value in dict.fromkeys(query.getlist(name)) if value]
    notices += [
        _("“%(value)s” is not a value of the filter “%(name)s” and was left out.")
        % {"value": _echo(value), "name": name}
        for value in asked
        if value not in known
    ]
    return [value for value in asked if value in known]


def _sort(asked: str, sorts: list[str], notices: list[str]) -> str:
    if asked in sorts:
        return asked
    if asked:
        text = _("The list cannot be sorted by “%(name)s”; it is sorted as usual.")
        notices.append(text % {"name": _echo(asked)})
    return sorts[0]


def _page(asked: str, notices: list[str]) -> int:
    if asked.isascii() and asked.isdigit() and asked.strip("0"):
        return int(asked.lstrip("0")[:MOST_DIGITS])
    if asked:
        text = _("“%(page)s” is not a page number; this is the first page.")
        notices.append(text % {"page": _echo(asked)})
    return 1


def _shortened(notices: list[str]) -> list[str]:
    more = len(notices) - MOST_NOTICES
    if more <= 0:
        return notices
    text = ngettext(
        "One more part of the address was left out.",
        "%(number)d more parts of the address were left out.",
        more,
    )
    return [*notices[:MOST_NOTICES], text % {"number": more}]


def _echo(text: str) -> str:
    return text if len(text) <= LONGEST_ECHO else text[:LONGEST_ECHO] + "…"
