"""What a site offers as data, in plain values: its lists, their files, its releases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from observatory.licence import Licence

# What tells how to cite the data, and holds none of them.
CITATIONS = frozenset({"application/x-bibtex", "application/x-research-info-systems"})


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """A file. One that never changes has a size in bytes and a SHA-256 in hexadecimal."""

    name: str
    label: str
    media_type: str
    size: int | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class OfferedList:
    """A list of the site; `name` is that of its address and of its files."""

    name: str
    title: str
    files: tuple[OfferedFile, ...]


@dataclass(frozen=True, slots=True)
class Sourced:
    """A source of facts with its terms of use, empty where they are not recorded."""

    code: str
    title: str
    licence: str


@dataclass(frozen=True, slots=True)
class Released:
    """A release. A withdrawn one has a day and a reason, and keeps its files."""

    number: str
    title: str
    released_on: date
    previous: str
    citation: str
    withdrawn_on: date | None
    withdrawn_because: str
    files: tuple[OfferedFile, ...]

    @property
    def data_files(self) -> tuple[OfferedFile, ...]:
        """The files that hold data: all but the citations."""
        return tuple(one for one in self.files if one.media_type not in CITATIONS)


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that is offered. `years` are the first and the last that a value is of, None without
    any; `countries` and `variables` are pairs of code and name."""

    site: str
    tagline: str
    publisher: str
    licence: Licence
    modified: datetime | None
    years: tuple[int | None, ...]
    countries: tuple[tuple[str, str], ...]
    variables: tuple[tuple[str, str], ...]
    lists: tuple[OfferedList, ...]
    sources: tuple[Sourced, ...]
    releases: tuple[Released, ...]

    @property
    def title(self) -> str:
        return f"{self.site}: data"
