"""Tables in and out: one row a record, the columns declared once for both ways.

`RecordResource` finds a record again by its key columns; `StatementResource` places every row on
the timeline of its subject. Both write in bulk and keep the history.
"""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _
from import_export import fields, resources
from import_export.results import RowResult

from common.timeline import Outcome
from regions import edits
from regions.ledger import Ledger
from regions.models import Source
from regions.resources import widgets
from regions.writing import BATCH, create_all, update_all


def column(attribute: str, widget=None, **options) -> fields.Field:
    """A column of the table; its heading is the attribute without `_id`."""
    return fields.Field(
        attribute=attribute,
        column_name=attribute.removesuffix("_id"),
        widget=widget or widgets.LineWidget(),
        saves_null_values=True,
        **options,
    )


def code_column(attribute: str, model) -> fields.Field:
    """A column that holds the code of another record."""
    return column(f"{attribute}_id", widgets.CodeWidget(model))


class TableResource(resources.ModelResource):
    """What both kinds of table share."""

    def before_import(self, dataset, **kwargs):
        self.user = kwargs.get("user")
        # Why the changes are made, as the history tells it.
        self.reason = kwargs.get("reason") or "Imported from a table"
        self.edited: set[int] = set()
        self.gone: set[tuple] = set()
        self.gone_names: dict[str, set[str]] = {}
        self._check_headings([heading for heading in dataset.headers or [] if heading])
        if kwargs.get("keep_edits"):
            self.leave_edits()

    def leave_edits(self) -> None:
        """Whoever loads the same table regularly leaves alone what others have changed since."""
        model = self._meta.model
        self.edited = edits.edited(model, self.reason)
        self.gone = edits.deleted(model, self.reason, self._told_apart_by())
        for field in self.get_import_fields():
            if isinstance(field.widget, widgets.NameWidget):
                self.gone_names[field.column_name] = field.widget.gone(self.reason)

    def _told_apart_by(self) -> list[str]:
        """The attributes that tell which record or statement a row is about."""
        raise NotImplementedError

    def names_what_is_gone(self, row) -> bool:
        """Whether a cell names a record that others deleted: the row went with it."""
        return any(
            str(row.get(heading) or "").strip() in names
            for heading, names in self.gone_names.items()
        )

    def import_field(self, field, instance, row, is_m2m=False, **kwargs):
        """A blank cell says nothing: what is stored stays, and a new record has its default."""
        cell = row.get(field.column_name)
        is_filled = cell is not None and bool(str(cell).strip())
        if is_filled or field.column_name in self._meta.import_id_fields:
            super().import_field(field, instance, row, is_m2m, **kwargs)

    def _check_headings(self, headings: list[str]) -> None:
        unknown = [heading for heading in headings if heading not in self._columns()]
        if unknown:
            raise ValueError(
                _("Unknown columns: %(unknown)s. This table has: %(known)s.")
                % {"unknown": ", ".join(unknown), "known": ", ".join(self._columns())}
            )
        twice = sorted({heading for heading in headings if headings.count(heading) > 1})
        if twice:
            raise ValueError(
                _("The table has two columns of the same name: %(names)s.")
                % {"names": ", ".join(twice)}
            )

    def _columns(self) -> list[str]:
        return [field.column_name for field in self.fields.values()]

    def write(self, work, instances, result, raise_errors) -> None:
        """Do `work` in one step; if the database refuses, say which row breaks which rule."""
        try:
            with transaction.atomic():
                work()
        except IntegrityError as error:
            self.handle_import_error(result, _broken_rule(instances, error), raise_errors)


def _broken_rule(instances, error: IntegrityError) -> ValidationError:
    """The sentences of the rules that `instances` break, with the record each is about."""
    sentences = []
    for instance in instances:
        try:
            instance.clean_fields()
            instance.validate_constraints()
        except ValidationError as broken:
            for name, found in broken.message_dict.items():
                about = f"{instance}" if name == NON_FIELD_ERRORS else f"{instance}, {name}"
                sentences += [f"{about}: {sentence}" for sentence in found]
    return ValidationError(sentences or [str(error)])


class RecordResource(TableResource):
    """One row a record. A row whose record is stored already changes it, or leaves it alone."""

    class Meta:
        use_bulk = True
        batch_size = BATCH
        skip_diff = True
        report_skipped = True

    def before_import(self, dataset, **kwargs):
        super().before_import(dataset, **kwargs)
        self.stored = {self._key_of(record): record for record in self.records()}
        self.met: set[tuple] = set()
        if "code" in (dataset.headers or []):
            self._expect_codes(dataset["code"])

    def records(self) -> models.QuerySet:
        """The stored records that rows may be about."""
        return self._meta.model.objects.all()

    def _expect_codes(self, codes) -> None:
        """A row may name another row of the same file."""
        for field in self.fields.values():
            widget = field.widget
            if isinstance(widget, widgets.CodeWidget) and widget.model is self._meta.model:
                widget.known.update(code.strip() for code in codes if code)

    def _told_apart_by(self):
        return [self.fields[name].attribute for name in self._meta.import_id_fields]

    def _key_of(self, record) -> tuple:
        return tuple(getattr(record, name) for name in self._told_apart_by())

    def get_instance(self, instance_loader, row):
        try:
            key = tuple(self.fields[name].clean(row) for name in self._meta.import_id_fields)
        except (KeyError, ValueError):
            return None
        if key in self.met:
            raise ValidationError(
                _("The table has two rows for %(key)s.") % {"key": " ".join(map(str, key))}
            )
        self.met.add(key)
        return self.stored.get(key)

    def after_init_instance(self, instance, new, row, **kwargs):
        self._before = None if new else _values(instance)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        is_gone = self._before is None and self._key_of(instance) in self.gone
        if instance.pk in self.edited or is_gone or self.names_what_is_gone(row):
            return True
        return not import_validation_errors and self._before == _values(instance)

    def bulk_create(self, using_transactions, dry_run, raise_errors, batch_size=None, result=None):
        records, self.create_instances = self.create_instances, []
        if records and (using_transactions or not dry_run):
            self.write(
                lambda: create_all(records, user=self.user, reason=self.reason),
                records,
                result,
                raise_errors,
            )

    def bulk_update(self, using_transactions, dry_run, raise_errors, batch_size=None, result=None):
        records, self.update_instances = self.update_instances, []
        if records and (using_transactions or not dry_run):
            names = [f.name for f in self._meta.model._meta.concrete_fields if _is_written(f)]
            self.write(
                lambda: update_all(records, names, user=self.user, reason=self.reason),
                records,
                result,
                raise_errors,
            )


def _is_written(field) -> bool:
    return not field.primary_key and not getattr(field, "generated", False)


def _values(record) -> dict:
    """What the record would store, in the form it would store it."""
    return {
        field.attname: field.get_prep_value(getattr(record, field.attname))
        for field in record._meta.concrete_fields
        if _is_written(field)
    }


class StatementResource(TableResource):
    """One row a statement, placed on the timeline of its subject: nothing is overwritten."""

    source = code_column("source", Source)
    stated_on = column("stated_on", widgets.DayWidget())
    first_source = code_column("first_source", Source)
    first_stated_on = column("first_stated_on", widgets.DayWidget())
    superseded_on = column("superseded_on", widgets.DayWidget())

    class Meta:
        skip_diff = True
        use_bulk = True
        report_skipped = True
        import_id_fields = ()

    def before_import(self, dataset, **kwargs):
        super().before_import(dataset, **kwargs)
        regions = dataset["region"] if "region" in (dataset.headers or []) else []
        self.ledger = Ledger(self._meta.model, {str(code).strip() for code in regions if code})
        self.ledger.edited = self.edited
        self.placed: list = []
        # What the file said so far: the answer about a subject on a day, and in which row.
        self.said: dict[tuple, tuple[tuple, int]] = {}

    def before_import_row(self, row, **kwargs):
        # Row 1 holds the headings.
        self.row_number = kwargs["row_number"] + 1

    def _told_apart_by(self):
        return [*self._meta.model.subject, "first_stated_on"]

    def get_instance(self, instance_loader, row):
        return None

    def skip_row(self, instance, original, row, import_validation_errors=None):
        if self.names_what_is_gone(row):
            return True
        if import_validation_errors:
            return False
        for name in ("region_id", "source_id", "stated_on"):
            if getattr(instance, name) is None:
                raise ValidationError({name.removesuffix("_id"): _("This cell must be filled.")})
        self.check(instance)
        self._compare_with_rows_above(instance)
        return self._is_gone(instance) or self._place(instance) is Outcome.UNCHANGED

    def _compare_with_rows_above(self, statement) -> None:
        statement.begin()
        answer = statement.answer_key()
        for day in {statement.first_stated_on, statement.stated_on}:
            about = (*statement.subject_key(), day)
            said, row_number = self.said.setdefault(about, (answer, self.row_number))
            if said != answer:
                raise ValidationError(
                    _("Row %(row)s says otherwise about the same thing on the same day.")
                    % {"row": row_number}
                )

    def _is_gone(self, statement) -> bool:
        """Whether others deleted this very statement, and nobody stated it again."""
        subject, day = statement.subject_key(), statement.first_stated_on
        runs = self.ledger.timelines.get(subject, ())
        return (*subject, day) in self.gone and not any(run.first.on == day for run in runs)

    def _place(self, statement) -> Outcome:
        placement = self.ledger.place(statement)
        if placement.outcome is Outcome.CONTRADICTED:
            said = placement.before.last
            raise ValidationError(
                _("%(source)s says otherwise on the same day, %(day)s.")
                % {"source": said.source, "day": said.on}
            )
        self.outcome = placement.outcome
        return placement.outcome

    def check(self, instance) -> None:
        """Raise a `ValidationError` for what the columns alone do not show."""

    def save_instance(self, instance, is_create, row, **kwargs):
        self.placed.append(instance)

    def after_import_row(self, row, row_result, **kwargs):
        is_new = row_result.import_type == RowResult.IMPORT_TYPE_NEW
        if is_new and self.outcome is not Outcome.NEW:
            row_result.import_type = RowResult.IMPORT_TYPE_UPDATE

    def after_import(self, dataset, result, **kwargs):
        super().after_import(dataset, result, **kwargs)
        if self.ledger.is_changed and (kwargs.get("using_transactions") or not kwargs["dry_run"]):
            self.write(
                lambda: self.ledger.write(user=self.user, reason=self.reason),
                self.placed,
                result,
                raise_errors=False,
            )
