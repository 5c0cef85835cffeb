"""A table as an OpenDocument spreadsheet (.ods), in which every text is a text."""

import re
from collections.abc import Iterable, Iterator, Sequence

from common.tables.packages import (
    Cell,
    Cells,
    digits,
    is_kept,
    measured,
    packed,
    sheet_title,
    xml_text,
)

_MEDIA_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns"
_MANIFEST = (
    f'{_XML}<manifest:manifest xmlns:manifest="{_NAMESPACE}:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MEDIA_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
_BEGINNING = (
    f'{_XML}<office:document-content xmlns:office="{_NAMESPACE}:office:1.0" '
    f'xmlns:style="{_NAMESPACE}:style:1.0" xmlns:fo="{_NAMESPACE}:xsl-fo-compatible:1.0" '
    f'xmlns:table="{_NAMESPACE}:table:1.0" xmlns:text="{_NAMESPACE}:text:1.0" '
    'office:version="1.2">'
)
_HEADING = (
    '<style:style style:name="heading" style:family="table-cell">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
)
_END = "</table:table></office:spreadsheet></office:body></office:document-content>"

_CENTIMETRES_A_CHARACTER = 0.22
# Spaces that a document would make one, and tabs.
_SPACES = re.compile(r"\t|^ +| {2,}| +$")


def ods_bytes(title: str, headings: Sequence[str], rows: Iterable[Cells]) -> bytes:
    """The spreadsheet with one sheet: headings in bold, below them the rows.

    A number is a number cell if spreadsheets keep all of its digits, else a text.
    """
    return packed(
        [
            ("mimetype", [_MEDIA_TYPE]),
            ("META-INF/manifest.xml", [_MANIFEST]),
            ("content.xml", _content(title, headings, rows)),
        ]
    )


def _content(title: str, headings: Sequence[str], rows: Iterable[Cells]) -> Iterator[str]:
    widths, measured_rows = measured(headings, rows)
    name = xml_text(sheet_title(title)).replace('"', "&quot;")
    styles = "".join(_column_style(width) for width in sorted(set(widths)))
    columns = "".join(f'<table:table-column table:style-name="width{width}"/>' for width in widths)
    yield (
        f"{_BEGINNING}<office:automatic-styles>{_HEADING}{styles}</office:automatic-styles>"
        f'<office:body><office:spreadsheet><table:table table:name="{name}">{columns}'
    )
    heading = _row(headings, ' table:style-name="heading"')
    yield f"<table:table-header-rows>{heading}</table:table-header-rows>"
    for row in measured_rows:
        yield _row(row, "")
    yield _END


def _column_style(width: int) -> str:
    return (
        f'<style:style style:name="width{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="'
        f'{width * _CENTIMETRES_A_CHARACTER:.2f}cm"/></style:style>'
    )


def _row(cells: Cells, style: str) -> str:
    return f"<table:table-row>{''.join(_cell(cell, style) for cell in cells)}</table:table-row>"


def _cell(cell: Cell, style: str) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if not isinstance(cell, str):
        written = digits(cell)
        if is_kept(cell):
            return (
                f'<table:table-cell{style} office:value-type="float" office:value="{written}">'
                f"<text:p>{written}</text:p></table:table-cell>"
            )
        cell = written
    paragraphs = "</text:p><text:p>".join(map(_paragraph, cell.split("\n")))
    return (
        f'<table:table-cell{style} office:value-type="string">'
        f"<text:p>{paragraphs}</text:p></table:table-cell>"
    )


def _paragraph(line: str) -> str:
    text = xml_text(line)
    if "  " in text or "\t" in text or text != text.strip(" "):
        return _SPACES.sub(_spaces, text)
    return text


def _spaces(match: re.Match[str]) -> str:
    return "<text:tab/>" if match[0] == "\t" else f'<text:s text:c="{len(match[0])}"/>'
