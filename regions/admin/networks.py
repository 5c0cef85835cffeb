"""Networks and who belongs to them; the sources of all facts."""

from django.contrib import admin

from regions import resources
from regions.admin.base import RecordAdmin, StatementAdmin
from regions.admin.places import REGION_SEARCH
from regions.models import Membership, Network, Source


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    resource_classes = (resources.SourceResource,)
    list_display = ("title", "code", "publisher", "dated_on", "licence")
    list_filter = ("publisher",)
    search_fields = ("code", "title", "publisher")


@admin.register(Network)
class NetworkAdmin(RecordAdmin):
    resource_classes = (resources.NetworkResource,)
    list_display = ("short_name", "name", "code", "kind", "website")
    list_filter = ("kind",)
    search_fields = ("code", "short_name", "name")


@admin.register(Membership)
class MembershipAdmin(StatementAdmin):
    resource_classes = (resources.MembershipResource,)
    list_display = (
        "region",
        "network",
        "status",
        "via",
        "stated_on",
        "source_code",
        "superseded_on",
    )
    list_filter = ("status", "network", *StatementAdmin.list_filter)
    list_select_related = ("region", "network", "via")
    search_fields = (*REGION_SEARCH, "network__code", "network__short_name", "note")
