"""Indicators, their scales and their values."""

from django.contrib import admin

from regions import resources
from regions.admin.base import RecordAdmin, StatementAdmin
from regions.admin.places import REGION_SEARCH
from regions.models import Indicator, Observation, ScaleGroup


@admin.register(Indicator)
class IndicatorAdmin(RecordAdmin):
    resource_classes = (resources.IndicatorResource,)
    list_display = ("name", "code", "kind", "unit", "position")
    list_filter = ("kind",)
    search_fields = ("code", "name", "definition")


@admin.register(ScaleGroup)
class ScaleGroupAdmin(RecordAdmin):
    resource_classes = (resources.ScaleGroupResource,)
    list_display = ("label", "scale_year", "rank", "family", "indicator")
    list_filter = ("scale_year", "indicator")
    list_select_related = ("indicator",)
    search_fields = ("code", "label", "family")


@admin.register(Observation)
class ObservationAdmin(StatementAdmin):
    resource_classes = (resources.ObservationResource,)
    list_display = ("region", "indicator", "year", "value", "group", "source_code", "superseded_on")
    list_filter = ("indicator", "is_computed", *StatementAdmin.list_filter)
    list_select_related = ("region", "indicator", "group")
    search_fields = (*REGION_SEARCH, "indicator__code", "indicator__name", "note")
