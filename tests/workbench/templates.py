"""Templates as a person meets them: opened, looked at, filled in and saved."""

from io import BytesIO

import openpyxl

from regions.models import Region
from workbench.imports.choices import Choices
from workbench.imports.shapes import shape_of
from workbench.imports.templates import template
from workbench.tables.shape import nouns

NOUNS = sorted(nouns())
EVERY = ["wave", *NOUNS]
# A survey has to be of some year.
WAVE = Choices(year=2024)


def every_region() -> list[str]:
    return list(Region.objects.values_list("code", flat=True))


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(data))


def blank(key: str) -> openpyxl.Workbook:
    return opened(template(shape_of(key)))


def saved(book: openpyxl.Workbook) -> bytes:
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def typed(book: openpyxl.Workbook, *rows) -> bytes:
    """The bytes of a template in which somebody has typed rows: lists, or cells by heading."""
    sheet = book.active
    headings = headings_of(book)
    for at, row in enumerate(rows, start=2):
        cells = [row.get(h) for h in headings] if isinstance(row, dict) else row
        for number, value in enumerate(cells, start=1):
            sheet.cell(at, number).value = value
    return saved(book)


def headings_of(book: openpyxl.Workbook) -> list[str]:
    return [cell.value for cell in book.active[1]]


def rows_of(book: openpyxl.Workbook) -> list[dict]:
    headings = headings_of(book)
    rows = book.active.iter_rows(min_row=2, values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def drop_downs(book: openpyxl.Workbook) -> dict[str, list[str]]:
    """The options of each heading's drop-down."""
    sheet, found = book.active, {}
    for rule in sheet.data_validations.dataValidation:
        (place,) = rule.sqref.ranges
        sheet_name, _mark, listed = rule.formula1.replace("$", "").partition("!")
        cells = book[sheet_name.strip("'")][listed]
        found[sheet.cell(1, place.min_col).value] = [cell.value for (cell,) in cells]
    return found


def rows_of_options(book: openpyxl.Workbook) -> list[dict]:
    """As many rows as the longest drop-down has options, the others begun anew as they end."""
    options = drop_downs(book)
    longest = max(map(len, options.values()), default=0)
    return [{h: listed[at % len(listed)] for h, listed in options.items()} for at in range(longest)]


def explained(book: openpyxl.Workbook) -> dict[str, list]:
    """By heading: its meaning, whether it must be filled, what is allowed, and an example."""
    rows = book.worksheets[1].iter_rows(min_row=6, values_only=True)
    return {heading: told for heading, *told in rows}


def assert_examples_can_be_written(key: str) -> None:
    shape = shape_of(key)
    shape.resource.prepare()
    told = explained(blank(key))
    fields = {field.column_name: field for field in shape.resource.table_fields()}
    assert list(told) == list(fields)
    row = {heading: str(example or "") for heading, (*_rest, example) in told.items()}
    for heading, (meaning, _must, allowed, _example) in told.items():
        assert meaning
        assert allowed
        if row[heading]:
            value = fields[heading].widget.clean(row[heading], row)
            about = shape.model._meta.get_field(fields[heading].attribute.removesuffix("_id"))
            assert about.is_relation or about.clean(value, None) == value
