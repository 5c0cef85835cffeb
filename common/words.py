"""Words as people type them: any script, no accents, British or American spelling, beginnings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from anyascii import anyascii

# More words than these narrow a search no further.
MOST_WORDS = 12
# A single letter begins too many words to mean any of them.
SHORTEST_BEGINNING = 2
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_LATIN_WORD = re.compile(r"[a-z0-9]+")
# German and Nordic letters are typed with two letters where a keyboard lacks them.
_TWO_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)


def words(text: str) -> list[str]:
    """The words of a text in Latin letters, in their order: Île-de-France is ile, de, france."""
    return _LATIN_WORD.findall(_latin(text))


def variants(text: str) -> set[str]:
    """The words under which a text is found: also those with ae for ä and the like."""
    composed = unicodedata.normalize("NFC", text)
    respelt = composed.translate(_TWO_LETTERS)
    found = set(words(composed))
    return found if respelt == composed else found | set(words(respelt))


def asked(text: str) -> list[str]:
    """The words that a search asks for, each once, at most `MOST_WORDS`."""
    return list(dict.fromkeys(words(text)))[:MOST_WORDS]


def is_beginning(word: str) -> bool:
    """Whether a word of a search stands for all words that begin with it, or for itself alone."""
    return len(word) >= SHORTEST_BEGINNING


def marked(text: str, sought: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is a word that the search has found."""
    sought, end = list(sought), 0
    for word in _WORD.finditer(text):
        if any(_matches(one, sought) for one in variants(word.group())):
            if word.start() > end:
                yield text[end : word.start()], False
            yield word.group(), True
            end = word.end()
    if end < len(text):
        yield text[end:], False


def _matches(word: str, sought: list[str]) -> bool:
    return any(word == one or (is_beginning(one) and word.startswith(one)) for one in sought)


def _latin(text: str) -> str:
    return _transcribed(text) if len(text) < 100 else _transcribe(text)


def _transcribe(text: str) -> str:
    composed = unicodedata.normalize("NFC", text)
    plain = (composed if composed.isascii() else anyascii(composed)).lower()
    # "personalised" and "personalized" are one word. Cut anywhere, its beginnings are too.
    return plain.replace("'", " ").replace("iz", "is").replace("yz", "ys")


@lru_cache(maxsize=20_000)
def _transcribed(text: str) -> str:
    return _transcribe(text)
