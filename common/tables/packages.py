"""What the two kinds of workbook have in common when they are written: parts of XML in a zip.

The parts are made here and not by a library: those at hand take ten times as long, hold the whole
workbook in memory, cut long texts off, or take a text that begins with "=" for a formula.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from io import BytesIO
from itertools import chain, islice
from typing import IO, cast
from xml.sax.saxutils import escape

from common.tables.excel import number_text

Number = int | float | Decimal
# None is a blank cell, like an empty text.
Cell = str | Number | None
Cells = Sequence[Cell]

# The digits that a spreadsheet keeps of a number; it would cut off the others without a word.
_DIGITS = 15
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
_LONGEST_TITLE = 31
# What is looked at to make columns as wide as their texts; in characters.
_SAMPLE_ROWS = 200
_NARROWEST, _WIDEST = 8, 60
_PIECE = 500


def xml_text(text: str) -> str:
    """The text for XML, without what XML cannot hold."""
    return escape(_NOT_IN_XML.sub("", text))


def sheet_title(title: str) -> str:
    """A title as spreadsheets allow it for a sheet."""
    plain = _NOT_IN_TITLES.sub(" ", _NOT_IN_XML.sub("", title)).strip(" '")
    return plain[:_LONGEST_TITLE].strip(" '") or "Table"


def is_kept(number: Number) -> bool:
    """Whether a spreadsheet keeps every digit of a number, so that it may be a number there."""
    exact = _exact(number)
    return exact.is_finite() and Decimal(f"{float(exact):.{_DIGITS}g}") == exact


def digits(number: Number) -> str:
    """A number in digits with a decimal point, in the one form in which it is read too."""
    if type(number) is int:
        return str(number)
    # -0.0 is no other number than 0.
    return number_text(_exact(number)) if number else "0"


def _exact(number: Number) -> Decimal:
    return Decimal(repr(number) if isinstance(number, float) else number)


def measured(headings: Sequence[str], rows: Iterable[Cells]) -> tuple[list[int], Iterator[Cells]]:
    """How many characters wide the columns should be, and the rows, of which some were taken."""
    remaining = iter(rows)
    sample = list(islice(remaining, _SAMPLE_ROWS))
    widths = [max(map(_width, column)) for column in zip(headings, *sample, strict=True)]
    return widths, chain(sample, remaining)


def _width(cell: Cell) -> int:
    longest = max(map(len, str(cell).split("\n"))) if cell else 0
    return min(max(longest + 2, _NARROWEST), _WIDEST)


def packed(parts: Iterable[tuple[str, Iterable[str]]]) -> bytes:
    """The archive of some parts, each in pieces of text; one named `mimetype` is not compressed.

    The parts bear no time: the same table makes the same bytes.
    """
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, pieces in parts:
            part = zipfile.ZipInfo(name)
            part.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            with archive.open(part, "w") as target:
                remaining = iter(pieces)
                while some := "".join(islice(remaining, _PIECE)):
                    target.write(some.encode())
    return stream.getvalue()


class _Sink:
    """What an archive writes to that is sent while it grows; it cannot go back in it."""

    def __init__(self) -> None:
        self._written: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._written.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def drained(self) -> bytes:
        """What has been written since the last look."""
        written, self._written = b"".join(self._written), []
        return written


def packed_in_pieces(parts: Iterable[tuple[str, Iterable[str]]]) -> Iterator[bytes]:
    """An archive as `packed` makes it, in pieces as they come; sizes follow the parts."""
    sink = _Sink()
    with zipfile.ZipFile(cast("IO[bytes]", sink), "w") as archive:
        for name, pieces in parts:
            part = zipfile.ZipInfo(name)
            part.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(part, "w") as target:
                remaining = iter(pieces)
                while some := "".join(islice(remaining, _PIECE)):
                    target.write(some.encode())
                    if piece := sink.drained():
                        yield piece
    yield sink.drained()
