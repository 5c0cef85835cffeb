"""What changed in a record, told in words: which field, from what, to what, by whom and when."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from simple_history.models import DeletedObject
from simple_history.template_utils import HistoricalRecordContextHelper

NOTHING = "–"


class Wording(HistoricalRecordContextHelper):
    """The history's changes with whole values, and with labels where a code is stored."""

    def __init__(self, model, record):
        # The longest text that a field takes is far below a million characters.
        super().__init__(model, record, max_displayed_delta_change_chars=10**6)

    def prepare_delta_change_value(self, change, value):
        field = self.model._meta.get_field(change.field)
        return in_words(field, super().prepare_delta_change_value(change, value))


def in_words(field, value) -> str:
    """A value of a model field as an editor would write it; a dash where there is none."""
    if isinstance(value, DeletedObject):
        value = value.pk  # also simple_history's way of saying that there was none
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(dict(field.flatchoices).get(value, value))


def sentences(records: Iterable) -> Iterator[str]:
    """One sentence for each field that changed between `records` of one history, oldest first."""
    for older, newer in pairwise(records):
        said = {"who": _who(newer), "when": _when(newer)}
        if newer.history_type == "-":
            yield _("%(who)s deleted it on %(when)s.") % said
        wording = Wording(newer.instance_type, newer)
        for change in newer.diff_against(older, foreign_keys_are_objs=True).changes:
            yield _("%(who)s changed %(field)s from “%(old)s” to “%(new)s” on %(when)s.") % {
                **said,
                "field": newer.instance_type._meta.get_field(change.field).verbose_name,
                "old": wording.prepare_delta_change_value(change, change.old),
                "new": wording.prepare_delta_change_value(change, change.new),
            }


def _who(record) -> str:
    user = record.history_user
    return (user.get_full_name() or user.get_username()) if user else _("A program")


def _when(record) -> str:
    return date_format(timezone.localtime(record.history_date), "j F Y, H:i")
