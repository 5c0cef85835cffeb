"""The editors' desk: agreed readings of answers, and the accounts of the editors themselves."""

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

from regions.admin import GuardedAdmin, GuardedForm, RecordAdmin
from workbench.models import RememberedAnswer
from workbench.resources import RememberedAnswerResource


@admin.register(RememberedAnswer)
class RememberedAnswerAdmin(RecordAdmin):
    resource_classes = (RememberedAnswerResource,)
    list_display = ("printed", "question", "reading", "via", "reason")
    list_filter = ("reading", "question")
    list_select_related = ("via",)
    search_fields = ("question", "printed", "reason")


class AccountForm(GuardedForm):
    """Accounts have no history; the log of the admin says who changed them last."""

    def refusal(self, made_from):
        entries = LogEntry.objects.filter(
            content_type__app_label="auth",
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


class GuardedUserForm(AccountForm, UserChangeForm):
    pass


class AccountAdmin(GuardedAdmin):
    form = AccountForm

    def version_of(self, obj):
        """A digest of what the form shows: there is no history to name a version by."""
        obj = self.model._base_manager.get(pk=obj.pk)
        shown = model_to_dict(obj, exclude=["last_login"])
        shown = {name: _plain(value) for name, value in shown.items()}
        return hashlib.sha256(repr(shown).encode()).hexdigest()


def _plain(value):
    return sorted(other.pk for other in value) if isinstance(value, list) else value


admin.site.unregister([User, Group])


@admin.register(User)
class GuardedUserAdmin(AccountAdmin, UserAdmin):
    form = GuardedUserForm
    readonly_fields = ("last_login", "date_joined")


@admin.register(Group)
class GuardedGroupAdmin(AccountAdmin, GroupAdmin):
    fields = ("name", "permissions")
