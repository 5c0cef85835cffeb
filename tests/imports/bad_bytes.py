"""Files that are no table, or not the text they seem to be."""

import base64
import zlib

from common.tables import Dialect
from tests.common import books
from tests.imports.case import ERRORS, FINE, REFUSED, Case, table
from tests.imports.rows import ROWS
from workbench.imports.choices import Choices

SOUND = table(*ROWS["regions.network"])
TEXT = SOUND.decode()
ACCENTS = TEXT.replace("Eight countries", "Huit pays là-bas dès l’été")
FEW = {"IMPORT_ROWS": 50, "IMPORT_COLUMNS": 40, "IMPORT_FILE_MEGABYTES": 1}

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
XLS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
HTML = (
    b"<!DOCTYPE html><html><body><table><tr><td>code</td><td>name</td></tr></table></body></html>"
)
JSON = b'[{"code": "alpine", "name": "Alpine Space", "short_name": "Alpine"}]\n'
JSON_LINES = b'{"code": "alpine", "name": "Alpine"}\n{"code": "baltic", "name": "Baltic"}\n'
XML = b"<?xml version='1.0'?><rows><row><code>alpine</code><name>Alpine</name></row></rows>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
DOCX = books.archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"})
RANDOM = b"".join(zlib.compress(bytes([seed, 7, seed ^ 90]) * 9) for seed in range(200))


def cases() -> list[Case]:
    return [*_kinds(), *_blank(), *_letters(), *_signs(), *_sizes(), *_dialects()]


def _refused(defect: str, data, word: str, file: str = "table.csv", **more) -> Case:
    return Case(f"file: {defect}", data, REFUSED, word, file=file, **more)


def _kinds() -> list[Case]:
    return [
        _refused("a PDF", PDF, "a PDF document"),
        _refused("a picture", PNG, "a picture"),
        _refused("a photograph", b"\xff\xd8\xff\xe0" + bytes(99), "a picture"),
        _refused("an old Excel workbook", XLS, "old Excel workbook", "table.xls"),
        _refused("an old Excel workbook named CSV", XLS, "old Excel workbook"),
        _refused("a Word document", DOCX, "Word document"),
        _refused("a Word document named XLSX", DOCX, "Word document", "table.xlsx"),
        _refused("a web page", HTML, "web page"),
        _refused("a web page named XLS", HTML, "web page", "table.xls"),
        _refused("XML", XML, "XML"),
        _refused("a drawing with a script", SVG, "XML"),
        _refused("JSON", JSON, ""),
        _refused("lines of JSON", JSON_LINES, ""),
        _refused("a rich text", b"{\\rtf1\\ansi code,name}", "a text document"),
        _refused("a program", b"\x7fELF\x02\x01\x01" + bytes(99), "a program"),
        _refused("a compressed table", b"\x1f\x8b\x08" + bytes(99), "compressed"),
        _refused("binary junk", RANDOM, ""),
        _refused("binary junk named XLSX", RANDOM, "", "table.xlsx"),
        _refused("a script", b"#!/bin/sh\nrm -rf / ; echo $HOME\n", ""),
        _refused("a letter", b"Dear colleague,\n\nplease find the data below.\n\nYours\n", ""),
    ]


def _blank() -> list[Case]:
    return [
        _refused("empty", b"", "is empty"),
        _refused("blanks only", b"  \n\t\n   \r\n", "blanks"),
        _refused("separators only", b",,,\n,,,\n", "every cell is blank"),
        _refused("a byte order mark only", b"\xef\xbb\xbf", "blanks"),
        _refused("a mark of UTF-16 only", b"\xff\xfe", "blanks"),
        _refused("headings only", TEXT.splitlines()[0].encode(), "no rows"),
        _refused(
            "headings and blank rows", (TEXT.splitlines()[0] + "\n,,,\n\n").encode(), "no rows"
        ),
        _refused("one column", b"code\nalpine\nbaltic\n", "Only one column"),
        _refused("no headings", b"1,2,3\n4,5,6\n", "headings"),
        _refused("headings in the twelfth row", b"x,\n" * 11 + SOUND, "headings"),
    ]


def _letters() -> list[Case]:
    halves = ACCENTS.encode("utf-16-le")[:-1]
    mixed = ACCENTS.encode() + "extra,Café,C,network,,\n".encode("cp1252")
    return [
        _refused("UTF-16 without its mark", TEXT.encode("utf-16-le"), ""),
        _refused("UTF-16 the other way without its mark", TEXT.encode("utf-16-be"), ""),
        _refused("UTF-32", TEXT.encode("utf-32"), ""),
        _refused("half a letter of UTF-16", b"\xff\xfe" + halves, "not whole UTF-16"),
        _refused("two encodings in one file", mixed, "mixes UTF-8"),
        _refused("UTF-8 with a mark and stray bytes", b"\xef\xbb\xbf" + mixed, "not whole UTF-8"),
        _refused("neither UTF-8 nor Windows-1252", TEXT.encode() + b"\x81\x8d,x\n", "encoding"),
        _refused(
            "read in another encoding than its own",
            b"\xff\xfe" + TEXT.encode("utf-16-le"),
            "Choose",
            choices=Choices(Dialect(encoding="UTF-8")),
        ),
        _refused(
            "an encoding that is not known",
            SOUND,
            "Choose",
            choices=Choices(Dialect(encoding="EBCDIC")),
        ),
        _refused(
            "a separator that is not known",
            SOUND,
            "Choose",
            choices=Choices(Dialect(separator="|")),
        ),
        _refused(
            "headings in a row that is not there",
            SOUND,
            "row of headings",
            choices=Choices(Dialect(heading_row=99)),
        ),
        _refused(
            "headings in the last row", SOUND, "no rows", choices=Choices(Dialect(heading_row=3))
        ),
    ]


def _signs() -> list[Case]:
    return [
        _refused("a NUL in a cell", TEXT.replace("Baltic Sea", "Baltic\0Sea").encode(), "control"),
        _refused(
            "a quotation mark never closed",
            TEXT.replace("Baltic Sea", '"Baltic Sea').encode(),
            "quotation mark",
        ),
        _refused(
            "text behind a quotation mark",
            TEXT.replace("Baltic Sea", '"Baltic" Sea').encode(),
            "quotation mark",
        ),
        Case(
            "file: other control characters are no part of a text",
            TEXT.replace("Baltic Sea", "Bal\x07tic\x1b Sea\x7f").encode(),
            FINE,
            shape="regions.network",
        ),
        Case(
            "file: a cell of control characters is blank",
            TEXT.replace("Baltic Sea", "\x01\x02\x7f").encode(),
            ERRORS,
            "",
            3,
            "name",
            shape="regions.network",
        ),
        Case(
            "file: a cell that shows nothing is blank",
            TEXT.replace("Baltic Sea", "\u200b\u2800\u3164").encode(),
            ERRORS,
            "",
            3,
            "name",
            shape="regions.network",
        ),
    ]


def _sizes() -> list[Case]:
    head, *rest = TEXT.splitlines()
    many = head + "\n" + "\n".join(f"net-{n},Net {n},N{n},network,," for n in range(80)) + "\n"
    wide = "\n".join(line + ",x" * 60 for line in (head, *rest))
    long = TEXT.replace("Eight countries", "x" * 1_000_001)
    return [
        _refused("too many rows", many.encode(), "more than 50 rows", settings=FEW),
        _refused(
            "too many blank lines", lambda: SOUND + b"\n" * 2_000_000, "100,000 rows", is_heavy=True
        ),
        _refused("too many columns", wide.encode(), "at most 40", settings=FEW),
        _refused(
            "a hundred thousand columns",
            lambda: SOUND + b"x" + b",x" * 99_999 + b"\n",
            "at most 500",
            is_heavy=True,
        ),
        _refused(
            "headings of a hundred thousand columns",
            lambda: b"code,name" + b",x" * 99_998 + b"\n",
            "at most 500",
            is_heavy=True,
        ),
        _refused(
            "too many megabytes", lambda: SOUND + b"x" * 1_100_000, "at most 1 MB", settings=FEW
        ),
        _refused("a cell of a million letters", long.encode(), "1,000,000 characters"),
        _refused(
            "a cell of ten megabytes",
            lambda: SOUND + b'a,"' + b"x" * 10_000_000 + b'",y\n',
            "1,000,000 characters",
            is_heavy=True,
        ),
        _refused(
            "a quotation mark before ten megabytes of lines",
            lambda: SOUND + b'a,"' + b"x,y\n" * 2_500_000,
            "",
            is_heavy=True,
        ),
    ]


def _dialects() -> list[Case]:
    """What looks odd and can be read all the same: both rows have to be stored."""
    tabs = TEXT.replace(",", "\t")
    dialects = {
        "lone carriage returns for line ends": TEXT.replace("\r\n", "\r").encode(),
        "line feeds for line ends": TEXT.replace("\r\n", "\n").encode(),
        "semicolons": TEXT.replace(",", ";").encode(),
        "tabs": tabs.encode(),
        "its separator named in the first line": b"sep=;\n" + TEXT.replace(",", ";").encode(),
        "a byte order mark": TEXT.encode("utf-8-sig"),
        "UTF-16 with its mark": TEXT.encode("utf-16"),
        "Windows-1252": ACCENTS.encode("cp1252"),
        "a title above the headings": b"Networks of Europe,,,,,\n\n" + SOUND,
        "blank rows between the others": TEXT.replace("\r\n", "\r\n\r\n,,,,,\r\n").encode(),
        "no line end at its end": SOUND.rstrip(),
        "a name that says nothing of its kind": SOUND,
    }
    return [
        Case(f"file: {habit}", data, FINE, file="no kind" if "name" in habit else "table.csv")
        for habit, data in dialects.items()
    ]
