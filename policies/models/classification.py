from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from policies.models.vocabulary import Term
from regions.models import Region, Statement, StatementQuerySet


class ClassificationQuerySet(StatementQuerySet):
    def for_page(self):
        """In the order of the lists, each with its vocabulary and the heading it stands under."""
        return (
            super()
            .for_page()
            .in_force()
            .select_related("term__vocabulary", "term__parent")
            .order_by("term__vocabulary", "term__parent__code", "term__code")
        )


class Classification(Statement):
    """A source says that a region's policies cover a term."""

    subject = ("region_id", "term_id")

    region = models.ForeignKey(
        Region,
        models.CASCADE,
        to_field="code",
        related_name="classifications",
        verbose_name=_("region"),
    )
    term = models.ForeignKey(
        Term, models.PROTECT, related_name="classifications", verbose_name=_("term")
    )

    objects = ClassificationQuerySet.as_manager()

    class Meta(Statement.Meta):
        verbose_name = _("classification")
        verbose_name_plural = _("classifications")
        ordering = ["region", "term"]
        constraints = [
            *Statement.Meta.constraints,
            models.UniqueConstraint(
                fields=["region", "term"],
                condition=Q(superseded_on=None),
                name="classification_in_force_is_one_per_term",
                violation_error_message=_("The region has this term already."),
            ),
        ]

    def __str__(self):
        return f"{self.region_id}: {self.term}"
