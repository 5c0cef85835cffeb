"""What `benchmarks.exports` measures, each task in a process of its own; prints one JSON object."""

from __future__ import annotations

import asyncio
import csv
import json
import sqlite3
import sys
import time
from collections.abc import Iterable
from io import StringIO

from benchmarks.facet_tasks import megabytes

ADDRESS = "/policies.csv?sort=title"


def ours() -> Iterable[bytes]:
    """The file as it is sent."""
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    return Client().get(ADDRESS)


def export() -> Iterable[bytes]:
    """All documents by the noun's resource, as django-import-export writes them."""
    from policies.resources import PolicyDocumentResource

    yield PolicyDocumentResource().export().csv.encode()


def stream(path: str) -> Iterable[bytes]:
    """The whole table as Datasette streams it."""
    from datasette.app import Datasette

    site = Datasette([path], settings={"sql_time_limit_ms": 600_000, "max_csv_mb": 0})
    answer = asyncio.run(site.client.get("/peer/documents.csv?_stream=on&_size=max"))
    yield answer.content


def table(path: str) -> dict:
    """Our file as one flat table for the peer: the same columns, the same cells, no other."""
    text = b"".join(ours()).decode("utf-8-sig")
    headings, *rows = csv.reader(StringIO(text))
    number = headings.index("number")
    columns = [f'"{one}"' for one in headings]
    columns[number] += " INTEGER PRIMARY KEY"
    marks = ", ".join("?" * len(columns))
    with sqlite3.connect(path) as database:
        database.execute(f"CREATE TABLE documents ({', '.join(columns)})")
        database.executemany(f"INSERT INTO documents VALUES ({marks})", rows)  # noqa: S608
    return {}


def taken(parts: Iterable[bytes]) -> dict:
    """Rows a second of the processor, and megabytes."""
    started = time.process_time()
    rows = -1  # of headings
    size = 0
    for part in parts:
        rows += part.count(b"\r\n")
        size += len(part)
    seconds = time.process_time() - started
    return {"rows": rows, "bytes": size, "speed": rows / seconds, "megabytes": megabytes()}


def main(task: str, *arguments: str) -> None:
    import django

    django.setup()
    if task == "table":
        told = table(*arguments)
    else:
        told = taken({"ours": ours, "export": export, "stream": stream}[task](*arguments))
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
