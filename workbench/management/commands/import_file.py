"""Read a file of an editor, a survey wave or the table of a noun, and store what it says."""

import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from common.tables import Dialect, Unreadable
from common.tables.table import limits_from
from workbench.imports.applying import NotApplied
from workbench.imports.choices import Choices
from workbench.imports.running import Run, bring_in, look
from workbench.imports.shape import Unfit
from workbench.imports.shapes import all_shapes, shape_of

WITH_PROBLEMS, UNREADABLE = 1, 2
# Whoever waits longer is told how far it is.
PATIENCE = 2.0
BETWEEN = 0.5


class Command(BaseCommand):
    help = (
        "Import a survey wave or a table. Ends with 0 if every cell was read, with 1 if some were "
        "not (they are listed), with 2 if the file cannot be read."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="print the plan, store nothing")
        parser.add_argument("--wave", type=int, metavar="YEAR", help="the year of the wave")
        parser.add_argument("--sheet", help="the sheet of a workbook")
        parser.add_argument(
            "--kind",
            help="wave, or the noun of a table such as regions.membership; else the headings tell",
        )
        parser.add_argument(
            "--partial",
            action="store_true",
            help="import the rows without an error even if others have one",
        )

    def handle(self, *, file: Path, dry_run, **options):
        choices = Choices(
            Dialect(sheet=options["sheet"]), year=options["wave"], partial=options["partial"]
        )
        try:
            shapes = [shape_of(options["kind"])] if options["kind"] else all_shapes()
            most = limits_from(settings).file_bytes
            if file.stat().st_size > most:
                megabytes = settings.IMPORT_FILE_MEGABYTES
                self._refuse(
                    f"{file.name} is larger than {megabytes} MB, the most that can be read."
                )
            carry_out = look if dry_run else bring_in
            run = carry_out(file.read_bytes(), file.name, choices, shapes, self._progress())
        except OSError as error:
            self._refuse(f"{file} cannot be opened: {error.strerror}.")
        except (Unreadable, Unfit) as error:
            self._refuse(f"{file.name} was not imported. {error}")
        except NotApplied as error:
            self._refuse(str(error))
        self._report(run, dry_run)
        unread = any(column.heading and not column.key for column in run.file.columns)
        if run.plan.problems or unread:
            raise SystemExit(WITH_PROBLEMS)

    def _progress(self):
        """Tells how many rows are done, twice a second, to whoever has waited for a while."""
        told = time.monotonic() + PATIENCE - BETWEEN

        def progress(done: int, total: int) -> None:
            nonlocal told
            if time.monotonic() - told >= BETWEEN:
                told = time.monotonic()
                self.stderr.write(f"{done:,} of {total:,} rows", self.style.NOTICE)

        return progress

    def _refuse(self, sentence: str):
        self.stderr.write(sentence)
        sys.exit(UNREADABLE)

    def _report(self, run: Run, dry_run: bool):
        self._tell_how_it_was_read(run)
        if dry_run:
            for step in run.plan.changes:
                self.stdout.write(str(step))
        for column in run.file.columns:
            if column.guessed:
                taken = f"was taken for a misspelt {column.key}"
                self.stdout.write(f"Column “{column.heading}” {taken}.")
            elif column.heading and not column.key:
                self.stdout.write(f"Column “{column.heading}” asks nothing known here.")
        for problem in run.plan.problems:
            kind = "left out" if problem.is_agreed else "cannot be read"
            self.stdout.write(
                f"Row {problem.row}, {problem.heading}: “{_short(problem.value)}” {kind}: "
                f"{problem.reason.rstrip('.')}."
            )
        self.stdout.write(self._summary(run, dry_run))

    def _tell_how_it_was_read(self, run: Run):
        table = run.file.table
        self.stdout.write(f"Read as: {', '.join(table.understood)}.")
        self.stdout.write(f"Taken for: {self._taken_for(run)}.")
        for sheet in table.sheets:
            if f"sheet '{sheet}'" not in table.understood:
                self.stdout.write(f"Sheet “{sheet}” was not read. To read it, name it: --sheet.")
        for row in table.above:
            words = " ".join(filter(None, [*row.cells, *(text for _, text in row.surplus)]))
            self.stdout.write(f"Row {row.number} stands above the headings: “{_short(words)}”.")
        for note in run.plan.notes:
            self.stdout.write(note)

    def _taken_for(self, run: Run) -> str:
        if run.file.shape.key != "wave":
            return f"table of {run.file.shape.title[0].lower()}{run.file.shape.title[1:]}"
        from workbench.survey.shape import wave_of

        wave = wave_of(run.file.choices.year)
        return f"{wave.source}, stated on {wave.stated_on}"

    def _summary(self, run: Run, dry_run: bool) -> str:
        counts = run.plan.counts()
        total = sum(counts[kind] for kind in counts if kind != "unchanged")
        parts = [f"{number} {kind}" for kind, number in sorted(counts.items())]
        summary = f"{total} changes ({', '.join(parts) or 'no facts'})"
        rows = run.plan.row_counts()
        told = ", ".join(f"{rows[kind]} {kind}" for kind in ("new", "changed", "unchanged"))
        rows_told = f"{len(run.plan.numbers)} rows: {told}, {rows['error']} with errors."
        if run.record is not None:
            return self.style.SUCCESS(f"{summary}. {rows_told} Import no. {run.record.pk}.")
        if dry_run:
            return f"Would make {summary}. {rows_told} Nothing was stored."
        if run.plan.refusals and not run.file.choices.partial:
            return (
                f"Nothing was imported, because {len(run.plan.refusals)} cells cannot be read. "
                f"Mend them, or import the rest with --partial. {rows_told}"
            )
        return f"{summary}. {rows_told}"


def _short(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
