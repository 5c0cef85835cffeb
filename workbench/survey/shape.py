"""A survey wave as a shape of file: regions down the side, questions along the top."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from common.text import fold, one_line
from policies.models import (
    Classification,
    Initiative,
    Participation,
    PolicyDocument,
    PolicyStatement,
)
from regions.models import Alias, Membership, Observation, Picture, Source, Website
from regions.writing import create_all
from workbench.imports.choices import Choices
from workbench.imports.plan import Plan
from workbench.imports.shape import Ask, Job, Matched, Shape, Unfit
from workbench.survey import columns
from workbench.survey.books import Books
from workbench.survey.columns import Column
from workbench.survey.facts import Reading
from workbench.survey.knowledge import load_known
from workbench.survey.known import WAVE_CODE, Agreed, Kind, Known, KnownTerm, Wave
from workbench.survey.reading import NotASurvey, read_wave

# "wave-2019.csv", "survey_2021_final.xlsx": a year that stands by itself.
YEAR_IN_NAME = re.compile(r"(?<![A-Za-z0-9])((?:19|20)\d\d)(?![A-Za-z0-9])")
# No survey of regions is older.
FIRST_WAVE = 1990

# Everything that a wave may write.
WRITTEN = (
    *(Alias, Observation, Membership, Website, Picture),
    *(Classification, PolicyStatement, PolicyDocument, Initiative, Participation),
)


class NoWave(Unfit):
    """Nothing says which wave a file holds; the message says what to do."""


class WaveShape(Shape):
    """A wave of the survey."""

    key = "wave"

    @property
    def title(self) -> str:
        return _("Survey wave")

    @property
    def permissions(self) -> list[str]:
        return [f"{m._meta.app_label}.import_{m._meta.model_name}" for m in WRITTEN]

    @cached_property
    def known(self) -> Known:
        return load_known()

    def asks(self) -> list[Ask]:
        asks = [Ask(q.key, _label(q), q.kind is Kind.REGION) for q in self.known.questions]
        return sorted(asks, key=lambda ask: (not ask.is_required, ask.label.casefold()))

    def recognised(self, cells: list[str]) -> int:
        return columns.recognised(cells, self.known.questions)

    def match(self, headings: list[str]) -> list[Matched]:
        return [
            Matched(c.number, c.heading, c.question.key if c.question else "", c.guessed, c.problem)
            for c in columns.match(headings, self.known.questions)
        ]

    def carry_out(self, job: Job) -> Plan:
        wave = wave_of(job.choices.year)
        known = _with_choices(self.known, job.choices)
        try:
            matched = _columns(job.columns, known)
            # Reading takes about half of the time, entering the other half.
            tell, emptied = lambda row: job.tell(row / 2), job.choices.emptied
            reading = read_wave(job.table, known, wave, matched, tell, emptied)
        except NotASurvey as error:
            raise Unfit(str(error)) from error
        numbers = [row.number for row in job.table.rows]
        plan, books = _settled(reading, wave, known, job)
        plan.numbers = numbers
        plan.notes = _notes(reading)
        may_write = job.choices.partial or not plan.refusals
        if job.writes and may_write and plan.changes:
            _ensure_source(wave, job)
            books.write(user=job.writes.user, reason=job.writes.reason)
        job.progress(len(numbers), len(numbers))
        return plan


def _settled(reading: Reading, wave: Wave, known: Known, job: Job) -> tuple[Plan, Books]:
    """The plan of the rows without a problem: a row is imported whole, or kept for later."""
    bad, refused = {problem.row for problem in reading.refusals}, []
    while True:
        good = reading.without(bad)
        good.problems = []
        books = Books(good, wave, known)
        plan = books.plan(
            good,
            clears_blanks=job.choices.clears_blanks,
            done=lambda share: job.tell(len(job.table.rows) * (1 + share) / 2),
        )
        if not good.refusals:
            found = [*reading.problems, *refused, *good.problems]
            plan.problems = sorted(found, key=lambda problem: problem.row)
            return plan, books
        refused += good.refusals
        bad |= {problem.row for problem in good.refusals}


def _columns(matched: list[Matched], known: Known) -> list[Column]:
    """The columns as the reader takes them, with the years in their headings."""
    questions = {question.key: question for question in known.questions}
    found = []
    for column in matched:
        years = {int(year) for year in columns.YEAR.findall(column.heading)}
        year = years.pop() if len(years) == 1 else None
        question = questions.get(column.key)
        found.append(
            Column(column.number, column.heading, question, year, column.guessed, column.problem)
        )
    return found


def _with_choices(known: Known, choices: Choices) -> Known:
    """What is known, with what was agreed for this file."""
    answers, terms = dict(known.answers), dict(known.terms)
    for at, kept in enumerate(choices.agreements, start=1):
        value, reading = kept.value, kept.reading
        if reading == "add":
            vocabulary = kept.question.partition(":")[2]
            label = one_line(kept.printed)
            code = _code_for(label, {term.code for term in terms.get(vocabulary, ())})
            terms[vocabulary] = (*terms.get(vocabulary, ()), KnownTerm(-at, code, label))
            reading, value = "value", code
        answers[kept.question, fold(kept.printed)] = Agreed(reading, None, "", value)
    return replace(known, answers=answers, terms=terms, decimal=choices.decimal)


def _code_for(label: str, taken: set[str]) -> str:
    """A code for a new term: its words with dashes between, or with a number at the end."""
    words = re.findall(r"[a-z0-9]+", fold(label)) or ["term"]
    code = "-".join(words)[:50].strip("-")
    return next(c for c in (code, *(f"{code}-{n}" for n in range(2, 10_000))) if c not in taken)


def _notes(reading: Reading) -> list[str]:
    """How cells were understood that are not plain."""
    return [
        _("Row %(row)d, %(heading)s: %(understood)s.")
        % {"row": cell.row, "heading": cell.heading, "understood": cell.understood}
        for cell in reading.cells
        if cell.understood
    ]


def _label(question) -> str:
    labels = {
        Kind.INDICATOR: _("Indicator"),
        Kind.NETWORK: _("Network"),
        Kind.VOCABULARY: _("Vocabulary"),
        Kind.STATEMENT: _("Policy question"),
    }
    name = question.headings[0] if question.headings else question.code
    kind = labels.get(question.kind)
    return f"{kind}: {name}" if kind else name


def year_in(name: str) -> int | None:
    """The year of the wave that the name of a file tells, if it tells just one."""
    named = {int(found) for found in YEAR_IN_NAME.findall(name)}
    return named.pop() if len(named) == 1 else None


def wave_of(year: int | None) -> Wave:
    """The wave of a year. Raises NoWave if there is none, or there cannot be."""
    if year is None:
        raise NoWave(_("Nothing says which wave this is. Name its year, for example --wave 2021."))
    today = timezone.localdate()
    if not FIRST_WAVE <= year <= today.year:
        raise NoWave(
            _("A wave is of a year from %(first)d to %(last)d, not of %(year)d.")
            % {"first": FIRST_WAVE, "last": today.year, "year": year}
        )
    code = f"{WAVE_CODE}{year}"
    stored = Source.objects.filter(code=code).first()
    return Wave(code, stored.dated_on if stored else min(date(year, 12, 31), today))


def _ensure_source(wave: Wave, job: Job) -> None:
    """A wave is a source of its own. It states only its year: the last day stands for it."""
    if not Source.objects.filter(code=wave.source).exists():
        source = Source(
            code=wave.source,
            title=f"Observatory survey, wave {wave.year}",
            dated_on=wave.stated_on,
        )
        create_all([source], user=job.writes.user, reason=job.writes.reason)
