from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common import rules
from common.fields import LineField, ProseField
from policies.models.vocabulary import HEADINGS_HELP
from regions.models import Record, Region, Statement, StatementQuerySet


class PolicyQuestion(Record):
    """What a region is asked about itself: has it a RIS3, does it look for partners?"""

    code = LineField(_("code"), max_length=60, unique=True, help_text=_("Such as ris3."))
    label = LineField(_("label"), max_length=200)
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    allows_words = models.BooleanField(
        _("allows words"),
        default=False,
        help_text=_("Yes if an answer other than yes or no says something."),
    )
    survey_headings = ProseField(_("survey headings"), blank=True, help_text=HEADINGS_HELP)

    class Meta(Record.Meta):
        verbose_name = _("policy question")
        verbose_name_plural = _("policy questions")
        ordering = ["position", "code"]
        constraints = [
            rules.well_formed(
                "policy_question_code_is_well_formed",
                "code",
                "[a-z0-9][a-z0-9-]*",
                _("A question's code holds small letters, digits and dashes."),
            ),
            rules.position("policy_question_position_is_a_number"),
            rules.yes_or_no("policy_question_allows_words_or_not", "allows_words"),
            rules.filled("policy_question_has_a_label", "label", _("Write the question.")),
        ]

    def __str__(self):
        return self.label


class PolicyStatementQuerySet(StatementQuerySet):
    def for_page(self):
        return super().for_page().in_force().select_related("question")


class PolicyStatement(Statement):
    """A region's answer to one policy question. All of a region's are its policy profile.

    An answer that is neither yes nor no, such as a list of partner countries, is kept in words:
    reading it as a yes would put words into the region's mouth.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        WORDS = "words", _("In words")

    subject = ("region_id", "question_id")
    answer = ("said", "text")

    region = models.ForeignKey(
        Region,
        models.CASCADE,
        to_field="code",
        related_name="policy_statements",
        verbose_name=_("region"),
    )
    question = models.ForeignKey(
        PolicyQuestion,
        models.PROTECT,
        to_field="code",
        related_name="statements",
        verbose_name=_("question"),
    )
    said = models.CharField(_("answer"), max_length=10, choices=Answer.choices)
    text = LineField(_("in words"), max_length=1000, blank=True)

    objects = PolicyStatementQuerySet.as_manager()

    class Meta(Statement.Meta):
        verbose_name = _("policy statement")
        verbose_name_plural = _("policy statements")
        ordering = ["region", "question"]
        constraints = [
            *Statement.Meta.constraints,
            rules.one_of(
                "policy_statement_answer_is_known",
                "said",
                ["yes", "no", "words"],
                _("The answer is yes, no or in words."),
            ),
            rules.rule(
                "policy_statement_in_words_has_words",
                ~Q(said="words") | Q(text__regex=r"\S"),
                _("Write down the words of the answer."),
            ),
            models.UniqueConstraint(
                fields=["region", "question"],
                condition=Q(superseded_on=None),
                name="policy_statement_in_force_is_one_per_question",
                violation_error_message=_("The region has answered this question already."),
            ),
        ]

    def __str__(self):
        return f"{self.region_id} {self.question_id}: {self.get_said_display()}"
