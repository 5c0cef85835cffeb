"""The table of the map as a file: the rows of the page, in the same order."""

from __future__ import annotations

from collections.abc import Iterator

from common.tables.writing import Cells
from observatory.maps.choices import Choice
from observatory.maps.page import MapPage, Row, Section

# Of every row; the others only of a row with an answer.
REGION_COLUMNS = ("code", "name", "english_name", "latin_name", "country_code", "shows", "class")
ANSWER_COLUMNS = (
    *("answer", "unit", "year", "is_computed", "flag", "note"),
    *("source_code", "source_title", "licence", "stated_on"),
)
HEADINGS = (*REGION_COLUMNS, *ANSWER_COLUMNS)


def rows(page: MapPage) -> Iterator[Cells]:
    """The cells of every region; those of an answer are blank where nothing is recorded."""
    for section in page.sections:
        for row in section.rows:
            yield (*_region(page.choice, section, row), *_answer(page.choice, row))


def _region(choice: Choice, section: Section, row: Row) -> Cells:
    region = row.region
    named = region.code, region.name, region.english_name, region.latin_name
    return (*named, region.code[:2], choice.value, str(section.entry.label))


def _answer(choice: Choice, row: Row) -> Cells:
    answer = row.answer
    if answer is None:
        return [None] * len(ANSWER_COLUMNS)
    return (
        answer.text if answer.value is None else answer.value,
        choice.unit,
        answer.year,
        "yes" if answer.is_computed else "no",
        answer.flag,
        answer.note,
        answer.source.code,
        answer.source.title,
        answer.source.licence,
        answer.stated_on.isoformat(),
    )
