"""The columns of the files that lists can be had as."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from pyroaring import BitMap

from catalogue.facets import Facet, unpack
from catalogue.models import FacetList
from catalogue.reading import Shelf, State
from common.postings import Index
from observatory.lists.columns import Column
from observatory.lists.files.asking import READERS
from observatory.lists.nouns import LISTS


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A list of the site with all columns that its files can have."""

    name: str
    title: str | Promise
    columns: list[Column]


def listed_files(state: State) -> list[ListedFile]:
    """The files of all lists; one query, beside what every page has read already."""
    nouns = {name: one.filter.noun for name, one in LISTS.items()}
    rows = FacetList.objects.filter(noun__in=nouns.values()).values_list("noun", "facets")
    facets = {noun: unpack(packed) for noun, packed in rows}
    return [
        ListedFile(
            name,
            LISTS[name].title,
            READERS[name].columns(_facets_only(facets.get(noun, []), state)),
        )
        for name, noun in nouns.items()
    ]


def _facets_only(facets: list[Facet], state: State) -> Shelf:
    """A shelf that knows which columns there are, without a single record."""
    empty = Index(BitMap(), {}, {})
    return Shelf(state, 0, {}, {one.name: one for one in facets}, empty)
