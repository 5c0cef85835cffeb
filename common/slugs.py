"""The readable part of an address: a title in plain Latin letters."""

from anyascii import anyascii
from django.utils.text import slugify

MOST_LETTERS = 60


def slug(title: str, fallback: str) -> str:
    """The title in small letters, digits and dashes, cut between words to 60 signs.

    Greek and Cyrillic are written in Latin letters. `fallback` stands in for a title without
    letters or digits.
    """
    whole = slugify(anyascii(title).replace("_", " "))
    if len(whole) > MOST_LETTERS:
        cut = whole[: MOST_LETTERS + 1].rpartition("-")[0]
        whole = cut or whole[:MOST_LETTERS]
    return whole.strip("-") or fallback
