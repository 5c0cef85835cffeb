"""What `benchmarks.exports` measures, each task in a process of its own; prints one JSON object."""

from __future__ import annotations

import asyncio
import csv
import json
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable
from io import StringIO

from benchmarks.facet_tasks import megabytes

TIMES = 3
File = Iterable[bytes]


def ours() -> Callable[[], File]:
    """The file as it is sent, by a server that has answered before."""
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.get("/about/")
    return lambda: client.get("/policies.csv?sort=title")


def export() -> Callable[[], File]:
    """All documents by the noun's resource, as django-import-export writes them."""
    from policies.resources import PolicyDocumentResource

    resource = PolicyDocumentResource()
    return lambda: [resource.export().csv.encode()]


def stream(path: str) -> Callable[[], File]:
    """A whole table as Datasette streams it, once it has answered before."""
    from datasette.app import Datasette

    site = Datasette([path], settings={"sql_time_limit_ms": 600_000, "max_csv_mb": 0})

    def answer(size: str) -> bytes:
        address = f"/peer/documents.csv?_size={size}"
        return asyncio.run(site.client.get(address)).content

    answer("1")
    return lambda: [answer("max&_stream=on")]


def table(path: str) -> dict:
    """Our file as one flat table for the peer: the same columns, the same cells, no other."""
    text = b"".join(ours()()).decode("utf-8-sig")
    headings, *rows = csv.reader(StringIO(text))
    number = headings.index("number")
    columns = [f'"{one}"' for one in headings]
    columns[number] += " INTEGER PRIMARY KEY"
    marks = ", ".join("?" * len(columns))
    with sqlite3.connect(path) as database:
        database.execute(f"CREATE TABLE documents ({', '.join(columns)})")
        database.executemany(f"INSERT INTO documents VALUES ({marks})", rows)  # noqa: S608
    return {}


def taken(made: Callable[[], File], times: int) -> dict:
    """Rows, bytes, megabytes, and rows a second of the processor: the best of some times."""
    fastest = 0.0
    for _ in range(times):
        started, rows, size = time.process_time(), -1, 0  # the headings are no row
        for part in made():
            rows += part.count(b"\r\n")
            size += len(part)
        fastest = max(fastest, rows / (time.process_time() - started))
    return {"rows": rows, "bytes": size, "speed": fastest, "megabytes": megabytes()}


def main(task: str, *arguments: str) -> None:
    import django

    django.setup()
    told = {
        "ours": lambda: taken(ours(), TIMES),
        "export": lambda: taken(export(), 1),
        "stream": lambda path: taken(stream(path), TIMES),
        "table": table,
    }
    sys.stdout.write(json.dumps(told[task](*arguments)))


if __name__ == "__main__":
    main(*sys.argv[1:])
