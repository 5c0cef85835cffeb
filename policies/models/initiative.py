from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common import rules
from common.fields import LineField, LinkField, ProseField
from common.slugs import slug
from regions.models import Record, Region, Statement, StatementQuerySet


class Initiative(Record):
    """An undertaking with a title that regions join, such as a hub or an infrastructure."""

    title = LineField(_("title"), max_length=500, unique=True)
    kind = LineField(_("kind"), max_length=100, blank=True)
    link = LinkField(_("link"), blank=True)
    description = ProseField(_("description"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")
        ordering = ["title"]
        constraints = [
            rules.filled("initiative_has_a_title", "title", _("Give the initiative's title.")),
            rules.web_link("initiative_link_is_a_web_address", "link"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("initiative", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The title as it stands in the address, where the number alone counts."""
        return slug(self.title, "initiative")


class ParticipationQuerySet(StatementQuerySet):
    def for_page(self):
        return (
            super().for_page().in_force().select_related("initiative").order_by("initiative__title")
        )


class Participation(Statement):
    """A source names a region as part of an initiative."""

    subject = ("region_id", "initiative_id")

    region = models.ForeignKey(
        Region,
        models.CASCADE,
        to_field="code",
        related_name="participations",
        verbose_name=_("region"),
    )
    initiative = models.ForeignKey(
        Initiative, models.PROTECT, related_name="participations", verbose_name=_("initiative")
    )

    objects = ParticipationQuerySet.as_manager()

    class Meta(Statement.Meta):
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        ordering = ["region", "initiative"]
        constraints = [
            *Statement.Meta.constraints,
            models.UniqueConstraint(
                fields=["region", "initiative"],
                condition=Q(superseded_on=None),
                name="participation_in_force_is_one_per_initiative",
                violation_error_message=_("The region is listed with this initiative already."),
            ),
        ]

    def __str__(self):
        return f"{self.region_id}: {self.initiative}"
