from decimal import Decimal

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Left, Length, Right
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from common import rules
from common.fields import LineField
from regions.models.indicator import LARGEST, Indicator, ScaleGroup
from regions.models.region import Region
from regions.models.statement import Statement, StatementQuerySet

# Told from the code alone: see `Indicator`.
IS_SCALE = Q(Exact(Right("indicator", len("-group")), Value("-group")))


class ObservationQuerySet(StatementQuerySet):
    def for_page(self):
        """One value a year, newest first within its indicator, with all that a page prints."""
        return (
            super()
            .for_page()
            .in_force()
            .select_related("indicator", "group")
            .order_by("indicator__position", "indicator", F("year").desc(nulls_last=True))
        )


class Observation(Statement):
    """What an indicator came to in a region in one year.

    The year is when the value held; it is empty where the source names none. A scale indicator
    carries a group, any other a number. A computed value never takes the place of a stated one.
    """

    subject = ("region_id", "indicator_id", "year", "is_computed")
    answer = ("value", "group_id")
    details = ("flag", "note")

    region = models.ForeignKey(
        Region,
        models.CASCADE,
        to_field="code",
        related_name="observations",
        verbose_name=_("region"),
    )
    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        to_field="code",
        related_name="observations",
        verbose_name=_("indicator"),
    )
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, help_text=_("Empty if the source names no year.")
    )
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=6, null=True, blank=True)
    group = models.ForeignKey(
        ScaleGroup,
        models.PROTECT,
        to_field="code",
        null=True,
        blank=True,
        related_name="observations",
        verbose_name=_("group"),
    )
    is_computed = models.BooleanField(
        _("is computed"), default=False, help_text=_("Computed by us, not stated by the source.")
    )
    flag = LineField(
        _("flag"), max_length=10, blank=True, help_text=_("As the source sets it, such as e or p.")
    )
    note = LineField(_("note"), max_length=500, blank=True)

    objects = ObservationQuerySet.as_manager()

    class Meta(Statement.Meta):
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["region", "indicator", "-year", "-stated_on"]
        indexes = [
            models.Index(fields=["region", "indicator", "year"], name="observation_by_region")
        ]
        constraints = [
            *Statement.Meta.constraints,
            rules.between(
                "observation_year_is_plausible",
                "year",
                1900,
                2100,
                _("Give a year between 1900 and 2100."),
            ),
            rules.between(
                "observation_value_is_finite",
                "value",
                -LARGEST,
                LARGEST,
                _("Give a number of at most twelve digits before the decimal point."),
            ),
            rules.rule(
                "observation_is_a_number_or_a_group",
                Q(value=None, group__isnull=False) & IS_SCALE
                | Q(value__isnull=False, group=None) & ~IS_SCALE,
                _("An observation of a scale is one of its groups, any other a number."),
            ),
            rules.yes_or_no("observation_is_computed_or_not", "is_computed"),
            rules.rule(
                "observation_group_is_of_its_indicator",
                Q(group=None)
                | Exact(Left("group", Length("indicator") + 1), Concat("indicator", Value("/"))),
                _("The group belongs to another indicator's scale."),
            ),
            models.UniqueConstraint(
                fields=["region", "indicator", "year"],
                condition=Q(superseded_on=None, year__isnull=False),
                name="observation_in_force_is_one_per_year",
                violation_error_message=_("This value of this year is in force already."),
            ),
            models.UniqueConstraint(
                fields=["region", "indicator"],
                condition=Q(superseded_on=None, year=None),
                name="observation_in_force_without_year_is_one",
                violation_error_message=_("A value without a year is in force already."),
            ),
        ]

    def __str__(self):
        return f"{self.region_id} {self.indicator_id} {self.year or ''}".strip()

    def clean(self):
        super().clean()
        indicator = Indicator.objects.filter(code=self.indicator_id).first()
        if indicator is not None:
            indicator.check_answer(self.value, self.group_id)

    def answer_key(self):
        # 18.5 and 18.500000 are the same answer, whatever the number of decimals stored.
        value = self.value if self.value is None else Decimal(self.value).normalize()
        return (value, self.group_id)
