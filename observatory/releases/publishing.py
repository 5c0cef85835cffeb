"""A release published: made from the data of one moment and written once, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from observatory.models import Release, ReleasedRecord, ReleaseFile, ReleasePart
from observatory.models.releases import PART
from observatory.releases.making import Made, make
from observatory.releases.tables import hold_still
from regions.signals import written

TOGETHER = 1_000
Done = TypeVar("Done")


class NotReleased(Exception):
    """A sentence that says why there is no release."""


def next_number(today: date) -> str:
    """The number after the last one of this year."""
    year = f"{today:%Y}."
    numbers = Release.objects.filter(number__startswith=year).values_list("number", flat=True)
    return f"{year}{1 + max((int(one.removeprefix(year)) for one in numbers), default=0)}"


def look(number: str, day: date | None = None) -> Made:
    """What `release` would publish. Raises NotReleased."""
    return _carry_out(number, day, lambda made: made)


def release(number: str, day: date | None = None) -> Release:
    """Publish the data as they are now under a number. Raises NotReleased."""
    return _carry_out(number, day, _publish)


def _carry_out(number: str, day: date | None, then: Callable[[Made], Done]) -> Done:
    day = day or timezone.localdate()
    try:
        with transaction.atomic():
            hold_still()
            _check(Release(number=number, released_on=day, rows={}, changes={}, citation="-"))
            made = make(number, day)
            if not made.has_changed:
                told = {"previous": made.previous}
                raise NotReleased(
                    _("Nothing has changed since %(previous)s: there is nothing to release.") % told
                )
            return then(made)
    except OperationalError as error:
        raise NotReleased(
            _("Others have been writing all the time: nothing was released. Try again in a minute.")
        ) from error


def _check(wanted: Release) -> None:
    """Raise NotReleased for a number that is malformed, taken, or not the next of its year."""
    try:
        wanted.full_clean(exclude=["rows", "changes"])
    except ValidationError as error:
        raise NotReleased(" ".join(error.messages)) from error
    following = next_number(wanted.released_on)
    if wanted.number != following:
        told = {"number": wanted.number, "following": following}
        raise NotReleased(_("After the last release comes %(following)s, not %(number)s.") % told)
    if settings.HTTPS and not settings.SITE_ADDRESS:
        raise NotReleased(
            _("A citation names the address of the site: set SITE_ADDRESS on the server first.")
        )
    last = Release.objects.first()
    if last is not None and wanted.released_on < last.released_on:
        told = {"number": last.number, "day": last.released_on}
        raise NotReleased(
            _("Release %(number)s is of %(day)s; a later one cannot be older.") % told
        )


def _publish(made: Made) -> Release:
    published = _number_taken(made)
    _keep_files(published, made)
    ReleasedRecord.objects.bulk_create(
        (
            ReleasedRecord(
                release=published, noun=one.noun, number=one.number, key=one.key, body=one.body
            )
            for one in made.records
        ),
        batch_size=TOGETHER,
    )
    for one in made.lists:
        one.release = published
        one.save()
    written.send(Release)
    return published


def _number_taken(made: Made) -> Release:
    cited = made.cited
    try:
        with transaction.atomic():
            return Release.objects.create(
                number=cited.number,
                released_on=cited.released_on,
                previous=made.previous,
                rows=made.rows,
                changes=made.changes,
                citation=cited.sentence(),
            )
    except IntegrityError as error:
        raise NotReleased(_("Somebody else has just made a release: look at it first.")) from error


def _keep_files(published: Release, made: Made) -> None:
    for position, one in enumerate(made.files):
        size = len(one.content)
        file = ReleaseFile.objects.create(
            release=published,
            position=position,
            name=one.name,
            media_type=one.media_type,
            size=size,
            sha256=one.sha256,
        )
        for place, start in enumerate(range(0, size, PART)):
            part = one.content[start : start + PART]
            ReleasePart.objects.create(file=file, place=place, content=part)
