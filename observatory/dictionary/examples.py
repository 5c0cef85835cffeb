"""An example for each column: the first value recorded that is public."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.db import models
from django.db.models import Case, CharField, Expression, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat
from import_export.fields import Field

from policies.resources.widgets import SiblingWidget, TermWidget
from regions.models import Region
from regions.resources import TableResource, widgets

# The names of a table and of one of its columns.
Place = tuple[str, str]


def examples(tables: Mapping[str, type[TableResource]]) -> dict[Place, str]:
    """What the files of these tables would hold, in two queries; nothing where nothing is stored.

    One query for all columns, since there are many: each looks for its first record by number.
    """
    fields = {
        (name, field.column_name): (resource, field)
        for name, resource in tables.items()
        for field in resource().table_fields()
    }
    lists = {place: one for place, one in fields.items() if _about(*one).many_to_many}
    single = [_first(*place, *one) for place, one in fields.items() if place not in lists]
    if not single:
        return {}
    found = {
        (table, column): text for table, column, text in single[0].union(*single[1:], all=True)
    }
    found.update((place, text) for place, one in lists.items() if (text := _terms(*one)))
    return {place: _written(fields[place][1], text) for place, text in found.items()}


def _first(table: str, column: str, resource: type[TableResource], field: Field) -> QuerySet:
    """The first value of a column as a text, after the names of its table and its own."""
    about = _about(resource, field)
    known = Q(**{f"{about.name}__isnull": False})
    if about.empty_strings_allowed and not about.is_relation:
        known &= ~Q(**{about.name: ""})
    names = (Value(one, output_field=CharField()) for one in (table, column))
    return _first_record(resource._meta.model, known).values_list(*names, _text(field, about))


def _terms(resource: type[TableResource], field: Field) -> str:
    """All values of the first record that has any in a column for several."""
    about = _about(resource, field)
    rows = _first_record(resource._meta.model, Q(**{f"{about.name}__isnull": False}))
    return "; ".join(sorted(rows.values_list(_term(about.name), flat=True)))


def _first_record(model: type[models.Model], known: Q) -> QuerySet:
    """The public record with the lowest number for which something is known."""
    numbers = _public(model).filter(known).order_by("pk").values("pk")
    # SQLite takes no limit in a query that is one of several.
    return model._default_manager.filter(pk__in=numbers[:1]).order_by()


def _public(model: type[models.Model]) -> QuerySet:
    """The records that name no region but those that the public sees."""
    if model is Region:
        return Region.objects.published()
    shown = Q()
    for one in model._meta.fields:
        if one.related_model is Region:
            published = {f"{one.name}__state": Region.State.PUBLISHED}
            named = Q(**published, **{f"{one.name}__is_territory": True})
            shown &= Q(**{f"{one.name}__isnull": True}) | named
    return model._default_manager.filter(shown)


def _text(field: Field, about: models.Field) -> Expression:
    match field.widget:
        case TermWidget():
            return _term(about.name)
        case SiblingWidget():
            return F(f"{about.name}__code")
        case widgets.YesNoWidget():
            yes = When(**{about.name: True}, then=Value(widgets.YES))
            return Case(yes, default=Value(widgets.NO), output_field=CharField())
    if about.is_relation and not field.attribute.endswith("_id"):
        return F(f"{about.name}__title")
    return Cast(F(about.attname), CharField())


def _term(name: str) -> Expression:
    return Concat(
        F(f"{name}__vocabulary"), Value(":"), F(f"{name}__code"), output_field=CharField()
    )


def _written(field: Field, text: str) -> str:
    """The two databases write one number in different ways."""
    if isinstance(field.widget, widgets.NumberWidget):
        return field.widget.render(Decimal(text))
    return text


def _about(resource: type[TableResource], field: Field) -> models.Field:
    return resource._meta.model._meta.get_field(field.attribute.removesuffix("_id"))
