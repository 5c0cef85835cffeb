"""Fetch the shapes of regions, so that maps draw areas in place of symbols."""

import re
from http.client import HTTPException
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from catalogue.settling import pages_have_changed
from observatory.maps import boundaries
from observatory.maps.choropleth import BOUNDARY_CREDIT
from observatory.maps.shapes import NotAShape
from observatory.maps.state import LEVELS
from regions.models import Region

MEGABYTE = 1_000_000
MOST_MEGABYTES = 30  # more than a map of this size can show
PATIENCE = 30  # seconds
EDITION = re.compile(r"20[0-9]{2}")


class Command(BaseCommand):
    help = (
        "Load the shapes of regions from GeoJSON in degrees (WGS 84) whose features have a "
        "NUTS_ID. Shapes of the same level are replaced. Without options they are fetched from "
        "BOUNDARIES_ADDRESS."
    )

    def add_arguments(self, parser):
        origin = parser.add_mutually_exclusive_group()
        origin.add_argument("--file", type=Path, help="a file in place of an address")
        origin.add_argument("--address", default=settings.BOUNDARIES_ADDRESS, metavar="URL")
        parser.add_argument(
            "--level", type=int, choices=LEVELS, action="append", help="else all of them"
        )

    def handle(self, *, file: Path | None, address: str, level: list[int] | None, **options):
        known = set(Region.objects.published().values_list("code", flat=True))
        for name, text, levels in _origins(file, address, level or list(LEVELS)):
            year = EDITION.search(name)
            try:
                found = boundaries.read(text, levels, known, year[0] if year else "")
            except NotAShape as error:
                raise CommandError(f"{name} was not loaded: {error}") from error
            boundaries.store(found)
            number = len(found.paths) + len(found.insets)
            self.stdout.write(self.style.SUCCESS(f"{name}: the shapes of {number} regions."))
        pages_have_changed()
        self.stdout.write(f"Maps will say: {BOUNDARY_CREDIT}.")


def _origins(file: Path | None, address: str, levels: list[int]):
    """The name and the bytes of every file to read, and the levels to take from it."""
    if file is not None:
        yield file.name, _from_disk(file), levels
    elif "{level}" in address:
        for level in levels:
            one = address.replace("{level}", str(level))
            yield _name(one), _from_web(one), [level]
    else:
        yield _name(address), _from_web(address), levels


def _name(address: str) -> str:
    return address.partition("?")[0].rpartition("/")[2] or address


def _from_disk(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return _bounded(file.name, opened.read(MOST_MEGABYTES * MEGABYTE + 1))
    except OSError as error:
        raise CommandError(f"{file} cannot be opened: {error.strerror}.") from error


def _from_web(address: str) -> bytes:
    if not address.lower().startswith(("http://", "https://")):
        raise CommandError("An address starts with http:// or https://.")
    try:
        with urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - the scheme is known
            return _bounded(address, answer.read(MOST_MEGABYTES * MEGABYTE + 1))
    except (URLError, OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise CommandError(
            f"Nothing came from {address} ({reason}). Where this server has no way out, fetch the "
            "file elsewhere and give it with --file."
        ) from error


def _bounded(name: str, text: bytes) -> bytes:
    if len(text) > MOST_MEGABYTES * MEGABYTE:
        raise CommandError(f"{name} is larger than {MOST_MEGABYTES} MB, the most that is read.")
    return text
