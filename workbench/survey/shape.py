"""The line of travel of a survey wave, from the bytes of a file to the written facts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from common.tables import Table, read_table
from regions.models import Source
from workbench.survey.books import Books
from workbench.survey.columns import recognised
from workbench.survey.facts import Reading
from workbench.survey.knowledge import load_known
from workbench.survey.known import WAVE_CODE, Wave
from workbench.survey.plan import Plan
from workbench.survey.reading import read_wave

# "wave-2019.csv", "survey_2021_final.xlsx": a year that stands by itself.
YEAR_IN_NAME = re.compile(r"(?<![A-Za-z0-9])((?:19|20)\d\d)(?![A-Za-z0-9])")
# No survey of regions is older.
FIRST_WAVE = 1990


class NoWave(ValueError):
    """Nothing says which wave a file holds; the message says what to do."""


@dataclass(frozen=True)
class WaveImport:
    """A wave that was read and planned; `applied` tells whether it was written too."""

    wave: Wave
    table: Table
    reading: Reading
    plan: Plan
    applied: bool


@dataclass(frozen=True)
class Choices:
    """What whoever imports has chosen: year of the wave, sheet, and what may be written."""

    year: int | None = None
    sheet: str | None = None
    dry_run: bool = False
    partial: bool = False


def import_wave(data: bytes, name: str, choices: Choices, user=None) -> WaveImport:
    """Read, plan and (unless it is a dry run) write one wave, all of it or nothing.

    A cell that cannot be read, and was not agreed to be left out, refuses the whole file; with
    `partial` the other cells are imported nevertheless. Raises `Unreadable`, `NotASurvey` or
    `NoWave`, each with a sentence, before anything is written.
    """
    wave = wave_of(name, choices.year)
    known = load_known()
    table = read_table(
        data, name, sheet=choices.sheet, is_heading=lambda row: recognised(row, known.questions)
    )
    reading = read_wave(table, known, wave)
    if choices.dry_run:
        return WaveImport(wave, table, reading, Books(reading, wave, known).plan(reading), False)
    # The state is read within the transaction that writes: what is planned is what is applied.
    with transaction.atomic():
        books = Books(reading, wave, known)
        plan = books.plan(reading)
        applies = choices.partial or not reading.refusals
        if applies and plan.changes:
            _ensure_source(wave)
            books.write(user=user, reason=f"Import of {name}")
    return WaveImport(wave, table, reading, plan, applies)


def wave_of(name: str, year: int | None) -> Wave:
    """The wave of a file: the year given, or the one in its name."""
    named = {int(found) for found in YEAR_IN_NAME.findall(name)}
    if year is None and len(named) != 1:
        raise NoWave("Nothing says which wave this is. Name its year, for example --wave 2021.")
    year = named.pop() if year is None else year
    today = timezone.localdate()
    if not FIRST_WAVE <= year <= today.year:
        raise NoWave(f"A wave is of a year from {FIRST_WAVE} to {today.year}, not of {year}.")
    code = f"{WAVE_CODE}{year}"
    stored = Source.objects.filter(code=code).first()
    return Wave(code, stored.dated_on if stored else min(date(year, 12, 31), today))


def _ensure_source(wave: Wave) -> None:
    """A wave is a source of its own. It states only its year: the last day stands for it."""
    Source.objects.get_or_create(
        code=wave.source,
        defaults={"title": f"Observatory survey, wave {wave.year}", "dated_on": wave.stated_on},
    )
