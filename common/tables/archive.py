"""The zip archive that a workbook is, looked over before anything in it is opened.

A few kilobytes can unpack to gigabytes, declare entities that multiply, or hold a million empty
cells. Everything here is bounded by what the archive declares and by reading it in pieces.
"""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.tables.table import MEGABYTE, Limits, Unreadable, too_large_workbook

EXCEL, OPEN_DOCUMENT = "xlsx", "ods"
KINDS = {
    EXCEL: gettext_lazy("Excel workbook"),
    OPEN_DOCUMENT: gettext_lazy("OpenDocument spreadsheet"),
}

_ADVICE = gettext_lazy("Save the table as XLSX, ODS or CSV and use that file.")
# A workbook has a part a sheet and some twenty more; its directory some 100 bytes a part.
_MOST_PARTS = 2_000
_DIRECTORY_BYTES = 400_000
# Parts other than sheets (texts, styles) are held in memory as a whole.
_WHOLE_PART_BYTES = 50 * MEGABYTE
# Tags for each cell, those of formatted but blank rows, and those of the part with the looks,
# which is made a tree; without bounds, some kilobytes of tags take a minute.
_TAGS_A_CELL, _OTHER_TAGS, _TAGS_OF_LOOKS = 20, 3_000_000, 300_000
_PIECE = 256 * 1024
# Longer than any cell with a formula: 8,192 characters is the most that a formula may have.
_OVERLAP = 16 * 1024

_END_OF_DIRECTORY = b"PK\x05\x06"
_LARGE_DIRECTORY = b"PK\x06\x07"
_PICTURES = re.compile(r"xl/media/|Pictures/|Thumbnails/|media/")
_LOOKS = {"xl/styles.xml", "xl/workbook.xml"}
_MACROS = re.compile(r"Basic/|Scripts/|.*vbaProject", re.I)
_CELL = re.compile(rb"<(?:\w+:)?(?:c|table-cell|covered-table-cell)[\s/>]")
_FORMULA_ALONE = re.compile(
    rb"<c\b([^>]*)>\s*<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>"
)


def checked_kind(data: bytes, limits: Limits) -> str:
    """EXCEL or OPEN_DOCUMENT, for a workbook that may be opened; raises Unreadable."""
    _check_directory(data)
    with damage_told(), zipfile.ZipFile(BytesIO(data)) as archive:
        kind = _kind(archive)
        _check_sizes(archive, limits)
        _check_parts(archive, limits)
    return kind


@contextmanager
def damage_told() -> Iterator[None]:
    """Turn whatever the parsers raise into a sentence: a damaged part makes them fail anyhow."""
    try:
        yield
    except Unreadable:
        raise
    except Exception:
        raise _damaged() from None


def _damaged() -> Unreadable:
    return Unreadable(
        _(
            "The workbook is damaged. Open it in a spreadsheet program, save it again as XLSX or "
            "ODS and use that file."
        )
    )


def _advised(sentence: str) -> Unreadable:
    return Unreadable(f"{sentence} {_ADVICE}")


def _protected() -> Unreadable:
    return Unreadable(_("The workbook is protected by a password. Save it without one."))


def _check_directory(data: bytes) -> None:
    """Refuse a directory of very many parts, which alone would take seconds to read."""
    end = data.rfind(_END_OF_DIRECTORY)
    if end < 0 or len(data) < end + 22:
        raise _damaged()
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    is_large = data[max(end - 20, 0) : end].startswith(_LARGE_DIRECTORY)
    if is_large or size > _DIRECTORY_BYTES:
        raise _advised(_("The archive has too many parts to be a workbook."))


def _kind(archive: zipfile.ZipFile) -> str:
    """Which kind of workbook an archive is, going by the names of its parts."""
    names = set(archive.namelist())
    if any(_MACROS.match(name) for name in names):
        raise Unreadable(
            _("The workbook holds macros, which are not accepted. Save it as XLSX or ODS without.")
        )
    if "xl/workbook.bin" in names:
        raise _advised(_("The workbook is in Excel's binary form (.xlsb)."))
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        return EXCEL
    if names >= {"content.xml", "mimetype"} and archive.open("mimetype").read(100).endswith(
        b"spreadsheet"
    ):
        return OPEN_DOCUMENT
    if any(name.startswith("word/") for name in names):
        raise _advised(_("The file is a Word document, not a table."))
    raise _advised(_("The zip archive holds no workbook."))


def _check_sizes(archive: zipfile.ZipFile, limits: Limits) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if unpacked > limits.unpacked_bytes:
        size, most = unpacked // MEGABYTE, limits.unpacked_bytes // MEGABYTE
        raise _advised(
            _("Unpacked, the workbook has %(size)s MB; at most %(most)s MB can be read.")
            % {"size": f"{size:,}", "most": f"{most:,}"}
        )
    if len(parts) > _MOST_PARTS:
        raise _advised(_("The archive has too many parts to be a workbook."))
    if any(part.flag_bits & 1 for part in parts):
        raise _protected()


def _check_parts(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Read every part once in pieces, for what must not reach the parsers."""
    cells = tags = 0
    # The texts come after the cells that they are for.
    for part in sorted(archive.infolist(), key=lambda part: "sharedStrings" in part.filename):
        cells_before, tags_before = cells, tags
        for known, window in _windows(archive, part):
            # A cell that ends within the repeated bytes was counted with the piece before.
            cells += sum(1 for cell in _CELL.finditer(window) if cell.end() > known)
            tags += window.count(b"<", known)
            if cells > limits.workbook_cells:
                raise too_large_workbook(limits)
            is_looks = part.filename in _LOOKS and tags - tags_before > _TAGS_OF_LOOKS
            if is_looks or tags > _OTHER_TAGS + _TAGS_A_CELL * cells:
                raise _advised(_("The workbook holds more formats than can be read."))
            _check_piece(part.filename, window)
        if cells == cells_before and part.file_size > _WHOLE_PART_BYTES:
            raise _advised(_("The workbook holds more text than can be read."))


def _windows(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[tuple[int, bytes]]:
    """The bytes of a part piece by piece, each after the last bytes of the one before."""
    overlap = b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            window = overlap + piece
            yield len(overlap), window
            overlap = window[-_OVERLAP:]


def _check_piece(name: str, window: bytes) -> None:
    if _PICTURES.match(name):
        return
    if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
        raise _advised(_("The workbook holds definitions that no spreadsheet writes."))
    if b"manifest:encryption-data" in window:
        raise _protected()
    if b"<f" in window and any(b't="str"' not in f[1] for f in _FORMULA_ALONE.finditer(window)):
        raise Unreadable(
            _(
                "The workbook has formulas without their results. Open it in a spreadsheet "
                "program, save it again and use that file."
            )
        )
