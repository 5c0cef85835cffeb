"""What the lists and the search look things up in. All of it follows from the records themselves.

An entry says what one record can be found by; the postings say the same the other way round: which
records have a value. Both are renewed in the transaction that changes a record, and made anew by
`manage.py rebuild_catalogue`.
"""

from django.db import models
from django.db.models import Q


class Version(models.Model):
    """A state of the data that somebody can have read.

    Each transaction that changed anything public adds one. The stamp is drawn by lot: after a
    restored backup the numbers come again, the stamps do not.
    """

    number = models.BigAutoField(primary_key=True)
    stamp = models.CharField(max_length=22)
    made_at = models.DateTimeField(auto_now_add=True)
    # Everything was made anew: what was read before is of no use.
    is_whole = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.number} {self.stamp}"


class Touched(models.Model):
    """A record that has changed since the catalogue was last settled, noted by the database."""

    noun = models.CharField(max_length=12)
    # Empty: all records of the noun.
    record = models.BigIntegerField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.noun} {self.record or '*'}"


class Entry(models.Model):
    """What one public record is found by: its values for each facet, its words, its sort keys."""

    noun = models.CharField(max_length=12)
    record = models.BigIntegerField()
    values = models.JSONField()
    keys = models.JSONField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["noun", "record"], name="entry_is_one_per_record")
        ]

    def __str__(self):
        return f"{self.noun} {self.record}"


class Posting(models.Model):
    """The records that have a value of a facet, as a bitmap; one row for every 65,536 numbers.

    So what a change rewrites is never longer than 8 KB, however many records there are. Values are
    bytes, because two databases put letters in two orders, and bytes in one.
    """

    noun = models.CharField(max_length=12)
    facet = models.CharField(max_length=80)
    value = models.BinaryField()
    part = models.IntegerField()
    records = models.BinaryField()
    size = models.IntegerField()
    version = models.BigIntegerField(db_index=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["noun", "facet", "value", "part"], name="posting_is_one_per_value_and_part"
            )
        ]

    def __str__(self):
        return f"{self.noun} {self.facet} {bytes(self.value)!r} {self.part}"


class FacetList(models.Model):
    """The facets of a noun with the names of their values, as a page shows them."""

    noun = models.CharField(max_length=12, primary_key=True)
    facets = models.JSONField()
    version = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=~Q(noun=""), name="facet_list_names_its_noun")
        ]

    def __str__(self):
        return self.noun
