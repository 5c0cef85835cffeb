"""The lists there are: for each noun its filter, its rows and its words."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.reading import State
from observatory.lists import filters, rows
from observatory.lists.listing import Listing, RowsOf


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of the site. `name` is that of its address and of its row's template."""

    name: str
    title: str | Promise
    nothing: str | Promise
    filter: type[filters.CatalogueFilter]
    rows: RowsOf
    is_comparable: bool = False

    def read(self, query: QueryDict, state: State | None = None) -> Listing:
        """The list that an address asks for, of the newest version or of a known one."""
        return Listing(self.filter, query, self.rows, state)


LISTS = {
    one.name: one
    for one in (
        ListOf(
            "regions",
            _("Regions"),
            _("No region fits all of these filters"),
            filters.RegionFilter,
            rows.region_rows,
            is_comparable=True,
        ),
        ListOf(
            "policies",
            _("Policies"),
            _("No document fits all of these filters"),
            filters.PolicyFilter,
            rows.policy_rows,
        ),
        ListOf(
            "networks",
            _("Networks"),
            _("No network fits all of these filters"),
            filters.NetworkFilter,
            rows.network_rows,
        ),
        ListOf(
            "initiatives",
            _("Initiatives"),
            _("No initiative fits all of these filters"),
            filters.InitiativeFilter,
            rows.initiative_rows,
        ),
    )
}
