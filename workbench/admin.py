"""The editors' desk: what imports have learned, and the accounts of the editors themselves."""

import hashlib

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, User
from django.forms import model_to_dict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regions.admin import GuardedAdmin, GuardedForm, RecordAdmin
from workbench.imports.shape import Unfit
from workbench.imports.shapes import shape_of
from workbench.models import Layout, RememberedAnswer, Responsibility
from workbench.resources import RememberedAnswerResource


@admin.register(RememberedAnswer)
class RememberedAnswerAdmin(RecordAdmin):
    resource_classes = (RememberedAnswerResource,)
    list_display = ("printed", "question", "reading", "via", "reason")
    list_filter = ("reading", "question")
    list_select_related = ("via",)
    search_fields = ("question", "printed", "reason")


class LoggedForm(GuardedForm):
    """Of a record without a history: the log of the admin says who changed it last."""

    def refusal(self, made_from):
        entries = LogEntry.objects.filter(
            content_type__app_label=self._meta.model._meta.app_label,
            content_type__model=self._meta.model._meta.model_name,
            object_id=str(self.instance.pk),
        )
        last = entries.select_related("user").order_by("-action_time").first()
        if last is None or not made_from:
            return super().refusal(made_from)
        return [
            _("Nothing was saved: this record was changed after you opened it."),
            _("%(who)s on %(when)s: %(what)s Look it over and save again.")
            % {
                "who": last.user.get_username(),
                "when": date_format(timezone.localtime(last.action_time), "j F Y, H:i"),
                "what": last.get_change_message(),
            },
        ]


class GuardedUserForm(LoggedForm, UserChangeForm):
    pass


class LoggedAdmin(GuardedAdmin):
    form = LoggedForm

    def version_of(self, obj):
        """A digest of what the form shows: there is no history to name a version by."""
        obj = self.model._base_manager.get(pk=obj.pk)
        shown = model_to_dict(obj, exclude=["last_login"])
        shown = {name: _plain(value) for name, value in shown.items()}
        return hashlib.sha256(repr(shown).encode()).hexdigest()


def _plain(value):
    return sorted(other.pk for other in value) if isinstance(value, list) else value


@admin.register(Layout)
class LayoutAdmin(LoggedAdmin):
    """Imports make them; here they get another name, or are forgotten."""

    fields = ("name", "kind", "used_at")
    readonly_fields = ("kind", "used_at")
    list_display = ("name", "kind", "used_at")
    search_fields = ("name",)

    @admin.display(description=gettext_lazy("kind of file"), ordering="shape")
    def kind(self, layout):
        try:
            return shape_of(layout.shape).title
        except Unfit:
            return layout.shape

    def has_add_permission(self, request):
        return False

    def lookup_allowed(self, lookup, value, request):
        """What is kept as JSON cannot be looked up by an address on every database."""
        is_plain = lookup.partition("__")[0] in ("name", "shape", "used_at")
        return is_plain and super().lookup_allowed(lookup, value, request)


class ResponsibilityInline(admin.StackedInline):
    """The territories that an editor looks after."""

    model = Responsibility
    autocomplete_fields = ("region",)
    extra = 0


admin.site.unregister([User, Group])


@admin.register(User)
class GuardedUserAdmin(LoggedAdmin, UserAdmin):
    form = GuardedUserForm
    readonly_fields = ("last_login", "date_joined")
    inlines = (ResponsibilityInline,)

    def get_inlines(self, request, obj):
        """A new account gets its name and password first."""
        return super().get_inlines(request, obj) if obj else ()


@admin.register(Group)
class GuardedGroupAdmin(LoggedAdmin, GroupAdmin):
    fields = ("name", "permissions")
