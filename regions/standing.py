"""Where a region stands towards a network: its own statement, its country's, or none.

The country's row is stored once and read for each of its regions. What the region says of itself
wins. A country's "not a member" says nothing about a region, so it is not handed down.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regions.models import Membership, Network

THROUGH_COUNTRY = "through_country"
NOT_RECORDED = "not_recorded"

HANDED_DOWN = {Membership.Status.MEMBER, Membership.Status.PLANNED, Membership.Status.OBSERVER}

LABELS: dict[str, str | Promise] = {
    **dict(Membership.Status.choices),
    THROUGH_COUNTRY: _("Through the country"),
    NOT_RECORDED: _("Not recorded"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One network and what is known of the region's part in it.

    `statement` is the row that says so (the country's, if `status` is "through_country"; none, if
    it is "not_recorded"). `country_status` tells the country's own status then: a country that
    observes makes no member of its regions.
    """

    network: Network
    status: str
    statement: Membership | None = None
    country_status: str | None = None

    @property
    def label(self) -> str | Promise:
        return LABELS[self.status]

    @property
    def country_label(self) -> str | Promise:
        return LABELS.get(self.country_status or "", "")


def standings(
    networks: Iterable[Network], memberships: Iterable[Membership], region_code: str
) -> list[Standing]:
    """One standing a network, in the order of `networks`.

    `memberships` are the statements in force of the region and of its country.
    """
    rows = {(row.region_id, row.network_id): row for row in memberships}
    country_code = region_code[:2]
    return [
        _standing(
            network,
            rows.get((region_code, network.code)),
            rows.get((country_code, network.code)) if region_code != country_code else None,
        )
        for network in networks
    ]


def _standing(network: Network, own: Membership | None, country: Membership | None) -> Standing:
    if own is not None:
        return Standing(network, own.status, own)
    if country is not None and country.status in HANDED_DOWN:
        return Standing(network, THROUGH_COUNTRY, country, country.status)
    return Standing(network, NOT_RECORDED)
