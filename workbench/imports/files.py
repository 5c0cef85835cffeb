"""From the bytes of a file to its table with matched columns: what every step begins with."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.translation import gettext as _

from common.numbers import decimal_name, decimal_sign
from common.tables import Table, read_table
from common.tables.table import limits_from
from workbench.imports import layouts
from workbench.imports.choices import Choices
from workbench.imports.shape import Matched, Shape, Unfit, chosen
from workbench.imports.shapes import FEWEST, likeliest
from workbench.models import Layout
from workbench.survey.shape import WaveShape, year_in
from workbench.tables.shape import ERRORS

# Rows whose numbers show how the others are written, and letters of the longest number.
SHOWING, LONGEST = 1_000, 30


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A file as it was read: its table, its shape, and what its columns ask."""

    name: str
    table: Table
    shape: Shape
    columns: list[Matched]
    choices: Choices
    # The layout under which files like it were imported before.
    layout: Layout | None = None

    @property
    def is_plain(self) -> bool:
        """Whether nobody has to look at the columns: each is known, or was decided before."""
        if self._lacks_something:
            return False
        return self.layout is not None or all(
            column.key and not column.guessed for column in self.columns if column.heading
        )

    @property
    def _lacks_something(self) -> bool:
        keys = {column.key for column in self.columns} | set(self.choices.constants)
        has_year = self.shape.key != WaveShape.key or self.choices.year is not None
        needed = {ask.key for ask in self.shape.asks() if ask.is_required}
        return not has_year or not needed <= keys


def open_file(data: bytes, name: str, choices: Choices, shapes: list[Shape]) -> OpenFile:
    """Read the file as chosen. `shapes` are those it may have: one, or all that are allowed.

    Raises Unreadable or Unfit, with one sentence, if it is no table or of none of the shapes.
    """
    limits = limits_from(settings)

    def score(cells: list[str]) -> int:
        known = max(shape.recognised(cells) for shape in shapes)
        return known if known >= FEWEST else 0

    table = _without_remarks(_read(data, name, choices, score, limits))
    if not table.rows:
        raise Unfit(_("The table has headings but no rows: there is nothing to import."))
    layout = layouts.remembered(table.headings)
    shape = _shape(table, layout, shapes)
    if layout is not None and layout.shape == shape.key:
        choices = layouts.with_layout(choices, layout)
    else:
        layout = None
    if shape.key == WaveShape.key and choices.year is None:
        choices = replace(choices, year=year_in(name))
    columns = chosen(shape.match(table.headings), choices)
    table = _with_decimal_sign(choices.mended(table), choices)
    return OpenFile(name, table, shape, columns, choices, layout)


def _with_decimal_sign(table: Table, choices: Choices) -> Table:
    """The table, with the decimal sign that was chosen, or that its cells show, in words."""
    texts = (cell for row in table.rows[:SHOWING] for cell in row.cells if len(cell) <= LONGEST)
    sign = choices.decimal or decimal_sign(texts)
    words = [decimal_name(sign)] if sign else []
    return replace(table, understood=[*table.understood, *words])


def _read(data, name, choices, score, limits) -> Table:
    """By known headings if there are any, else by what looks like headings."""
    from common.tables.table import NoHeadings

    try:
        return read_table(data, name, dialect=choices.dialect, is_heading=score, limits=limits)
    except NoHeadings:
        return read_table(data, name, dialect=choices.dialect, limits=limits)


def _without_remarks(table: Table) -> Table:
    """Rows that were handed back to be mended say beside them what was wrong: that is no column."""
    if ERRORS not in table.headings:
        return table
    kept = [at for at, heading in enumerate(table.headings) if heading != ERRORS]
    rows = [replace(row, cells=[row.cells[at] for at in kept]) for row in table.rows]
    return replace(table, headings=[table.headings[at] for at in kept], rows=rows)


def _shape(table: Table, layout: Layout | None, shapes: list[Shape]) -> Shape:
    if len(shapes) == 1:
        return shapes[0]
    if layout is not None:
        found = next((shape for shape in shapes if shape.key == layout.shape), None)
        if found is not None:
            return found
    shape = likeliest(table.headings, shapes)
    if shape is None:
        raise Unfit(_("The headings do not tell what the file is about. Choose the kind of file."))
    return shape
