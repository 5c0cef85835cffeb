"""The tables of the data described: made from their resources, models and rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import models
from django.utils.text import capfirst
from import_export.fields import Field

from common.fields import DegreesField, LinkField
from observatory.dictionary.described import DescribedColumn, DescribedTable, Type
from observatory.dictionary.examples import Place, examples
from observatory.dictionary.meanings import MEANINGS, TABLE_MEANINGS
from observatory.dictionary.nouns import TABLES
from observatory.dictionary.rules import bounds_of, pattern_of, several
from policies.resources.widgets import SiblingWidget, TermsWidget, TermWidget
from regions.resources import TableResource, widgets

__all__ = ["DescribedColumn", "DescribedTable", "described"]

# The longest line that is a code, such as a language tag: nobody writes a text in so few letters.
LONGEST_CODE = 12
BETWEEN_TERMS = "; "


def described(names: Iterable[str] = TABLES) -> list[DescribedTable]:
    """The tables of these names, with examples of what is public; two queries altogether."""
    chosen = {name: TABLES[name] for name in names}
    found = examples(chosen)
    return [_table(name, resource(), found) for name, resource in chosen.items()]


def _table(name: str, resource: TableResource, found: Mapping[Place, str]) -> DescribedTable:
    model = resource._meta.model
    fields = {_name(one.attribute): one for one in resource.table_fields()}
    return DescribedTable(
        name=name,
        title=capfirst(str(model._meta.verbose_name_plural)),
        meaning=str(TABLE_MEANINGS[name]),
        columns=tuple(_column(name, model, one, found) for one in fields.values()),
        key=tuple(fields[_name(one)].column_name for one in resource.told_apart_by()),
    )


def _name(attribute: str) -> str:
    """The field of the model behind an attribute, which may be its code or number."""
    return attribute.removesuffix("_id")


def _column(
    table: str, model: type[models.Model], field: Field, found: Mapping[Place, str]
) -> DescribedColumn:
    about = model._meta.get_field(_name(field.attribute))
    pattern, separator = several(_pattern(field, about))
    if isinstance(field.widget, TermsWidget):
        separator = BETWEEN_TERMS
    return DescribedColumn(
        name=field.column_name,
        label=capfirst(str(about.verbose_name)),
        meaning=_meaning(table, field.column_name, about),
        type=_type(field, about, pattern, separator),
        is_required=_is_required(about),
        choices=_choices(field),
        refers_to=_refers_to(field, about),
        separator=separator,
        unit="°" if isinstance(about, DegreesField) else "",
        pattern=pattern,
        bounds=(None, None) if about.is_relation else bounds_of(about),
        example=found.get((table, field.column_name)),
    )


def _pattern(field: Field, about: models.Field) -> str:
    if isinstance(field.widget, TermWidget):
        code = about.related_model._meta.get_field("code")
        vocabulary = about.related_model._meta.get_field("vocabulary").target_field
        return f"{pattern_of(vocabulary)}:{pattern_of(code)}"
    return "" if about.is_relation else pattern_of(about)


def _meaning(table: str, column: str, about: models.Field) -> str:
    own = MEANINGS.get(f"{table}.{column}") or MEANINGS.get(column, "")
    return " ".join(str(one) for one in (own, about.help_text) if one)


def _type(field: Field, about: models.Field, pattern: str, separator: str) -> Type:
    match field.widget:
        case widgets.DayWidget():
            return "date"
        case widgets.WholeNumberWidget():
            return "integer"
        case widgets.NumberWidget():
            return "number"
        case widgets.YesNoWidget():
            return "yes/no"
        case widgets.ChoiceWidget() | widgets.CodeWidget() | SiblingWidget():
            return "code"
    if separator:
        return "codes"
    if isinstance(about, LinkField):
        return "link"
    is_short = about.max_length is not None and about.max_length <= LONGEST_CODE
    return "code" if pattern or is_short or isinstance(field.widget, TermWidget) else "text"


def _is_required(about: models.Field) -> bool:
    """Whether something is always stored: what may be left out of a form may still be filled in."""
    if about.many_to_many or about.null:
        return False
    return about.is_relation or not (about.blank and about.empty_strings_allowed)


def _choices(field: Field) -> tuple[tuple[str, str], ...]:
    choices = getattr(field.widget, "choices", ())
    return tuple((code, str(label)) for code, label in choices)


def _refers_to(field: Field, about: models.Field) -> tuple[str, tuple[str, ...]] | None:
    if not about.is_relation:
        return None
    table = next(name for name, one in TABLES.items() if one._meta.model is about.related_model)
    if isinstance(field.widget, TermWidget):
        return table, ()
    if field.attribute.endswith("_id"):
        return table, (about.target_field.name,)
    return table, tuple(TABLES[table]().key_columns())
