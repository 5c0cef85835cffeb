"""The tables that the project carries itself: read like any other file, and loaded again safely."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from common.tables import read_table
from common.tables.table import limits_from
from regions.resources import TableResource
from workbench.imports.choices import Choices
from workbench.imports.plan import Plan
from workbench.imports.shape import Job, Unfit, Writing
from workbench.tables.shape import TableShape


def load_table(data: bytes, name: str, resource: type[TableResource], reason: str) -> Plan:
    """Load one table, or nothing of it; what others have changed since is left alone.

    Raises Unreadable or Unfit; a plan with refusals was not written.
    """
    shape = TableShape(resource)
    table = read_table(data, name, limits=limits_from(settings), is_heading=shape.recognised)
    columns = shape.match(table.headings)
    unknown = [column.heading for column in columns if not column.key]
    if unknown:
        raise Unfit(f"Unknown columns: {', '.join(unknown)}.")
    job = Job(table, columns, Choices(), Writing(reason), keeps_edits=True)
    with transaction.atomic():
        plan = shape.carry_out(job)
        if plan.refusals:
            transaction.set_rollback(True)
    return plan
