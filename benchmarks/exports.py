"""How fast a long list is written as CSV, and in how much memory: beside two peers.

The documents are those of `benchmarks.facets`. Ours is the file as it is sent, through all of the
middleware. The peers write the same documents: django-import-export's own export of their noun, and
the CSV stream of Datasette from one flat table, with an index on none of its columns, as they come.

Bars with 100,000 documents: five times the rows a second of the export, and at least as many as the
stream. The file of the most documents takes at most 50 MB more than that of a thousand (`--full`:
of a million, else of 100,000).
"""

import json
import sys
import tempfile
from pathlib import Path

from benchmarks.running import run, say, told

FEW, MANY, MOST = 1_000, 100_000, 1_000_000
TIMES_THE_EXPORT, TIMES_THE_STREAM, MOST_MEGABYTES = 5, 1, 50


def main(*, is_full: bool) -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, many = measured(FEW, folder), measured(MANY, folder)
        show("ours", many["ours"])
        show("export", many["export"])
        show("stream", many["stream"])
        most = measured(MOST, folder)["ours"] if is_full else many["ours"]
    speed = many["ours"]["speed"]
    grown = most["megabytes"] - few["ours"]["megabytes"]
    kept = [
        faster(speed, many["export"]["speed"], TIMES_THE_EXPORT, "django-import-export's export"),
        faster(speed, many["stream"]["speed"], TIMES_THE_STREAM, "Datasette's stream"),
        told(grown <= MOST_MEGABYTES, f"{most['rows']:,} rows take {grown:.0f} MB more"),
    ]
    return int(not all(kept))


def measured(size: int, folder: Path) -> dict:
    """Rows a second and megabytes of each, with so many documents."""
    url = f"sqlite:///{folder / f'{size}.sqlite3'}"
    run(url, "benchmarks.facet_tasks", "prepare", size)
    tasks = {"ours": task(url, "ours")}
    if size == MANY:
        table = folder / "peer.db"
        run(url, "benchmarks.facet_tasks", "table", size, table)
        tasks["export"] = task(url, "export")
        tasks["stream"] = task(url, "stream", table)
    return tasks


def task(url: str, name: str, *arguments) -> dict:
    """What a task of `export_tasks` tells."""
    return json.loads(task(url, name, *arguments))


def show(name: str, taken: dict) -> None:
    say(
        f"  {name:<8}{taken['rows']:>10,} rows{taken['speed']:>10,.0f} rows/s"
        f"{taken['megabytes']:>8.0f} MB"
    )


def faster(ours: float, theirs: float, times: float, peer: str) -> bool:
    return told(ours >= times * theirs, f"{ours / theirs:.1f} times {peer} (bar {times})")


if __name__ == "__main__":
    sys.exit(main(is_full="--full" in sys.argv))
