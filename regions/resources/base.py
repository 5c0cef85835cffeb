"""The tables of nouns: one row a record, the columns declared once for both ways, in and out.

Writing a table out is django-import-export's work. Reading one in follows the same declaration,
but is the work of `workbench.tables`: it plans before it writes.
"""

from import_export import fields, resources

from regions.models import Source
from regions.resources import widgets


def column(attribute: str, widget=None, **options) -> fields.Field:
    """A column of the table; its heading is the attribute without `_id`."""
    return fields.Field(
        attribute=attribute,
        column_name=attribute.removesuffix("_id"),
        widget=widget or widgets.LineWidget(),
        saves_null_values=True,
        **options,
    )


def code_column(attribute: str, model, *names: str) -> fields.Field:
    """A column that holds the code of another record, or one of its `names`."""
    return column(f"{attribute}_id", widgets.CodeWidget(model, names))


def region_column(attribute: str, model) -> fields.Field:
    """A column that holds the code of a region, or its name."""
    return column(f"{attribute}_id", widgets.RegionWidget(model))


class TableResource(resources.ModelResource):
    """What both kinds of table share: `Meta.fields` names the columns in order."""

    @classmethod
    def field_from_django_field(cls, field_name, django_field, readonly):
        """Columns that are not declared are texts."""
        return column(field_name)

    def import_data(self, dataset, **kwargs):
        """Refused: this would write past the timelines, the history and the rules."""
        raise NotImplementedError("Tables are read in by workbench.imports.")

    def table_fields(self) -> list[fields.Field]:
        """The columns, in the order in which they are written."""
        return self.get_import_fields()

    def told_apart_by(self) -> list[str]:
        """The attributes that tell which record or statement a row is about."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Look up what `check` needs; called once before the rows of a file."""

    def meet(self, records: list) -> None:
        """All records of a file as its rows want them, some at a time, before each is checked."""

    def check(self, instance) -> None:
        """Raise a `ValidationError` for what neither columns nor rules of the database show."""


class RecordResource(TableResource):
    """One row a record, found again by the columns in `Meta.import_id_fields`."""

    def told_apart_by(self):
        return [self.fields[name].attribute for name in self._meta.import_id_fields]

    def key_columns(self) -> list[str]:
        return [self.fields[name].column_name for name in self._meta.import_id_fields]

    def records(self):
        """The stored records that rows may be about, with all that is compared."""
        return self._meta.model.objects.all()

    def new_record(self, key: tuple):
        """An unsaved record with its defaults."""
        return self._meta.model()

    def expect(self, key: tuple) -> None:
        """Rows further down may name the record that a row of the same file is about."""

    def in_order(self, records: list) -> list[list]:
        """New records in groups that can be stored one after the other."""
        return [records]


class StatementResource(TableResource):
    """One row a statement, which finds its place on the timeline of its subject."""

    source = code_column("source", Source, "title")
    stated_on = column("stated_on", widgets.DayWidget())
    first_source = code_column("first_source", Source, "title")
    first_stated_on = column("first_stated_on", widgets.DayWidget())
    superseded_on = column("superseded_on", widgets.DayWidget())

    def told_apart_by(self):
        return [*self._meta.model.subject, "first_stated_on"]
