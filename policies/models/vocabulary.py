from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common import rules
from common.fields import LineField, LinkField, ProseField
from regions.models import Record

HEADINGS_HELP = _("How survey files print the question, one heading a line.")


class Vocabulary(Record):
    """A list of terms in one version, such as NACE Rev. 2."""

    code = LineField(_("code"), max_length=60, unique=True, help_text=_("Such as nace-2."))
    name = LineField(_("name"), max_length=200)
    version = LineField(_("version"), max_length=60, blank=True)
    publisher = LineField(_("publisher"), max_length=200, blank=True)
    link = LinkField(_("link"), blank=True)
    licence = LineField(_("licence"), max_length=200, blank=True)
    survey_headings = ProseField(_("survey headings"), blank=True, help_text=HEADINGS_HELP)

    class Meta(Record.Meta):
        verbose_name = _("vocabulary")
        verbose_name_plural = _("vocabularies")
        ordering = ["name"]
        constraints = [
            rules.well_formed(
                "vocabulary_code_is_well_formed",
                "code",
                "[a-z0-9][a-z0-9.-]*",
                _("A vocabulary's code holds small letters, digits, dots and dashes."),
            ),
            rules.filled("vocabulary_has_a_name", "name", _("Give the vocabulary a name.")),
            rules.web_link("vocabulary_link_is_a_web_address", "link"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("vocabulary", args=[self.code])


class Term(Record):
    """One entry of a vocabulary. Its code stays when its label is corrected.

    A term that a later version gave up is not deleted: `replaced_by` says where to look.
    """

    vocabulary = models.ForeignKey(
        Vocabulary,
        models.PROTECT,
        to_field="code",
        related_name="terms",
        verbose_name=_("vocabulary"),
    )
    code = LineField(_("code"), max_length=60, help_text=_("As the list prints it, such as C.21."))
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent"),
    )
    label = LineField(_("label"), max_length=300)
    definition = ProseField(_("definition"), blank=True)
    replaced_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name=_("replaced by"),
    )

    class Meta(Record.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["vocabulary", "code"]
        constraints = [
            rules.well_formed(
                "term_code_is_well_formed",
                "code",
                "[A-Za-z0-9][A-Za-z0-9._-]*",
                _("A term's code holds letters, digits, dots and dashes, such as C.21."),
            ),
            rules.filled("term_has_a_label", "label", _("Give the term a label.")),
            rules.rule(
                "term_is_not_its_own_parent",
                Q(parent=None) | ~Q(parent=F("id")),
                _("A term cannot stand under itself."),
            ),
            models.UniqueConstraint(
                fields=["vocabulary", "code"],
                name="term_code_is_used_once_in_its_vocabulary",
                violation_error_message=_("The vocabulary has a term with this code already."),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.label}"

    def get_absolute_url(self):
        return reverse("term", args=[self.vocabulary_id, self.code])

    @property
    def key(self) -> str:
        """The term as files, addresses and answers write it: nace-2:C.21."""
        return f"{self.vocabulary_id}:{self.code}"

    def clean(self):
        super().clean()
        parent = Term.objects.filter(pk=self.parent_id).first() if self.parent_id else None
        if parent and parent.vocabulary_id != self.vocabulary_id:
            raise ValidationError({"parent": _("The parent is a term of the same vocabulary.")})
        if self.pk and self.pk in (self.parent_id, self.replaced_by_id):
            field = "parent" if self.pk == self.parent_id else "replaced_by"
            raise ValidationError({field: _("Choose another term than this one.")})
