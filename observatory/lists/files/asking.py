"""What an address asks of a file: which list, which columns; and why it cannot be had."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext as _
from pyroaring import BitMap

from catalogue.reading import Shelf, State
from observatory.lists.columns import Column, chosen, usual
from observatory.lists.files import initiatives, networks, policies, regions
from observatory.lists.files.chunks import TOGETHER, Chunk
from observatory.lists.files.formats import Format, Table
from observatory.lists.listing import Listing
from observatory.lists.ordered import Ordered
from observatory.notices import echo, shortened

COLUMNS = "columns"


@dataclass(frozen=True, slots=True)
class Reader:
    """How the files of one noun are read.

    `told` names those of the fields by which columns are told in which anything is recorded.
    """

    chunk: type[Chunk]
    columns: Callable[[Shelf], list[Column]]
    told: Callable[[State, Sequence[Column]], frozenset[str]]


READERS = {
    "regions": Reader(regions.RegionChunk, regions.columns, regions.told),
    "policies": Reader(policies.PolicyChunk, policies.columns, policies.told),
    "networks": Reader(networks.NetworkChunk, networks.columns, networks.told),
    "initiatives": Reader(initiatives.InitiativeChunk, initiatives.columns, initiatives.told),
}


def without_columns(query: QueryDict) -> tuple[QueryDict, list[str]]:
    """What an address asks of the list itself, and which columns it names."""
    rest = query.copy()
    return rest, rest.pop(COLUMNS, [])


class ListFile:
    """The file of a list: the same records as its page, in the same order, all of them."""

    def __init__(self, name: str, listing: Listing, names: Sequence[str], form: Format):
        self.name, self.listing, self.form = name, listing, form
        self._reader = READERS[name]
        self.all_columns = self._reader.columns(listing.shelf)
        self._chosen, self._unknown = chosen(self.all_columns, names)

    @property
    def usual_columns(self) -> list[Column]:
        told = self._reader.told(self.listing.shelf.state, self.all_columns)
        return usual(self.all_columns, told)

    @cached_property
    def columns(self) -> list[Column]:
        return self._chosen or self.usual_columns

    @cached_property
    def problems(self) -> list[str]:
        """A sentence for each thing that a page would leave out: a file is refused instead."""
        unknown = [
            _("“%(value)s”, asked for by “columns”, is not a column of this file.")
            % {"value": echo(one)}
            for one in self._unknown
        ]
        number = len(self.listing.filter.found)
        if self.form.most is not None and number > self.form.most:
            text = _("%(number)d rows are more than a file of %(format)s holds: choose CSV.")
            unknown.append(text % {"number": number, "format": self.form.label})
        return shortened([*unknown, *self.listing.filter.notices])

    def pieces(self) -> Iterator[bytes]:
        """The file, made as it is asked for."""
        columns = self.columns
        if self.form.has_points:
            known = {one.name: one for one in self.all_columns}
            columns = [*columns, *(known[one] for one in ("longitude", "latitude", "code"))]
        return self.form.pieces(self.name, columns, self._tables(columns))

    def _tables(self, columns: list[Column]) -> Iterator[Table]:
        ordered, chunk_of = Ordered(self.listing.filter), self._reader.chunk
        fields = frozenset(name for one in columns for name in one.reads)

        def table(records: BitMap) -> Table:
            chunk = chunk_of(self.listing.shelf, records, ordered.order, fields)
            return (one.cells(chunk) for one in columns)

        # A loop would hold each table while it makes the next one.
        return map(table, ordered.runs(TOGETHER))
