"""The tables of this app: for each noun its columns, in the order in which they are written."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from regions import models
from regions.resources import widgets
from regions.resources.base import (
    RecordResource,
    StatementResource,
    code_column,
    column,
    region_column,
)

STATED = ("source", "stated_on", "first_source", "first_stated_on", "superseded_on")


class SourceResource(RecordResource):
    dated_on = column("dated_on", widgets.DayWidget())

    class Meta:
        model = models.Source
        import_id_fields = ("code",)
        fields = ("code", "title", "publisher", "link", "dated_on", "licence", "note")


class RegionResource(RecordResource):
    parent = region_column("parent", models.Region)
    is_territory = column("is_territory", widgets.YesNoWidget())
    longitude = column("longitude", widgets.DegreesWidget())
    latitude = column("latitude", widgets.DegreesWidget())
    state = column("state", widgets.ChoiceWidget(models.Region.State.choices, "region.state"))

    class Meta:
        model = models.Region
        import_id_fields = ("code",)
        fields = (
            "code",
            "parent",
            "official_name",
            "latin_name",
            "native_name",
            "english_name",
            "language",
            "summary",
            "nuts_editions",
            "is_territory",
            "longitude",
            "latitude",
            "state",
        )


class AliasResource(RecordResource):
    region = region_column("region", models.Region)

    class Meta:
        model = models.Alias
        import_id_fields = ("region", "name")
        fields = ("region", "name")


class RegionChangeResource(RecordResource):
    from_edition = column("from_edition", widgets.WholeNumberWidget())
    to_edition = column("to_edition", widgets.WholeNumberWidget())
    level = column("level", widgets.WholeNumberWidget())
    share = column("share", widgets.NumberWidget())

    class Meta:
        model = models.RegionChange
        import_id_fields = ("from_edition", "to_edition", "old_code", "new_code")
        fields = (
            "from_edition",
            "to_edition",
            "level",
            "old_code",
            "new_code",
            "name",
            "change",
            "explanation",
            "share",
        )


class IndicatorResource(RecordResource):
    decimals = column("decimals", widgets.WholeNumberWidget())
    kind = column("kind", widgets.ChoiceWidget(models.Indicator.Kind.choices, "indicator.kind"))
    lowest = column("lowest", widgets.NumberWidget())
    highest = column("highest", widgets.NumberWidget())
    position = column("position", widgets.WholeNumberWidget())
    source = code_column("source", models.Source, "title")

    class Meta:
        model = models.Indicator
        import_id_fields = ("code",)
        fields = (
            "code",
            "name",
            "definition",
            "unit",
            "decimals",
            "kind",
            "lowest",
            "highest",
            "position",
            "source",
            "survey_headings",
        )

    def check(self, instance):
        instance.clean()


class ScaleGroupResource(RecordResource):
    indicator = code_column("indicator", models.Indicator, "name")
    scale_year = column("scale_year", widgets.WholeNumberWidget())
    rank = column("rank", widgets.WholeNumberWidget())

    class Meta:
        model = models.ScaleGroup
        import_id_fields = ("code",)
        fields = ("code", "indicator", "scale_year", "label", "family", "rank")

    def check(self, instance):
        instance.clean()


class NetworkResource(RecordResource):
    kind = column("kind", widgets.ChoiceWidget(models.Network.Kind.choices, "network.kind"))

    class Meta:
        model = models.Network
        import_id_fields = ("code",)
        fields = (
            "code",
            "name",
            "short_name",
            "kind",
            "website",
            "description",
            "survey_headings",
        )


class ObservationResource(StatementResource):
    region = region_column("region", models.Region)
    indicator = code_column("indicator", models.Indicator, "name")
    year = column("year", widgets.WholeNumberWidget())
    value = column("value", widgets.ValueWidget())
    group = code_column("group", models.ScaleGroup)
    is_computed = column("is_computed", widgets.YesNoWidget())

    class Meta:
        model = models.Observation
        fields = (
            "region",
            "indicator",
            "year",
            "value",
            "group",
            "is_computed",
            "flag",
            "note",
            *STATED,
        )

    def prepare(self):
        self.indicators = models.Indicator.objects.in_bulk(field_name="code")

    def check(self, instance):
        indicator = self.indicators[instance.indicator_id]
        if isinstance(instance.value, widgets.Percentage):
            if indicator.unit != "%":
                raise ValidationError({"value": _("A plain number is expected, no percentage.")})
            instance.value = Decimal(instance.value)
        indicator.check_answer(instance.value, instance.group_id)


class MembershipResource(StatementResource):
    region = region_column("region", models.Region)
    network = code_column("network", models.Network, "short_name", "name")
    status = column(
        "status", widgets.ChoiceWidget(models.Membership.Status.choices, "membership.status")
    )
    via = region_column("via", models.Region)
    since = column("since", widgets.DayWidget())
    until = column("until", widgets.DayWidget())

    class Meta:
        model = models.Membership
        fields = ("region", "network", "status", "via", "since", "until", "note", *STATED)

    def check(self, instance):
        instance.clean()


class WebsiteResource(StatementResource):
    region = region_column("region", models.Region)

    class Meta:
        model = models.Website
        fields = ("region", "link", "label", *STATED)


class PictureResource(StatementResource):
    region = region_column("region", models.Region)

    class Meta:
        model = models.Picture
        fields = ("region", "attribution", *STATED)
