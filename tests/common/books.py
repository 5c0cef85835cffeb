"""Workbooks and archives made for the tests: one sound, and one for each way of being wrong."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
from odf import opendocument, table, text

FILES = Path(__file__).parents[1] / "data" / "tables"
ROWS = [["Region", "Population"], ["BE3", 3643996]]


def excel(*sheets: list[list[object]], titles: tuple[str, ...] = ("Data", "More")) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in zip(titles, sheets or [ROWS], strict=False):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return stream.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}


def excel_with(change: Callable[[bytes], bytes], rows: list[list[object]] = ROWS) -> bytes:
    """A workbook whose only sheet is written by another hand."""
    parts = parts_of(excel(rows))
    name = "xl/worksheets/sheet1.xml"
    return archive({**parts, name: change(parts[name])})


def with_rows(xml: bytes) -> Callable[[bytes], bytes]:
    return lambda sheet: sheet.replace(b"</sheetData>", xml + b"</sheetData>")


def with_dimension(extent: bytes) -> Callable[[bytes], bytes]:
    return lambda sheet: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="%s"' % extent, sheet)


SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def excel_sharing(*items: str) -> bytes:
    """A workbook as Excel writes it: its cells refer to texts; below two headings one a row."""
    row = '<row r="%d"><c r="A%d" t="n"><v>1</v></c><c r="B%d" t="s"><v>%d</v></c></row>'
    rows = "".join(row % (at, at, at, at - 2) for at in range(2, len(items) + 2))
    parts = parts_of(excel_with(with_rows(rows.encode()), [["Number", "Text"]]))
    texts = "".join(f"<si>{item}</si>" for item in items)
    kind = f"{SPREADSHEET}.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/>'
    types = "[Content_Types].xml"
    parts[types] = parts[types].replace(b"</Types>", f"{override}</Types>".encode())
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{texts}</sst>'.encode()
    return archive(parts)


def open_document(*rows: list[table.TableCell], title: str = "Data") -> bytes:
    document = opendocument.OpenDocumentSpreadsheet()
    sheet = table.Table(name=title)
    for cells in rows:
        row = table.TableRow()
        for cell in cells:
            row.addElement(cell)
        sheet.addElement(row)
    document.spreadsheet.addElement(sheet)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def words(*lines: str, **attributes: object) -> table.TableCell:
    cell = table.TableCell(**attributes)
    for line in lines:
        cell.addElement(text.P(text=line))
    return cell
