"""Tables in text files: CSV with commas, semicolons or tabs, in the encodings of spreadsheets."""

import csv
import re
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from common.tables.assembly import RawRow, assemble, described
from common.tables.encodings import TextFile, text_file
from common.tables.inert import original
from common.tables.table import (
    SEPARATORS,
    Dialect,
    HeadingScore,
    Limits,
    Table,
    Unreadable,
    too_many_columns,
    too_many_rows,
)
from common.text import tidy

# When nothing else tells them apart: a decimal comma is likelier than a semicolon in every cell.
_IN_DOUBT = ("\t", ";", ",")
_SAMPLE_ROWS = 50
_QUOTED = re.compile('"[^"]*(?:"|$)')
_LINE = re.compile("[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")
# Spreadsheets write and read a first line that names the separator.
_NAMED_SEPARATOR = re.compile('"?sep=([,;\t])"?(?:\r\n|\r|\n)', re.I)
# Lines are counted, and long ones measured, before they take memory as rows; blank lines and
# lines inside cells leave room between these bounds and the limits.
_ROOM = 10


def read_delimited(
    data: bytes, dialect: Dialect, is_heading: HeadingScore | None, limits: Limits
) -> Table:
    """The table in the bytes of a text file; raises Unreadable."""
    file = text_file(data, dialect.encoding)
    named = _NAMED_SEPARATOR.match(file.beginning)
    found = named[1] if named else None
    separator = _chosen(dialect.separator) or found or _separator(file, is_heading, limits)
    if file.line_count > _ROOM * limits.rows:
        raise too_many_rows(limits)
    raw_rows = _raw_rows(file, separator, limits)
    if named:
        next(raw_rows)
    table = assemble(
        raw_rows,
        limits,
        is_heading=is_heading,
        heading_row=dialect.heading_row,
        decoded=original,
    )
    understood = [str(SEPARATORS[separator]), file.encoding]
    return described(table, understood, Dialect(None, separator, file.encoding), [])


def _chosen(separator: str | None) -> str | None:
    if separator and separator not in SEPARATORS:
        raise Unreadable(
            _("“%(sign)s” separates no columns here. Choose commas, semicolons or tabs.")
            % {"sign": separator}
        )
    return separator


def _separator(file: TextFile, is_heading: HeadingScore | None, limits: Limits) -> str:
    """The separator that divides most rows into the same number of columns."""
    lines = _sample_lines(file)

    def score(cells: list[str]) -> int:
        # A row that is too wide to be read is no row of headings, and would take seconds to score.
        return is_heading(cells) if is_heading and len(cells) <= limits.columns else 0

    ranks = {mark: _rank(mark, file, lines, is_heading and score) for mark in _IN_DOUBT}
    best = max(ranks, key=lambda mark: ranks[mark])
    if not ranks[best][1]:
        raise Unreadable(
            _(
                "Only one column was found. Columns must be separated by commas, semicolons or "
                "tabs: save the table as CSV from a spreadsheet."
            )
        )
    return best


def _sample_lines(file: TextFile) -> list[str]:
    """The first rows that are not blank, without what stands in quotation marks."""
    outside = _QUOTED.sub("", file.beginning)
    lines = [line for line in re.split("\r\n|\r|\n", outside) if line.strip(" ")]
    is_cut = file.is_cut and len(lines) > 1
    return lines[: -1 if is_cut else None][:_SAMPLE_ROWS]


def _rank(
    mark: str, file: TextFile, lines: list[str], is_heading: HeadingScore | None
) -> tuple[int, float, int]:
    """Known headings found, the share of rows of the commonest width, and that width."""
    widths = Counter(line.count(mark) for line in lines if mark in line)
    if not widths:
        return 0, 0.0, 0
    rows, width = max((rows, width) for width, rows in widths.items())
    return _known_headings(mark, file, is_heading), rows / len(lines), width


def _known_headings(mark: str, file: TextFile, is_heading: HeadingScore | None) -> int:
    if is_heading is None:
        return 0
    lines = [line[0] for line in _LINE.finditer(file.beginning)]
    best = 0
    try:
        for at, row in enumerate(csv.reader(lines, delimiter=mark, skipinitialspace=True)):
            cells = [tidy(original(cell)) for cell in row]
            best = max(best, is_heading(cells)) if cells else best
            if at == _SAMPLE_ROWS:
                break
    except csv.Error:
        return best
    return best


def _raw_rows(file: TextFile, separator: str, limits: Limits) -> Iterator[RawRow]:
    """The rows of a text file, each with the number of the line where it begins."""
    # The setting of the module bounds every reader of the process, so it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), limits.cell_characters))
    lines = _measured_lines(file, separator, limits)
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


def _measured_lines(file: TextFile, separator: str, limits: Limits) -> Iterator[str]:
    """The lines of a text, refused before a line of very many columns becomes as many texts."""
    most = _ROOM * limits.columns
    inside, begins_at = False, 1
    for number, line in enumerate(file.lines(), start=1):
        if not inside:
            begins_at = number
        if len(line) > most and line.count(separator) > most:
            outside = _QUOTED.sub("", f'"{line}' if inside else line)
            columns = outside.count(separator) + 1
            if columns > most:
                raise too_many_columns(begins_at, columns, limits)
        if '"' in line:
            inside ^= line.count('"') % 2 == 1
        yield line


def _malformed(number: int, message: str, limits: Limits) -> Unreadable:
    """The sentence for a fault that the csv module reports in its own words."""
    row, most = f"{number:,}", f"{limits.cell_characters:,}"
    if "limit" in message:
        return Unreadable(
            _(
                "A cell in row %(row)s has more than %(most)s characters. "
                "Perhaps a quotation mark is opened there and never closed."
            )
            % {"row": row, "most": most}
        )
    if "unexpected end" in message:
        return Unreadable(
            _(
                "The quotation mark that is opened in row %(row)s is never closed. "
                "Close it, or delete it."
            )
            % {"row": row}
        )
    return Unreadable(
        _(
            "In row %(row)s text follows a closing quotation mark. A cell with quotation marks "
            'inside is written with each of them doubled: "Le ""Futur""".'
        )
        % {"row": row}
    )
