"""Our files opened and saved in a spreadsheet: nothing is lost, and nothing is calculated."""

from io import BytesIO

import openpyxl
import pytest

from common.tables import read_table
from common.tables.writing import csv_bytes, xlsx_bytes
from regions.models import Region
from tests.imports.exporting import exported
from tests.programs import saved_by_a_spreadsheet
from tests.releases.test_again import NASTY
from tests.workbench.templates import drop_downs, opened
from workbench.imports.choices import Choices
from workbench.imports.running import look
from workbench.imports.shapes import all_shapes, shape_of
from workbench.imports.templates import template
from workbench.tables.shape import nouns

pytestmark = pytest.mark.program

NOUNS = sorted(nouns())
# The second half: what a spreadsheet likes to take for something else.
TEXTS = [*NASTY, "001", "31/12/2021", "12:30", "1,234", "1.2340", "50%", "€ 5", "'quoted", " led"]


@pytest.mark.parametrize(("ours", "theirs"), [("xlsx", "xlsx"), ("xlsx", "ods"), ("ods", "xlsx")])
def test_the_tables_of_all_nouns_change_nothing(ours, theirs, all_facts, tmp_path):
    files = {f"{noun}.{ours}": exported(noun, f"table.{ours}") for noun in NOUNS}
    for noun, data in saved_by_a_spreadsheet(files, theirs, tmp_path).items():
        count = shape_of(noun).model.objects.count()
        assert unchanged(noun, data, f"table.{theirs}") == count, noun


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_filled_templates_change_nothing_and_keep_their_drop_downs(kind, all_facts, tmp_path):
    regions = list(Region.objects.values_list("code", flat=True))
    files = {f"{noun}.xlsx": template(shape_of(noun), regions=regions) for noun in NOUNS}
    for noun, data in saved_by_a_spreadsheet(files, kind, tmp_path).items():
        assert unchanged(noun, data, f"mine.{kind}") > 0
        if kind == "xlsx":
            assert drop_downs(opened(data)) == drop_downs(opened(files[f"{noun}.xlsx"])), noun


def unchanged(noun: str, data: bytes, name: str) -> int:
    """The rows of a file, of which none may be new, changed or refused."""
    run = look(data, name, Choices(), all_shapes())
    assert run.file.shape.key == noun
    assert [str(one) for one in [*run.plan.refusals, *run.plan.changes]] == []
    return run.plan.row_counts()["unchanged"]


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_every_text_is_read_back_as_it_was(kind, tmp_path):
    headings, rows = ["code", "text"], [[f"C{at}", text] for at, text in enumerate(TEXTS)]
    files = {"texts.xlsx": xlsx_bytes("Texts", headings, rows)}
    saved = saved_by_a_spreadsheet(files, kind, tmp_path)["texts"]
    before, after = (
        read_table(data, name)
        for data, name in ((files["texts.xlsx"], "texts.xlsx"), (saved, f"texts.{kind}"))
    )
    assert [row.cells for row in after.rows] == [row.cells for row in before.rows]


@pytest.mark.parametrize("ours", ["xlsx", "csv"])
def test_no_cell_is_calculated(ours, tmp_path):
    write = {"xlsx": lambda *told: xlsx_bytes("Texts", *told), "csv": csv_bytes}[ours]
    files = {f"texts.{ours}": write(["text"], [[text] for text in TEXTS])}
    book = openpyxl.load_workbook(BytesIO(saved_by_a_spreadsheet(files, "xlsx", tmp_path)["texts"]))
    cells = [cell for (cell,) in book.active.iter_rows(min_row=2)]
    assert len(cells) == len(TEXTS)
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
