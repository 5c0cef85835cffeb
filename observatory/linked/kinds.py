"""The kinds of things that have an identifier: how each is found, and where it is told of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse
from rdflib import Graph

from catalogue.nouns import NOUNS
from catalogue.reading import State
from observatory import atlas
from observatory.linked import records
from observatory.linked.dcat import release_graph
from observatory.linked.holdings import holdings, released
from observatory.linked.names import Names
from observatory.linked.regions import region_graph
from observatory.models import Release
from observatory.pages import policies as policy_page
from observatory.region import lineage
from policies.models import Term, Vocabulary
from regions.models import Source

LARGEST = 2**63 - 1
LONGEST_CODE = 125


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing. `api` is the name of its route there; not every kind has a page or one."""

    find: Callable[[str, State], Model | None]
    graph: Callable[[Model, Names, State], Graph]
    api: str = ""
    has_page: bool = True

    def api_address(self, code: str) -> str:
        return reverse(self.api, args=[code])


def _by_code(rows) -> Callable[[str, State], Model | None]:
    return lambda code, _state: rows.filter(code=code).first()


def _policy(code: str, _state: State) -> Model | None:
    number = _number(code)
    return policy_page.find(number) if number else None


def _initiative(code: str, _state: State) -> Model | None:
    number = _number(code)
    return NOUNS["initiative"].public().filter(pk=number).first() if number else None


def _number(code: str) -> int | None:
    """The number that a code is, written in the one way in which our identifiers write it."""
    is_number = code.isascii() and code.isdigit() and len(code) <= len(str(LARGEST))
    if not is_number or code.startswith("0"):
        return None
    return int(code) if int(code) <= LARGEST else None


def _term(code: str, _state: State) -> Model | None:
    vocabulary, _colon, own = code.partition(":")
    rows = Term.objects.select_related("parent", "replaced_by")
    return rows.filter(vocabulary=vocabulary, code=own).first()


def _plain(build: Callable[[Model, Names], Graph]) -> Callable[[Model, Names, State], Graph]:
    return lambda record, names, _state: build(record, names)


KINDS = {
    "region": Kind(
        lambda code, state: atlas.regions(state).get(code), region_graph, "api-regions-detail"
    ),
    "network": Kind(
        _by_code(NOUNS["network"].public()),
        _plain(records.network_graph),
        "api-networks-detail",
    ),
    "indicator": Kind(
        _by_code(NOUNS["indicator"].public().select_related("source")),
        _plain(records.indicator_graph),
        "api-indicators-detail",
    ),
    "policy": Kind(_policy, _plain(records.policy_graph), "api-policies-detail"),
    "initiative": Kind(_initiative, _plain(records.initiative_graph), "api-initiatives-detail"),
    "vocabulary": Kind(
        _by_code(Vocabulary.objects.all()),
        _plain(records.vocabulary_graph),
        "api-vocabularies-detail",
    ),
    "term": Kind(_term, _plain(records.term_graph), "api-terms-detail"),
    "source": Kind(
        _by_code(Source.objects.all()),
        _plain(records.source_graph),
        "api-sources-detail",
        has_page=False,
    ),
    "release": Kind(
        lambda code, _state: Release.objects.filter(number=code).first(),
        lambda record, names, state: release_graph(released(record), holdings(state), names),
        "api-releases-detail",
    ),
}


def moved(kind: str, code: str, state: State) -> str | None:
    """The code to go on to, if this one is written otherwise or was given up for a successor."""
    return lineage.moved(code, state) if kind == "region" else None
