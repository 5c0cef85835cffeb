"""The columns and rows of a template for one noun, as its resource declares them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from import_export.fields import Field

from common.fields import LinkField, ProseField
from common.tables.packages import Cell
from policies.resources.widgets import SiblingWidget, TermsWidget
from regions.models import Region
from regions.resources import StatementResource, widgets
from workbench.imports.templates.sheets import Column, listed
from workbench.tables.shape import TableShape

BLANK = ("", None)
NUMBERS = (widgets.WholeNumberWidget, widgets.NumberWidget)
# Where an example is looked for: most columns are filled in one of so many records.
SAMPLE_RECORDS = 200
# In letters: a longer text shows nothing that a shorter one does not.
LONGEST_EXAMPLE = 300
# "Short name, such as survey-2021.": our help texts give real examples.
SUCH_AS = re.compile(r"such as (?P<example>\S+)", re.IGNORECASE)


def is_regional(shape: TableShape) -> bool:
    """Whether each record of the noun is a region, or about one."""
    return shape.model is Region or any(ask.key == "region" for ask in shape.asks())


def rows(shape: TableShape, regions: list[str] | None) -> Iterator[list[Cell]]:
    """What is stored about some regions, as it is read again; nothing for a blank template."""
    if regions is None:
        return
    records = _records(shape)
    if is_regional(shape):
        name = "code" if shape.model is Region else "region"
        records = records.filter(**{f"{name}__in": regions})
    fields = shape.resource.table_fields()
    for record in records.iterator(chunk_size=1_000):
        yield [_cell(field, record) for field in fields]


def columns(shape: TableShape) -> list[Column]:
    fields = shape.resource.table_fields()
    records = _records(shape)[:SAMPLE_RECORDS]
    sample = [[_cell(field, record) for field in fields] for record in records]
    # Examples of one record go together: those of the fullest come first, and before them those
    # of records that have what can only be read beside their other cells.
    dependent = [at for at, field in enumerate(fields) if field.widget.depends_on_row]
    sample.sort(key=lambda cells: (_blanks(cells[at] for at in dependent), _blanks(cells)))
    return [
        _column(shape, field, [cells[at] for cells in sample]) for at, field in enumerate(fields)
    ]


def _column(shape: TableShape, field: Field, sample: list[Cell]) -> Column:
    about = _model_field(shape, field)
    options = _options(field, about)
    shown = next((cell for cell in sample if _is_telling(cell)), None)
    return Column(
        heading=field.column_name,
        meaning=_meaning(about),
        allowed=_allowed(field, about, options),
        example=_example(field, about, options) if shown is None else shown,
        options=[value for value, _label in options],
        is_number=isinstance(field.widget, NUMBERS),
        is_required=not (about.blank or about.null or about.has_default()),
    )


def _is_telling(cell: Cell) -> bool:
    return cell not in BLANK and len(str(cell)) <= LONGEST_EXAMPLE


def _blanks(cells: Iterable[Cell]) -> int:
    return sum(cell in BLANK for cell in cells)


def _records(shape: TableShape) -> models.QuerySet:
    """The stored records, with the others that their cells name: no query for each row."""
    resource = shape.resource
    is_statement = isinstance(resource, StatementResource)
    records = shape.model.objects.in_force() if is_statement else resource.records()
    named = [
        field.attribute
        for field in resource.table_fields()
        if _model_field(shape, field).many_to_one and not field.attribute.endswith("_id")
    ]
    return records.select_related(*named) if named else records


def _model_field(shape: TableShape, field: Field) -> models.Field:
    return shape.model._meta.get_field(field.attribute.removesuffix("_id"))


def _cell(field: Field, record) -> Cell:
    """A number as a number, everything else in the words in which it is read again."""
    if isinstance(field.widget, NUMBERS):
        return field.get_value(record)
    return field.export(record)


def _options(field: Field, about: models.Field) -> list[tuple[str, str]]:
    """What the drop-down offers: of the records of another noun only those that may be named."""
    options = field.widget.options()
    limit = about.get_limit_choices_to() if options and about.many_to_one else None
    if not limit:
        return options
    records = about.related_model._base_manager.complex_filter(limit)
    by_code = field.attribute.endswith("_id")
    named = (getattr(r, about.target_field.attname) if by_code else r for r in records)
    allowed = {field.widget.render(value) for value in named}
    return [option for option in options if option[0] in allowed]


def _meaning(about: models.Field) -> str:
    name = capfirst(str(about.verbose_name))
    return f"{name}. {about.help_text}" if about.help_text else f"{name}."


def _allowed(field: Field, about: models.Field, options: list[tuple[str, str]]) -> str:
    if options:
        names = getattr(field.widget, "names", ())
        also = " " + _("A name that only one of them bears will do as well.") if names else ""
        return _("One of: %(options)s.") % {"options": listed(options)} + also
    match field.widget:
        case TermsWidget() as widget:
            terms = [(code, term.label) for code, term in sorted(widget.known.items())]
            return _("Several, with semicolons between: %(terms)s.") % {"terms": listed(terms)}
        case SiblingWidget():
            return _("The code of another term of the same vocabulary.")
        case widgets.DayWidget():
            return _("A day, written as year-month-day.")
        case widgets.WholeNumberWidget():
            return _("A whole number.")
        case widgets.NumberWidget():
            return _("A number.")
    return _allowed_text(about)


def _allowed_text(about: models.Field) -> str:
    if isinstance(about, LinkField):
        return _("An address on the web, beginning with https:// or http://.")
    if isinstance(about, ProseField):
        return _("Text, of several lines if need be.")
    if about.is_relation:
        noun = about.related_model._meta.verbose_name
        return _("The name of a %(noun)s; none is stored yet.") % {"noun": noun}
    return _("Text of at most %(letters)d letters.") % {"letters": about.max_length}


def _example(field: Field, about: models.Field, options: list[tuple[str, str]]) -> Cell:
    """Something that may be written where nothing is stored yet to show."""
    if options:
        return options[0][0]
    match field.widget:
        case TermsWidget() as widget:
            return "; ".join(sorted(widget.known)[:2])
        case widgets.DayWidget():
            return "2021-12-31"
        case widgets.WholeNumberWidget():
            return 2021 if re.search("year|edition", about.name) else 1
        case widgets.NumberWidget():
            return Decimal("0.5")
    if isinstance(about, LinkField):
        return "https://www.example.org"
    found = SUCH_AS.search(str(about.help_text))
    return found["example"].rstrip(".,;") if found else ""
