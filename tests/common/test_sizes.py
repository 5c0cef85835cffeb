"""Large tables are read in time and in little memory; what is too large is refused at once."""

import random
import resource
import time
import tracemalloc
from collections.abc import Callable

import pytest

from common.tables import Limits, Unreadable, read_table
from common.tables.writing import csv_bytes, ods_bytes, xlsx_bytes
from tests.common import books

ROWS = 100_000
HEADINGS = ["region", "network", "status", "via", "since", "until", "note", "source", "stated_on"]
WRITERS = {
    "CSV": csv_bytes,
    "XLSX": lambda headings, rows: xlsx_bytes("Data", headings, rows),
    "ODS": lambda headings, rows: ods_bytes("Data", headings, rows),
}


def memberships(count: int, note: str = "As number {} said") -> list[list[str]]:
    chance = random.Random(4)  # noqa: S311  (no secret)
    statuses, years = ["member", "partner"], range(2010, 2020)
    return [
        [
            f"BE{chance.randrange(300)}",
            f"network-{chance.randrange(50)}",
            chance.choice(statuses),
            "",
            f"{chance.choice(years)}-01-01",
            "",
            note.format(number),
            "survey-2021",
            "2021-12-31",
        ]
        for number in range(count)
    ]


def seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def test_a_hundred_thousand_rows_are_read_in_a_moment():
    data = csv_bytes(HEADINGS, memberships(ROWS))
    assert min(seconds(lambda: read_table(data, "wave.csv")) for _ in range(2)) < 2.5


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["XLSX", "ODS"])
def test_a_hundred_thousand_rows_of_a_workbook_are_read_in_seconds(kind):
    data = WRITERS[kind](HEADINGS, memberships(ROWS))
    table = []
    assert seconds(lambda: table.append(read_table(data, "wave"))) < 15
    assert len(table[0].rows) == ROWS


@pytest.mark.parametrize("note", ["As number {} said", "Όπως είπε {}", "\N{GRINNING FACE} said {}"])
def test_a_row_of_a_text_file_takes_little_memory(note):
    kept, most = memory_of_a_row(csv_bytes(HEADINGS, memberships(20_000, note)), 20_000)
    assert kept < 500
    assert most < 700


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["XLSX", "ODS"])
def test_a_row_of_a_workbook_takes_little_memory(kind):
    kept, most = memory_of_a_row(WRITERS[kind](HEADINGS, memberships(10_000)), 10_000)
    assert kept < 500
    assert most < 1_500  # a tenth of what a tree of the document would take


def memory_of_a_row(data: bytes, rows: int) -> tuple[float, float]:
    """Bytes for each row, afterwards and at most."""
    tracemalloc.start()
    try:
        table = read_table(data, "wave")
        kept, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(table.rows) == rows
    return kept / rows, most / rows


def test_a_workbook_of_two_million_cells_is_refused_at_once():
    row = b'<row r="%d">' + b'<c t="n" s="0"><v>12</v></c>' * 20 + b"</row>"
    data = books.excel_with(books.with_rows(b"".join(row % at for at in range(3, 100_003))))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert seconds(lambda: refused(data, "The workbook has more than 1,500,000 cells")) < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300 * 1024


LONG = "x" * 10_000_000
HUGE = "The cell in row 2, column 2 has 10,000,000 characters; at most 1,000,000 can be read."


def inline_cell() -> bytes:
    cell = f'<c r="B2" t="inlineStr"><is><t>{LONG}</t></is></c>'
    return books.excel_with(
        lambda sheet: sheet.replace(
            b"</sheetData>", b'<row r="2">%s</row></sheetData>' % cell.encode()
        ),
        [["Region", "Name"]],
    )


@pytest.mark.parametrize(
    "made",
    [
        inline_cell,
        lambda: books.excel_sharing(f"<t>{LONG}</t>"),
        lambda: books.open_document(
            [books.words("Region"), books.words("Name")], [books.words("BE3"), books.words(LONG)]
        ),
    ],
    ids=["inline", "shared", "ODS"],
)
def test_a_cell_of_ten_megabytes_is_refused_at_once(made):
    data = made()
    assert seconds(lambda: refused(data, HUGE)) < 2


def test_a_cell_of_ten_megabytes_in_a_text_file_is_refused_at_once():
    data = f"Region,Name\nBE3,{LONG}\n".encode()
    assert seconds(lambda: refused(data, "A cell in row 2 has more than 1,000,000")) < 2


def test_the_most_rows_are_those_below_the_headings():
    rows = [["a", "b"]] * 9
    for kind, write in WRITERS.items():
        data = write(["Region", "Name"], rows)
        assert len(read_table(data, kind, limits=Limits(rows=9)).rows) == 9


def refused(data: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_table(data, "wave")
    assert str(refusal.value).startswith(sentence)


def with_looks(xml: bytes) -> bytes:
    parts = books.parts_of(books.excel())
    name = "xl/styles.xml"
    return books.archive({**parts, name: parts[name].replace(b"</cellXfs>", xml + b"</cellXfs>")})


@pytest.mark.parametrize(
    "made",
    [
        lambda: books.excel_with(books.with_rows(b"<row/>" * 4_000_000)),
        lambda: books.excel_with(books.with_rows(b"<a/>" * 4_000_000)),
        lambda: with_looks(b"<xf/>" * 400_000),
    ],
    ids=["rows", "unknown", "looks"],
)
def test_a_workbook_of_endless_tags_is_refused_at_once(made):
    data = made()
    assert seconds(lambda: refused(data, "The workbook holds more formats than can be read.")) < 2


def test_a_million_formatted_blank_rows_do_no_harm():
    rows = b"".join(b'<row r="%d" ht="15"/>' % number for number in range(3, 1_048_577))
    data = books.excel_with(books.with_rows(rows))
    table = []
    assert seconds(lambda: table.append(read_table(data, "wave"))) < 5
    assert len(table[0].rows) == 1
