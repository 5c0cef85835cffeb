"""What `benchmarks.facets` measures, each task in a process of its own; prints one JSON object."""

from __future__ import annotations

import asyncio
import json
import resource
import statistics
import sys
import time

# The address of each filter set: ours, and the peer's.
FILTERS = {
    "none": ("", ""),
    "level": ("?level=regional", "&level=regional"),
    "level and topic": (
        "?level=regional&t-policy-topics=T02",
        "&level=regional&policy-topics__arraycontains=T02",
    ),
}
PEER_FACETS = (
    "_facet=country&_facet=level&_facet=kind&_facet=language&_facet=first_year"
    "&_facet_array=policy-topics&_facet_array=policy-objectives&_facet_array=nabs-2007"
)
PAGES, SAVES = 15, 40


def seconds(work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def prepare(number: int) -> dict:
    """The reference facts, so many documents, and the catalogue made anew."""
    from io import StringIO

    from django.core.management import call_command

    from benchmarks.documents import store
    from catalogue.settling import settle

    call_command("migrate", verbosity=0)
    call_command("load_reference", stdout=StringIO())
    store(number)
    return {"rebuild": seconds(settle), "megabytes": megabytes()}


def ours() -> dict:
    """Start-up and memory of a worker, pages, and what saving one document costs."""
    from django.conf import settings
    from django.test import Client

    from catalogue import reading

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.get("/about/")
    before = megabytes()
    started = seconds(lambda: reading.shelf("policy"))
    grown = megabytes() - before
    pages = {name: page(client, address) for name, (address, _peer) in FILTERS.items()}
    return {"start": started, "grown": grown, "pages": pages, "save": save()}


def page(client, address: str) -> float:
    def once():
        if client.get(f"/policies/{address}").status_code != 200:
            raise RuntimeError(address)

    once()
    return statistics.median(seconds(once) for _ in range(PAGES))


def save() -> float:
    """A document's title and terms changed and saved, with history, lists and search settled."""
    from django.db import transaction

    from catalogue.settling import settle
    from policies.models import PolicyDocument, Term

    documents = list(PolicyDocument.objects.order_by("pk")[:SAVES])
    terms = list(Term.objects.filter(vocabulary="policy-topics").order_by("code"))

    def once(place: int):
        document = documents[place]
        with transaction.atomic():
            document.title = f"Another title {place}"
            document.save()
            document.terms.set(terms[place % 5 : place % 5 + 2])
            settle()

    once(0)
    return statistics.median(seconds(lambda place=place: once(place)) for place in range(1, SAVES))


def peer(path: str) -> dict:
    """The same pages of Datasette, which may take as long as it needs."""
    from datasette.app import Datasette

    limits = {"sql_time_limit_ms": 600_000, "facet_time_limit_ms": 600_000, "default_page_size": 25}
    site = Datasette([path], settings=limits)

    async def once(address: str) -> float:
        started = time.perf_counter()
        answer = await site.client.get(f"/peer/documents?{PEER_FACETS}{address}")
        if answer.status_code != 200 or "facet-results" not in answer.text:
            raise RuntimeError(answer.text[:500])
        return time.perf_counter() - started

    async def every() -> dict:
        await once("&_size=1&level=nothing")
        return {name: await once(address) for name, (_ours, address) in FILTERS.items()}

    return {"pages": asyncio.run(every())}


def main(task: str, *arguments: str) -> None:
    if task == "peer":
        told = peer(arguments[0])
    else:
        import django

        django.setup()
        if task == "prepare":
            told = prepare(int(arguments[0]))
        elif task == "table":
            from benchmarks.documents import lists, store_for_peer

            store_for_peer(int(arguments[0]), lists(), arguments[1])
            told = {}
        else:
            told = ours()
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
