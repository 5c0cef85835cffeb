from observatory.models import SiteSettings, SocialLink
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
