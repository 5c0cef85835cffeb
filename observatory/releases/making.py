"""A release made: its files, worked out from the data of this moment, and nothing written yet.

They follow from the data, the number, the day, the site's name, address and licence, and from the
release before; not from the language of whoever makes it.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from pyroaring import BitMap

from catalogue import reading
from catalogue.settling import settle
from common.tables.packages import packed
from common.tables.writing import csv_cells, csv_lines
from observatory.addresses import absolute
from observatory.dictionary.csvw import metadata
from observatory.dictionary.described import DescribedTable
from observatory.dictionary.nouns import TABLES
from observatory.dictionary.tables import described
from observatory.licence import licence
from observatory.lists.nouns import LISTS
from observatory.models import Release, ReleasedList, SiteSettings
from observatory.releases import differences
from observatory.releases.citing import Cited
from observatory.releases.json_lines import json_lines
from observatory.releases.lists import list_of
from observatory.releases.readme import METADATA, README, TableLine, readme
from observatory.releases.records import Spoken, released_records
from observatory.releases.tables import ReleasedTable, released_regions, released_tables
from observatory.releases.workbook import workbook
from regions.models import Source

ARCHIVE, XLSX, LINES = (
    "application/zip",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/jsonl",
)


@dataclass(frozen=True, slots=True)
class File:
    """A file of a release, ready to be kept."""

    name: str
    media_type: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Made:
    """Everything that a release is to hold."""

    cited: Cited
    previous: Release | None
    rows: dict[str, int]
    changes: dict[str, dict[str, int]]
    files: list[File]
    records: list[Spoken]
    lists: list[ReleasedList]

    @property
    def has_changed(self) -> bool:
        """Whether any record differs from the release before, or that one is to be replaced."""
        if self.previous is None or self.previous.is_withdrawn:
            return True
        return any(any(kinds.values()) for kinds in self.changes.values())


def make(number: str, day: date) -> Made:
    """What a release of this number and day would hold."""
    with translation.override(settings.LANGUAGE_CODE):
        return _make(number, day)


def _make(number: str, day: date) -> Made:
    settle()  # a page may be made from an older catalogue, but not what stays
    state = reading.current()
    previous = Release.objects.first()
    tables = list(released_tables())
    known = released_regions()
    records = list(released_records(known))
    cited = _cited(number, day)
    found = _differences(previous, tables)
    return Made(
        cited,
        previous,
        {one.name: len(one.rows) for one in tables},
        {name: differences.counted(one) for name, one in found.items()},
        [*_data_files(cited, tables, records), *_other_files(cited, previous, found)],
        records,
        [list_of(noun, _numbers(noun, records), known, state) for noun in LISTS],
    )


def _cited(number: str, day: date) -> Cited:
    site = SiteSettings.current()
    address = absolute(reverse("release", args=[number]))
    return Cited(site.name, site.coordinator, number, day, address)


def _numbers(noun: str, records: Iterable[Spoken]) -> BitMap:
    return BitMap(one.number for one in records if one.noun == noun)


def _data_files(cited: Cited, tables: list[ReleasedTable], records: list[Spoken]) -> list[File]:
    stem = f"observatory-{cited.number}"
    about = described([one.name for one in tables])
    return [
        File(f"{stem}.zip", ARCHIVE, _archive(cited, tables, about)),
        File(f"{stem}.xlsx", XLSX, workbook(cited, licence(), tables, about)),
        File(f"{stem}.jsonl", LINES, json_lines(records, tables, about).encode()),
    ]


def _other_files(
    cited: Cited, previous: Release | None, found: dict[str, list[differences.Difference]]
) -> list[File]:
    files = [
        File("citation.bib", "application/x-bibtex", cited.bibtex().encode()),
        File("citation.ris", "application/x-research-info-systems", cited.ris().encode()),
    ]
    if previous is not None:
        rows = (one.row() for one in chain.from_iterable(found.values()))
        text = _csv(differences.HEADINGS, rows)
        files.append(File(f"changes-since-{previous.number}.csv", "text/csv", text.encode()))
    return files


def _archive(cited: Cited, tables: list[ReleasedTable], about: list[DescribedTable]) -> bytes:
    lines = [
        TableLine(one.name, _noun(one.name), one.meaning, len(table.rows))
        for one, table in zip(about, tables, strict=True)
    ]
    sources = Source.objects.order_by("code").values_list("title", "licence")
    told = metadata(
        about,
        title=cited.title,
        address=cited.address,
        licence=licence().address,
        issued=cited.released_on,
        publisher=cited.author,
    )
    parts = [
        (README, readme(cited, licence(), lines, sorted(sources))),
        (METADATA, json.dumps(told, ensure_ascii=False, indent=1)),
        *((f"{one.name}.csv", _csv(one.headings, one.rows)) for one in tables),
    ]
    return packed((name, [text]) for name, text in parts)


def _noun(table: str) -> str:
    """What the command that imports a table calls its noun: regions.membership."""
    return TABLES[table]._meta.model._meta.label_lower


def _csv(headings: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    return "".join(csv_lines(tuple(headings), rows)).removeprefix("\ufeff")


def _differences(
    previous: Release | None, tables: list[ReleasedTable]
) -> dict[str, list[differences.Difference]]:
    """By table, what is another than in the release before; nothing if there was none."""
    if previous is None:
        return {}
    before = _tables_of(previous, tables)
    return {one.name: list(differences.differences(before.get(one.name), one)) for one in tables}


def _tables_of(release: Release, tables: list[ReleasedTable]) -> dict[str, ReleasedTable]:
    """The tables of a release, read from its file. Those that it does not have are left out."""
    archive = next(one for one in release.files.all() if one.media_type == ARCHIVE)
    content = zipfile.ZipFile(io.BytesIO(b"".join(archive.pieces())))
    found = {}
    for table in tables:
        name = f"{table.name}.csv"
        if name in content.namelist():
            headings, *rows = csv_cells(content.read(name).decode())
            named = [table.headings[place] for place in table.keys]
            if set(named) <= set(headings):
                keys = tuple(headings.index(one) for one in named)
                found[table.name] = ReleasedTable(table.name, headings, keys, rows)
    return found
