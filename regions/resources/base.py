"""Tables in and out: one row a record, the columns declared once for both ways.

`RecordResource` finds a record again by its key columns; `StatementResource` places every row on
the timeline of its subject. Both write in bulk and keep the history.
"""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from import_export import fields, resources
from import_export.results import RowResult

from common.timeline import Outcome
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
        # Whoever loads the same table regularly leaves alone what others have changed since.
        self.edited = _edited(self._meta.model, self.reason) if kwargs.get("keep_edits") else set()
        unknown = [h for h in dataset.headers or [] if h and h not in self._columns()]
        if unknown:
            raise ValueError(
                _("Unknown columns: %(unknown)s. This table has: %(known)s.")
                % {"unknown": ", ".join(unknown), "known": ", ".join(self._columns())}
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


def _edited(model, reason: str) -> set[int]:
    """The keys of the records whose last change was made for another reason."""
    latest = model.history.values("id").annotate(last=Max("history_id")).values("last")
    others = model.history.filter(pk__in=latest).exclude(history_change_reason=reason)
    return set(others.values_list("id", flat=True))


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

    def _key_of(self, record) -> tuple:
        return tuple(
            getattr(record, self.fields[name].attribute) for name in self._meta.import_id_fields
        )

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
        if instance.pk in self.edited:
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
        self.placed: list = []

    def get_instance(self, instance_loader, row):
        return None

    def skip_row(self, instance, original, row, import_validation_errors=None):
        if import_validation_errors:
            return False
        for name in ("region_id", "source_id", "stated_on"):
            if getattr(instance, name) is None:
                raise ValidationError({name.removesuffix("_id"): _("This cell must be filled.")})
        self.check(instance)
        placement = self.ledger.place(instance, leave=self.edited)
        if placement.outcome is Outcome.CONTRADICTED:
            said = placement.before.last
            raise ValidationError(
                _("%(source)s says otherwise on the same day, %(day)s.")
                % {"source": said.source, "day": said.on}
            )
        self.outcome = placement.outcome
        return placement.outcome is Outcome.UNCHANGED

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
