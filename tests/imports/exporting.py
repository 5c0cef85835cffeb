"""The tables of the nouns as the admin writes them out, in every format and dialect."""

from __future__ import annotations

import csv
import io
from types import SimpleNamespace

from django.contrib import admin

from common.tables.inert import inert
from regions.admin.tables import FORMATS
from workbench.imports.shapes import shape_of

# The name of a file in each format: CSV, XLSX, ODS.
NAMES = {f"table.{kind().get_extension()}": kind for kind in FORMATS}


def dataset(noun: str):
    """The headings and rows that the admin exports of a noun."""
    model = shape_of(noun).model
    somebody = SimpleNamespace(GET={}, POST={}, method="POST")
    return admin.site._registry[model].get_data_for_export(somebody, model.objects.all())


def exported(noun: str, name: str) -> bytes:
    """The file of this name that the admin hands out."""
    return NAMES[name]().export_data(dataset(noun))


def delimited(table, separator: str, encoding: str, decimal: str = ".") -> bytes:
    """The same table as a spreadsheet of another country would save it."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator)
    writer.writerow(table.headers)
    for row in table:
        writer.writerow([_text(cell, decimal) for cell in row])
    return stream.getvalue().encode(encoding)


def _text(cell, decimal: str) -> str:
    if isinstance(cell, str):
        return inert(cell)
    return f"{cell:f}".replace(".", decimal)
