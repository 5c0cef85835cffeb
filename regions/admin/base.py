"""What the admin of every noun shares: search, history, tables in and out, nothing overwritten."""

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models import Max
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from common.fields import ProseField
from regions.admin.forms import NumberInput, ProseInput, RecordForm
from regions.admin.guarded import GuardedAdmin, sentence_of
from regions.admin.tables import TablesAdmin
from regions.admin.wording import Wording
from regions.signals import written

# The history keeps more digits than the guard lets into an address.
MOST_DIGITS = 18

SAID = ("source", "stated_on")
FIRST_SAID = ("first_source", "first_stated_on")


class RecordAdmin(TablesAdmin, GuardedAdmin, SimpleHistoryAdmin):
    """A noun's admin: its fields are those of the model, its relations are searched by typing.

    A code is set once: other records, addresses and files name the record by it.
    """

    form = RecordForm
    extra_fields = ("change_reason", "form_version")
    fixed_fields: tuple[str, ...] = ("code",)
    formfield_overrides = {
        ProseField: {"form_class": ProseInput, "widget": AdminTextareaWidget},
        models.DecimalField: {"form_class": NumberInput},
    }
    list_per_page = 50
    object_history_template = "admin/record_history.html"
    object_history_list_template = "admin/record_history_list.html"
    object_history_form_template = "admin/record_history_form.html"

    def get_fields(self, request, obj=None):
        return [field.name for field in self._edited_fields()]

    def _edited_fields(self):
        fields = [*self.opts.fields, *self.opts.many_to_many]
        return [field for field in fields if field.editable and not field.primary_key]

    def get_autocomplete_fields(self, request):
        return [field.name for field in self._edited_fields() if field.is_relation]

    def get_readonly_fields(self, request, obj=None):
        readonly = super().get_readonly_fields(request, obj)
        names = {field.name for field in self.opts.fields}
        return [*readonly, *(name for name in self.fixed_fields if obj and name in names)]

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        return {"stated_on": timezone.localdate(), **initial}

    def version_of(self, obj) -> str:
        latest = self.model.history.filter(id=obj.pk).aggregate(latest=Max("history_id"))
        return str(latest["latest"] or 0)

    def save_model(self, request, obj, form, change):
        obj._change_reason = form.cleaned_data.get("change_reason") or None
        obj._history_user = request.user
        if not change or hasattr(obj, "_history") or self._concerns_the_row(form):
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        written.send(self.model)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        written.send(self.model)

    def delete_queryset(self, request, queryset):
        with transaction.atomic():
            super().delete_queryset(request, queryset)
            written.send(self.model)

    def _concerns_the_row(self, form) -> bool:
        """Not if nothing was changed, or only lists, which the history follows by themselves."""
        changed, lists = set(form.changed_data), {field.name for field in self.opts.many_to_many}
        return bool(changed - lists - {"change_reason"}) or changed == {"change_reason"}

    def history_view(self, request, object_id, extra_context=None):
        _require_numbers(object_id)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        """An earlier version; posting it makes it the present one, for those who may change it."""
        _require_numbers(object_id, version_id)
        if request.method != "POST":
            return super().history_form_view(request, object_id, version_id, extra_context)
        if not self.has_change_permission(request):
            raise PermissionDenied
        try:
            with transaction.atomic():
                self.lock(object_id)
                page = super().history_form_view(request, object_id, version_id, extra_context)
                written.send(self.model)
                return page
        except IntegrityError as error:
            return self.back_with(request, sentence_of(error, self.model))

    def get_historical_record_context_helper(self, request, historical_record):
        return Wording(self.model, historical_record)


def _require_numbers(*parts: str) -> None:
    if not all(part.isascii() and part.isdecimal() and len(part) <= MOST_DIGITS for part in parts):
        raise Http404


class InForce(admin.SimpleListFilter):
    """Statements that no later answer has closed, or those that one has."""

    title = _("in force")
    parameter_name = "in_force"

    def lookups(self, request, model_admin):
        return [("yes", _("Yes")), ("no", _("No, superseded"))]

    def queryset(self, request, queryset):
        if self.value() in ("yes", "no"):
            return queryset.filter(superseded_on__isnull=self.value() == "yes")
        return queryset


class StatementAdmin(RecordAdmin):
    """A sourced and dated fact. When it was said first is kept by the record itself."""

    readonly_fields = FIRST_SAID
    list_filter = (InForce, "source")

    @admin.display(description=_("source"), ordering="source")
    def source_code(self, statement):
        return statement.source_id

    def get_fields(self, request, obj=None):
        kept = {*SAID, *FIRST_SAID, "superseded_on"}
        return [name for name in super().get_fields(request, obj) if name not in kept]

    def get_fieldsets(self, request, obj=None):
        facts, *extra = super().get_fieldsets(request, obj)
        said = {"fields": [*SAID, *FIRST_SAID] if obj else SAID}
        return [
            facts,
            (_("Who said so, and when"), said),
            (
                _("Closing"),
                {
                    "fields": ["superseded_on"],
                    "classes": ["collapse"],
                    "description": _(
                        "If a source gives another answer later: close this one on that day, and "
                        "add the new answer as a record of its own."
                    ),
                },
            ),
            *extra,
        ]

    def save_model(self, request, obj, form, change):
        # Said on the day of the first time, or put before it by hand: then it is the first time.
        if obj.stated_on <= obj.first_stated_on:
            obj.first_source_id, obj.first_stated_on = obj.source_id, obj.stated_on
        super().save_model(request, obj, form, change)
