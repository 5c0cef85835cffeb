"""Forms that know which version of a record they were made from."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.utils import get_m2m_reverse_field_name

from common.text import tidy
from regions.admin.wording import sentences

# Digits of the largest number that a version can have, for both databases.
LONGEST_VERSION = 18


class ProseInput(forms.CharField):
    """A browser ends lines with two characters: that alone is no change."""

    def has_changed(self, initial, data):
        return super().has_changed(tidy(initial or ""), tidy(data or ""))


class NumberInput(forms.DecimalField):
    """A number is shown as an editor would write it: 216, not 216.000000."""

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else f"{value.normalize():f}"


class GuardedForm(forms.ModelForm):
    """Refuses to overwrite what was saved after the form was made.

    The admin sets `instance.form_version` to the stored version, and `broken_rule` to the sentence
    of a rule that the database found broken when it was tried before. A refused form comes back
    with the new version: what its reader then saves is saved knowingly.
    """

    form_version = forms.CharField(required=False, widget=forms.HiddenInput)
    broken_rule: str | None = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.version: str | None = getattr(self.instance, "form_version", None)
        self.initial["form_version"] = self.version

    def clean(self):
        cleaned = super().clean()
        made_from = self.cleaned_data.get("form_version", "")
        if self.version is not None and made_from != self.version:
            self.data = self.data.copy()
            self.show("form_version", self.version)
            raise ValidationError(self.refusal(made_from))
        return cleaned

    def refusal(self, made_from: str) -> list[str]:
        """The sentences that say what was changed after the version `made_from`."""
        return [unknown_version()]

    def show(self, name: str, value) -> None:
        """Let the form that comes back hold `value`."""
        shown = self.fields[name].prepare_value(value)
        if isinstance(shown, list):
            self.data.setlist(self.add_prefix(name), shown)
        else:
            self.data[self.add_prefix(name)] = "" if shown is None else shown

    def _post_clean(self):
        super()._post_clean()
        if self.broken_rule and not self.errors:
            self.add_error(None, self.broken_rule)


class RecordForm(GuardedForm):
    """The form of a record with a history."""

    change_reason = forms.CharField(
        label=gettext_lazy("Why this change?"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("Kept in the history, such as “Letter from the region, 3 May”."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        earlier = getattr(self.instance, "_history", None)
        for field in getattr(earlier, "_history_m2m_fields", ()):
            name = get_m2m_reverse_field_name(field)
            rows = getattr(earlier, field.name).all()
            self.initial[field.name] = [getattr(row, name) for row in rows]

    def refusal(self, made_from: str) -> list[str]:
        records = self._history_since(made_from)
        if not records:
            return super().refusal(made_from)
        self._take_over(records[-1].diff_against(records[0]).changes)
        return [
            _("Nothing was saved: this record was changed after you opened it."),
            *sentences(records),
            _(
                "What you had not touched now shows the new values; where both of you changed a "
                "field, yours is still here. Look it over and save again."
            ),
        ]

    def _history_since(self, made_from: str) -> list:
        """The history from the record `made_from` on; empty if the object has no such record."""
        if not (made_from.isascii() and made_from.isdecimal()) or len(made_from) > LONGEST_VERSION:
            return []
        history = type(self.instance).history.filter(id=self.instance.pk)
        since = history.filter(history_id__gte=int(made_from)).order_by("history_id")
        records = list(since.select_related("history_user"))
        return records if records and str(records[0].history_id) == made_from else []

    def _take_over(self, changes) -> None:
        """Show the stored value wherever the reader of this form has not given another."""
        for change in changes:
            if change.field in self.fields and not self._is_touched(change):
                self.show(change.field, self.initial.get(change.field))

    def _is_touched(self, change) -> bool:
        """Whether the form holds something else than it was made with."""
        before = change.old
        if isinstance(before, list):
            name = get_m2m_reverse_field_name(self.instance._meta.get_field(change.field))
            before = [row[name] for row in before]
        return self.fields[change.field].has_changed(before, self[change.field].data)


def unknown_version() -> str:
    return _(
        "Nothing was saved: the form does not say which version of the record it was made from. "
        "Look it over and save again."
    )
