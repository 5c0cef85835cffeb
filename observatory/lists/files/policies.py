"""The columns of a file of policy documents."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from catalogue.facets import Facet
from catalogue.reading import Shelf
from observatory import atlas
from observatory.lists.columns import Column
from observatory.lists.files.chunks import (
    Chunk,
    facet_columns,
    one_label,
    one_value,
    term_codes,
    term_labels,
    told_by_fields,
    usual_column,
    usual_field,
)
from policies.models import PolicyDocument

told = told_by_fields(PolicyDocument)


class PolicyChunk(Chunk):
    noun = "policy"

    @property
    def territories(self) -> list[str | None]:
        """The names of the regions; one that is not published is known by its code alone."""
        codes, known = self.field("region_id"), atlas.regions(self.shelf.state)
        names = {code: known[code].name for code in {*codes} if code in known}
        return [names.get(code) for code in codes]

    @property
    def levels(self) -> list[str]:
        labels = {value: str(label) for value, label in PolicyDocument.Level.choices}
        return [labels.get(one, "") for one in self.field("level")]


def columns(shelf: Shelf) -> list[Column]:
    """All columns there are, in order."""
    terms = [one for one in shelf.facets.values() if one.name.startswith("t-")]
    names = [one.name for one in terms]
    return [*_about(), *_links(), *_terms(names), *_stated(), *facet_columns(terms, _meanings)]


def _meanings(_facet: Facet) -> tuple[str, str]:
    """What the names and the codes of the terms of one vocabulary say of a document."""
    return (
        _("The terms of this list that the document covers, by their names."),
        _("The terms of this list that the document covers, by their codes."),
    )


def _sparse(name: str, label: str, meaning: str, kind, held: str = "") -> Column:
    """A column of a field that may be empty everywhere; then it is no usual one."""
    return usual_field(name, label, meaning, kind, held, field=held or name)


def _about() -> Iterable[Column]:
    territory, level, kind = _("Territory"), _("Level"), _("Kind")
    issuer = _("The code of the region that issued it; empty for the European Union.")
    return [
        usual_field("title", _("Title"), _("In its own language."), "text"),
        usual_field("number", _("Number"), _("As its address has it."), "integer", "pk"),
        _sparse("language", _("Language"), _("Of the title."), "code"),
        _sparse("in_english", _("In English"), _("The title."), "text", "gloss"),
        _sparse("territory", territory, issuer, "code", "region_id"),
        usual_column(
            "territory_name",
            territory,
            _("Its own name."),
            "text",
            lambda chunk: chunk.territories,
            reads=("region_id",),
            field="region_id",
        ),
        usual_column(
            "level",
            level,
            _("Who speaks."),
            "text",
            lambda chunk: chunk.levels,
            reads=("level",),
            field="level",
        ),
        _sparse("level_code", level, _("Its code."), "code", "level"),
        usual_column(
            "kind", kind, _("Such as a strategy."), "text", one_label("kind"), field="kind"
        ),
        usual_column("kind_code", kind, _("Its code."), "code", one_value("kind"), field="kind"),
        _sparse("first_year", _("First year"), _("From when it holds."), "year"),
        _sparse("last_year", _("Last year"), _("Until when it holds."), "year"),
    ]


def _links() -> Iterable[Column]:
    words = {True: "works", False: "broken"}
    return [
        _sparse("link", _("Link"), _("Where it is published."), "link"),
        _sparse("stored_copy", _("Stored copy"), _("Where a copy is kept."), "link"),
        usual_column(
            "link_works",
            _("Link works"),
            _("“works” or “broken”; empty if it was not tried."),
            "code",
            lambda chunk: [words.get(one) for one in chunk.field("link_works")],
            reads=("link_works",),
            field="link_works",
        ),
        _sparse("link_checked_on", _("Link checked on"), _("The day it was tried last."), "date"),
    ]


def _terms(facets: list[str]) -> Iterable[Column]:
    terms, names, codes = _("Terms"), _("What it covers: names."), _("What it covers: codes.")
    is_usual = bool(facets)
    return [
        Column("terms", terms, names, "list", term_labels(facets), is_usual=is_usual),
        Column("term_codes", terms, codes, "list", term_codes(facets), is_usual=is_usual),
    ]


def _stated() -> Iterable[Column]:
    day = _("The day the source said so.")
    return [
        usual_field("source", _("Source"), _("Who lists it: a code."), "code", "source_id"),
        usual_field("stated_on", _("Stated on"), day, "date"),
        _sparse("summary", _("Summary"), _("At most 100 words."), "text"),
    ]
