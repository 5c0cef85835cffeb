"""Made-up files to import, alike in every run: a wave of the survey, and a table of observations.

They ask real questions about real regions, in answers of the real code lists: what a made-up name
would cost to look up says nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from random import Random

from workbench.survey.known import Kind, Known, Question

SEED = 20261123
WAVE_COLUMNS, BLANK = 40, 0.1
FIRST_YEAR, LAST_YEAR = 1960, 2007  # the reference facts begin later: every row is new
MEASURED = ("population", "area")
STATED_ON = "2026-11-01"
STATUSES = ("yes", "no", "no", "not yet", "observer", "country level member")
LEVELS = ("Regional level", "National")
SUBJECTS = ("health data", "genomics", "rare diseases", "biobanks", "prevention", "telemedicine")


def write_observations(path: Path, regions: list[str], rows: int) -> None:
    """As many observations of population and area as asked for, a region's years together."""
    random = Random(SEED)  # noqa: S311 - to be alike, not to be secret
    headings = ["region", "indicator", "year", "value", "source", "stated_on", "note"]
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    asked = product(regions, MEASURED, years)
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(headings)
        for number, (region, indicator, year) in zip(range(rows), asked, strict=False):
            # People are counted in whole numbers, square kilometres to one decimal.
            decimals = 0 if indicator == "population" else 1
            value = f"{random.uniform(1_000, 9_000_000):.{decimals}f}"
            note = f"Estimate no. {number}" if number % 3 == 0 else ""
            table.writerow([region, indicator, year, value, "editors", STATED_ON, note])


def write_wave(path: Path, known: Known, rows: int) -> None:
    """A wave in which every region answers nine of ten questions."""
    random = Random(SEED)  # noqa: S311 - to be alike, not to be secret
    asked = list(_asked(known))
    if len(asked) != WAVE_COLUMNS:
        raise RuntimeError(f"the survey asks {len(asked)} questions, not {WAVE_COLUMNS}")
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter=";")
        table.writerow(heading for heading, _question in asked)
        # No countries: what regions say of their country must not contradict it.
        regions = sorted(code for code in known.regions if len(code) > len("BE"))
        for code in random.sample(regions, rows):
            cells = [
                "" if random.random() < BLANK else _answer(question, code, known, random)
                for _heading, question in asked[1:]
            ]
            table.writerow([f"{code} - {known.regions[code][0]}", *cells])


def _asked(known: Known) -> Iterator[tuple[str, Question]]:
    """The questions that surveys printed; figures are asked for a year, some for two."""
    printed = [question for question in known.questions if len(question.headings) > 1]
    yield "Region", next(question for question in printed if question.kind is Kind.REGION)
    for question in printed:
        years = (2019, 2021) if question.code in ("population", "innovation-group") else (2021,)
        if question.kind is Kind.INDICATOR:
            yield from ((f"{question.headings[1]} ({year})", question) for year in years)
        elif question.kind is not Kind.REGION:
            yield question.headings[1], question


def _answer(question: Question, region: str, known: Known, random: Random) -> str:
    match question.kind:
        case Kind.INDICATOR:
            return _figure(question.code, known, random)
        case Kind.NETWORK:
            return random.choice(STATUSES)
        case Kind.VOCABULARY:
            # The semicolon stands between the items, and in a few labels.
            terms = [term for term in known.terms[question.code] if ";" not in term.label]
            listed = random.sample(terms, random.randint(1, 4))
            return "; ".join(f"{term.code} - {term.label}" for term in listed)
        case Kind.STATEMENT:
            return random.choice(("yes", "no"))
        case Kind.DOCUMENTS:
            subjects = random.sample(SUBJECTS, 2)
            titles = (f"{random.choice(LEVELS)} Plan for {it} of {region}" for it in subjects)
            return "\n".join(f"{number}. {title}" for number, title in enumerate(titles, start=1))
        case Kind.INITIATIVES:
            return "\n".join(f"{n}. Network {random.randint(1, 300)}" for n in (1, 2))
        case Kind.WEBSITE:
            return f"https://www.{region.lower()}.example.org/"
        case _:
            return f"By the region of {region}, CC BY 4.0"


def _figure(indicator: str, known: Known, random: Random) -> str:
    if known.indicators[indicator].is_scale:
        # What the scale of every year has.
        groups = set.intersection(*map(set, known.scales[indicator].values()))
        return random.choice(sorted(groups))
    if indicator == "share-65-plus":
        return f"{random.randint(10, 30)},{random.randint(10, 99)}%"
    if indicator == "population":
        return f"{random.randint(1_000_000, 18_000_000):,}"
    return str(random.randint(3, 7_000))
