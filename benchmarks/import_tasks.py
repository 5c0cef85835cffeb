"""What `import_files` measures, one task a process; each prepares itself and returns its work."""

import os
import resource
import sys
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path

Work = Callable[[], object]


def run(task: str, folder: Path, *sizes: int) -> None:
    """Do the task, and print its seconds, those of the processor, and the peak of memory in MB."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regions_project.settings")
    django.setup()
    work = TASKS[task](folder, *sizes)
    clock, processor = time.perf_counter(), time.process_time()
    work()
    seconds, busy = time.perf_counter() - clock, time.process_time() - processor
    # Linux counts in kilobytes.
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{seconds} {busy} {megabytes}\n")


def wave_in(folder: Path) -> Path:
    return folder / "wave-2021.csv"


def table_in(folder: Path, rows: int) -> Path:
    return folder / f"observations-{rows}.csv"


def prepare(folder: Path, *sizes: int) -> Work:
    """A database with the reference facts, and the files."""
    from django.core.management import call_command
    from django.db import connection

    from benchmarks import made_up
    from benchmarks.import_files import WAVE_ROWS
    from workbench.survey.knowledge import load_known

    def work() -> None:
        call_command("migrate", verbosity=0)
        call_command("load_reference", stdout=StringIO())
        known = load_known()
        made_up.write_wave(wave_in(folder), known, WAVE_ROWS)
        for rows in sizes:
            made_up.write_observations(table_in(folder, rows), sorted(known.regions), rows)
        connection.close()

    return work


def check_wave(folder: Path, rows: int) -> Work:
    return _ours(wave_in(folder), rows)


def check(folder: Path, rows: int) -> Work:
    return _ours(table_in(folder, rows), rows)


def apply(folder: Path, rows: int) -> Work:
    return _ours(table_in(folder, rows), rows, writes=True)


def apply_again(folder: Path, rows: int) -> Work:
    """The file comes a second time; the first is not measured."""
    apply(folder, rows)()
    return _ours(table_in(folder, rows), rows, writes=True, changes=0)


def _ours(path: Path, rows: int, *, writes: bool = False, changes: int | None = None) -> Work:
    """The file checked or imported, from its bytes to the last change in the history."""
    from workbench.imports.choices import Choices
    from workbench.imports.running import bring_in, look
    from workbench.imports.shapes import all_shapes

    def work() -> None:
        done = (bring_in if writes else look)(path.read_bytes(), path.name, Choices(), all_shapes())
        counts = done.plan.row_counts()
        changed = counts["new"] + counts["changed"]
        if changed != (rows if changes is None else changes) or counts["error"]:
            raise RuntimeError(f"{path.name} was read otherwise than planned: {counts}")

    return work


def peer(folder: Path, rows: int) -> Work:
    """django-import-export with a stock resource, and django-simple-history, both as they come."""
    from import_export.fields import Field
    from import_export.resources import ModelResource
    from import_export.widgets import ForeignKeyWidget
    from tablib import Dataset

    from regions.models import Indicator, Observation, Region, Source

    class Stock(ModelResource):
        region = Field("region", "region", ForeignKeyWidget(Region, "code"))
        indicator = Field("indicator", "indicator", ForeignKeyWidget(Indicator, "code"))
        source = Field("source", "source", ForeignKeyWidget(Source, "code"))

        class Meta:
            model = Observation
            import_id_fields = ("region", "indicator", "year")
            fields = ("region", "indicator", "year", "value", "source", "stated_on", "note")

    def work() -> None:
        table = Dataset().load(table_in(folder, rows).read_text(encoding="utf-8"), format="csv")
        result = Stock().import_data(table, use_transactions=True)
        if result.has_errors() or result.totals["new"] != rows:
            raise RuntimeError(f"the peer did not import the rows: {result.totals}")

    return work


def floor(folder: Path, rows: int) -> Work:
    """The same rows without any rule or history."""
    import csv

    from django.db import connection, transaction

    def work() -> None:
        with table_in(folder, rows).open(encoding="utf-8", newline="") as file:
            told = [
                (row["region"], row["indicator"], row["year"], row["value"])
                + (row["source"], row["stated_on"]) * 2
                + (row["note"],)
                for row in csv.DictReader(file)
            ]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO regions_observation (region_id, indicator_id, year, value, "
                "source_id, stated_on, first_source_id, first_stated_on, note, is_computed, flag) "
                "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, 0, '')",
                told,
            )

    return work


TASKS: dict[str, Callable[..., Work]] = {
    task.__name__: task for task in (prepare, check_wave, check, apply, apply_again, peer, floor)
}

if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:]))
