from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common import rules
from common.fields import LineField, LinkField, ProseField
from regions.models.indicator import HEADINGS_HELP
from regions.models.record import Record
from regions.models.region import Region
from regions.models.statement import Statement, StatementQuerySet


class Network(Record):
    """Something that regions join or belong to; the kind says which sort it is."""

    class Kind(models.TextChoices):
        NETWORK = "network", _("Network")
        INITIATIVE = "initiative", _("Initiative")
        PARTNERSHIP = "partnership", _("Partnership")
        PROJECT = "project", _("Project")
        MACRO_REGION = "macro_region", _("Macro-region")
        PROGRAMME_AREA = "programme_area", _("Programme area")
        TERRITORIAL_TYPE = "territorial_type", _("Territorial type")

    code = LineField(_("code"), max_length=60, unique=True, help_text=_("Such as errin."))
    name = LineField(_("name"), max_length=300)
    short_name = LineField(_("short name"), max_length=80, help_text=_("Such as ERRIN."))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    website = LinkField(_("website"), blank=True)
    description = ProseField(_("description"), blank=True)
    survey_headings = ProseField(_("survey headings"), blank=True, help_text=HEADINGS_HELP)

    class Meta(Record.Meta):
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        ordering = ["short_name"]
        constraints = [
            rules.well_formed(
                "network_code_is_well_formed",
                "code",
                "[a-z0-9][a-z0-9-]*",
                _("A network's code holds small letters, digits and dashes."),
            ),
            rules.filled("network_has_a_name", "name", _("Give the network a name.")),
            rules.filled("network_has_a_short_name", "short_name", _("Give a short name.")),
            rules.one_of(
                "network_kind_is_known",
                "kind",
                [
                    "network",
                    "initiative",
                    "partnership",
                    "project",
                    "macro_region",
                    "programme_area",
                    "territorial_type",
                ],
                _("Choose one of the kinds of network."),
            ),
            rules.web_link("network_website_is_a_web_address", "website"),
        ]

    def __str__(self):
        return self.short_name

    def get_absolute_url(self):
        return reverse("network", args=[self.code])


class MembershipQuerySet(StatementQuerySet):
    def for_page(self):
        """What a region and its country state, with all that a page prints."""
        return super().for_page().in_force().select_related("network", "via")


class Membership(Statement):
    """What a source says of a region's part in a network.

    Three things are never stored. "Not recorded" is the absence of a row. "Through the country" is
    worked out when a region is read (see `regions.standing`): one row, the country's, serves all of
    its regions. "No" is never concluded: a blank answer leaves no row.

    `since` and `until` say when the membership itself began and ended, where that is known; when
    the statement was made is another matter (`Statement`).
    """

    class Status(models.TextChoices):
        MEMBER = "member", _("Member")
        PLANNED = "planned", _("Not yet, planned")
        OBSERVER = "observer", _("Observer")
        THROUGH_REGION = "through_region", _("Through another region")
        PARTLY = "partly", _("In part")
        NOT_MEMBER = "not_member", _("Not a member")

    subject = ("region_id", "network_id")
    answer = ("status", "via_id", "since", "until")
    details = ("note",)

    region = models.ForeignKey(
        Region,
        models.CASCADE,
        to_field="code",
        related_name="memberships",
        verbose_name=_("region"),
    )
    network = models.ForeignKey(
        Network,
        models.PROTECT,
        to_field="code",
        related_name="memberships",
        verbose_name=_("network"),
    )
    status = models.CharField(_("status"), max_length=20, choices=Status.choices)
    via = models.ForeignKey(
        Region,
        models.PROTECT,
        to_field="code",
        null=True,
        blank=True,
        related_name="memberships_for_others",
        verbose_name=_("through"),
        help_text=_("The other region, if the status is “through another region”."),
    )
    since = models.DateField(_("member since"), null=True, blank=True)
    until = models.DateField(_("member until"), null=True, blank=True)
    note = LineField(_("note"), max_length=500, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta(Statement.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["region", "network", "-stated_on"]
        constraints = [
            *Statement.Meta.constraints,
            rules.one_of(
                "membership_status_is_known",
                "status",
                ["member", "planned", "observer", "through_region", "partly", "not_member"],
                _("Choose one of the statuses. Leave the membership out if it is not recorded."),
            ),
            rules.real_day("membership_begins_on_a_day", "since"),
            rules.real_day("membership_ends_on_a_day", "until"),
            rules.rule(
                "membership_ends_after_it_starts",
                Q(since=None) | Q(until=None) | Q(until__gt=F("since")),
                _("A membership ends after it starts."),
            ),
            rules.rule(
                "membership_names_the_region_it_goes_through",
                Q(status="through_region", via__isnull=False)
                | (~Q(status="through_region") & Q(via=None)),
                _("Name the other region if the status is “through another region”, else none."),
            ),
            rules.rule(
                "membership_does_not_go_through_itself",
                Q(via=None) | ~Q(via=F("region")),
                _("A region takes part through another region, not through itself."),
            ),
            models.UniqueConstraint(
                fields=["region", "network"],
                condition=Q(superseded_on=None),
                name="membership_in_force_is_one_per_network",
                violation_error_message=_(
                    "The region has a statement about this network in force already."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.region_id} {self.network_id}: {self.get_status_display()}"

    def clean(self):
        super().clean()
        if self.until and self.stated_on and self.until > self.stated_on:
            raise ValidationError(
                {"until": _("An end can be stated once it has come: give no day in the future.")}
            )
