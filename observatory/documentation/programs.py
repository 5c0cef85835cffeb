"""The example programs that ask the API: the files of `examples/`, as the page prints them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The site that the files name: a demonstration on the reader's own machine.
NAMED = "http://localhost:8000"
FILES = (
    ("regions.sh", _("Shell, with curl")),
    ("regions.py", _("Python, with nothing but its standard library")),
    ("regions.R", _("R")),
    ("spreadsheet.md", _("A spreadsheet")),
)


@dataclass(frozen=True, slots=True)
class Program:
    """A file, what it is written for, and its text; `is_text`: it is read, not run."""

    name: str
    heading: str | Promise
    text: str

    @property
    def is_text(self) -> bool:
        return self.name.endswith(".md")

    def at(self, site: str) -> Program:
        """The file as it would be for another site."""
        return replace(self, text=self.text.replace(NAMED, site))


@cache
def programs() -> list[Program]:
    """All files, as they stand in the folder; a process reads them once."""
    folder = Path(settings.BASE_DIR, "examples")
    return [
        Program(name, heading, (folder / name).read_text(encoding="utf-8"))
        for name, heading in FILES
    ]
