from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from regions.models import Record, Region


class Responsibility(Record):
    """A territory whose facts an editor looks after: “my regions” are it and all below it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="responsibilities",
        verbose_name=_("editor"),
    )
    region = models.ForeignKey(
        Region,
        models.CASCADE,
        to_field="code",
        related_name="responsibilities",
        verbose_name=_("territory"),
        help_text=_("A country or a region, such as BE or BE3: all regions below it belong to it."),
    )

    class Meta(Record.Meta):
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        ordering = ["user", "region"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "region"],
                name="responsibility_is_given_once",
                violation_error_message=_("The editor looks after this territory already."),
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.region_id}"
