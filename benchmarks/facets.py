"""How long a list of policy documents takes, however many there are: beside Datasette, and alone.

The documents are made up from the code lists of the reference facts (`benchmarks.documents`). Ours
is the whole page through all of the middleware: facets counted, rows, chips, HTML. The peer shows
eight facets of the same documents, with an index on none of its columns, as it comes.

Bars, for each of three filter sets: 20 times as fast as the peer with 100,000 documents, 150 times
with a million; a page takes at most three times as long with the most documents as with the fewest,
saving one of them at most twice as long. Without `--full` the million is left out. On PostgreSQL
(`--postgresql`) there is no peer to measure beside.
"""

import contextlib
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.running import run, say, told

SHORTENED, FULL = (10_000, 100_000), (10_000, 100_000, 1_000_000)
TIMES_THE_PEER = {100_000: 20, 1_000_000: 150}
MOST_GROWTH, MOST_GROWTH_OF_SAVING = 3, 2


def main(sizes: tuple[int, ...], *, on_postgresql: bool) -> int:
    taken = {}
    with tempfile.TemporaryDirectory() as name:
        for size in sizes:
            folder = Path(name, str(size))
            folder.mkdir()
            with database(folder, on_postgresql) as url:
                taken[size] = measured(size, folder, url, beside_peer=not on_postgresql)
            show(size, taken[size])
    return int(not all(judged(taken)))


@contextlib.contextmanager
def database(folder: Path, on_postgresql: bool) -> Iterator[str]:
    """The address of an empty database."""
    if not on_postgresql:
        yield f"sqlite:///{folder / 'ours.sqlite3'}"
        return
    from tools import postgres

    with postgres.database_url() as url:
        yield url


def measured(size: int, folder: Path, url: str, *, beside_peer: bool) -> dict:
    """What our worker takes, and the peer with the same documents."""
    prepared = task(url, "prepare", size)
    ours = task(url, "ours")
    peer = {}
    if beside_peer:
        table = folder / "peer.db"
        task(url, "table", size, table)
        peer = task(url, "peer", table)["pages"]
    return {**ours, **prepared, "peer": peer}


def task(url: str, name: str, *arguments) -> dict:
    """What a task of `facet_tasks` tells."""
    return json.loads(run(url, "benchmarks.facet_tasks", name, *arguments))


def show(size: int, taken: dict) -> None:
    say(f"{size:,} documents")
    for name, seconds in taken["pages"].items():
        line = f"  page, filtered by {name:<18}{1000 * seconds:>8.1f} ms"
        if name in taken["peer"]:
            theirs = taken["peer"][name]
            line += f"   peer {1000 * theirs:>9.0f} ms   {theirs / seconds:>6.0f} times"
        say(line)
    say(f"  saving one document         {1000 * taken['save']:>14.1f} ms")
    say(
        f"  made anew {size / taken['rebuild']:,.0f} documents/s; a worker starts in "
        f"{1000 * taken['start']:.0f} ms and takes {taken['grown']:.0f} MB more"
    )


def judged(taken: dict[int, dict]) -> Iterator[bool]:
    for size, times in TIMES_THE_PEER.items():
        for name, theirs in taken.get(size, {}).get("peer", {}).items():
            faster = theirs / taken[size]["pages"][name]
            yield told(faster >= times, f"{times} times the peer at {size:,}, filtered by {name}")
    fewest, most = taken[min(taken)], taken[max(taken)]
    for name, seconds in most["pages"].items():
        growth = seconds / fewest["pages"][name]
        yield told(growth <= MOST_GROWTH, f"a page filtered by {name} grows {growth:.1f} times")
    growth = most["save"] / fewest["save"]
    yield told(growth <= MOST_GROWTH_OF_SAVING, f"saving one document grows {growth:.1f} times")


if __name__ == "__main__":
    sys.exit(
        main(
            FULL if "--full" in sys.argv else SHORTENED,
            on_postgresql="--postgresql" in sys.argv,
        )
    )
