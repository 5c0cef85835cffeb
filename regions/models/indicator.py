from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Cast, Concat, Left, Length
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common import rules
from common.fields import LineField, ProseField
from regions.models.record import Record
from regions.models.source import Source

# No figure about a European region comes near: it is there to refuse a slip of the keyboard.
LARGEST = 10**12

# How the code of an indicator ends that is an ordered scale.
SCALE = "-group"
# The code of the error about a value beyond the limits of its indicator.
OUT_OF_RANGE = "out-of-range"

HEADINGS_HELP = _("How survey files print the question, one heading a line, without its year.")


class Indicator(Record):
    """What is measured about regions: a number, or a place on an ordered scale.

    The code says which: that of a scale ends in "-group". An observation names its indicator by
    this code, so the database can tell from the row alone whether it needs a number or a group.
    """

    class Kind(models.TextChoices):
        NUMBER = "number", _("Number")
        SCALE = "scale", _("Ordered scale")

    code = LineField(_("code"), max_length=60, unique=True, help_text=_("Such as population."))
    name = LineField(_("name"), max_length=200)
    definition = ProseField(_("definition"), blank=True)
    unit = LineField(_("unit"), max_length=60, blank=True, help_text=_("Such as % or km²."))
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.NUMBER)
    lowest = models.DecimalField(
        _("lowest value"),
        max_digits=20,
        decimal_places=6,
        null=True,
        blank=True,
        help_text=_("A value below it is a mistake, such as 0 for a share; empty = no limit."),
    )
    highest = models.DecimalField(
        _("highest value"), max_digits=20, decimal_places=6, null=True, blank=True
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=100, help_text=_("Small numbers come first on a page.")
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        to_field="code",
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("source"),
        help_text=_("Who publishes it, under which licence; each value names its own source too."),
    )
    survey_headings = ProseField(_("survey headings"), blank=True, help_text=HEADINGS_HELP)

    class Meta(Record.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["position", "code"]
        constraints = [
            rules.well_formed(
                "indicator_code_is_well_formed",
                "code",
                "[a-z0-9][a-z0-9-]*",
                _("An indicator's code holds small letters, digits and dashes."),
            ),
            rules.filled("indicator_has_a_name", "name", _("Give the indicator a name.")),
            rules.rule(
                "indicator_code_tells_a_scale",
                Q(kind="scale", code__endswith="-group")
                | Q(kind="number") & ~Q(code__endswith="-group"),
                _("The code of a scale ends in -group, as in innovation-group; no other does."),
            ),
            rules.position("indicator_position_is_a_number"),
            rules.one_of(
                "indicator_kind_is_known",
                "kind",
                ["number", "scale"],
                _("An indicator is a number or an ordered scale."),
            ),
            rules.between(
                "indicator_decimals_are_few",
                "decimals",
                0,
                6,
                _("An indicator is shown with 0 to 6 decimals."),
            ),
            rules.between(
                "indicator_lowest_is_finite",
                "lowest",
                -LARGEST,
                LARGEST,
                _("Give a number of at most twelve digits as the lowest value."),
            ),
            rules.between(
                "indicator_highest_is_finite",
                "highest",
                -LARGEST,
                LARGEST,
                _("Give a number of at most twelve digits as the highest value."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("indicator", args=[self.code])

    @property
    def is_scale(self) -> bool:
        return self.kind == self.Kind.SCALE

    def check_answer(self, value: Decimal | None, group: str | None) -> None:
        """Raise a `ValidationError` unless the answer is of this indicator's kind and range."""
        if self.is_scale and group is None:
            raise ValidationError({"group": _("This indicator is a scale: give a group.")})
        if not self.is_scale and value is None:
            raise ValidationError({"value": _("This indicator is a number: give a number.")})
        if not isinstance(value, Decimal) or not value.is_finite():
            return
        if not self.decimals and value != value.to_integral_value():
            raise ValidationError({"value": _("A whole number is expected.")})
        if not self._allows(value):
            raise ValidationError({"value": ValidationError(self._range(), OUT_OF_RANGE)})

    def clean(self):
        super().clean()
        if None not in (self.lowest, self.highest) and self.lowest > self.highest:
            raise ValidationError({"lowest": _("The lowest value is above the highest.")})

    def _range(self) -> str:
        """Which values are expected, in words."""
        limits = {"lowest": _digits(self.lowest), "highest": _digits(self.highest)}
        if self.highest is None:
            return _("A value of at least %(lowest)s is expected.") % limits
        if self.lowest is None:
            return _("A value of at most %(highest)s is expected.") % limits
        return _("A value from %(lowest)s to %(highest)s is expected.") % limits

    def _allows(self, value: Decimal) -> bool:
        low_enough = self.highest is None or value <= self.highest
        return low_enough and (self.lowest is None or value >= self.lowest)


def _digits(limit: Decimal | None) -> str:
    return "" if limit is None else f"{Decimal(limit).normalize():f}"


class ScaleGroup(Record):
    """One group of an ordered scale, such as Strong + of the innovation scale of 2019.

    A scale is revised now and then: its lowest group was Modest in 2019, Emerging in 2021. So a
    group belongs to an indicator and to the year its scale began. The code holds both, which lets
    the database refuse an observation of a foreign group without looking at another table.
    """

    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        to_field="code",
        related_name="groups",
        verbose_name=_("indicator"),
        limit_choices_to={"kind": "scale"},
    )
    scale_year = models.PositiveSmallIntegerField(_("scale of"))
    code = LineField(
        _("code"),
        max_length=100,
        unique=True,
        help_text=_("Indicator, year of the scale and group: innovation-group/2019/strong+."),
    )
    label = LineField(_("label"), max_length=60, help_text=_("Such as Strong +."))
    family = LineField(
        _("family"), max_length=60, help_text=_("The group without + or −, such as Strong.")
    )
    rank = models.PositiveSmallIntegerField(_("rank"), help_text=_("1 is the lowest."))

    class Meta(Record.Meta):
        verbose_name = _("scale group")
        verbose_name_plural = _("scale groups")
        ordering = ["indicator", "-scale_year", "-rank"]
        constraints = [
            rules.well_formed(
                "scale_group_code_is_well_formed",
                "code",
                "[a-z0-9-]+/[0-9]{4}/[a-z0-9+-]+",
                _("A group's code is indicator/year/group: innovation-group/2019/strong+."),
            ),
            rules.rule(
                "scale_group_code_names_its_indicator",
                Exact(
                    Left("code", Length("indicator") + 6),
                    Concat(
                        F("indicator"),
                        Value("/"),
                        Cast("scale_year", models.CharField()),
                        Value("/"),
                    ),
                ),
                _("A group's code begins with its indicator and the year of its scale."),
            ),
            rules.filled("scale_group_has_a_label", "label", _("Give the group a label.")),
            rules.filled("scale_group_has_a_family", "family", _("Give the group's family.")),
            rules.between(
                "scale_group_year_is_plausible",
                "scale_year",
                1990,
                2100,
                _("Give the year in which the scale began, such as 2019."),
            ),
            rules.between(
                "scale_group_rank_is_a_place",
                "rank",
                1,
                1000,
                _("A rank is a whole number from 1 (the lowest)."),
            ),
            models.UniqueConstraint(
                fields=["indicator", "scale_year", "rank"],
                name="scale_group_has_a_rank_of_its_own",
                violation_error_message=_("Another group of this scale has this rank."),
            ),
        ]

    def __str__(self):
        return f"{self.label} ({self.scale_year})"

    def clean(self):
        super().clean()
        if self.indicator_id and not self.indicator_id.endswith(SCALE):
            raise ValidationError({"indicator": _("Choose an indicator that is an ordered scale.")})
