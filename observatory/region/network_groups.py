"""A region's networks in readable lists: one a status, worded for the kind of network."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from observatory.stated import Noted, Stated, noted
from regions.models import Membership, Network
from regions.standing import NOT_RECORDED, THROUGH_COUNTRY, Standing

Kind, Status = Network.Kind, Membership.Status

# One is a member of a network, but lies in a macro-region and is of a type. A status without words
# for a kind uses those of a network. The order is that of the page.
HEADINGS: dict[tuple[str, str], str | Promise] = {
    (Status.MEMBER, Kind.NETWORK): _("Member"),
    (Status.MEMBER, Kind.MACRO_REGION): _("In the macro-region"),
    (Status.MEMBER, Kind.PROGRAMME_AREA): _("In the programme area"),
    (Status.MEMBER, Kind.TERRITORIAL_TYPE): _("Is of this type"),
    (Status.PLANNED, Kind.NETWORK): _("Not yet, planned"),
    (Status.OBSERVER, Kind.NETWORK): _("Observer"),
    (Status.THROUGH_REGION, Kind.NETWORK): _("Through another region"),
    (THROUGH_COUNTRY, Kind.NETWORK): _("Through the country"),
    (Status.PARTLY, Kind.NETWORK): _("In part"),
    (Status.PARTLY, Kind.TERRITORIAL_TYPE): _("Partly of this type"),
    (Status.NOT_MEMBER, Kind.NETWORK): _("Not a member"),
    (Status.NOT_MEMBER, Kind.MACRO_REGION): _("Not in the macro-region"),
    (Status.NOT_MEMBER, Kind.PROGRAMME_AREA): _("Not in the programme area"),
    (Status.NOT_MEMBER, Kind.TERRITORIAL_TYPE): _("Not of this type"),
    (NOT_RECORDED, Kind.NETWORK): _("Not recorded"),
}
ORDER = list(HEADINGS)


@dataclass(frozen=True, slots=True)
class NetworkGroup:
    """Standings with the same status; `stated` is the note that all of them share."""

    status: str
    heading: str | Promise
    entries: list[Noted]
    stated: Stated | None

    @property
    def is_brief(self) -> bool:
        """Names in columns are enough where there is nothing more to say."""
        return self.status in {Status.NOT_MEMBER, NOT_RECORDED}


def network_groups(standings: Iterable[Standing]) -> list[NetworkGroup]:
    """The groups that are not empty: what the region takes part in first, what is unknown last."""
    lists: dict[tuple[str, str], list[Standing]] = {key: [] for key in ORDER}
    for standing in standings:
        lists[_key(standing)].append(standing)
    return [_group(key, members) for key, members in lists.items() if members]


def _key(standing: Standing) -> tuple[str, str]:
    """The list a standing belongs to: that of its kind, if its status has words for the kind."""
    key = (standing.status, standing.network.kind)
    return key if key in HEADINGS else (standing.status, Kind.NETWORK)


def _group(key: tuple[str, str], members: list[Standing]) -> NetworkGroup:
    entries, common = noted(members, lambda standing: standing.statement)
    return NetworkGroup(key[0], HEADINGS[key], entries, common)
