from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common import rules
from common.fields import LineField
from regions.models.record import Record
from regions.models.region import NUTS_CODE


class RegionChange(Record):
    """What became of a code from one edition of NUTS to the next.

    Codes, not regions: many predecessors are older than the oldest edition held here. One row links
    one old code with one new code; a merge or a split has a row for each, and a row with one side
    only says that a code ended or began.
    """

    from_edition = models.PositiveSmallIntegerField(_("from edition"))
    to_edition = models.PositiveSmallIntegerField(_("to edition"))
    level = models.PositiveSmallIntegerField(_("level"))
    old_code = LineField(_("old code"), max_length=5, blank=True)
    new_code = LineField(_("new code"), max_length=5, blank=True)
    name = LineField(_("name"), max_length=200)
    change = LineField(_("change"), max_length=500, blank=True)
    explanation = LineField(_("explanation"), max_length=1000, blank=True)
    share = models.DecimalField(
        _("share"),
        max_digits=5,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("Part of the old region that went into the new one: 1 = all of it."),
    )

    class Meta(Record.Meta):
        verbose_name = _("region change")
        verbose_name_plural = _("region changes")
        ordering = ["from_edition", "old_code", "new_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_edition", "to_edition", "old_code", "new_code"],
                name="region_change_is_told_once",
                violation_error_message=_("This change is recorded already."),
            ),
            rules.well_formed(
                "region_change_old_code_is_well_formed",
                "old_code",
                f"({NUTS_CODE})?",
                _("The old code is a NUTS code, such as HR04, or empty."),
            ),
            rules.well_formed(
                "region_change_new_code_is_well_formed",
                "new_code",
                f"({NUTS_CODE})?",
                _("The new code is a NUTS code, such as HR05, or empty."),
            ),
            rules.rule(
                "region_change_has_a_code",
                ~Q(old_code="", new_code=""),
                _("A change names an old code, a new code or both."),
            ),
            rules.rule(
                "region_change_goes_forward",
                Q(from_edition__gte=1900, to_edition__gt=models.F("from_edition"))
                & Q(to_edition__lte=2100),
                _("The later edition comes after the earlier one."),
            ),
            rules.between(
                "region_change_level_is_one_of_nuts",
                "level",
                0,
                3,
                _("A level of NUTS lies between 0 (country) and 3."),
            ),
            rules.between(
                "region_change_share_is_a_part", "share", 0, 1, _("A share lies between 0 and 1.")
            ),
        ]

    def __str__(self):
        return f"{self.old_code or '–'} → {self.new_code or '–'} ({self.to_edition})"
