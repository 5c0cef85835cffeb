"""Sentences about what an address asks for in vain."""

from django.utils.translation import ngettext

MOST_NOTICES = 5
LONGEST_ECHO = 40  # letters of a stranger's text that a notice repeats


def echo(text: str) -> str:
    """As much of a stranger's text as a notice repeats."""
    return text if len(text) <= LONGEST_ECHO else f"{text[:LONGEST_ECHO]}…"


def shortened(notices: list[str]) -> list[str]:
    """The first few notices; the others are counted."""
    more = len(notices) - MOST_NOTICES
    return notices if more <= 0 else [*notices[:MOST_NOTICES], more_left_out(more)]


def more_left_out(number: int) -> str:
    text = ngettext(
        "One more part of the address was left out.",
        "%(number)d more parts of the address were left out.",
        number,
    )
    return text % {"number": number}
