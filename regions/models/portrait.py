from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common import rules
from common.fields import LineField, LinkField
from regions.models.region import Region
from regions.models.statement import Statement


class Picture(Statement):
    """Whom to credit for the picture that shows a region."""

    subject = ("region_id",)
    answer = ("attribution",)

    region = models.ForeignKey(
        Region,
        models.CASCADE,
        to_field="code",
        related_name="pictures",
        verbose_name=_("region"),
    )
    attribution = LineField(
        _("attribution"), max_length=500, help_text=_("Author and licence, as they ask for it.")
    )

    class Meta(Statement.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["region", "stated_on"]
        constraints = [
            *Statement.Meta.constraints,
            rules.filled("picture_is_attributed", "attribution", _("Say whom to credit.")),
            models.UniqueConstraint(
                fields=["region"],
                condition=Q(superseded_on=None),
                name="picture_in_force_is_one_per_region",
                violation_error_message=_("The region has a picture in force already."),
            ),
        ]

    def __str__(self):
        return f"{self.region_id}: {self.attribution}"


class Website(Statement):
    """An address on the web that a region is found at."""

    subject = ("region_id", "link")
    details = ("label",)

    region = models.ForeignKey(
        Region,
        models.CASCADE,
        to_field="code",
        related_name="websites",
        verbose_name=_("region"),
    )
    link = LinkField(_("link"))
    label = LineField(_("label"), max_length=200, blank=True)

    class Meta(Statement.Meta):
        verbose_name = _("website")
        verbose_name_plural = _("websites")
        ordering = ["region", "link"]
        constraints = [
            *Statement.Meta.constraints,
            rules.filled("website_has_a_link", "link", _("Give the address of the website.")),
            rules.web_link("website_link_is_a_web_address", "link"),
            models.UniqueConstraint(
                fields=["region", "link"],
                condition=Q(superseded_on=None),
                name="website_in_force_is_listed_once",
                violation_error_message=_("The region has this website already."),
            ),
        ]

    def __str__(self):
        return self.link
