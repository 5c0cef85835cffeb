"""What every sourced and dated fact has in common."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common import rules
from regions.models.record import Record
from regions.models.source import Source

NO_SOURCE = dict.fromkeys(("null", "required"), _("Say where this fact comes from."))
NO_DAY = dict.fromkeys(("null", "required"), _("Say on which day the source stated it."))


class StatementQuerySet(models.QuerySet):
    def in_force(self):
        """The statements that no later, different answer has closed."""
        return self.filter(superseded_on=None)

    def about_published(self):
        """Those about regions that the public sees; a join, which databases plan best."""
        return self.filter(region__state="published", region__is_territory=True)

    def for_page(self):
        """With the sources that a page names."""
        return self.select_related("source", "first_source")


class Statement(Record):
    """An answer about a subject, by a source, on a day.

    `subject` names the fields that say what is asked, `answer` those that hold what was said, and
    `details` those that only say more about it.

    Repeated later, an answer keeps its row: `source` and `stated_on` move on, `first_source` and
    `first_stated_on` stay. Once the subject is answered otherwise, the row is closed
    (`superseded_on`) and the new answer gets its own. No two statements about one subject are in
    force together, and the earlier ones remain.

    The dates tell when something was *said*. When a thing itself began or ended is another matter
    (`Membership.since`, `until`).
    """

    subject: tuple[str, ...] = ()
    answer: tuple[str, ...] = ()
    details: tuple[str, ...] = ()

    source = models.ForeignKey(
        Source,
        models.PROTECT,
        to_field="code",
        related_name="%(class)ss",
        verbose_name=_("source"),
        error_messages=NO_SOURCE,
    )
    stated_on = models.DateField(
        _("stated on"),
        help_text=_("The day the source last said so, such as 2021-12-31."),
        error_messages=NO_DAY,
    )
    first_source = models.ForeignKey(
        Source,
        models.PROTECT,
        to_field="code",
        related_name="first_%(class)ss",
        verbose_name=_("first source"),
        blank=True,
    )
    first_stated_on = models.DateField(_("first stated on"), blank=True)
    superseded_on = models.DateField(
        _("superseded on"),
        null=True,
        blank=True,
        help_text=_("Empty while in force; the day a later, different answer took its place."),
    )

    objects = StatementQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = True
        constraints = [
            rules.real_day("%(class)s_is_dated", "stated_on"),
            rules.real_day("%(class)s_is_first_dated", "first_stated_on"),
            rules.real_day("%(class)s_closing_is_dated", "superseded_on"),
            rules.rule(
                "%(class)s_is_stated_in_order",
                Q(first_stated_on__lte=F("stated_on")),
                _("A statement cannot be repeated before it was first made."),
            ),
            rules.rule(
                "%(class)s_is_superseded_after_it_was_stated",
                Q(superseded_on=None) | Q(superseded_on__gt=F("stated_on")),
                _("A statement is superseded by a later one: give a day after it was stated."),
            ),
        ]

    def save(self, *args, **kwargs):
        self.begin()
        super().save(*args, **kwargs)

    def full_clean(self, *args, **kwargs):
        self.begin()
        super().full_clean(*args, **kwargs)

    def begin(self):
        """A statement made once was first made by the same source on the same day."""
        if self.first_stated_on is None:
            self.first_stated_on = self.stated_on
        if self.first_source_id is None:
            self.first_source_id = self.source_id

    def subject_key(self) -> tuple:
        # A list first: called for every row of an import, it is twice as fast.
        return tuple([getattr(self, name) for name in self.subject])

    def answer_key(self) -> tuple:
        return tuple([getattr(self, name) for name in self.answer])
