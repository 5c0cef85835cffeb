from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common import rules
from common.fields import LineField, LinkField, ProseField
from common.slugs import slug
from policies.models.vocabulary import Term
from regions.models import NO_DAY, NO_SOURCE, Record, Region, Source


class PolicyDocumentQuerySet(models.QuerySet):
    def published(self):
        """Those of the Union and of territories that the public sees.

        Asked the other way round, by the few regions that it does not see: a database would take
        the many for a way to find the documents, and sort all of them for each page.
        """
        return self.exclude(region__in=Region.objects.hidden())

    def for_page(self):
        """With the kind, the territory and the sources that a page names."""
        return self.select_related("kind", "region", "source").order_by("title")

    def of_region(self, code: str):
        """What a region and its country have issued."""
        return self.filter(region__in={code, code[:2]})


class PolicyDocument(Record):
    """A published text about the policy of a territory, such as a strategy or a law.

    Stored once, with the territory that issued it: a national document belongs to the country, and
    its regions show it without a copy. The level says who speaks; it is empty where the source does
    not say. A document listed once is not withdrawn because a later list leaves it out.
    """

    class Level(models.TextChoices):
        EU = "eu", _("European Union")
        NATIONAL = "national", _("National")
        REGIONAL = "regional", _("Regional")
        SUB_REGIONAL = "sub_regional", _("Sub-regional")

    title = LineField(_("title"), max_length=500, help_text=_("In its own language."))
    language = LineField(
        _("language"), max_length=12, blank=True, help_text=_("Of the title, such as fr.")
    )
    gloss = LineField(_("in English"), max_length=500, blank=True)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        to_field="code",
        null=True,
        blank=True,
        related_name="policy_documents",
        verbose_name=_("territory"),
        help_text=_("Empty for a document of the European Union."),
    )
    level = models.CharField(_("level"), max_length=12, choices=Level.choices, blank=True)
    kind = models.ForeignKey(
        Term,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents_of_kind",
        verbose_name=_("kind"),
        limit_choices_to={"vocabulary": "document-kinds"},
    )
    first_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    link = LinkField(_("link"), blank=True)
    stored_copy = LinkField(_("stored copy"), blank=True)
    link_checked_on = models.DateField(_("link checked on"), null=True, blank=True)
    link_works = models.BooleanField(_("link works"), null=True, blank=True)
    summary = ProseField(_("summary"), blank=True, help_text=_("At most 100 words."))
    terms = models.ManyToManyField(
        Term, blank=True, related_name="documents", verbose_name=_("terms")
    )
    source = models.ForeignKey(
        Source,
        models.PROTECT,
        to_field="code",
        related_name="policy_documents",
        verbose_name=_("source"),
        error_messages=NO_SOURCE,
    )
    stated_on = models.DateField(_("stated on"), error_messages=NO_DAY)

    _history_m2m_fields = [terms]

    objects = PolicyDocumentQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("policy document")
        verbose_name_plural = _("policy documents")
        ordering = ["region", "title"]
        constraints = [
            rules.filled("policy_document_has_a_title", "title", _("Give the document's title.")),
            rules.one_of(
                "policy_document_level_is_known",
                "level",
                ["", "eu", "national", "regional", "sub_regional"],
                _("Choose one of the levels, or none if the source does not say."),
            ),
            rules.rule(
                "policy_document_level_fits_its_territory",
                Q(level="eu", region=None)
                | Q(level="national", region__isnull=False) & Exact(Length("region"), 2)
                | Q(level__in=["regional", "sub_regional"], region__isnull=False)
                & ~Exact(Length("region"), 2)
                | Q(level="", region__isnull=False),
                _("A national document belongs to a country, a regional one to a region."),
            ),
            rules.between(
                "policy_document_first_year_is_plausible",
                "first_year",
                1900,
                2100,
                _("Give a year between 1900 and 2100."),
            ),
            rules.between(
                "policy_document_last_year_is_plausible",
                "last_year",
                1900,
                2100,
                _("Give a year between 1900 and 2100."),
            ),
            rules.rule(
                "policy_document_ends_after_it_starts",
                Q(first_year=None) | Q(last_year=None) | Q(last_year__gte=F("first_year")),
                _("The last year is not before the first."),
            ),
            rules.web_link("policy_document_link_is_a_web_address", "link"),
            rules.web_link("policy_document_copy_is_a_web_address", "stored_copy"),
            rules.yes_or_no("policy_document_link_works_or_not", "link_works"),
            rules.real_day("policy_document_is_dated", "stated_on"),
            rules.real_day("policy_document_link_check_is_dated", "link_checked_on"),
            models.UniqueConstraint(
                fields=["region", "title"],
                name="policy_document_is_listed_once",
                violation_error_message=_("The territory has a document of this title already."),
            ),
            models.UniqueConstraint(
                fields=["title"],
                condition=Q(region=None),
                name="policy_document_of_the_union_is_listed_once",
                violation_error_message=_("The Union has a document of this title already."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("policy", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The title as it stands in the address, where the number alone counts."""
        return slug(self.title, "document")

    def clean(self):
        super().clean()
        if self.level == self.Level.EU and self.region_id:
            raise ValidationError({"region": _("A document of the European Union has no region.")})
        kind = Term.objects.filter(pk=self.kind_id).first() if self.kind_id else None
        if kind and kind.vocabulary_id != "document-kinds":
            raise ValidationError({"kind": _("Choose a term of the list of document kinds.")})
