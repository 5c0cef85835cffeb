"""Twelve files as they come from other people's spreadsheets: each ends in a plan or a sentence."""

import html
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from common.tables import Unreadable
from regions.models import Alias, Membership
from tests.admin.pages import posted
from tests.common import books
from tests.imports import database
from tests.imports.case import text_of
from tests.imports.rows import ROWS
from workbench.imports.choices import Choices
from workbench.imports.running import look
from workbench.imports.shape import Unfit
from workbench.imports.shapes import all_shapes
from workbench.models import Import

pytestmark = pytest.mark.django_db

NAMES = list(ROWS["regions.membership"][1])
GOOD, OTHER = ([row.get(name, "") for name in NAMES] for row in ROWS["regions.membership"])
NOTED = [*OTHER[: NAMES.index("note")], "Très bien – déjà signé", *OTHER[NAMES.index("note") + 1 :]]
SHEET = [NAMES, GOOD, OTHER]
FAULTS = re.compile(r"Traceback|Error:|<class|&lt;class|\bNone\b|\bNaN\b")


def titled():
    """A title over all columns, in cells that are merged."""
    book = openpyxl.Workbook()
    book.active.append(["Memberships of our regions, as of 2021"])
    book.active.merge_cells(start_row=1, end_row=2, start_column=1, end_column=len(NAMES))
    for number, row in enumerate(SHEET, start=3):
        for column, cell in enumerate(row, start=1):
            book.active.cell(number, column).value = cell
    return books.saved(book)


def with_hidden_rows():
    """A filter that somebody left on: the rows that it hides are part of the table."""
    book = openpyxl.Workbook()
    for row in SHEET:
        book.active.append(row)
    book.active.auto_filter.ref = book.active.dimensions
    book.active.row_dimensions[3].hidden = True
    return books.saved(book)


def several_sheets():
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    book.active.append(["Sent by the region of Brussels"])
    for title, rows in {"Members": SHEET, "Old members": [NAMES, GOOD]}.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return books.saved(book)


def spaced():
    blank = "," * (len(NAMES) - 1)
    lines = text_of(SHEET).splitlines()
    return f"\r\n\r\n{lines[0]}\r\n{blank}\r\n\r\n{lines[1]}\r\n , ,\r\n{lines[2]}\r\n\r\n".encode()


TWO_THOUSAND = [["region", "name"], *(["BE3", f"Name no. {number}"] for number in range(2_000))]

# Name of the file, its bytes, and the rows of the plan or words of the sentence.
NASTY = {
    "semicolons": ("members.csv", text_of(SHEET, ";").encode(), 2),
    "tabs": ("members.txt", text_of(SHEET, "\t").encode(), 2),
    "UTF-16": ("members.csv", text_of([*SHEET[:2], NOTED], "\t").encode("utf-16"), 2),
    "Windows-1252": ("members.csv", text_of([*SHEET[:2], NOTED], ";").encode("cp1252"), 2),
    "a byte order mark": ("members.csv", text_of(SHEET).encode("utf-8-sig"), 2),
    "a merged title": ("members.xlsx", titled(), 2),
    "hidden rows": ("members.xlsx", with_hidden_rows(), 2),
    "blank rows": ("members.csv", spaced(), 2),
    "duplicate headings": (
        "members.csv",
        text_of([[*NAMES, "Status"], [*GOOD, "observer"]]).encode(),
        "Two columns are matched to the same: Status",
    ),
    "duplicate keys": (
        "members.csv",
        text_of([*SHEET, ["observer" if cell == "member" else cell for cell in OTHER]]).encode(),
        3,
    ),
    "2,000 rows": ("aliases.csv", text_of(TWO_THOUSAND).encode(), 2_000),
    "several sheets": ("members.xlsx", several_sheets(), 2),
}
each_of_them = pytest.mark.parametrize(("name", "data", "ends_in"), NASTY.values(), ids=NASTY)


@each_of_them
def test_it_ends_in_a_plan_or_in_one_sentence(name, data, ends_in, small_world):
    before = database.dump()
    try:
        run, sentence = look(data, name, Choices(), all_shapes()), ""
    except (Unreadable, Unfit) as refused:
        run, sentence = None, str(refused)
    assert database.differences(before, database.dump()) == []
    if isinstance(ends_in, str):
        assert ends_in in sentence
        assert not FAULTS.search(sentence)
        return
    assert sentence == ""
    assert sum(run.plan.row_counts().values()) == ends_in
    assert [text for text in _sentences(run.plan) if FAULTS.search(text)] == []


def _sentences(plan):
    return [*(problem.reason for problem in plan.problems), *map(str, plan.steps), *plan.notes]


def test_letters_and_marks_arrive_as_they_were_written(small_world):
    for kind in ("UTF-16", "Windows-1252"):
        name, data, _rows = NASTY[kind]
        steps = look(data, name, Choices(), all_shapes()).plan.changes
        assert any("Très bien – déjà signé" in step.after for step in steps)


def test_rows_that_contradict_each_other_are_both_named(small_world):
    name, data, _rows = NASTY["duplicate keys"]
    plan = look(data, name, Choices(), all_shapes()).plan
    assert plan.row_counts() == {"new": 1, "changed": 0, "unchanged": 0, "error": 2}
    assert plan.bad_rows == {3, 4}


@pytest.fixture
def desk(client, anna):
    client.force_login(anna)
    return client


def uploaded(desk, name, data):
    """The page that an upload leads to."""
    address = reverse("imports:start")
    page = desk.get(address).content.decode()
    [field] = re.findall(r'<input type="file" name="([^"]+)"', page)
    form = {**posted(page), field: SimpleUploadedFile(name, data)}
    return desk.post(address, form, follow=True)


def words(response):
    assert response.status_code == 200
    page = response.content.decode()
    assert not FAULTS.search(page)
    return html.unescape(" ".join(re.sub(r"<[^>]*>", " ", page).split()))


@each_of_them
def test_its_pages_show_a_plan_or_one_sentence(name, data, ends_in, small_world, desk):
    before = database.facts()
    response = uploaded(desk, name, data)
    said = words(response)
    assert database.differences(before, database.facts()) == []
    if isinstance(ends_in, str):
        assert ends_in in said
        return
    draft = Import.objects.get()
    assert response.redirect_chain[-1][0] == reverse("imports:check", args=[draft.pk])
    assert sum(draft.counts[kind] for kind in ("new", "changed", "unchanged", "error")) == ends_in


@pytest.mark.parametrize("kind", ["semicolons", "a merged title", "hidden rows", "2,000 rows"])
def test_its_pages_lead_on_to_what_was_imported(kind, small_world, desk):
    name, data, rows = NASTY[kind]
    stored = Membership.objects.count() + Alias.objects.count()
    words(uploaded(desk, name, data))
    draft = Import.objects.get()
    confirm = reverse("imports:confirm", args=[draft.pk])
    done = desk.post(confirm, {"digest": draft.digest}, follow=True)
    assert done.redirect_chain[-1][0] == reverse("imports:done", args=[draft.pk])
    words(done)
    assert Membership.objects.count() + Alias.objects.count() == stored + rows
