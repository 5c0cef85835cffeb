"""Texts made comparable: what looks the same to a reader becomes the same to the machine."""

import re
import unicodedata
from functools import lru_cache

# They show nothing, yet are letters or symbols by their category: a cell of them is blank.
_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"
_SPACES = dict.fromkeys(map(ord, "\t" + _BLANK_LETTERS), " ")
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Control and format characters (zero width, direction, byte order), halves of surrogate pairs.
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
_QUOTES = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02b9\u02bb\u02bc`\u00b4\u2039\u203a", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u3003", '"'),
        "\u2033": '"',
        "\u2212": "-",  # the minus sign is no dash by its category
        "\u2043": "-",
        "\u02d7": "-",
    }
)
# Letters that Unicode does not take apart into a base letter and a mark.
_BASE_LETTERS = str.maketrans(
    {
        "\u00e6": "ae",
        "\u0153": "oe",
        "\u00f8": "o",
        "\u0142": "l",
        "\u0111": "d",
        "\u00f0": "d",
        "\u00fe": "th",
        "\u0127": "h",
        "\u0131": "i",
        "\u0167": "t",
        "\u014b": "n",
        "\u0138": "k",
    }
)
_SHORT = 60
_WORD = re.compile(r"[^\W_]+")


def tidy(text: str) -> str:
    """The text in composed form (NFC) with plain single spaces, its lines, nothing invisible."""
    if text.isascii() and text.isprintable() and "  " not in text and text.strip(" ") == text:
        return text  # as nearly every cell of a table is, and a tenth of the time
    text = _LINE_END.sub("\n", text).translate(_SPACES)
    seen = "".join(_as_seen(letter) for letter in text) if not _is_plain(text) else text
    composed = unicodedata.normalize("NFC", seen)
    return "\n".join(" ".join(line.split()) for line in composed.split("\n")).strip("\n")


def one_line(text: str) -> str:
    """The tidy text on a single line."""
    text = tidy(text)
    return " ".join(text.split()) if "\n" in text else text


def fold(text: str) -> str:
    """The text on one line for comparing: blind to case, accents, kinds of dashes and quotes.

    Letters of other alphabets stay as they are: nothing is transliterated.
    """
    # Most cells of a table are short and say the same as many others.
    return _folded_before(text) if len(text) <= _SHORT else _folded(text)


def _folded(text: str) -> str:
    plain = one_line(text).translate(_QUOTES)
    folded = _unmarked(_unmarked(plain).casefold()).translate(_BASE_LETTERS)
    return " ".join(folded.translate(_QUOTES).split())


@lru_cache(maxsize=10_000)
def _folded_before(text: str) -> str:
    return _folded(text)


def fold_words(text: str) -> str:
    """The folded words and numbers of a text with single spaces, without any punctuation."""
    return " ".join(_WORD.findall(fold(text)))


def _is_plain(text: str) -> bool:
    """Whether a text needs no look at its single characters; few cells do, which saves time."""
    return text.isascii() and text.replace("\n", "").isprintable()


def _as_seen(letter: str) -> str:
    if letter == "\n":
        return letter
    category = unicodedata.category(letter)
    if category == "Zs":
        return " "
    return "" if category in _UNSEEN else letter


def _unmarked(text: str) -> str:
    """The compatibility form of a text without its accents, every dash a hyphen."""
    apart = unicodedata.normalize("NFKD", text)
    if apart.isascii():
        return apart
    kinds = ((letter, unicodedata.category(letter)) for letter in apart)
    return "".join("-" if kind == "Pd" else letter for letter, kind in kinds if kind != "Mn")
