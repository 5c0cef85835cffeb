"""The table of a noun read in by a test, as a confirmed import does it: all of it or nothing."""

from django.db import transaction

from common.tables import Row, Table
from common.text import tidy
from workbench.imports.choices import Choices
from workbench.imports.plan import Plan
from workbench.imports.shape import Job, Writing
from workbench.tables.shape import TableShape


def read(
    resource_class,
    headings: str,
    *rows,
    writes: bool = True,
    keeps_edits: bool = False,
    reason: str = "Imported from a table",
    user=None,
    **choices,
) -> Plan:
    """The plan of a table with these headings (commas between) and rows of texts.

    Row 1 holds the headings. A plan with refusals was not written, unless `partial=True` is among
    the `choices`.
    """
    shape, chosen = TableShape(resource_class), Choices(**choices)
    table = table_of(headings, *rows)
    writing = Writing(reason, user) if writes else None
    columns = shape.match(table.headings)
    job = Job(table, columns, chosen, writing, keeps_edits=keeps_edits)
    with transaction.atomic():
        plan = shape.carry_out(job)
        if plan.refusals and not chosen.partial:
            transaction.set_rollback(True)
    return plan


def table_of(headings: str, *rows) -> Table:
    """The table as it is once a file is read: tidy texts, blank cells as empty ones."""
    texts = [["" if cell is None else tidy(str(cell)) for cell in row] for row in rows]
    numbered = [Row(number, cells) for number, cells in enumerate(texts, start=2)]
    return Table(headings.split(","), numbered, [], [], 1, [])


def sentences(plan: Plan) -> list[str]:
    """Why a table was refused."""
    return [problem.reason for problem in plan.refusals]


def outcomes(plan: Plan) -> tuple[int, int, int, int]:
    """How many rows are new, changed, unchanged and in error."""
    counted = plan.row_counts()
    return counted["new"], counted["changed"], counted["unchanged"], counted["error"]
