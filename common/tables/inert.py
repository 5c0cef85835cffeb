"""Texts that no spreadsheet takes for a formula, and back, without losing a character.

A cell of a CSV file that begins with `=`, `+`, `-`, `@`, a tab or a carriage return may be run as
a formula by the program that opens it. Such a text gets one apostrophe in front, which
spreadsheets use themselves to say "this is text"; so does a text that begins with an apostrophe
before one of those signs or before another apostrophe, so that there is one way back: exactly one
apostrophe goes where one of these signs follows it. Plain numbers such as -5.2 are left alone.
"""

import re

_APOSTROPHE = "'"
_FORMULA_SIGNS = tuple("=+-@\t\r")
_FIRST_SIGNS = (*_FORMULA_SIGNS, _APOSTROPHE)
_MARKED = tuple(f"{_APOSTROPHE}{sign}" for sign in _FIRST_SIGNS)
_PLAIN_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?%?")


def is_formula_like(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula."""
    return text.startswith(_FORMULA_SIGNS) and not _PLAIN_NUMBER.fullmatch(text)


def inert(text: str) -> str:
    """The text as it is written into a cell of a CSV file."""
    if not text.startswith(_FIRST_SIGNS):
        return text
    if text.startswith(_MARKED) or is_formula_like(text):
        return f"{_APOSTROPHE}{text}"
    return text


def original(written: str) -> str:
    """The text that a cell of a CSV file stands for."""
    return written[1:] if written.startswith(_MARKED) else written
