"""Bring population, density and the share of the old in from Eurostat."""

import sys
from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from common.tables import Unreadable
from common.tables.table import limits_from
from regions.models import Indicator, Region, RegionChange, Source
from workbench.eurostat import answers, asking, placing
from workbench.eurostat.answer import Answer, NotAnAnswer
from workbench.eurostat.observations import as_csv, parts
from workbench.eurostat.tables import TABLES, EurostatTable, told
from workbench.imports.applying import NotApplied
from workbench.imports.choices import Choices
from workbench.imports.running import Run, bring_in, look
from workbench.imports.shape import Unfit
from workbench.imports.shapes import shape_of

WITH_PROBLEMS, UNREADABLE = 1, 2


class _Refused(Exception):
    """Nothing is stored; the message is a sentence that says why."""


class _NotWhole(Exception):
    """Ends the transaction of imports of which one cannot be carried out."""


class Command(BaseCommand):
    help = (
        "Import indicators from Eurostat, or from a file fetched there before. Ends with 0 if all "
        "was read, with 1 if values break a rule (they are listed, nothing is stored), with 2 if "
        "there is no answer that can be read."
    )

    def add_arguments(self, parser):
        parser.add_argument("--file", type=Path, help="an answer of Eurostat, instead of asking")
        parser.add_argument(
            "--indicator",
            action="append",
            choices=[table.indicator for table in TABLES],
            help="only this one; may be repeated",
        )
        parser.add_argument("--since", type=int, metavar="YEAR", help="no earlier years")
        parser.add_argument(
            "--stated-on",
            type=_day,
            metavar="DAY",
            help="such as 2026-08-10, for files that do not say when they were updated",
        )
        parser.add_argument("--dry-run", action="store_true", help="print the plan, store nothing")

    def handle(self, *, file: Path | None, indicator, since, stated_on, dry_run, **options):
        wanted = [table for table in TABLES if not indicator or table.indicator in indicator]
        try:
            # All is asked for and read before anything is stored.
            if file is not None:
                found = [_of_file(file, wanted)]
            else:
                _check_records(wanted)
                found = [_of_eurostat(table, since) for table in wanted]
            pieces = [
                piece
                for table, answer in found
                for piece in self._prepared(table, answer, since, stated_on)
            ]
            runs = _carried_out(pieces, dry_run)
        except _Refused as error:
            self.stderr.write(f"Nothing was imported. {error}")
            sys.exit(UNREADABLE)
        self._report(runs, dry_run)
        if any(run.plan.problems for run in runs):
            raise SystemExit(WITH_PROBLEMS)

    def _prepared(self, table: EurostatTable, answer: Answer, since, stated_on):
        """The name and the bytes of each import that an answer becomes."""
        day = answer.updated_on or stated_on
        if day is None:
            raise _Refused(
                "The answer does not say when it was updated. Name the day: --stated-on 2026-08-10."
            )
        values = [value for value in answer.values if since is None or value.year >= since]
        if not values:
            raise _Refused(f"The answer of {table.code} has no value since {since}.")
        placed = placing.place(values, _known(), _changes())
        self._tell(table, day, len(values), placed)
        if not placed.values:
            raise _Refused(f"Nothing in the answer of {table.code} is about a region known here.")
        cut = list(parts(placed.values, limits_from(settings).rows))
        for at, part in enumerate(cut, start=1):
            number = f"-{at}" if len(cut) > 1 else ""
            yield f"eurostat-{table.code}{number}.csv", as_csv(part, table, day)

    def _tell(self, table: EurostatTable, day: date, number: int, placed: placing.Placed):
        self.stdout.write(f"{table.code}, updated {day}: {number} values of {table.indicator}.")
        for old, new in placed.recoded.items():
            self.stdout.write(f"{old} was taken for {new}, which is the same region.")
        by_reason: dict[str, list[placing.Unplaced]] = {}
        for unplaced in placed.unplaced:
            by_reason.setdefault(unplaced.reason, []).append(unplaced)
        for reason, those in by_reason.items():
            count = sum(unplaced.number for unplaced in those)
            codes = ", ".join(unplaced.geo for unplaced in those)
            self.stdout.write(f"Not placed ({reason}): {count} values of {codes}.")

    def _report(self, runs: list[Run], dry_run: bool):
        refused = any(run.plan.refusals for run in runs)
        for run in runs:
            for step in run.plan.changes if dry_run else ():
                self.stdout.write(str(step))
            about = {row.number: " ".join(row.cells[:3]) for row in run.file.table.rows}
            for problem in run.plan.problems:
                said = f"{about[problem.row]}, {problem.heading} “{problem.value[:40]}”"
                self.stdout.write(f"{said}: {problem.reason}")
            self.stdout.write(f"{run.file.name}: {_summary(run)}")
        if dry_run:
            self.stdout.write("Nothing was stored.")
        elif refused:
            self.stdout.write("Nothing was imported, because some values break a rule.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text[:40]}” is not a day such as 2026-08-10.") from error


def _summary(run: Run) -> str:
    counts = run.plan.counts()
    total = sum(number for kind, number in counts.items() if kind != "unchanged")
    told_counts = ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items()))
    rows = run.plan.row_counts()
    rows_told = ", ".join(f"{rows[kind]} {kind}" for kind in ("new", "changed", "unchanged"))
    summary = f"{total} changes ({told_counts or 'no facts'}). "
    summary += f"{len(run.plan.numbers)} rows: {rows_told}, {rows['error']} with errors."
    return summary if run.record is None else f"{summary} Import no. {run.record.pk}."


def _of_file(file: Path, wanted: list[EurostatTable]) -> tuple[EurostatTable, Answer]:
    most = asking.MOST_MEGABYTES
    try:
        with file.open("rb") as opened:
            data = opened.read(most * 1_000_000 + 1)
    except OSError as error:
        raise _Refused(f"{file} cannot be opened: {error.strerror}.") from error
    if len(data) > most * 1_000_000:
        raise _Refused(f"{file.name} is larger than {most} MB, the most that is read.")
    table, answer = _read(data, wanted, file.name)
    _check_records([table])
    return table, answer


def _of_eurostat(table: EurostatTable, since: int | None) -> tuple[EurostatTable, Answer]:
    try:
        data = asking.ask(table.address(settings.EUROSTAT_ADDRESS, since))
    except asking.NoAnswer as error:
        raise _Refused(f"{table.code}: {error}") from error
    return _read(data, [table], table.code)


def _read(data: bytes, wanted: list[EurostatTable], name: str) -> tuple[EurostatTable, Answer]:
    try:
        answer = answers.read(data)
        return told(answer, wanted), answer
    except NotAnAnswer as error:
        raise _Refused(f"{name} cannot be read. {error}") from error


def _check_records(tables: list[EurostatTable]) -> None:
    """Every value names an indicator and a source, which editors add."""
    for model, codes in (
        (Indicator, [table.indicator for table in tables]),
        (Source, [table.source for table in tables]),
    ):
        known = set(model.objects.filter(code__in=codes).values_list("code", flat=True))
        missing = [code for code in codes if code not in known]
        if missing:
            nouns = model._meta.verbose_name_plural
            raise _Refused(
                f"Not among the {nouns} yet: {', '.join(missing)}. Add it in the editors' desk, or "
                f"import a table of {nouns}: docs/eurostat.md shows how."
            )


def _known() -> set[str]:
    return set(Region.objects.values_list("code", flat=True))


def _changes() -> list[placing.CodeChange]:
    return [
        placing.CodeChange((start, end), old, new, share, words)
        for start, end, old, new, share, words in RegionChange.objects.values_list(
            "from_edition", "to_edition", "old_code", "new_code", "share", "change"
        )
    ]


def _carried_out(pieces: list[tuple[str, bytes]], dry_run: bool) -> list[Run]:
    """Each piece as an import of its own, and all of them or none."""
    runs = []
    try:
        with transaction.atomic():
            for name, data in pieces:
                shapes = [shape_of("regions.observation")]
                runs.append((look if dry_run else bring_in)(data, name, Choices(), shapes))
            if any(run.plan.refusals for run in runs):
                raise _NotWhole
    except _NotWhole:
        runs = [Run(run.file, run.plan) for run in runs]
    except (Unreadable, Unfit, NotApplied) as error:
        raise _Refused(str(error)) from error
    return runs
