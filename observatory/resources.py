from observatory.models import Page, SiteSettings, SocialLink
from regions.resources import RecordResource, column, widgets


class SiteSettingsResource(RecordResource):
    """The one row of settings; it needs no key."""

    class Meta:
        model = SiteSettings
        import_id_fields = ()
        fields = ("name", "tagline", "funding", "coordinator", "address")

    def new_record(self, key):
        return SiteSettings(pk=1)


class SocialLinkResource(RecordResource):
    position = column("position", widgets.WholeNumberWidget())

    class Meta:
        model = SocialLink
        import_id_fields = ("label",)
        fields = ("label", "link", "position")


class PageResource(RecordResource):
    updated_on = column("updated_on", widgets.DayWidget())
    position = column("position", widgets.WholeNumberWidget())
    is_in_footer = column("is_in_footer", widgets.YesNoWidget())

    class Meta:
        model = Page
        import_id_fields = ("slug",)
        fields = ("slug", "title", "description", "body", "updated_on", "position", "is_in_footer")

    def check(self, instance):
        instance.check_address()
