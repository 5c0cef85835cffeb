"""Tables in text files: CSV with commas, semicolons or tabs, in the encodings of spreadsheets."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator

from common.tables.assembly import RawRow, assemble, described
from common.tables.table import (
    HeadingScore,
    Limits,
    Table,
    Unreadable,
    too_many_columns,
    too_many_rows,
)
from common.text import tidy

_ADVICE = "Save the table as “CSV UTF-8” and use that file."

# When nothing else tells them apart: a decimal comma is likelier than a semicolon in every cell.
_SEPARATORS = {"\t": "tabs", ";": "semicolons", ",": "commas"}
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
_MARKUP = re.compile(r"\s*<(?:!doctype|\?xml|html|head|body|table|script|svg)\b", re.I)

_SAMPLE_CHARACTERS = 200_000
_SAMPLE_ROWS = 50
_QUOTED = re.compile('"[^"]*(?:"|$)')
_LINE = re.compile("[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")
# Spreadsheets write and read a first line that names the separator.
_NAMED_SEPARATOR = re.compile('"?sep=([,;\t])"?(?:\r\n|\r|\n)', re.I)
# Lines are counted, and long ones measured, before they take memory as rows; blank lines and
# lines inside cells leave room between these bounds and the limits.
_ROOM = 10


def read_delimited(data: bytes, is_heading: HeadingScore | None, limits: Limits) -> Table:
    """The table in the bytes of a text file; raises Unreadable."""
    text, encoding = _decoded(data)
    named = _NAMED_SEPARATOR.match(text)
    separator = named[1] if named else _separator(text, is_heading)
    if max(text.count("\n"), text.count("\r")) > _ROOM * limits.rows:
        raise too_many_rows(limits)
    raw_rows = _raw_rows(text, separator, limits)
    if named:
        next(raw_rows)
    table = assemble(raw_rows, is_heading, limits)
    return described(table, [_SEPARATORS[separator], encoding], [])


def _decoded(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding."""
    text, encoding = _by_mark(data) or _without_mark(data)
    if _MARKUP.match(text):
        raise Unreadable(f"The file is a web page or XML, not a table. {_ADVICE}")
    if "\x00" in text or (encoding == "Windows-1252" and _CONTROLS.search(text)):
        raise Unreadable(f"The file is not text: it holds control characters. {_ADVICE}")
    if not text.strip():
        raise Unreadable("The file holds nothing but blanks.")
    return text, encoding


def _by_mark(data: bytes) -> tuple[str, str] | None:
    for mark, codec, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data.decode(codec), name
            except UnicodeDecodeError:
                raise Unreadable(
                    f"The file is damaged: it is not whole {name}. {_ADVICE}"
                ) from None
    return None


def _without_mark(data: bytes) -> tuple[str, str]:
    _refuse_a_mixture(data)
    for codec, name in (("utf-8", "UTF-8"), ("cp1252", "Windows-1252")):
        try:
            return data.decode(codec), name
        except UnicodeDecodeError:
            continue
    raise Unreadable(f"The encoding of the file is neither UTF-8 nor Windows-1252. {_ADVICE}")


def _refuse_a_mixture(data: bytes) -> None:
    """UTF-8 with a few stray bytes: read as Windows-1252, every accent would be two letters."""
    text = data.decode("utf-8", errors="replace")
    strays = text.count("\ufffd")
    if strays and sum(letter > "\x7f" for letter in text) > 2 * strays:
        line = text[: text.index("\ufffd")].count("\n") + 1
        raise Unreadable(
            f"The file mixes UTF-8 with other letters, first in line {line}. {_ADVICE}"
        )


def _separator(text: str, is_heading: HeadingScore | None) -> str:
    """The separator that divides most rows into the same number of columns."""
    lines = _sample_lines(text)
    ranks = {mark: _rank(mark, text, lines, is_heading) for mark in _SEPARATORS}
    best = max(ranks, key=lambda mark: ranks[mark])
    if not ranks[best][1]:
        raise Unreadable(
            "Only one column was found. Columns must be separated by commas, semicolons or tabs: "
            "save the table as CSV from a spreadsheet."
        )
    return best


def _sample_lines(text: str) -> list[str]:
    """The first rows that are not blank, without what stands in quotation marks."""
    outside = _QUOTED.sub("", text[:_SAMPLE_CHARACTERS])
    lines = [line for line in re.split("\r\n|\r|\n", outside) if line.strip(" ")]
    is_cut = len(text) > _SAMPLE_CHARACTERS and len(lines) > 1
    return lines[: -1 if is_cut else None][:_SAMPLE_ROWS]


def _rank(
    mark: str, text: str, lines: list[str], is_heading: HeadingScore | None
) -> tuple[int, float, int]:
    """Known headings found, the share of rows of the commonest width, and that width."""
    widths = Counter(line.count(mark) for line in lines if mark in line)
    if not widths:
        return 0, 0.0, 0
    rows, width = max((rows, width) for width, rows in widths.items())
    return _known_headings(mark, text, is_heading), rows / len(lines), width


def _known_headings(mark: str, text: str, is_heading: HeadingScore | None) -> int:
    if is_heading is None:
        return 0
    lines = [line[0] for line in _LINE.finditer(text[:_SAMPLE_CHARACTERS])]
    best = 0
    try:
        for at, row in enumerate(csv.reader(lines, delimiter=mark, skipinitialspace=True)):
            best = max(best, is_heading([tidy(cell) for cell in row])) if row else best
            if at == _SAMPLE_ROWS:
                break
    except csv.Error:
        return best
    return best


def _raw_rows(text: str, separator: str, limits: Limits) -> Iterator[RawRow]:
    """The rows of a text file, each with the number of the line where it begins."""
    # The setting of the module bounds every reader of the process, so it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), limits.cell_characters))
    lines = _measured_lines(text, separator, limits)
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True, strict=True)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _malformed(number, str(error), limits) from None
        if len(cells) > limits.columns:
            raise too_many_columns(number, len(cells), limits)
        yield number, cells


def _measured_lines(text: str, separator: str, limits: Limits) -> Iterator[str]:
    """The lines of a text, refused before a line of very many columns becomes as many texts."""
    inside, begins_at = False, 1
    for number, match in enumerate(_LINE.finditer(text), start=1):
        line = match[0]
        begins_at = begins_at if inside else number
        if line.count(separator) > _ROOM * limits.columns:
            outside = _QUOTED.sub("", f'"{line}' if inside else line)
            columns = outside.count(separator) + 1
            if columns > _ROOM * limits.columns:
                raise too_many_columns(begins_at, columns, limits)
        inside ^= line.count('"') % 2 == 1
        yield line


def _malformed(number: int, message: str, limits: Limits) -> Unreadable:
    """The sentence for a fault that the csv module reports in its own words."""
    if "limit" in message:
        return Unreadable(
            f"A cell in row {number:,} has more than {limits.cell_characters:,} characters. "
            "Perhaps a quotation mark is opened there and never closed."
        )
    if "unexpected end" in message:
        return Unreadable(
            f"The quotation mark that is opened in row {number:,} is never closed. "
            "Close it, or delete it."
        )
    return Unreadable(
        f"In row {number:,} text follows a closing quotation mark. A cell with quotation marks "
        'inside is written with each of them doubled: "Le ""Futur""".'
    )
