import zlib
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common import rules

# How long an upload waits for its confirmation, and how long an import can be undone.
WAITS, UNDOABLE = timedelta(days=7), timedelta(days=30)


class ImportQuerySet(models.QuerySet):
    def waiting(self):
        """Uploads that nobody has confirmed yet."""
        return self.filter(state=Import.State.DRAFT)

    def carried_out(self):
        """Imports that changed something, undone ones included."""
        return self.exclude(state=Import.State.DRAFT)

    def for_list(self, user, kinds):
        """Somebody's drafts and everybody's imports, of the kinds of files that they may import.

        Without the plans, which are large.
        """
        mine = models.Q(state=Import.State.DRAFT, user=user)
        seen = mine | ~models.Q(state=Import.State.DRAFT)
        return self.filter(seen, shape__in=kinds).select_related("user", "undone_by").defer("plan")

    def forgotten(self):
        """Uploads that waited too long."""
        return self.waiting().filter(uploaded_at__lt=timezone.now() - WAITS)


class Import(models.Model):
    """A file on its way into the database, and afterwards the record of what it did there.

    As a draft it belongs to whoever uploaded it. `choices` holds how it is read, `plan` what it
    would change (or has changed) row by row, `digest` the name of exactly that plan: what is
    confirmed must be what was shown.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Waiting for confirmation")
        APPLIED = "applied", _("Imported")
        UNDONE = "undone", _("Undone")

    file_name = models.CharField(_("file"), max_length=255)
    file_hash = models.CharField(_("SHA-256 of the file"), max_length=64)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="imports",
        verbose_name=_("imported by"),
    )
    # "wave", or the label of a noun: "regions.membership".
    shape = models.CharField(_("kind of file"), max_length=100)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    cells = models.PositiveIntegerField(_("cells"), default=0)
    choices = models.JSONField(_("how it was read"), default=dict, blank=True)
    layout_name = models.CharField(_("name of the layout"), max_length=100, blank=True)
    counts = models.JSONField(_("rows"), default=dict, blank=True)
    digest = models.CharField(_("digest of the plan"), max_length=64, blank=True)
    plan = models.BinaryField(_("plan"), default=bytes)
    # What went wrong in the background, for the page to say.
    message = models.TextField(_("message"), blank=True)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    applied_at = models.DateTimeField(_("imported"), null=True, blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="undone_imports",
        verbose_name=_("undone by"),
    )

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            rules.one_of(
                "import_state_is_known",
                "state",
                ["draft", "applied", "undone"],
                _("An import waits, is carried out or is undone."),
            ),
            rules.rule(
                "import_is_dated_once_it_is_carried_out",
                models.Q(state="draft", applied_at=None)
                | (~models.Q(state="draft") & models.Q(applied_at__isnull=False)),
                _("An import that was carried out has a date, a draft has none."),
            ),
        ]

    def __str__(self):
        return self.file_name

    @property
    def reason(self) -> str:
        """Why its changes were made, as the history tells it."""
        return f"Import of {self.file_name} (no. {self.pk})"

    @property
    def is_overtaken(self) -> bool:
        """Whether another import was carried out or undone since this one was checked."""
        if self.checked_at is None:
            return False
        since = models.Q(applied_at__gt=self.checked_at) | models.Q(undone_at__gt=self.checked_at)
        return Import.objects.exclude(pk=self.pk).filter(since).exists()

    @property
    def undoable_until(self):
        return self.applied_at + UNDOABLE if self.applied_at else None

    @property
    def is_undoable(self) -> bool:
        return self.state == self.State.APPLIED and timezone.now() < self.undoable_until


class ImportFile(models.Model):
    """The bytes of an uploaded file, kept apart so that lists of imports do not carry them."""

    of = models.OneToOneField(
        Import, models.CASCADE, primary_key=True, related_name="file", verbose_name=_("import")
    )
    packed = models.BinaryField(_("compressed content"))

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")

    def __str__(self):
        return f"{self.of_id}"

    @property
    def content(self) -> bytes:
        return zlib.decompress(self.packed)


class Layout(models.Model):
    """A file with these headings came before: its columns are matched as they were then."""

    name = models.CharField(_("name"), max_length=100)
    # Of the headings, so that the same layout is found again.
    fingerprint = models.CharField(_("fingerprint"), max_length=64, unique=True)
    shape = models.CharField(_("kind of file"), max_length=100)
    # Number of the column -> key of the question it asks, "" for a column left unread.
    columns = models.JSONField(_("columns"), default=dict)
    used_at = models.DateTimeField(_("last used"), auto_now=True)

    class Meta:
        verbose_name = _("layout")
        verbose_name_plural = _("layouts")
        ordering = ["name"]

    def __str__(self):
        return self.name
