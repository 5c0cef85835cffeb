"""The admin of what has no history: its versions are told apart by what the form shows."""

import hashlib

from django.contrib.admin.models import LogEntry
from django.forms import model_to_dict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from regions.admin.forms import GuardedForm
from regions.admin.guarded import GuardedAdmin


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
