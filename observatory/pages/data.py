"""What the pages about the data print: the releases, their files, and the sources' licences."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.text import fold
from observatory.models import Release, ReleaseFile
from regions.models import Source

# What the files of a release are, by the ending of their names.
FORMATS: dict[str, str | Promise] = {
    "zip": _("All tables as CSV, with a description of every column and a README"),
    "xlsx": _("All tables as one Excel workbook, a sheet each"),
    "jsonl": _("All records as JSON, one a line"),
    "csv": _("What was added, changed and removed since the release before"),
    "bib": _("Citation for BibTeX"),
    "ris": _("Citation for reference managers (RIS)"),
}


@dataclass(frozen=True, slots=True)
class ShownRelease:
    """A release with what its page says of it."""

    release: Release
    files: list[tuple[ReleaseFile, str | Promise]]
    total: int
    added: int
    changed: int
    removed: int

    @property
    def is_first(self) -> bool:
        return self.release.previous_id is None


@dataclass(frozen=True, slots=True)
class TableOfRelease:
    """A table of a release: its rows, and how many records came, changed and went."""

    name: str
    rows: int
    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class DataPage:
    """`current` is the newest release that is not withdrawn, if there is one."""

    current: ShownRelease | None
    earlier: list[ShownRelease]
    sources: list[Source]


def read() -> DataPage:
    """The page of all data, in three queries."""
    releases = [shown(one) for one in Release.objects.prefetch_related("files__release")]
    current = next((one for one in releases if not one.release.is_withdrawn), None)
    return DataPage(
        current,
        [one for one in releases if one is not current],
        sorted(Source.objects.all(), key=lambda one: (fold(one.title), one.code)),
    )


def find(number: str) -> Release | None:
    rows = Release.objects.select_related("previous").prefetch_related("files__release")
    return rows.filter(number=number).first()


def shown(release: Release) -> ShownRelease:
    changes = release.changes.values()
    return ShownRelease(
        release,
        [(one, FORMATS[one.name.rpartition(".")[2]]) for one in release.files.all()],
        sum(release.rows.values()),
        *(sum(kinds[kind] for kinds in changes) for kind in ("added", "changed", "removed")),
    )


def tables(release: Release) -> list[TableOfRelease]:
    """The tables of a release in its own order."""
    nothing = {"added": 0, "changed": 0, "removed": 0}
    return [
        TableOfRelease(name, rows, **{**nothing, **release.changes.get(name, {})})
        for name, rows in _in_order(release.rows)
    ]


def _in_order(rows: dict[str, int]) -> list[tuple[str, int]]:
    """The largest first: a database that keeps JSON keeps no order."""
    return sorted(rows.items(), key=lambda one: (-one[1], one[0]))
