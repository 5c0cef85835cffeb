"""Networks, initiatives and indicators: what each is found by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from catalogue.facets import Facet, Option
from catalogue.nouns.base import ABOUT, NAME, TEXT, Found, Noun, Used, by_name, largest_first
from catalogue.nouns.policies import territories
from policies.models import Initiative, Participation
from regions.models import Indicator, Membership, Network

TAKES_PART = (Membership.Status.MEMBER, Membership.Status.OBSERVER)


class Networks(Noun):
    code = "network"
    orders = ("name", "members")

    def public(self) -> QuerySet[Network]:
        return Network.objects.all()

    def found(self, records: Collection[int]) -> Iterator[Found]:
        networks = list(self.public().filter(pk__in=records))
        members = defaultdict(list)
        rows = Membership.objects.in_force().about_published().filter(status__in=TAKES_PART)
        for network, region in rows.filter(network__pk__in=records).values_list(
            "network", "region"
        ):
            members[network].append(region)
        for network in networks:
            found = Found(network.pk)
            found.say("kind", [network.kind])
            found.say("region", members[network.code])
            found.read(NAME, network.short_name, network.name, network.code)
            found.read(TEXT, network.description)
            name = by_name(network.short_name)
            many = largest_first(len(members[network.code]))
            found.sort(name=name, members=f"{many} {name}")
            yield found

    def facets(self, used: Used) -> list[Facet]:
        kinds = [
            Option(value, str(label))
            for value, label in Network.Kind.choices
            if value in used("kind")
        ]
        return [
            Facet("kind", _("Kind"), kinds, is_complete=True),
            Facet("region", _("With members from"), territories(used("region")), is_many=True),
        ]


class Initiatives(Noun):
    code = "initiative"
    orders = ("title", "regions")

    def public(self) -> QuerySet[Initiative]:
        return Initiative.objects.all()

    def found(self, records: Collection[int]) -> Iterator[Found]:
        regions = defaultdict(list)
        rows = Participation.objects.in_force().about_published().filter(initiative__in=records)
        for initiative, region in rows.values_list("initiative", "region"):
            regions[initiative].append(region)
        for initiative in self.public().filter(pk__in=records):
            found = Found(initiative.pk)
            found.say("region", regions[initiative.pk])
            found.say("kind", [initiative.kind] if initiative.kind else [])
            found.read(NAME, initiative.title)
            found.read(TEXT, initiative.description)
            title = by_name(initiative.title)
            many = largest_first(len(regions[initiative.pk]))
            found.sort(title=title, regions=f"{many} {title}")
            yield found

    def facets(self, used: Used) -> list[Facet]:
        kinds = [Option(one, one) for one in sorted(used("kind"), key=by_name)]
        return [
            Facet("region", _("Region"), territories(used("region")), is_many=True),
            *([Facet("kind", _("Kind"), kinds)] if kinds else []),
        ]


class Indicators(Noun):
    code = "indicator"
    orders = ("name",)

    def public(self) -> QuerySet[Indicator]:
        return Indicator.objects.all()

    def found(self, records: Collection[int]) -> Iterator[Found]:
        for indicator in self.public().filter(pk__in=records):
            found = Found(indicator.pk)
            found.read(NAME, indicator.name, indicator.code)
            found.read(ABOUT, indicator.unit)
            found.read(TEXT, indicator.definition)
            found.sort(name=by_name(indicator.name))
            yield found
