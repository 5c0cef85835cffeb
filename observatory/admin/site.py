"""What the site says of itself."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect

from observatory import models, resources
from regions.admin import RecordAdmin


@admin.register(models.SiteSettings)
class SiteSettingsAdmin(RecordAdmin):
    """One row: its list is its form, and it cannot be deleted."""

    resource_classes = (resources.SiteSettingsResource,)
    ordering = ("pk",)
    search_fields = ("name",)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not models.SiteSettings.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        row = models.SiteSettings.objects.first()
        page, args = ("change", [row.pk]) if row else ("add", [])
        return redirect(f"admin:observatory_sitesettings_{page}", *args)

    def save_model(self, request, obj, form, change):
        obj.pk = 1
        super().save_model(request, obj, form, change)


@admin.register(models.SocialLink)
class SocialLinkAdmin(RecordAdmin):
    resource_classes = (resources.SocialLinkResource,)
    list_display = ("label", "link", "position")
    search_fields = ("label", "link")

    def get_fields(self, request, obj=None):
        return ["label", "link", "position"]


@admin.register(models.Page)
class PageAdmin(RecordAdmin):
    resource_classes = (resources.PageResource,)
    fixed_fields = ("slug",)
    list_display = ("title", "slug", "updated_on", "position", "is_in_footer")
    list_filter = ("is_in_footer",)
    search_fields = ("slug", "title", "body")
