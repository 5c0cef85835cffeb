"""A table as an Excel workbook (.xlsx), in which every text is a text and no cell a formula."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from common.tables.inert import is_formula_like
from common.tables.packages import (
    Cells,
    Number,
    digits,
    is_kept,
    measured,
    packed,
    packed_in_pieces,
    sheet_title,
    xml_text,
)

# More are no Excel workbook: it would be repaired, and the text cut off.
MOST_CHARACTERS = 32_767
# What a reader would take for an escaped sign: Excel escapes its first letter.
_LIKE_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

_PLAIN, _HEADING, _QUOTED = range(3)
_STYLES = ("", f' s="{_HEADING}"', f' s="{_QUOTED}"')

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CONTENT_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
)
_CORE_TYPE = (
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
)
_RELATIONS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
)
_CORE_RELATION = (
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/>'
)
_FONT = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
_LOOK = 'numFmtId="0" fillId="0" borderId="0"'
# The cells have three looks, in the order of _PLAIN, _HEADING and _QUOTED.
_STYLE_SHEET = (
    f'{_XML}<styleSheet xmlns="{_MAIN}">'
    f'<fonts count="2"><font>{_FONT}</font><font><b/>{_FONT}</font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    f'<cellStyleXfs count="1"><xf {_LOOK} fontId="0"/></cellStyleXfs>'
    f'<cellXfs count="3"><xf {_LOOK} fontId="0" xfId="0"/>'
    f'<xf {_LOOK} fontId="1" xfId="0" applyFont="1"/>'
    f'<xf {_LOOK} fontId="0" xfId="0" quotePrefix="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


class TooLong(ValueError):
    """A text has more characters than a workbook keeps; the message names the remedy."""


class Sheet(NamedTuple):
    """One sheet of a workbook: headings in bold that stay in sight, below them the rows."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Cells]


def xlsx_bytes(title: str, headings: Sequence[str], rows: Iterable[Cells]) -> bytes:
    """The workbook with one sheet.

    A number is a number cell if Excel keeps all of its digits, else a text. Raises TooLong.
    """
    return workbook_bytes([Sheet(title, headings, rows)])


def xlsx_pieces(
    title: str, headings: Sequence[str], rows: Iterable[Cells], description: str = ""
) -> Iterator[bytes]:
    """The same workbook in pieces, made as they are asked for: many rows take no more memory.

    With a description, it and the title stand among the properties of the document.
    """
    parts = _parts([Sheet(title, headings, rows)], _properties(title, description))
    return packed_in_pieces(parts)


def workbook_bytes(sheets: Sequence[Sheet]) -> bytes:
    """A workbook of several sheets, whose titles are to differ in their first 31 letters."""
    return packed(_parts(sheets))


def _properties(title: str, description: str) -> str:
    """The part for the properties of the document, which knows no place for a licence."""
    if not description:
        return ""
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{xml_text(title)}</dc:title>"
        f"<dc:description>{xml_text(description)}</dc:description></cp:coreProperties>"
    )


def _parts(sheets: Sequence[Sheet], properties: str = "") -> list[tuple[str, Iterable[str]]]:
    numbered = list(enumerate(sheets, start=1))
    listed = "".join(
        f'<sheet name="{_name(one)}" sheetId="{at}" r:id="rId{at}"/>' for at, one in numbered
    )
    workbook = (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for at, _one in numbered
    )
    core_type, core_relation = (_CORE_TYPE, _CORE_RELATION) if properties else ("", "")
    return [
        ("[Content_Types].xml", [f"{_CONTENT_TYPES}{core_type}{types}</Types>"]),
        ("_rels/.rels", [f"{_RELATIONS}{core_relation}</Relationships>"]),
        *([("docProps/core.xml", [properties])] if properties else []),
        ("xl/workbook.xml", [workbook]),
        ("xl/_rels/workbook.xml.rels", [_relations(len(numbered))]),
        ("xl/styles.xml", [_STYLE_SHEET]),
        *((f"xl/worksheets/sheet{at}.xml", _sheet(one.headings, one.rows)) for at, one in numbered),
    ]


def _name(sheet: Sheet) -> str:
    return xml_text(sheet_title(sheet.title)).replace('"', "&quot;")


def _relations(sheets: int) -> str:
    """What the workbook consists of: its sheets, and how cells look."""
    parts = [
        *(("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, sheets + 1)),
        ("styles", "styles.xml"),
    ]
    listed = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(parts, start=1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _sheet(headings: Sequence[str], rows: Iterable[Cells]) -> Iterator[str]:
    widths, measured_rows = measured(headings, rows)
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
        for at, width in enumerate(widths, start=1)
    )
    letters = [get_column_letter(at) for at in range(1, len(headings) + 1)]
    yield (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{columns}</cols><sheetData>"
    )
    yield _row(1, letters, headings, _HEADING)
    for number, row in enumerate(measured_rows, start=2):
        yield _row(number, letters, row, _PLAIN)
    yield "</sheetData></worksheet>"


def _row(number: int, letters: list[str], cells: Cells, style: int) -> str:
    filled = "".join(
        _cell(f"{letter}{number}", cell, style)
        for letter, cell in zip(letters, cells, strict=True)
        if cell is not None and cell != ""
    )
    return f'<row r="{number}">{filled}</row>'


def _cell(place: str, cell: str | Number, style: int) -> str:
    if not isinstance(cell, str):
        if is_kept(cell):
            return f'<c r="{place}"><v>{digits(cell)}</v></c>'
        cell = digits(cell)
    if len(cell) > MOST_CHARACTERS // 2:
        _check_length(place, cell)
    if style == _PLAIN and is_formula_like(cell):
        style = _QUOTED
    text = xml_text(_LIKE_ESCAPED.sub("_x005F_", cell) if "_x" in cell else cell)
    return (
        f'<c r="{place}"{_STYLES[style]} t="inlineStr"><is>'
        f'<t xml:space="preserve">{text}</t></is></c>'
    )


def _check_length(place: str, text: str) -> None:
    # Excel counts as UTF-16 does: most pictures are two.
    length = len(text.encode("utf-16-le", errors="surrogatepass")) // 2
    if length > MOST_CHARACTERS:
        raise TooLong(
            _(
                "The text in cell %(place)s has %(length)s characters; a cell of an Excel workbook "
                "holds at most %(most)s. Choose CSV or ODS."
            )
            % {"place": place, "length": f"{length:,}", "most": f"{MOST_CHARACTERS:,}"}
        )
