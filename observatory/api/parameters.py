"""The parameters that every address of the API takes, and how a wrong one is named."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.http import QueryDict
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from observatory.notices import echo

CURSOR, SIZE, FIELDS, WORDS = "cursor", "size", "fields", "q"
OWN = {CURSOR, SIZE, FIELDS}
USUAL, MOST = 25, 100
LARGEST = 10**15  # of a number of a record; both databases can look for it
LONGEST = 200  # letters of what is looked for
# In the description of the API, beside the values of a parameter: what each is called.
LABELS = "x-enumDescriptions"


def refuse(problems: Iterable[tuple[str, str]]) -> None:
    """Raise ValidationError if there is a problem, with all sentences by their parameter."""
    errors: dict[str, list[str]] = {}
    for name, sentence in problems:
        errors.setdefault(echo(name), []).append(sentence)
    if errors:
        raise ValidationError(errors)


def badly_given(
    query: QueryDict, known: Collection[str], several: Collection[str] = ()
) -> list[tuple[str, str]]:
    """(parameter, sentence) for each that is not known, blank, or there more often than it may."""
    problems = []
    for name, values in query.lists():
        if name not in known:
            sentence = _("There is no parameter “%(name)s” here.") % {"name": echo(name)}
            problems.append((name, sentence))
        elif name == WORDS and max(map(len, values)) > LONGEST:
            sentence = _("Look for at most %(most)s letters.") % {"most": LONGEST}
            problems.append((name, sentence))
        elif name != WORDS and not all(values):
            problems.append((name, _("Give a value, or leave the parameter out.")))
        elif len(values) > 1 and name not in several:
            problems.append((name, _("Give this parameter once.")))
    return problems


def number(query: QueryDict, name: str, usual: int, most: int) -> int:
    """A whole number from 1 to `most`. Raises ValidationError, which names the parameter."""
    text = query.get(name)
    if text is None:
        return usual
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(most))
    if not is_number or not 1 <= int(text) <= most:
        refuse([(name, _("Give a whole number from 1 to %(most)s.") % {"most": most})])
    return int(text)


def fields(query: QueryDict, known: list[str]) -> list[str] | None:
    """The fields that were asked for; None if nothing was said. Raises ValidationError."""
    text = query.get(FIELDS)
    if text is None:
        return None
    asked = text.split(",")
    told = {"known": ", ".join(known)}
    refuse(
        (FIELDS, _("There is no field “%(name)s” here; there are: %(known)s.") % told)
        for told in ({**told, "name": echo(name)} for name in asked if name not in known)
    )
    return asked
