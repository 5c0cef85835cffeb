"""How long large files take to check and to import, and how much memory.

Bars: a wave of 2,000 rows and 40 columns is checked within 10 s; observations are checked and
imported ten times as fast as django-import-export imports them; a row more takes less than 1 KB.

Every measurement runs in a process of its own on a fresh copy of one SQLite database that holds
the reference facts, so that the peak of its memory is its own. `import_tasks` holds what is
measured. Without `--full` the files are a tenth as long, which takes a minute instead of six.

Judged is the time of the processor, which on an idle machine is that of the clock: both are shown.
On one with other work to do, the clock says nothing about the code.
"""

import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from benchmarks.running import run, say, told

WAVE_ROWS, WAVE_SECONDS = 2_000, 10
TIMES_THE_PEER, BYTES_A_ROW = 10, 1_024
TASKS = ("check", "apply", "apply_again", "peer", "floor")
LINES = {
    "check": "checked",
    "apply": "imported with history",
    "apply_again": "imported again (0 changes)",
    "peer": "django-import-export, as it comes",
    "floor": "bare inserts",
}


@dataclass(frozen=True)
class Sizes:
    """How many observations are timed, and between which two numbers memory is compared."""

    rows: int
    few: int
    many: int


SHORTENED, FULL = Sizes(10_000, 2_000, 20_000), Sizes(100_000, 10_000, 100_000)


@dataclass(frozen=True)
class Measured:
    """What a task took, without starting Python and Django: by the clock, of the processor."""

    clock: float
    seconds: float
    megabytes: float


def main(sizes: Sizes) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        measured("prepare", folder, *sorted({sizes.rows, sizes.few, sizes.many}))
        wave = measured("check_wave", folder, WAVE_ROWS)
        taken = {task: measured(task, folder, sizes.rows) for task in TASKS}
        grown = {task: growth(task, folder, sizes, taken[task]) for task in ("check", "apply")}
    say(f"{'':<54}{'seconds':>9}{'processor':>11}{'MB':>6}{'rows/s':>9}")
    show(f"Survey wave of {WAVE_ROWS:,} rows, 40 columns: checked", wave, WAVE_ROWS)
    for task, what in LINES.items():
        show(f"{sizes.rows:,} observations: {what}", taken[task], sizes.rows)
    for task, (least, most, bytes_a_row) in grown.items():
        say(
            f"Memory, {LINES[task]}: {least:.0f} MB with {sizes.few:,} rows, "
            f"{most:.0f} MB with {sizes.many:,}: {bytes_a_row:.0f} bytes a row"
        )
    ours = taken["check"].seconds + taken["apply"].seconds
    times = taken["peer"].seconds / ours
    floors = taken["apply"].seconds / taken["floor"].seconds
    say(f"Checked and imported: {sizes.rows / ours:,.0f} rows/s, {times:.1f} times the peer;")
    say(f"importing alone takes {floors:.0f} times as long as bare inserts")
    most = max(bytes_a_row for _least, _most, bytes_a_row in grown.values())
    kept = [
        told(wave.seconds <= WAVE_SECONDS, f"the wave is checked within {WAVE_SECONDS} s"),
        told(times >= TIMES_THE_PEER, f"{TIMES_THE_PEER} times as fast as the peer"),
        told(most < BYTES_A_ROW, f"less than {BYTES_A_ROW:,} bytes for a row more"),
    ]
    return int(not all(kept))


def growth(task: str, folder: Path, sizes: Sizes, taken: Measured) -> tuple[float, float, float]:
    """Megabytes with few and with many rows, and the bytes that one row more takes."""
    least, most = (
        taken.megabytes if rows == sizes.rows else measured(task, folder, rows).megabytes
        for rows in (sizes.few, sizes.many)
    )
    return least, most, (most - least) * 2**20 / (sizes.many - sizes.few)


def measured(task: str, folder: Path, *rows: int) -> Measured:
    """What one task takes; all but "prepare" on a database that nobody has written to."""
    ready, copy = folder / "ready.sqlite3", folder / "copy.sqlite3"
    if task != "prepare":
        shutil.copyfile(ready, copy)
    url = f"sqlite:///{ready if task == 'prepare' else copy}"
    printed = run(url, "benchmarks.import_tasks", task, folder, *rows)
    for left in folder.glob("copy.sqlite3*"):
        left.unlink()
    return Measured(*map(float, printed.split()[-3:]))


def show(what: str, taken: Measured, rows: int) -> None:
    pace = rows / taken.seconds
    say(f"{what:<54}{taken.clock:>9.2f}{taken.seconds:>11.2f}{taken.megabytes:>6.0f}{pace:>9,.0f}")


if __name__ == "__main__":
    sys.exit(main(FULL if "--full" in sys.argv else SHORTENED))
