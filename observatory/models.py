from django.db import models
from django.utils.translation import gettext_lazy as _

from common import rules
from common.fields import LineField, LinkField, ProseField
from regions.models import Record


class SiteSettings(Record):
    """What every page says about the site itself; there is one row."""

    name = LineField(_("name"), max_length=100, default="Observatory of Regions")
    tagline = LineField(_("tagline"), max_length=300, blank=True)
    funding = ProseField(_("funding statement"), blank=True)
    coordinator = LineField(_("coordinator"), max_length=300, blank=True)
    address = LineField(_("address of the coordinator"), max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        constraints = [
            rules.filled("site_has_a_name", "name", _("Give the site a name.")),
            rules.rule(
                "site_settings_are_one_row", models.Q(pk=1), _("The site has its settings already.")
            ),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def current(cls) -> "SiteSettings":
        """The one row, or its defaults while there is none."""
        return cls.objects.prefetch_related("social_links").first() or cls(pk=1)


class SocialLink(Record):
    """A link to the project's page on another site, in the footer."""

    site = models.ForeignKey(
        SiteSettings, models.CASCADE, default=1, related_name="social_links", verbose_name=_("site")
    )
    label = LineField(_("label"), max_length=60, help_text=_("Such as LinkedIn."))
    link = LinkField(_("link"))
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta(Record.Meta):
        verbose_name = _("social link")
        verbose_name_plural = _("social links")
        ordering = ["position", "label"]
        constraints = [
            rules.filled("social_link_has_a_label", "label", _("Give the link a label.")),
            rules.filled("social_link_has_an_address", "link", _("Give the link's address.")),
            rules.web_link("social_link_is_a_web_address", "link"),
            rules.position("social_link_position_is_a_number"),
            models.UniqueConstraint(
                fields=["site", "label"],
                name="social_link_is_listed_once",
                violation_error_message=_("This label is used already."),
            ),
        ]

    def __str__(self):
        return self.label
