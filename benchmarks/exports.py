"""How fast a long list is written as CSV, and in how much memory: beside two peers.

The documents are those of `benchmarks.facets`. Ours is the file as it is sent, through all of the
middleware. The peers write the same documents: django-import-export's own export of their noun, and
the CSV stream of Datasette from one flat table that holds the very cells of our file, as they come.
Its stream of a table with codes alone, as `benchmarks.facets` makes it, is shown beside them: that
file has a third of the bytes.

Bars with 100,000 documents: five times the rows a second of the export, and at least as many as the
stream. The file of the most documents takes at most 50 MB more than that of a thousand (`--full`:
of a million, else of 100,000).

Judged is the time of the processor, which on an idle machine is that of the clock: on one with
other work to do, the clock says nothing about the code. Ours and the stream count the best of
three; every process has answered before, so that starting it is not counted.
"""

import json
import sys
import tempfile
from pathlib import Path

from benchmarks.running import run, say, told

FEW, MANY, MOST = 1_000, 100_000, 1_000_000
TIMES_THE_EXPORT, TIMES_THE_STREAM, MOST_MEGABYTES = 5, 1, 50
LINES = {
    "ours": "ours",
    "export": "django-import-export's export",
    "stream": "Datasette's stream",
    "codes": "Datasette's stream of codes",
}


def main(*, is_full: bool) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, many = measured(FEW, folder), measured(MANY, folder)
        for task, what in LINES.items():
            show(what, many[task])
        most = measured(MOST, folder)["ours"] if is_full else many["ours"]
    if is_full:
        show("ours", most)
    speed = many["ours"]["speed"]
    grown = most["megabytes"] - few["ours"]["megabytes"]
    kept = [
        faster(speed, many["export"]["speed"], TIMES_THE_EXPORT, LINES["export"]),
        faster(speed, many["stream"]["speed"], TIMES_THE_STREAM, LINES["stream"]),
        told(
            grown <= MOST_MEGABYTES,
            f"{most['rows']:,} rows take {grown:.0f} MB more than {FEW:,} (bar {MOST_MEGABYTES})",
        ),
    ]
    return int(not all(kept))


def measured(size: int, folder: Path) -> dict:
    """Rows a second and megabytes of each, with so many documents."""
    url = f"sqlite:///{folder / f'{size}.sqlite3'}"
    run(url, "benchmarks.facet_tasks", "prepare", size)
    tasks = {"ours": task(url, "ours")}
    if size == MANY:
        cells, codes = folder / "cells" / "peer.db", folder / "codes" / "peer.db"
        cells.parent.mkdir()
        codes.parent.mkdir()
        task(url, "table", cells)
        run(url, "benchmarks.facet_tasks", "table", size, codes)
        tasks["export"] = task(url, "export")
        tasks["stream"] = task(url, "stream", cells)
        tasks["codes"] = task(url, "stream", codes)
    return tasks


def task(url: str, name: str, *arguments) -> dict:
    """What a task of `export_tasks` tells."""
    return json.loads(run(url, "benchmarks.export_tasks", name, *arguments))


def show(what: str, taken: dict) -> None:
    say(
        f"  {what:<32}{taken['rows']:>10,} rows{taken['bytes'] / 2**20:>7.0f} MB"
        f"{taken['speed']:>10,.0f} rows/s, at most {taken['megabytes']:.0f} MB of memory"
    )


def faster(ours: float, theirs: float, times: float, peer: str) -> bool:
    return told(ours >= times * theirs, f"{ours / theirs:.2f} times {peer} (bar {times})")


if __name__ == "__main__":
    sys.exit(main(is_full="--full" in sys.argv))
