"""Twelve files as editors have them: each ends in a check page or in one plain sentence."""

import re
from io import BytesIO

import openpyxl
import pytest
from django.contrib.auth.models import User

from tests.model import factories
from tests.model.factories import known
from tests.workbench.desk import COLUMNS, GOOD, text, upload

pytestmark = pytest.mark.django_db

OTHER = ["BE2", "errin", "planned", "survey-2021", "2021-12-31"]
NAMED = ["Région wallonne", "errin", "member", "survey-2021", "2021-12-31"]


def joined(rows, separator=","):
    return "\r\n".join(separator.join(row) for row in rows)


def workbook(*sheets, change=lambda book: None):
    """An Excel workbook of sheets, each a title and its rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    change(book)
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def merge_the_title(book):
    book.active.merge_cells("A1:E1")


def hide_a_row(book):
    book.active.row_dimensions[3].hidden = True


PLAIN = [COLUMNS, GOOD, OTHER]
LONG = [["code", "name", "short_name", "kind"]]
LONG += [[f"n{n}", f"Network {n}", f"N{n}", "network"] for n in range(2000)]
TITLE = [["What we know of the networks, all of it"], [], *PLAIN]
# Name of the file, its bytes, and how many rows are found good and with an error, or the sentence.
FILES = {
    "semicolons": ("a.csv", joined(PLAIN, ";").encode(), (2, 0)),
    "tabs": ("a.tsv", joined(PLAIN, "\t").encode(), (2, 0)),
    "UTF-16": ("a.csv", joined([COLUMNS, NAMED], "\t").encode("utf-16"), (1, 0)),
    "Windows-1252": ("a.csv", joined([COLUMNS, NAMED], ";").encode("cp1252"), (1, 0)),
    "a byte order mark": ("a.csv", joined([COLUMNS, NAMED]).encode("utf-8-sig"), (1, 0)),
    "a merged title": ("a.xlsx", workbook(("T", TITLE), change=merge_the_title), (2, 0)),
    "hidden rows": ("a.xlsx", workbook(("T", PLAIN), change=hide_a_row), (2, 0)),
    "blank rows": ("a.csv", joined([[], COLUMNS, [], GOOD, ["", "", ""], OTHER]).encode(), (2, 0)),
    "duplicate headings": (
        "a.csv",
        joined([[*COLUMNS, "status"], [*GOOD, "planned"]]).encode(),
        "Two columns are matched to the same: status.",
    ),
    "duplicate keys": (
        "a.csv",
        joined([*PLAIN, [*GOOD[:2], "planned", *GOOD[3:]]]).encode(),
        (1, 2),
    ),
    "2,000 rows": ("a.csv", joined(LONG).encode(), (2000, 0)),
    "several sheets": ("a.xlsx", workbook(("Notes", [["Read me"]]), ("T", PLAIN)), (2, 0)),
}


@pytest.fixture
def desk(client):
    known(factories.region, code="BE2", official_name="Vlaams Gewest")
    known(factories.region, code="BE3", official_name="Région wallonne")
    known(factories.network, code="errin")
    known(factories.source, code="survey-2021")
    client.force_login(User.objects.create_superuser("anna", password="a long pass phrase"))
    return client


@pytest.mark.parametrize(("name", "data", "outcome"), FILES.values(), ids=FILES)
def test_a_nasty_file_ends_in_a_check_or_in_one_sentence(name, data, outcome, desk):
    # `text` refuses every word of the machine on the page.
    said = text(upload(desk, data, name))
    if isinstance(outcome, str):
        assert outcome in said
        return
    new, wrong = (
        int(re.search(rf"{word} ([\d,]+)", said)[1].replace(",", ""))
        for word in ("New", "With errors")
    )
    assert (new, wrong) == outcome
