"""What `benchmarks.exports` measures, each task in a process of its own; prints one JSON object."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Iterable

from benchmarks.facet_tasks import megabytes


def ours() -> Iterable[bytes]:
    """The file as it is sent."""
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    return Client().get("/policies.csv?sort=title")


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


def main(task: str, *arguments: str) -> None:
    import django

    django.setup()
    started = time.perf_counter()
    rows = -1  # of headings
    for part in {"ours": ours, "export": export, "stream": stream}[task](*arguments):
        rows += part.count(b"\n")
    seconds = time.perf_counter() - started
    told = {"rows": rows, "speed": rows / seconds, "megabytes": megabytes()}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
