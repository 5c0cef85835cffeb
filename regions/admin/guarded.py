"""An admin in which nobody overwrites in silence, and in which no broken rule is a server error."""

import re
import sqlite3
from collections.abc import Callable
from functools import wraps

from django.contrib import admin, messages
from django.contrib.messages.storage import default_storage
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import ProtectedError
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from regions.admin.forms import GuardedForm

# How the databases put it that a writer waited in vain for another: SQLite that it is busy or
# locked, PostgreSQL that a time limit ran out, that a lock is not to be had, or a deadlock.
SQLITE_WAITED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
POSTGRESQL_WAITED = {"57014", "55P03", "40P01"}


class GuardedAdmin(admin.ModelAdmin):
    """Its form is a `GuardedForm`; `version_of` says which version of a record is stored."""

    extra_fields: tuple[str, ...] = ("form_version",)

    def version_of(self, obj) -> str:
        raise NotImplementedError

    def get_object(self, request, object_id, from_field=None):
        """The object with its version, locked if it is about to be saved.

        Versions come first and values second (or both under the lock): a form may be older than
        it says, and is then refused needlessly, but never newer.
        """
        obj = super().get_object(request, object_id, from_field)
        if obj is None:
            return None
        if request.method == "POST" and transaction.get_connection().in_atomic_block:
            self.lock(obj.pk)
        version = self.version_of(obj)
        obj = self.get_queryset(request).filter(pk=obj.pk).first()
        if obj is not None:
            obj.form_version = version
        return obj

    def lock(self, pk) -> None:
        """Let nobody else save the object before this transaction ends."""
        rows = self.model._base_manager.select_for_update().filter(pk=pk).order_by()
        list(rows.values_list("pk"))

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is not None and not hasattr(obj, "form_version"):
            obj.form_version = self.version_of(obj)
        form = super().get_form(request, obj, change=change, **kwargs)
        form.broken_rule = getattr(request, "broken_rule", None)
        return form

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        may_save = self.has_change_permission(request, obj) if obj else True
        extra = [name for name in self.extra_fields if obj or name != "form_version"]
        return [*fieldsets, (None, {"fields": extra})] if may_save and extra else fieldsets

    def get_urls(self):
        urls = super().get_urls()
        for url in urls:
            url.callback = told_if_busy(url.callback)
        return urls

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        page = object_id, form_url, extra_context
        try:
            return super().changeform_view(request, *page)
        except IntegrityError as error:
            # Somebody was quicker, or no form can check this rule. All was undone: the form is
            # made once more, to say so; what was to be told of its success is forgotten.
            request.broken_rule = sentence_of(error, self.model)
            request._messages = default_storage(request)
            return super().changeform_view(request, *page)
        except OperationalError as error:
            if not self._keeps_what_was_typed(request, object_id, error):
                raise
            return self._busy_form(request, page)

    def _keeps_what_was_typed(self, request, object_id, error: OperationalError) -> bool:
        """Whether the form can come back as it was posted, with a sentence that refuses it."""
        if request.method != "POST" or not waited_in_vain(error):
            return False
        return object_id is not None or issubclass(self.get_form(request), GuardedForm)

    def _busy_form(self, request, page: tuple):
        """The form with what was typed: made without the transaction that is not to be had.

        A broken rule refuses the form, whatever it holds: nothing is written.
        """
        request.broken_rule = _(
            "Nothing was saved: an import is being written at this moment. What you typed is "
            "still here; save again in a minute."
        )
        request._messages = default_storage(request)
        response = self._changeform_view(request, *page)
        response.status_code = 409
        return response

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except IntegrityError as error:
            return self.back_with(request, sentence_of(error, self.model))

    def changelist_view(self, request, extra_context=None):
        try:
            return super().changelist_view(request, extra_context)
        except IntegrityError as error:
            return self.back_with(request, sentence_of(error, self.model))

    def back_with(self, request, sentence: str) -> HttpResponseRedirect:
        """To the same page again, which shows the sentence."""
        self.message_user(request, sentence, messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())


def told_if_busy(view: Callable) -> Callable:
    """The view; but who posts while somebody else writes for long is told so on a small page."""

    @wraps(view)
    def told(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except OperationalError as error:
            if request.method != "POST" or not waited_in_vain(error):
                raise
            return render(request, "errors/busy.html", status=409)

    return told


def waited_in_vain(error: OperationalError) -> bool:
    """Whether the database refused because somebody else was writing all the time."""
    cause = error.__cause__
    is_locked = getattr(cause, "sqlite_errorcode", 0) & 0xFF in SQLITE_WAITED
    return is_locked or getattr(cause, "sqlstate", None) in POSTGRESQL_WAITED


def sentence_of(error: IntegrityError, model) -> str:
    """What the rule that the database found broken says to a person."""
    if isinstance(error, ProtectedError):
        return _("Nothing was deleted: other records have come to depend on this one.")
    for constraint in model._meta.constraints:
        if re.search(rf"\b{constraint.name}\b", str(error)):
            return str(constraint.violation_error_message)
    return _("Nothing was saved: such a record exists by now, or one that it names is gone.")
