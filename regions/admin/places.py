"""Regions and what is told of them alone."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from regions import resources
from regions.admin.base import RecordAdmin, StatementAdmin
from regions.models import Alias, Picture, Region, RegionChange, Website

REGION_SEARCH = ("region__code", "region__official_name", "region__english_name")


@admin.register(Region)
class RegionAdmin(RecordAdmin):
    resource_classes = (resources.RegionResource,)
    list_display = ("code", "name", "english_name", "level", "country_code", "state")
    list_filter = ("level", "state", "is_territory", "country_code")
    search_fields = (
        "code",
        "official_name",
        "latin_name",
        "native_name",
        "english_name",
        "aliases__name",
    )
    fieldsets = (
        (None, {"fields": ["code", "parent", "state", "is_territory", "nuts_editions"]}),
        (
            _("Names"),
            {"fields": ["official_name", "latin_name", "native_name", "language", "english_name"]},
        ),
        (_("Portrait"), {"fields": ["summary", "longitude", "latitude"]}),
    )


@admin.register(Alias)
class AliasAdmin(RecordAdmin):
    resource_classes = (resources.AliasResource,)
    list_display = ("name", "region")
    list_select_related = ("region",)
    search_fields = ("name", *REGION_SEARCH)


@admin.register(RegionChange)
class RegionChangeAdmin(RecordAdmin):
    resource_classes = (resources.RegionChangeResource,)
    list_display = ("__str__", "name", "change", "level", "share")
    list_filter = ("to_edition", "level")
    search_fields = ("old_code", "new_code", "name", "change")


@admin.register(Website)
class WebsiteAdmin(StatementAdmin):
    resource_classes = (resources.WebsiteResource,)
    list_display = ("link", "label", "region", "stated_on", "superseded_on")
    list_select_related = ("region",)
    search_fields = ("link", "label", *REGION_SEARCH)


@admin.register(Picture)
class PictureAdmin(StatementAdmin):
    resource_classes = (resources.PictureResource,)
    list_display = ("region", "attribution", "stated_on", "superseded_on")
    list_select_related = ("region",)
    search_fields = ("attribution", *REGION_SEARCH)
