"""The columns of a file of policy documents."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from catalogue.reading import Shelf, State
from observatory import atlas
from observatory.kept import read_once
from observatory.lists.columns import Column
from observatory.lists.files.chunks import (
    Chunk,
    facet_columns,
    field,
    filled,
    one_label,
    one_value,
    term_codes,
    term_labels,
)
from policies.models import PolicyDocument

TOLD_BY_A_FIELD = (
    "language",
    "gloss",
    "region",
    "level",
    "kind",
    "first_year",
    "last_year",
    "link",
    "stored_copy",
    "link_checked_on",
    "link_works",
    "summary",
)


class PolicyChunk(Chunk):
    noun = "policy"
    fields = (
        "title",
        "language",
        "gloss",
        "region_id",
        "level",
        "first_year",
        "last_year",
        "link",
        "stored_copy",
        "link_checked_on",
        "link_works",
        "summary",
        "source_id",
        "stated_on",
    )

    @property
    def territories(self) -> list[str | None]:
        """The names of the regions; one that is not published is known by its code alone."""
        known = {code: one.name for code, one in atlas.regions(self.shelf.state).items()}
        return [known.get(code) for code in self.field("region_id")]


def columns(shelf: Shelf) -> list[Column]:
    """All columns there are, in order."""
    terms = [one for one in shelf.facets.values() if one.name.startswith("t-")]
    names = [one.name for one in terms]
    meaning = _("The terms of this list that the document covers.")
    return [*_about(), *_links(), *_terms(names), *_stated(), *facet_columns(terms, meaning)]


@read_once
def told(state: State) -> frozenset[str]:
    """Which fields anything is recorded in."""
    return filled(PolicyDocument, TOLD_BY_A_FIELD)


def _usual(name: str, label: str, meaning: str, kind, cells, told_by: str = "") -> Column:
    return Column(name, label, meaning, kind, cells, field=told_by, is_usual=True)


def _about() -> Iterable[Column]:
    territory, level, kind = _("Territory"), _("Level"), _("Kind")
    labels = dict(PolicyDocument.Level.choices)
    return [
        _usual("title", _("Title"), _("In its own language."), "text", field("title")),
        _usual("number", _("Number"), _("As its address has it."), "integer", field("pk")),
        _usual(
            "language", _("Language"), _("Of the title."), "code", field("language"), "language"
        ),
        _usual("in_english", _("In English"), _("The title."), "text", field("gloss"), "gloss"),
        _usual(
            "territory",
            territory,
            _("The code of the region that issued it; empty for the European Union."),
            "code",
            field("region_id"),
            "region",
        ),
        _usual(
            "territory_name",
            territory,
            _("Its own name."),
            "text",
            lambda chunk: chunk.territories,
            "region",
        ),
        _usual(
            "level",
            level,
            _("Who speaks."),
            "text",
            lambda chunk: [str(labels.get(one, "")) for one in chunk.field("level")],
            "level",
        ),
        _usual("level_code", level, _("Its code."), "code", field("level"), "level"),
        _usual("kind", kind, _("Such as a strategy."), "text", one_label("kind"), "kind"),
        _usual("kind_code", kind, _("Its code."), "code", one_value("kind"), "kind"),
        _usual(
            "first_year",
            _("First year"),
            _("From when it holds."),
            "year",
            field("first_year"),
            "first_year",
        ),
        _usual(
            "last_year",
            _("Last year"),
            _("Until when it holds."),
            "year",
            field("last_year"),
            "last_year",
        ),
    ]


def _links() -> Iterable[Column]:
    words = {True: "works", False: "broken"}
    return [
        _usual("link", _("Link"), _("Where it is published."), "link", field("link"), "link"),
        _usual(
            "stored_copy",
            _("Stored copy"),
            _("Where a copy is kept."),
            "link",
            field("stored_copy"),
            "stored_copy",
        ),
        _usual(
            "link_works",
            _("Link works"),
            _("“works” or “broken”; empty if it was not tried."),
            "code",
            lambda chunk: [words.get(one) for one in chunk.field("link_works")],
            "link_works",
        ),
        _usual(
            "link_checked_on",
            _("Link checked on"),
            _("The day it was tried last."),
            "date",
            field("link_checked_on"),
            "link_checked_on",
        ),
    ]


def _terms(facets: list[str]) -> Iterable[Column]:
    terms, names, codes = _("Terms"), _("What it covers: names."), _("What it covers: codes.")
    is_usual = bool(facets)
    return [
        Column("terms", terms, names, "list", term_labels(facets), is_usual=is_usual),
        Column("term_codes", terms, codes, "list", term_codes(facets), is_usual=is_usual),
    ]


def _stated() -> Iterable[Column]:
    return [
        _usual("source", _("Source"), _("Who lists it: a code."), "code", field("source_id")),
        _usual(
            "stated_on",
            _("Stated on"),
            _("The day the source said so."),
            "date",
            field("stated_on"),
        ),
        _usual(
            "summary", _("Summary"), _("At most 100 words."), "text", field("summary"), "summary"
        ),
    ]
