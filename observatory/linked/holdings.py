"""What the site offers as data, read once for each version: for catalogues and search engines."""

from __future__ import annotations

from django.db.models import Max, Min
from django.utils.translation import gettext as _

from catalogue.models import Version
from catalogue.reading import State
from common.text import fold
from observatory import atlas
from observatory.context import frame
from observatory.kept import read_once
from observatory.licence import licence
from observatory.linked.offers import Holdings, OfferedFile, OfferedList, Released, Sourced
from observatory.lists.files.formats import formats_of
from observatory.lists.nouns import LISTS
from observatory.models import Release
from regions.models import Observation, Source


@read_once
def holdings(state: State) -> Holdings:
    """Everything, in at most five queries beside those that every page shares."""
    site = frame(state).settings
    years = Observation.objects.in_force().about_published()
    version = Version.objects.order_by("-number").first()
    told = atlas.asked(state)
    return Holdings(
        site=site.name,
        tagline=site.tagline,
        publisher=site.coordinator or site.name,
        licence=licence(),
        modified=version.made_at if version else None,
        years=tuple(years.aggregate(Min("year"), Max("year")).values()),
        countries=tuple(
            (one.code, one.other_name or one.name)
            for one in atlas.regions(state).values()
            if one.is_country
        ),
        variables=tuple((one.code, one.name) for one in told.indicators),
        lists=tuple(_offered(name) for name in LISTS),
        sources=tuple(
            Sourced(one.code, one.title, one.licence)
            for one in sorted(Source.objects.all(), key=lambda one: (fold(one.title), one.code))
        ),
        releases=tuple(map(released, _releases())),
    )


def _offered(name: str) -> OfferedList:
    """A list with its files."""
    files = tuple(
        OfferedFile(one.name, one.label, one.media_type.partition(";")[0])
        for one in formats_of(name)
    )
    return OfferedList(name, str(LISTS[name].title), files)


def _releases():
    return Release.objects.select_related("previous").prefetch_related("files")


def released(release: Release) -> Released:
    """A release as plain data."""
    files = tuple(
        OfferedFile(one.name, one.name, one.media_type.partition(";")[0], one.size, one.sha256)
        for one in release.files.all()
    )
    return Released(
        number=release.number,
        title=_("Data, release %(number)s") % {"number": release.number},
        released_on=release.released_on,
        previous=release.previous.number if release.previous else "",
        citation=release.citation,
        withdrawn_on=release.withdrawn_on,
        withdrawn_because=release.withdrawn_because,
        files=files,
    )
