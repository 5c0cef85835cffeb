"""Two to four regions beside each other: sections of rows, each with its difference in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from common.tables.packages import digits
from observatory.compare.compared import (
    LETTERS,
    Asked,
    Claim,
    Compared,
    Entry,
    Indicator,
    Item,
    Measure,
    Origin,
    Subject,
    Vocabulary,
)
from observatory.compare.words import Difference, of_claims, of_lists, of_measures

COVERED = "covered"


@dataclass(frozen=True, slots=True)
class Cell:
    """What is recorded of one region: without entries nothing is."""

    letter: str
    entries: tuple[Entry, ...] = ()

    @property
    def common(self) -> Entry | None:
        """An entry that names the source and day of them all, where these are the same."""
        notes = {(one.origin, one.stated_on) for one in self.entries}
        return self.entries[0] if len(notes) == 1 and self.entries[0].origin else None


@dataclass(frozen=True, slots=True)
class Row:
    """A subject, with a cell a region in their order; `unit` is that of the numbers in them."""

    subject: Subject
    cells: tuple[Cell, ...]
    difference: Difference
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one kind. Folded away are those where all say no (`denied`), and the subjects of
    which nothing is recorded of any of the regions (`unrecorded`)."""

    code: str
    heading: str
    rows: tuple[Row, ...]
    denied: tuple[Row, ...] = ()
    unrecorded: tuple[Subject, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.rows or self.denied or self.unrecorded)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The regions in the order of their letters, and the sections of the page."""

    regions: tuple[Compared, ...]
    sections: tuple[Section, ...]

    @property
    def lettered(self) -> list[tuple[str, Compared]]:
        return list(zip(LETTERS, self.regions, strict=False))

    @property
    def length(self) -> int:
        """The number of rows, those of which nothing is recorded left out."""
        return sum(len(one.rows) + len(one.denied) for one in self.sections)

    @property
    def origins(self) -> list[Origin]:
        """Every source that a cell names, by its code."""
        rows = [row for one in self.sections for row in (*one.rows, *one.denied)]
        entries = (entry for row in rows for cell in row.cells for entry in cell.entries)
        found = {one.origin.code: one.origin for one in entries if one.origin}
        return [found[code] for code in sorted(found)]

    def only_differences(self) -> Comparison:
        """Without the rows that say the same of all regions, and without what is recorded of
        none."""
        sections = (
            Section(one.code, one.heading, tuple(r for r in one.rows if not r.difference.is_same))
            for one in self.sections
        )
        return replace(self, sections=tuple(sections))


def compare(regions: Sequence[Compared], asked: Asked) -> Comparison:
    """All that is recorded of any of two to four regions."""
    without_terms = tuple(one.subject for one in asked.vocabularies if not one.terms)
    sections = [
        _figures(regions, asked.indicators),
        _policies(regions, asked.questions),
        *(_vocabulary(regions, one) for one in asked.vocabularies if one.terms),
        Section("terms", _("Other topics and codes"), (), unrecorded=without_terms),
        _networks(regions, asked.networks),
    ]
    return Comparison(tuple(regions), tuple(one for one in sections if not one.is_empty))


def claims_of(region: Compared, vocabulary: Vocabulary) -> dict[str, Claim]:
    """What the region's list of a vocabulary says of each term: covered or not listed. A region
    without such a list says nothing."""
    covered = region.terms.get(vocabulary.subject.code)
    if not covered:
        return {}
    silent = Claim(Entry(_("Not listed")), "", holds=False)
    return {
        term.code: Claim(covered[term.code], COVERED, holds=True)
        if term.code in covered
        else silent
        for term in vocabulary.terms
    }


def shared_year(measures: Sequence[Sequence[Measure]]) -> list[Measure | None]:
    """The value of the newest year that all regions with any value share, else each one's newest.

    Each region's measures stand the newest first; the answer has one a region, or None.
    """
    years = [{one.entry.year for one in own} for own in measures if own]
    common = set.intersection(*years) if years else set()
    if not common:
        return [own[0] if own else None for own in measures]
    year = max(common, key=lambda one: one or 0)
    return [next((one for one in own if one.entry.year == year), None) for own in measures]


def _figures(regions: Sequence[Compared], indicators: Iterable[Indicator]) -> Section:
    rows, unrecorded = [], []
    for indicator in indicators:
        code = indicator.subject.code
        measures = shared_year([one.measures.get(code, ()) for one in regions])
        if any(measures):
            difference = of_measures(measures, indicator)
            row = _row(indicator.subject, _entries(measures), difference)
            rows.append(replace(row, unit=indicator.unit))
        else:
            unrecorded.append(indicator.subject)
    return Section("figures", _("Key figures"), tuple(rows), unrecorded=tuple(unrecorded))


def _policies(regions: Sequence[Compared], questions: Iterable[Subject]) -> Section:
    answered = _claimed("policies", _("Policies"), questions, [one.answers for one in regions])
    lists = [
        (Subject("documents", _("Policy documents")), [one.documents for one in regions]),
        (Subject("initiatives", _("Initiatives")), [one.initiatives for one in regions]),
    ]
    return replace(
        answered,
        rows=(*answered.rows, *(_list_row(*one) for one in lists if any(one[1]))),
        unrecorded=(*answered.unrecorded, *(one[0] for one in lists if not any(one[1]))),
    )


def _vocabulary(regions: Sequence[Compared], vocabulary: Vocabulary) -> Section:
    """A row a term; if only one region has a list at all, that list in one row."""
    subject = vocabulary.subject
    code = f"terms-{subject.code}".replace(".", "-")
    claims = [claims_of(one, vocabulary) for one in regions]
    if sum(map(bool, claims)) != 1:
        return _claimed(code, subject.name, vocabulary.terms, claims)
    lists = [
        [
            Item(replace(own[term.code].entry, text=term.name, link=term.link), term.code)
            for term in vocabulary.terms
            if own and own[term.code].holds
        ]
        for own in claims
    ]
    row = _list_row(Subject(subject.code, _("All terms listed")), lists)
    return Section(code, subject.name, (row,))


def _networks(regions: Sequence[Compared], networks: Iterable[Subject]) -> Section:
    standings = [one.standings for one in regions]
    section = _claimed("networks", _("Networks"), networks, standings)
    denied = {
        network.code
        for network in networks
        if all(one.get(network.code) and one[network.code].holds is False for one in standings)
    }
    return replace(
        section,
        rows=tuple(row for row in section.rows if row.subject.code not in denied),
        denied=tuple(row for row in section.rows if row.subject.code in denied),
    )


def _claimed(
    code: str, heading: str, subjects: Iterable[Subject], claims: Sequence[Mapping[str, Claim]]
) -> Section:
    """A row a subject of which a region says anything; `claims` are found by subject."""
    rows, unrecorded = [], []
    for subject in subjects:
        found = [own.get(subject.code) for own in claims]
        if any(found):
            rows.append(_row(subject, _entries(found), of_claims(found)))
        else:
            unrecorded.append(subject)
    return Section(code, heading, tuple(rows), unrecorded=tuple(unrecorded))


def _list_row(subject: Subject, lists: Sequence[Sequence[Item]]) -> Row:
    return _row(subject, [[item.entry for item in own] for own in lists], of_lists(lists))


def _entries(facts: Sequence[Measure | None] | Sequence[Claim | None]) -> list[list[Entry]]:
    return [[fact.entry] if fact else [] for fact in facts]


def _row(subject: Subject, entries: Sequence[Sequence[Entry]], difference: Difference) -> Row:
    cells = (Cell(letter, tuple(own)) for letter, own in zip(LETTERS, entries, strict=False))
    return Row(subject, tuple(cells), difference)


def table(comparison: Comparison) -> tuple[list[str], list[list[str]]]:
    """The headings and rows of the page as texts, with the rows that it folds away.

    A number is only digits here: its unit is a detail of the row, what is said of it a note.
    """
    headings = [_("Section"), _("Fact"), _("Detail")]
    for letter, region in comparison.lettered:
        told = (_("year"), _("note"), _("stated on"), _("source"))
        headings += [
            f"{letter}: {region.code} {region.name}",
            *(f"{letter}: {one}" for one in told),
        ]
    rows = []
    for section in comparison.sections:
        for row in (*section.rows, *section.denied):
            detail = row.subject.detail or row.unit
            rows.append(_line(section, row.subject, detail, row.cells, row.difference.text))
        for subject in section.unrecorded:
            cells = [Cell(letter) for letter, _region in comparison.lettered]
            rows.append(_line(section, subject, subject.detail, cells, ""))
    return [*headings, _("Difference")], rows


def _line(
    section: Section, subject: Subject, detail: str, cells: Iterable[Cell], difference: str
) -> list[str]:
    texts = [text for cell in cells for text in _texts(cell)]
    return [section.heading, subject.name, detail, *texts, difference]


def _texts(cell: Cell) -> tuple[str, ...]:
    """What is recorded, the years it holds for, what is said of figures, the days it was stated on
    and the sources."""
    if not cell.entries:
        return (_("not recorded"), "", "", "", "")
    figures = [one for one in cell.entries if one.has_year]
    years = [str(one.year or _("not recorded")) for one in figures]
    notes = [one.detail for one in figures if one.detail]
    days = {one.stated_on.isoformat() for one in cell.entries if one.stated_on}
    codes = {one.origin.code for one in cell.entries if one.origin}
    told = (years, notes, sorted(days), sorted(codes))
    return ("; ".join(map(_text, cell.entries)), *map("; ".join, told))


def _text(entry: Entry) -> str:
    if entry.number is not None:
        return digits(entry.number)
    in_brackets = entry.detail and not entry.has_year
    return f"{entry.text} ({entry.detail})" if in_brackets else entry.text
