"""Releases: made by a form with one field, and never changed but to say that they are withdrawn."""

from django.contrib import admin
from django.contrib.messages.storage import default_storage
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from observatory.models import Release
from observatory.releases.publishing import NotReleased, next_number, release
from regions.admin import LoggedAdmin
from regions.signals import written

PUBLISHED = ("number", "released_on", "previous", "citation")
WITHDRAWN = ("withdrawn_on", "withdrawn_because")


@admin.register(Release)
class ReleaseAdmin(LoggedAdmin):
    list_display = ("number", "released_on", "withdrawn_on")
    search_fields = ("number",)

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            told = _("All public data, as they are now, are published under this number for good.")
            return [(None, {"fields": ["number"], "description": told})]
        told = _("Its files stay. Its page and every list answered from it say so.")
        withdrawn = (_("Withdrawn"), {"fields": WITHDRAWN, "description": told})
        # The last is the version of the form, for those who may save it.
        _all, *version = super().get_fieldsets(request, obj)
        return [(None, {"fields": PUBLISHED}), withdrawn, *version]

    def get_readonly_fields(self, request, obj=None):
        return PUBLISHED if obj else ()

    def get_changeform_initial_data(self, request):
        return {"number": next_number(timezone.localdate())}

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        page = object_id, form_url, extra_context
        try:
            return super().changeform_view(request, *page)
        except NotReleased as problem:
            # The form once more, with the sentence in place of what told of its success.
            request.broken_rule = str(problem)
            request._messages = default_storage(request)
            return super().changeform_view(request, *page)

    def save_model(self, request, obj, form, change):
        if change:
            obj.save(update_fields=WITHDRAWN)
            written.send(Release)
        else:
            vars(obj).update(vars(release(obj.number)))

    def has_delete_permission(self, request, obj=None):
        return False
