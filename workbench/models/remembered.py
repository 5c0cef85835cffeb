from django.db import models
from django.utils.translation import gettext_lazy as _

from common import rules
from common.fields import LineField
from regions.models import Record, Region


class RememberedAnswer(Record):
    """How an answer that explains itself to a person, but not to a program, was agreed to be read.

    Asked once, remembered for every later file: “Non-mountain” is a no, “Skåne län” a membership
    through another region, a remark is left out (and reported every time it is met).
    """

    class Reading(models.TextChoices):
        MEMBER = "member", _("Member")
        PLANNED = "planned", _("Not yet, planned")
        OBSERVER = "observer", _("Observer")
        THROUGH_REGION = "through_region", _("Through another region")
        THROUGH_COUNTRY = "through_country", _("Through the country")
        PARTLY = "partly", _("In part")
        NOT_MEMBER = "not_member", _("Not a member")
        YES = "yes", _("Yes")
        NO = "no", _("No")
        VALUE = "value", _("The value given here")
        LEAVE_OUT = "leave_out", _("Leave out")

    question = LineField(
        _("question"), max_length=120, help_text=_("Such as network:mountain or website.")
    )
    printed = LineField(_("answer as printed"), max_length=500)
    reading = models.CharField(_("read as"), max_length=20, choices=Reading.choices)
    via = models.ForeignKey(
        Region,
        models.PROTECT,
        to_field="code",
        null=True,
        blank=True,
        related_name="remembered_answers",
        verbose_name=_("through"),
    )
    value = LineField(
        _("value"),
        max_length=500,
        blank=True,
        help_text=_("What stands for it, such as a code; only for “the value given here”."),
    )
    reason = LineField(_("reason"), max_length=300, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("remembered answer")
        verbose_name_plural = _("remembered answers")
        ordering = ["question", "printed"]
        constraints = [
            rules.filled("remembered_answer_has_a_question", "question", _("Name the question.")),
            rules.filled("remembered_answer_is_printed", "printed", _("Give the answer.")),
            rules.one_of(
                "remembered_answer_reading_is_known",
                "reading",
                [
                    "member",
                    "planned",
                    "observer",
                    "through_region",
                    "through_country",
                    "partly",
                    "not_member",
                    "yes",
                    "no",
                    "value",
                    "leave_out",
                ],
                _("Choose how the answer is to be read."),
            ),
            rules.rule(
                "remembered_answer_names_the_region_it_goes_through",
                models.Q(reading="through_region", via__isnull=False)
                | (~models.Q(reading="through_region") & models.Q(via=None)),
                _("Name the other region if the answer means “through another region”."),
            ),
            rules.rule(
                "remembered_answer_gives_the_value_that_stands_for_it",
                models.Q(reading="value") & ~models.Q(value="")
                | (~models.Q(reading="value") & models.Q(value="")),
                _("Give a value if the answer is read as “the value given here”, and only then."),
            ),
            models.UniqueConstraint(
                fields=["question", "printed"],
                name="remembered_answer_is_agreed_once",
                violation_error_message=_("This answer is remembered already."),
            ),
        ]

    def __str__(self):
        return f"{self.question}: {self.printed}"
