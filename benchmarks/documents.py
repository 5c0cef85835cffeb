"""Policy documents made up from the code lists of the reference facts, in any number, by a seed.

They are written past the models, since a million of them through the models would take an hour;
the triggers are taken off meanwhile, and putting them back has the catalogue made anew.
"""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

SEED = 20261123
BATCH = 20_000
LANGUAGES = ("en", "fr", "de", "es", "it", "nl", "pl", "pt", "el", "sv", "fi", "cs", "hu", "ro")
VOCABULARIES = ("policy-topics", "policy-objectives", "nabs-2007")
WORDS = (
    "strategy",
    "plan",
    "law",
    "programme",
    "health",
    "genomics",
    "data",
    "prevention",
    "medicine",
    "region",
    "research",
    "innovation",
    "digital",
    "care",
    "cancer",
    "rare",
    "diseases",
    "biobank",
    "records",
    "training",
    "citizens",
    "network",
    "stratégie",
    "santé",
    "région",
    "gesundheit",
    "forschung",
    "salud",
    "innovación",
    "sanità",
    "ricerca",
    "zdrowie",
    "terveys",
)


@dataclass(frozen=True, slots=True)
class Lists:
    """The codes that documents are made of; terms and kinds with their keys."""

    regions: list[str]
    kinds: list[tuple[int, str]]
    terms: dict[str, list[tuple[int, str]]]


@dataclass(frozen=True, slots=True)
class Document:
    """One made-up document, as both databases need it."""

    title: str
    language: str
    region: str
    level: str
    kind: tuple[int, str]
    first_year: int
    last_year: int | None
    terms: dict[str, list[tuple[int, str]]]


def lists() -> Lists:
    """From the reference facts in the database."""
    from policies.models import Term
    from regions.models import Region

    def of(vocabulary: str) -> list[tuple[int, str]]:
        rows = Term.objects.filter(vocabulary=vocabulary).order_by("code")
        return list(rows.values_list("pk", "code"))

    published = Region.objects.published().filter(level__lte=2).order_by("code")
    return Lists(
        list(published.values_list("code", flat=True)),
        of("document-kinds"),
        {vocabulary: of(vocabulary) for vocabulary in VOCABULARIES},
    )


def made_up(number: int, known: Lists) -> Iterator[Document]:
    """The same documents each time; the first ones are those of a smaller number."""
    rng = random.Random(SEED)  # noqa: S311 - chance, not secrecy
    for place in range(number):
        region = rng.choice(known.regions)
        first = rng.randint(2005, 2027)
        yield Document(
            title=f"{' '.join(rng.choices(WORDS, k=rng.randint(3, 7))).capitalize()} {place}",
            language=rng.choice(LANGUAGES),
            region=region,
            level="national" if len(region) == 2 else rng.choice(["regional", "sub_regional"]),
            kind=rng.choice(known.kinds),
            first_year=first,
            last_year=first + rng.randint(1, 9) if rng.random() < 0.7 else None,
            terms={
                vocabulary: rng.sample(terms, rng.choice([0, 1, 1, 2, 3]))
                for vocabulary, terms in known.terms.items()
            },
        )


def store(number: int) -> None:
    """Write so many documents into the database of the settings."""
    from django.db import connection, transaction

    from catalogue import triggers
    from policies.models import PolicyDocument

    known = lists()
    with transaction.atomic():
        triggers.remove()
        PolicyDocument.objects.all()._raw_delete(PolicyDocument.objects.db)
        for batch in _batches(enumerate(made_up(number, known), start=1)):
            with connection.cursor() as cursor:
                _write(cursor, batch)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence('policies_policydocument', 'id'), %s)",
                    [number],
                )
                cursor.execute("ANALYZE")
        triggers.install()


def _write(cursor, batch: list[tuple[int, Document]]) -> None:
    columns = (
        "id, title, language, gloss, region_id, level, kind_id, first_year, last_year, link, "
        "stored_copy, summary, source_id, stated_on"
    )
    rows = [
        (
            *(key, one.title, one.language, "", one.region, one.level, one.kind[0]),
            *(one.first_year, one.last_year, "", "", "", "survey-2021", "2021-12-31"),
        )
        for key, one in batch
    ]
    marks = ", ".join(["%s"] * len(rows[0]))
    into = f"INSERT INTO policies_policydocument ({columns}) VALUES ({marks})"  # noqa: S608
    cursor.executemany(into, rows)
    terms = [
        (key, term) for key, one in batch for chosen in one.terms.values() for term, _code in chosen
    ]
    cursor.executemany(
        "INSERT INTO policies_policydocument_terms (policydocument_id, term_id) VALUES (%s, %s)",
        terms,
    )


def store_for_peer(number: int, known: Lists, path: str) -> None:
    """The same documents as one table, with a list of codes in a cell, as the peer takes them."""
    columns = ("title", "country", "level", "kind", "language", "first_year", *VOCABULARIES)
    with sqlite3.connect(path) as database:
        named = ", ".join(f'"{one}"' for one in columns)
        database.execute(f"CREATE TABLE documents (id INTEGER PRIMARY KEY, {named})")
        marks = ", ".join("?" * (len(columns) + 1))
        for batch in _batches(enumerate(made_up(number, known), start=1)):
            rows = [
                (
                    *(key, one.title, one.region[:2], one.level, one.kind[1], one.language),
                    one.first_year,
                    *(json.dumps([code for _pk, code in one.terms[v]]) for v in VOCABULARIES),
                )
                for key, one in batch
            ]
            database.executemany(f"INSERT INTO documents VALUES ({marks})", rows)  # noqa: S608


def _batches(rows):
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        yield batch
