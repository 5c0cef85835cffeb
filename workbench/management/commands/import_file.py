"""Read a survey file, with a region in each row, and store its answers."""

from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import IntegrityError

from common.tables.table import DEFAULT_LIMITS, Unreadable
from workbench.survey.importing import Choices, NoWave, WaveImport, import_wave
from workbench.survey.reading import NotASurvey

WITH_PROBLEMS, UNREADABLE = 1, 2


class Command(BaseCommand):
    help = (
        "Import a survey wave. Ends with 0 if every cell was read, with 1 if some were not (they "
        "are listed), with 2 if the file cannot be read."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="print the plan, store nothing")
        parser.add_argument("--wave", type=int, metavar="YEAR", help="the year of the wave")
        parser.add_argument("--sheet", help="the sheet of a workbook")
        parser.add_argument(
            "--partial",
            action="store_true",
            help="import what can be read even if some cells cannot",
        )

    def handle(self, *, file: Path, dry_run, **options):
        choices = Choices(options["wave"], options["sheet"], dry_run, options["partial"])
        try:
            if file.stat().st_size > DEFAULT_LIMITS.file_bytes:
                self._refuse(f"{file.name} is larger than 20 MB, the most that can be read.")
            done = import_wave(file.read_bytes(), file.name, choices)
        except OSError as error:
            self._refuse(f"{file} cannot be opened: {error.strerror}.")
        except (Unreadable, NotASurvey, NoWave) as error:
            self._refuse(f"{file.name} was not imported. {error}")
        except IntegrityError:
            self._refuse(
                "Somebody changed the same facts at this moment. Nothing was imported; try again."
            )
        self._report(done, dry_run)
        if done.reading.problems:
            raise SystemExit(WITH_PROBLEMS)

    def _refuse(self, sentence: str):
        self.stderr.write(sentence)
        raise SystemExit(UNREADABLE)

    def _report(self, done: WaveImport, dry_run: bool):
        self._tell_how_it_was_read(done)
        if dry_run:
            for step in done.plan.changes:
                self.stdout.write(str(step))
        for heading, key in done.reading.guessed:
            self.stdout.write(f"Column “{heading}” was taken for a misspelt {key}.")
        for heading in done.reading.unmatched:
            self.stdout.write(f"Column “{heading}” asks nothing known here.")
        for problem in done.reading.problems:
            kind = "left out" if problem.is_agreed else "cannot be read"
            self.stdout.write(
                f"Row {problem.row}, {problem.heading}: “{_short(problem.value)}” {kind}: "
                f"{problem.reason.rstrip('.')}."
            )
        self.stdout.write(self._summary(done, dry_run))

    def _tell_how_it_was_read(self, done: WaveImport):
        understood = ", ".join(done.table.understood)
        self.stdout.write(f"Read as: {understood}.")
        self.stdout.write(f"Taken for: {done.wave.source}, stated on {done.wave.stated_on}.")
        for sheet in done.table.sheets:
            if f"sheet '{sheet}'" not in done.table.understood:
                self.stdout.write(f"Sheet “{sheet}” was not read. To read it, name it: --sheet.")
        for row in done.table.above:
            words = " ".join(filter(None, [*row.cells, *(text for _, text in row.surplus)]))
            self.stdout.write(f"Row {row.number} stands above the headings: “{_short(words)}”.")
        for cell in done.reading.cells:
            if cell.understood:
                self.stdout.write(f"Row {cell.row}, {cell.heading}: {cell.understood}.")

    def _summary(self, done: WaveImport, dry_run: bool) -> str:
        counts = done.plan.counts()
        total = sum(counts[kind] for kind in counts if kind != "unchanged")
        parts = [f"{number} {kind}" for kind, number in sorted(counts.items())]
        summary = f"{total} changes ({', '.join(parts) or 'no facts'})"
        read, left = len(done.reading.cells), len(done.reading.problems)
        cells = f"{read + left} cells: {read} read, {left} not."
        if done.applied:
            return self.style.SUCCESS(f"{summary}. {cells}")
        if dry_run:
            return f"Would make {summary}. {cells} Nothing was stored."
        return (
            f"Nothing was imported, because {len(done.reading.refusals)} cells cannot be read. "
            f"Mend them, or import the rest with --partial. {cells}"
        )


def _short(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
