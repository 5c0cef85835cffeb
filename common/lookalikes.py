"""Letters of the wrong alphabet, put right: what looks like a word or a code is read as one.

A survey is typed by many hands on many keyboards: a Greek name with a Latin A, a code with a
Cyrillic B, a small L where a capital I belongs. On the screen they look right, and match nothing.
"""

# ruff: noqa: RUF001, RUF002, RUF003  (letters that look alike are what this module is about)

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, islice, product

from common.text import one_line

MOST_CANDIDATES = 64
# The longest code of the vocabularies has 15 characters; longer texts are read in one way only.
LONGEST_CODE = 20

_LATIN, _GREEK, _CYRILLIC = "LATIN", "GREEK", "CYRILLIC"

# Letters drawn alike in most typefaces, column by column; a blank where an alphabet has none.
_ALIKE = {
    _LATIN: "ABCEHIJKMNOPQSTWXYZ   aceijopsxydhwqlv",
    _GREEK: "ΑΒ ΕΗΙ ΚΜΝΟΡ  Τ ΧΥΖΓΦΠ     ο          ",
    _CYRILLIC: "АВСЕНІЈКМ ОРԚЅТԜХУ ГФПасеіјорѕхуԁһԝԛӏѵ",
}
# Small letters that pass for Greek or Cyrillic ones inside such a word; the way back would turn
# the alpha of TNFα, a real Greek letter, into a Latin one.
_ALSO = {
    (_LATIN, _GREEK): ("aiknptuvwxy", "αικηρτυνωχγ"),
    (_LATIN, _CYRILLIC): ("k", "к"),
}

# What else a letter or digit of a code may have been meant as, the likeliest first. A capital L is
# missing on purpose: it looks like nothing else, and UKL3 must not turn into UKI3.
_CONFUSED = {"l": "I1", "I": "1", "1": "I", "i": "1", "O": "0", "o": "0", "0": "O", "|": "1"}
_READ_AS = {"|": "I", "З": "3", "з": "3"}

_LETTERS = re.compile("(?:[^\\W\\d_]|[\u0300-\u036f])+")


def _look_alikes() -> dict[tuple[str, str], dict[str, str]]:
    """For each pair of alphabets, the letters of the first with their look-alikes in the second."""
    maps = {}
    for source, target in product(_ALIKE, _ALIKE):
        pairs = zip(_ALIKE[source], _ALIKE[target], strict=True)
        maps[source, target] = {a: b for a, b in pairs if a != " " and b != " "}
    for pair, letters in _ALSO.items():
        maps[pair].update(zip(*letters, strict=True))
    return maps


_MAPS = _look_alikes()


def mend_words(text: str) -> str:
    """The text (NFC) with each word in one alphabet where look-alikes allow it.

    In a word that mixes Latin with Greek or Cyrillic, the fewer letters give way to look-alikes
    of the alphabet that has more. A word whose strange letters have no look-alike stays as it is
    (TNFα), and so does every word of a single alphabet. When a word is divided evenly, the
    alphabet that prevails in the whole text decides.
    """
    if text.isascii():
        return text
    votes = _votes(text)
    return _LETTERS.sub(lambda word: _mended(word[0], votes), text)


def code_candidates(text: str) -> list[str]:
    """The plausible readings of a code such as "Fl1C", the plain upper-case one first.

    Candidates are upper-case ASCII, ordered by the number of characters read differently, at
    most 64 of them. The list is empty when a character has no reading in a code.
    """
    code = "".join(unicodedata.normalize("NFKC", one_line(text)).split())
    readings = [_readings(letter) for letter in code]
    if not code or not all(readings):
        return []
    if len(code) > LONGEST_CODE:
        return ["".join(reading[0] for reading in readings)]
    return list(islice(dict.fromkeys(_variants(readings)), MOST_CANDIDATES))


def _script(letter: str) -> str:
    """LATIN, GREEK or CYRILLIC; empty for anything else."""
    if letter.isascii():
        return _LATIN if letter.isalpha() else ""
    script = unicodedata.name(letter, "").partition(" ")[0]
    return script if script in _ALIKE and letter.isalpha() else ""


def _votes(text: str) -> Counter[str]:
    """The letters of each alphabet in a text, those of a word counted for the one that prevails.

    Counted so, the sum stays the same when the words are mended, and mending twice is no more
    than mending once.
    """
    votes: Counter[str] = Counter()
    for word in _LETTERS.findall(text):
        counts = _scripts(word)
        votes[_prevailing(counts, Counter())] += counts.total()
    return votes


def _scripts(word: str) -> Counter[str]:
    return Counter(filter(None, map(_script, unicodedata.normalize("NFD", word))))


def _mended(word: str, votes: Counter[str]) -> str:
    counts = _scripts(word)
    if len(counts) < 2:
        return word
    script = _prevailing(counts, votes)
    letters = [_in_script(letter, script) for letter in unicodedata.normalize("NFD", word)]
    return unicodedata.normalize("NFC", "".join(letters)) if all(letters) else word


def _prevailing(counts: Counter[str], votes: Counter[str]) -> str:
    """The alphabet of most letters, the votes settling a tie; empty when nothing settles it."""
    ranked = sorted(((counts[script], votes[script]), script) for script in counts)
    if len(ranked) > 1 and ranked[-1][0] == ranked[-2][0]:
        return ""
    return ranked[-1][1] if ranked else ""


def _in_script(letter: str, script: str) -> str:
    """The letter itself or its look-alike in a script; empty when there is none."""
    own = _script(letter)
    if own in ("", script):
        return letter
    return _MAPS.get((own, script), {}).get(letter, "")


def _readings(letter: str) -> str:
    """The ASCII capitals and digits that a character may stand for, the plain one first."""
    latin = letter if letter.isascii() else _latin_capital(letter)
    plain = _READ_AS.get(letter, latin.upper())
    return plain + _CONFUSED.get(latin, "") if plain.isascii() else ""


def _latin_capital(letter: str) -> str:
    capital = letter.upper()
    return _MAPS.get((_script(letter), _LATIN), {}).get(capital, letter)


def _variants(readings: list[str]) -> Iterator[str]:
    """All readings of a code, those that change the fewest characters first."""
    plain = [reading[0] for reading in readings]
    unsure = [at for at, reading in enumerate(readings) if len(reading) > 1]
    for changes in range(len(unsure) + 1):
        for places in combinations(unsure, changes):
            for letters in product(*(readings[at][1:] for at in places)):
                variant = plain.copy()
                for at, letter in zip(places, letters, strict=True):
                    variant[at] = letter
                yield "".join(variant)
