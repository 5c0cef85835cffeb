from django.core.exceptions import ValidationError
from django.db import models
from django.urls import Resolver404, resolve, reverse
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
        return cls.objects.first() or cls(pk=1)


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


class Page(Record):
    """A text about the site itself, such as how facts are recorded, at an address of its own.

    The body is Markdown, as `observatory.pages.markup` understands it. The day is the one for which
    an editor says that the text holds; that it was touched later stands in the history.
    """

    slug = LineField(
        _("address"), max_length=60, unique=True, help_text=_("Such as privacy, for /privacy/.")
    )
    title = LineField(_("title"), max_length=200)
    description = LineField(
        _("description"), max_length=300, blank=True, help_text=_("What the page says, in a line.")
    )
    body = ProseField(
        _("text"), help_text=_("In Markdown: ## before a heading, - before an item of a list.")
    )
    updated_on = models.DateField(
        _("holds for"), help_text=_("The day on which all of it is true.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    is_in_footer = models.BooleanField(_("is in the footer"), default=True)

    class Meta(Record.Meta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["position", "slug"]
        constraints = [
            rules.well_formed(
                "page_address_is_well_formed",
                "slug",
                "[a-z0-9]+(-[a-z0-9]+)*",
                _("An address holds small letters and digits, with single dashes between them."),
            ),
            rules.filled("page_has_a_title", "title", _("Give the page a title.")),
            rules.rule("page_has_a_text", models.Q(body__regex=r"\S"), _("Write the text.")),
            rules.real_day("page_is_dated", "updated_on"),
            rules.position("page_position_is_a_number"),
            rules.yes_or_no("page_is_in_the_footer_or_not", "is_in_footer"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("page", args=[self.slug])

    def clean(self):
        super().clean()
        self.check_address()

    def check_address(self) -> None:
        """Raise a `ValidationError` if something else answers at this address, as at /regions/."""
        try:
            answering = resolve(f"/{self.slug}/").url_name
        except Resolver404:
            return  # malformed, which is for the rule to say
        if answering != "page":
            raise ValidationError(
                {"slug": _("Another page of the site has this address: choose another word.")}
            )
