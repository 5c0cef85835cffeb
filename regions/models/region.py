from django.db import models
from django.db.models import Q
from django.db.models.functions import Left, Length
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common import rules
from common.fields import DegreesField, LineField, ProseField
from regions.models.record import Record

NUTS_CODE = "[A-Z]{2}[A-Z0-9]{0,3}"


class RegionQuerySet(models.QuerySet):
    def published(self):
        """What the public sees: territories, not the statistical catch-all codes."""
        return self.filter(state=Region.State.PUBLISHED, is_territory=True)

    def hidden(self):
        """What the public does not see."""
        return self.exclude(state=Region.State.PUBLISHED, is_territory=True)

    def countries(self):
        return self.filter(level=0)


class Region(Record):
    """What a NUTS code stands for: a country (level 0) or a part of one, down to level 3.

    The code says the level (two letters and one sign a level) and the country; the parent lies on
    the level above. The parent's code is usually the beginning of the region's own, but not always:
    in NUTS 2016 UKN10 to UKN16 belonged to UKN0. A code that the classification gave up stays, with
    the editions it was valid in; `RegionChange` says what became of it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        PUBLISHED = "published", _("Published")

    code = LineField(
        _("code"), max_length=5, unique=True, help_text=_("NUTS code, such as BE or BE3.")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        to_field="code",
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent"),
    )
    level = models.GeneratedField(
        expression=Length("code") - 2,
        output_field=models.PositiveSmallIntegerField(_("level")),
        db_persist=True,
    )
    country_code = models.GeneratedField(
        expression=Left("code", 2),
        output_field=models.CharField(_("country code"), max_length=2),
        db_persist=True,
    )
    official_name = LineField(
        _("official name"), max_length=200, help_text=_("As the NUTS classification prints it.")
    )
    latin_name = LineField(_("official name in Latin letters"), max_length=200, blank=True)
    native_name = LineField(
        _("native name"),
        max_length=200,
        blank=True,
        help_text=_("As its people say it, such as Wallonie; empty = the official name."),
    )
    english_name = LineField(_("English name"), max_length=200, blank=True)
    language = LineField(
        _("language of the name"),
        max_length=12,
        blank=True,
        help_text=_("Language tag, such as fr; empty where the name is in several languages."),
    )
    summary = ProseField(_("summary"), blank=True, help_text=_("At most 80 words."))
    nuts_editions = LineField(
        _("NUTS editions"),
        max_length=60,
        help_text=_("The editions the code is valid in, such as 2016 2021 2024."),
    )
    is_territory = models.BooleanField(
        _("is a territory"),
        default=True,
        help_text=_("No for the statistical codes of what belongs to no region (Extra-Regio)."),
    )
    longitude = DegreesField(_("longitude of the centre"), null=True, blank=True)
    latitude = DegreesField(_("latitude of the centre"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.PUBLISHED
    )

    objects = RegionQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["code"]
        indexes = [
            models.Index(fields=["country_code"], name="region_by_country"),
            models.Index(fields=["level"], name="region_by_level"),
        ]
        constraints = [
            rules.well_formed(
                "region_code_is_well_formed",
                "code",
                NUTS_CODE,
                _("A NUTS code is two capital letters and up to three capitals or digits: BE3."),
            ),
            rules.rule(
                "region_parent_is_one_level_up",
                Q(parent=None, code__regex=r"\A..\Z")
                | Q(parent__isnull=False) & Exact(Length("parent"), Length("code") - 1),
                _("A region's parent is one level up; a country has none."),
            ),
            rules.rule(
                "region_parent_is_in_the_same_country",
                Q(parent=None) | Exact(Left("parent", 2), Left("code", 2)),
                _("A region and its parent lie in the same country."),
            ),
            rules.filled(
                "region_has_an_official_name", "official_name", _("Give the official name.")
            ),
            rules.well_formed(
                "region_language_is_a_tag",
                "language",
                "([a-z]{2,3}(-[A-Za-z0-9]{2,8})*)?",
                _("A language tag is two or three small letters, such as fr."),
            ),
            rules.well_formed(
                "region_editions_are_years",
                "nuts_editions",
                "[0-9]{4}( [0-9]{4})*",
                _("Write the editions as years with a blank between: 2016 2021 2024."),
            ),
            rules.between(
                "region_longitude_is_on_earth",
                "longitude",
                -180,
                180,
                _("A longitude lies between -180 and 180 degrees."),
            ),
            rules.between(
                "region_latitude_is_on_earth",
                "latitude",
                -90,
                90,
                _("A latitude lies between -90 and 90 degrees."),
            ),
            rules.yes_or_no("region_is_a_territory_or_not", "is_territory"),
            rules.one_of(
                "region_state_is_known",
                "state",
                ["draft", "in_review", "published"],
                _("A region is a draft, in review or published."),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"

    def get_absolute_url(self):
        return reverse("region", args=[self.code])

    @property
    def name(self) -> str:
        """The name its page is headed with."""
        return self.native_name or self.official_name

    @property
    def other_name(self) -> str:
        """What a reader of English knows it by, where that differs from the native name."""
        known = self.english_name or self.latin_name
        return known if known != self.name else ""

    @property
    def is_country(self) -> bool:
        return len(self.code) == 2

    @property
    def editions(self) -> list[str]:
        return self.nuts_editions.split()


class Alias(Record):
    """Another name under which people look for a region."""

    region = models.ForeignKey(
        Region,
        models.CASCADE,
        to_field="code",
        related_name="aliases",
        verbose_name=_("region"),
    )
    name = LineField(_("name"), max_length=200)

    class Meta(Record.Meta):
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ["region", "name"]
        constraints = [
            rules.filled("alias_has_a_name", "name", _("Give the name.")),
            models.UniqueConstraint(
                fields=["region", "name"],
                name="alias_is_named_once",
                violation_error_message=_("The region has this name already."),
            ),
        ]

    def __str__(self):
        return self.name
