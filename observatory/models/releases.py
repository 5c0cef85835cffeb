"""Releases: the public data of one day, under a number by which it can be cited.

Whatever a release holds is written once. The database itself refuses to change a file, a record or
the number (`observatory.releases.triggers`); all that may be added is that the release was
withdrawn, and why.
"""

from collections.abc import Iterator

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from common import rules
from common.fields import LineField, ProseField

# Files are kept in parts of so many bytes: a long one is sent without being held whole.
PART = 1 << 20


class Release(models.Model):
    """The data as they were published under a number such as 2026.1.

    `rows` counts the records of each table, `changes` those that were added, changed and removed
    since the previous release.
    """

    number = LineField(_("number"), max_length=12, unique=True, help_text=_("Such as 2026.1."))
    released_on = models.DateField(_("released on"))
    previous = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="following",
        verbose_name=_("previous release"),
    )
    rows = models.JSONField(_("rows"))
    changes = models.JSONField(_("changes"), blank=True, default=dict)
    citation = LineField(_("citation"), max_length=1000)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawn_because = ProseField(
        _("why it was withdrawn"),
        blank=True,
        help_text=_("A sentence for whoever has cited it: what is wrong, and what to use instead."),
    )

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        ordering = ["-released_on", "-pk"]
        default_permissions = ("add", "change", "view")
        constraints = [
            rules.well_formed(
                "release_number_is_a_year_and_a_number",
                "number",
                "20[0-9]{2}[.][1-9][0-9]{0,2}",
                _("Write the year, a full stop and a number, such as 2026.1."),
            ),
            rules.rule(
                "release_is_withdrawn_with_a_reason",
                Q(withdrawn_on=None, withdrawn_because="")
                | Q(withdrawn_on__isnull=False) & Q(withdrawn_because__regex=r"\S"),
                _("Give both, the day and the reason, or neither."),
            ),
            rules.real_day("release_withdrawal_is_dated", "withdrawn_on"),
            rules.rule(
                "release_is_withdrawn_after_it_was_made",
                Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("released_on")),
                _("A release cannot be withdrawn before it was made."),
            ),
        ]

    def __str__(self):
        return self.number

    def get_absolute_url(self):
        return reverse("release", args=[self.number])

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None


class ReleaseFile(models.Model):
    """A file of a release, with what its bytes add up to (SHA-256, in hexadecimal)."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="files")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        ordering = ["release", "position"]
        constraints = [
            models.UniqueConstraint(fields=["release", "name"], name="release_file_is_named_once")
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("release_file", args=[self.release.number, self.name])

    def pieces(self) -> Iterator[bytes]:
        """The bytes of the file, part by part."""
        # One question a part: a slow reader holds nothing open between two of them.
        for place in range(self.parts.count()):
            yield bytes(self.parts.values_list("content", flat=True).get(place=place))


class ReleasePart(models.Model):
    """Some bytes of a file, in their place."""

    file = models.ForeignKey(ReleaseFile, models.PROTECT, related_name="parts")
    place = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["file", "place"], name="release_part_has_its_place")
        ]

    def __str__(self):
        return f"{self.file_id} {self.place}"


class ReleasedRecord(models.Model):
    """What the API said of a record on the day of a release. `key` is how its address names it."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="records")
    noun = models.CharField(max_length=20)
    number = models.BigIntegerField()
    key = models.CharField(max_length=130)
    body = models.JSONField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["release", "noun", "number"], name="released_record_is_there_once"
            ),
            models.UniqueConstraint(
                fields=["release", "noun", "key"], name="released_record_has_its_key"
            ),
        ]

    def __str__(self):
        return f"{self.noun} {self.key}"


class ReleasedList(models.Model):
    """What a list could be found by on that day: facets; a bitmap a value and word; its orders."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="lists")
    noun = models.CharField(max_length=20)
    facets = models.JSONField()
    held = models.BinaryField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["release", "noun"], name="released_list_is_there_once")
        ]

    def __str__(self):
        return self.noun
