"""OpenDocument spreadsheets that are damaged or dangerous."""

from tests.common import books
from tests.imports.bad_workbooks import HEADINGS, SHEET, with_part
from tests.imports.case import FINE, REFUSED, Case


def cases() -> list[Case]:
    def words(cells):
        return [books.words(cell or "", valuetype="string") for cell in cells]

    sound = books.open_document(*map(words, SHEET))
    content = books.parts_of(sound)["content.xml"]
    entity = b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + content.split(b"?>", 1)[1]
    many = books.open_document(words(HEADINGS), [books.words("x", numbercolumnsrepeated=10**9)])
    ods = {"file": "table.ods"}
    return [
        Case("spreadsheet: sound", sound, FINE, **ods),
        Case(
            "spreadsheet: entities",
            with_part("content.xml", entity, sound),
            REFUSED,
            "definitions",
            **ods,
        ),
        Case("spreadsheet: a thousand million columns", many, REFUSED, "columns", **ods),
        Case("spreadsheet: cut off", sound[: len(sound) // 2], REFUSED, "damaged", **ods),
        Case(
            "spreadsheet: no content",
            with_part("content.xml", b"", sound),
            REFUSED,
            "damaged",
            **ods,
        ),
    ]
