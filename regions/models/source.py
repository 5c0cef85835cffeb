from django.db import models
from django.utils.translation import gettext_lazy as _

from common import rules
from common.fields import LineField, LinkField, ProseField
from regions.models.record import Record


class Source(Record):
    """Whoever or whatever stated a fact, and the day to which its facts are dated."""

    code = LineField(
        _("code"), max_length=60, unique=True, help_text=_("Short name, such as survey-2021.")
    )
    title = LineField(_("title"), max_length=300)
    publisher = LineField(_("publisher"), max_length=200, blank=True)
    link = LinkField(_("link"), blank=True)
    dated_on = models.DateField(
        _("dated on"), help_text=_("The day its facts are stated on, unless a fact says otherwise.")
    )
    licence = LineField(_("licence"), max_length=200, blank=True)
    note = ProseField(_("note"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["code"]
        constraints = [
            rules.well_formed(
                "source_code_is_well_formed",
                "code",
                "[a-z0-9][a-z0-9_.-]*",
                _("A source's code holds small letters, digits, dots and dashes."),
            ),
            rules.filled("source_has_a_title", "title", _("Give the source a title.")),
            rules.web_link("source_link_is_a_web_address", "link"),
            rules.real_day("source_is_dated", "dated_on"),
        ]

    def __str__(self):
        return self.title
