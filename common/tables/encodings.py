"""The text that the bytes of a file are, in the encodings that spreadsheets write."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.tables.table import ENCODINGS, Unreadable

_ADVICE = gettext_lazy("Save the table as “CSV UTF-8” and use that file.")

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_CODECS = {"UTF-8": "utf-8", "Windows-1252": "cp1252"}
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_MARKUP = re.compile(r"\s*<(?:!doctype|\?xml|html|head|body|table|script|svg)\b", re.I)
# What is looked at to tell how a text is written.
_BEGINNING = 200_000


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file that is text as a whole; its lines are decoded again while they are read.

    Else the text and the rows that are made of it would be held in memory at once.
    """

    data: bytes
    codec: str
    encoding: str
    beginning: str
    is_cut: bool
    line_count: int

    def lines(self) -> Iterator[str]:
        """The lines with their ends, of every kind of system."""
        return iter(TextIOWrapper(BytesIO(self.data), self.codec, newline=""))


def text_file(data: bytes, chosen: str | None) -> TextFile:
    """The text in the encoding that a person chose, else in the one that was found."""
    text, codec, encoding = _as_chosen(data, chosen) if chosen else _found(data)
    _check(text, encoding)
    return TextFile(
        data,
        codec,
        encoding,
        text[:_BEGINNING],
        len(text) > _BEGINNING,
        max(text.count("\n"), text.count("\r")),
    )


def _found(data: bytes) -> tuple[str, str, str]:
    marked = _mark(data)
    if marked:
        codec, encoding = marked
        try:
            return data.decode(codec), codec, encoding
        except UnicodeDecodeError:
            raise _damaged(encoding) from None
    for encoding, codec in _CODECS.items():
        try:
            return data.decode(codec), codec, encoding
        except UnicodeDecodeError as error:
            _refuse_a_mixture(data, error.start)
    raise Unreadable(
        _("The encoding of the file is neither UTF-8 nor Windows-1252. %(advice)s")
        % {"advice": _ADVICE}
    )


def _as_chosen(data: bytes, chosen: str) -> tuple[str, str, str]:
    marked = _mark(data)
    if chosen not in ENCODINGS or (marked and marked[1] != chosen):
        raise _unfit(chosen, marked[1] if marked else None)
    codec = marked[0] if marked else _CODECS.get(chosen) or _byte_order(data)
    try:
        return data.decode(codec), codec, chosen
    except UnicodeDecodeError:
        raise _unfit(chosen, None) from None


def _mark(data: bytes) -> tuple[str, str] | None:
    """The codec and the encoding that the first bytes of a file state."""
    return next(
        ((codec, name) for mark, codec, name in _BYTE_ORDER_MARKS if data.startswith(mark)), None
    )


def _byte_order(data: bytes) -> str:
    """Which UTF-16 it is without a mark: most letters have a zero byte, second or first."""
    return "utf-16-le" if data[1::2].count(0) >= data[::2].count(0) else "utf-16-be"


def _check(text: str, encoding: str) -> None:
    if _MARKUP.match(text):
        raise Unreadable(
            _("The file is a web page or XML, not a table. %(advice)s") % {"advice": _ADVICE}
        )
    if "\x00" in text or (encoding == "Windows-1252" and _CONTROLS.search(text)):
        raise Unreadable(
            _("The file is not text: it holds control characters. %(advice)s") % {"advice": _ADVICE}
        )
    if not text or text.isspace():
        raise Unreadable(_("The file holds nothing but blanks."))


def _refuse_a_mixture(data: bytes, first: int) -> None:
    """UTF-8 with a few stray bytes: read as Windows-1252, every accent would be two letters.

    `first` is where the first of them stands.
    """
    text = data.decode("utf-8", errors="replace")
    strays = text.count("\ufffd")
    if strays and sum(letter > "\x7f" for letter in text) > 2 * strays:
        line = data[:first].count(b"\n") + 1
        raise Unreadable(
            _("The file mixes UTF-8 with other letters, first in line %(line)s. %(advice)s")
            % {"line": line, "advice": _ADVICE}
        )


def _damaged(encoding: str) -> Unreadable:
    return Unreadable(
        _("The file is damaged: it is not whole %(encoding)s. %(advice)s")
        % {"encoding": encoding, "advice": _ADVICE}
    )


def _unfit(chosen: str, marked: str | None) -> Unreadable:
    if marked:
        return Unreadable(
            _("The file says itself that it is %(marked)s, not %(chosen)s. Choose %(marked)s.")
            % {"marked": marked, "chosen": chosen}
        )
    return Unreadable(
        _("The file cannot be read as %(chosen)s. Choose another encoding. %(advice)s")
        % {"chosen": chosen, "advice": _ADVICE}
    )
