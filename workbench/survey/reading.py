"""A whole wave read: every cell that is not blank becomes facts or a problem, none vanishes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import replace

from common.tables import Row, Table
from common.text import fold_words
from workbench.imports.plan import EMPTIED, Cause, Problem
from workbench.survey.answers import facts_in
from workbench.survey.asked import Asked
from workbench.survey.columns import Column, match, region_column
from workbench.survey.facts import (
    Belonging,
    Blank,
    CellRead,
    Coverage,
    Credit,
    Fact,
    Name,
    Reading,
    Reply,
    Unread,
    Value,
)
from workbench.survey.known import Kind, Known, Wave
from workbench.survey.territory import region_in


class NotASurvey(ValueError):
    """The table is no survey wave; the message says why."""


def read_wave(
    table: Table,
    known: Known,
    wave: Wave,
    columns: list[Column] | None = None,
    done: Callable[[int], None] = lambda rows: None,
    emptied: Collection[tuple[int, int]] = (),
) -> Reading:
    """Read every row of `table`, under its headings or the columns that somebody has matched.

    A row whose region somebody has `emptied` (row, number of the column) is left out.

    Raises `NotASurvey` if no column names the region.
    """
    columns = match(table.headings, known.questions) if columns is None else columns
    first = region_column(columns)
    if first is None:
        raise NotASurvey(
            "No column names the region. A survey wave has a heading “Region” over codes "
            "such as BE3."
        )
    reading = Reading(
        unmatched=[c.heading for c in columns if c.question is None and c.heading],
        guessed=[(c.heading, c.question.key) for c in columns if c.guessed and c.question],
    )
    rows_of: dict[str, int] = {}
    for at, row in enumerate(table.rows):
        done(at)
        cells = list(_filled(row, columns))
        try:
            if (row.number, first.number) in emptied:
                raise Unread(str(EMPTIED), is_agreed=True)
            region = _read_region(row, first, known, rows_of, reading)
        except Unread as problem:
            if not problem.is_agreed:
                _refuse_surplus(row, reading)
            _set_aside(row.number, cells, first, problem, reading)
            continue
        _refuse_surplus(row, reading)
        reading.blanks += _blanks(row, columns, region)
        for column, text in cells:
            if column is not first:
                _read_in_place(row.number, column, text, (region, wave, known), reading)
    _refuse_contradictions(reading)
    return reading


def _refuse_surplus(row: Row, reading: Reading) -> None:
    for number, text in row.surplus:
        reason = "it stands beyond the last heading: perhaps a separator is missing before it"
        problem = Problem(row.number, f"column {number}", text, reason, cause=Cause.MISPLACED)
        reading.problems.append(problem)


def _read_region(
    row: Row, first: Column, known: Known, rows_of: dict[str, int], reading: Reading
) -> str:
    """The region that a row is about; one row has it."""
    cell = row.cells[first.number]
    region, names, understood = region_in(cell, known)
    if region in rows_of:
        raise Unread(f"row {rows_of[region]} is about the same region", cause=Cause.TWICE)
    rows_of[region] = row.number
    reading.cells.append(CellRead(row.number, first.heading, cell, names, understood))
    return region


def _filled(row: Row, columns: list[Column]) -> Iterator[tuple[Column, str]]:
    for column, text in zip(columns, row.cells, strict=False):
        if text.strip():
            yield column, text


# The kinds of questions whose stored answers a blank cell can clear.
CLEARABLE = {
    *(Kind.INDICATOR, Kind.NETWORK, Kind.STATEMENT),
    *(Kind.VOCABULARY, Kind.WEBSITE, Kind.PICTURE),
}


def _blanks(row: Row, columns: list[Column], region: str) -> Iterator[Blank]:
    for column, text in zip(columns, row.cells, strict=False):
        if not text.strip() and column.question and column.question.kind in CLEARABLE:
            yield Blank(row.number, column.heading, region, column.question, column.year)


def _set_aside(
    number: int, cells: list[tuple[Column, str]], first: Column, doubt: Unread, reading: Reading
) -> None:
    """A row whose region is in doubt: none of its cells can be read."""
    if not any(column is first for column, text in cells):
        missing = Unread("the region is missing", cause=Cause.MISSING)
        about = doubt if doubt.is_agreed else missing
        reading.problems.append(about.about(number, first.heading, ""))
    why = "its row is left out" if doubt.is_agreed else "its row was not read: see the region"
    rest = Unread(why, is_agreed=doubt.is_agreed, cause=Cause.WITH_ITS_ROW)
    for column, text in cells:
        about = doubt if column is first else rest
        reading.problems.append(about.about(number, column.heading, text))


def _read_in_place(
    number: int, column: Column, text: str, where: tuple[str, Wave, Known], reading: Reading
) -> None:
    """A cell of a row whose region is known."""
    region, _, known = where
    cell = CellRead(number, column.heading, text)
    if column.question is None:
        _report_unasked(number, column, text, reading)
    elif column.question.kind is Kind.REGION:
        _read_region_again(cell, region, known, reading)
    else:
        _read_cell(cell, Asked(column.question, column.year, *where), reading)


def _read_region_again(cell: CellRead, region: str, known: Known, reading: Reading) -> None:
    """Another column that names the region: its code, or one of its names."""
    names = {fold_words(name) for name in (region, *known.regions[region])}
    if fold_words(cell.value) in names:
        reading.cells.append(replace(cell, facts=(Name(region, known.regions[region][0]),)))
        return
    reason = f"the row is about {region} {known.regions[region][0]}, which has no such name"
    reading.problems.append(Problem(cell.row, cell.heading, cell.value, reason))


def _report_unasked(number: int, column: Column, text: str, reading: Reading) -> None:
    reason = "nothing known here is asked by this heading" if column.heading else "no heading"
    reason = column.problem or reason
    reading.problems.append(Problem(number, column.heading, text, reason, is_agreed=True))


def _read_cell(cell: CellRead, asked: Asked, reading: Reading) -> None:
    try:
        reading.cells.append(replace(cell, facts=facts_in(cell.value, asked)))
    except Unread as problem:
        reading.problems.append(problem.about(cell.row, cell.heading, cell.value))


def _refuse_contradictions(reading: Reading) -> None:
    """Two cells of a file that answer one question differently: neither is read."""
    said: dict[Hashable, tuple[Fact, CellRead]] = {}
    clashing: dict[int, Problem] = {}
    for cell in reading.cells:
        other = _clash(cell, said)
        for one, against in [(cell, other), (other, cell)] if other else []:
            reason = f"row {against.row}, “{against.heading}” says otherwise: {against.value}"
            problem = Problem(one.row, one.heading, one.value, reason, cause=Cause.TWICE)
            clashing.setdefault(id(one), problem)
    reading.problems += clashing.values()
    reading.cells = [cell for cell in reading.cells if id(cell) not in clashing]


def _clash(cell: CellRead, said: dict[Hashable, tuple[Fact, CellRead]]) -> CellRead | None:
    """The earlier cell that answers the same question differently."""
    for fact in cell.facts:
        subject = _subject(fact)
        if subject is None:
            continue
        earlier, told_in = said.setdefault(subject, (fact, cell))
        if _answer(earlier) != _answer(fact):
            return told_in
    return None


def _subject(fact: Fact) -> Hashable | None:
    """What a fact answers, if there can be only one answer to it in a file."""
    match fact:
        case Value():
            return (Value, fact.region, fact.indicator, fact.year)
        case Belonging():
            return (Belonging, fact.region, fact.network)
        case Reply():
            return (Reply, fact.region, fact.question)
        case Coverage():
            return (Coverage, fact.region, fact.vocabulary)
        case Credit():
            return (Credit, fact.region)
    return None


def _answer(fact: Fact) -> Fact:
    """The fact without what does not contradict: the wording beside an answer."""
    return replace(fact, note="", said_by="") if isinstance(fact, Belonging) else fact
