"""How long the reference facts take to load, and how much memory: bars of 30 s and 300 MB.

Every measurement runs in a process of its own on a fresh SQLite database, so that the peak of its
memory is its own. The peer is django-import-export as it comes, importing the observations of
`population.csv`; the floor is `executemany` of the same rows without any rule or history.
"""

import csv
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.running import ROOT, run, say, told

POPULATION = ROOT / "fixtures" / "observations" / "population.csv"
MOST_SECONDS, MOST_MEGABYTES = 30, 300


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        whole = measured("whole", folder)
        again = measured("whole", folder)
        ours, peer, floor = (measured(task, folder) for task in ("ours", "peer", "floor"))
    rows = len(read(POPULATION)[1])
    say(
        f"{'':<46}{'seconds':>9}{'MB':>7}{'rows/s':>9}\n"
        f"{'load_reference, empty database':<46}{whole[0]:>9.1f}{whole[1]:>7.0f}\n"
        f"{'load_reference, again':<46}{again[0]:>9.1f}{again[1]:>7.0f}\n"
        f"{f'population.csv ({rows} rows), ours':<46}{ours[0]:>9.2f}{ours[1]:>7.0f}"
        f"{rows / ours[0]:>9.0f}\n"
        f"{'the same, django-import-export as it comes':<46}{peer[0]:>9.2f}{peer[1]:>7.0f}"
        f"{rows / peer[0]:>9.0f}\n"
        f"{'the same, bare inserts':<46}{floor[0]:>9.2f}{floor[1]:>7.0f}"
        f"{rows / floor[0]:>9.0f}\n"
        f"ours is {peer[0] / ours[0]:.1f} times as fast as the peer, "
        f"{ours[0] / floor[0]:.0f} times as long as bare inserts"
    )
    is_kept = whole[0] <= MOST_SECONDS and whole[1] <= MOST_MEGABYTES
    return int(not told(is_kept, f"{MOST_SECONDS} s and {MOST_MEGABYTES} MB"))


def measured(task: str, folder: str) -> tuple[float, float]:
    """Seconds and peak memory in MB of one task, without starting Python and Django."""
    url = f"sqlite:///{folder}/{task}.sqlite3"
    seconds, megabytes = run(url, "benchmarks.load_reference", task).split()[-2:]
    return float(seconds), float(megabytes)


def take(task: str) -> None:
    """The task in this process; prints seconds and peak megabytes."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regions_project.settings")
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    if task != "whole":
        prepare()
    started = time.perf_counter()
    TASKS[task]()
    seconds = time.perf_counter() - started
    # Linux counts in kilobytes.
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{seconds} {megabytes}\n")


def prepare() -> None:
    """What the observations refer to."""
    from django.conf import settings
    from django.utils.module_loading import import_string

    from workbench.management.commands.load_reference import load

    wanted = {"sources.csv", "regions.csv", "indicators.csv", "scale-groups.csv"}
    for name, path in settings.REFERENCE_TABLES:
        if name in wanted:
            load(ROOT / "fixtures" / name, import_string(path))


def whole() -> None:
    from django.core.management import call_command

    call_command("load_reference", verbosity=0)


def ours() -> None:
    from regions.resources import ObservationResource
    from workbench.management.commands.load_reference import load

    load(POPULATION, ObservationResource)


def peer() -> None:
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
            exclude = ("id", "first_source", "superseded_on", "group")

    headings, rows = read(POPULATION)
    keep = [place for place, heading in enumerate(headings) if heading != "group"]
    table = Dataset(
        *([yes_no(row[place]) for place in keep] for row in rows),
        headers=[headings[place] for place in keep],
    )
    result = Stock().import_data(table, use_transactions=True)
    if result.has_errors() or result.totals["new"] != len(rows):
        raise RuntimeError("the peer did not import the rows")


def yes_no(cell: str) -> str:
    return {"yes": "1", "no": "0"}.get(cell, cell)


def floor() -> None:
    from django.db import connection, transaction

    headings, rows = read(POPULATION)
    places = [headings.index(name) for name in ("region", "indicator", "year", "value", "source")]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO regions_observation (region_id, indicator_id, year, value, source_id, "
            "stated_on, first_source_id, first_stated_on, is_computed, flag, note) "
            "VALUES (%s, %s, %s, %s, %s, '2026-11-23', %s, '2026-11-23', 0, '', '')",
            [[*(row[place] for place in places), row[places[-1]]] for row in rows],
        )


def read(path: Path) -> tuple[list[str], list[list[str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        headings, *rows = csv.reader(file)
    return headings, rows


TASKS = {"whole": whole, "ours": ours, "peer": peer, "floor": floor}

if __name__ == "__main__":
    if len(sys.argv) > 1:
        take(sys.argv[1])
    else:
        sys.exit(main())
