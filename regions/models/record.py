from django.db import models
from simple_history.models import HistoricalRecords


class Record(models.Model):
    """Anything an editor maintains: its history is kept, and it can be imported and exported."""

    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "import", "export")
