"""What a region is found by, asked of the tables in plain queries."""

from django.db.models import F, OuterRef, Q, Subquery

from catalogue.nouns.regions import KINDS
from common.postings import NOT_RECORDED
from policies.models import Classification, PolicyStatement, Term
from regions.models import Membership, Observation, Region

HANDED_DOWN = ["member", "planned", "observer"]


def having(facet: str, value: str) -> set[int]:
    """The numbers of the public regions that have a value of a facet, or none of its values."""
    public = Region.objects.published()
    found = (
        public.exclude(_any(facet))
        if value == NOT_RECORDED
        else public.filter(_condition(facet, value))
    )
    return set(found.values_list("pk", flat=True))


def _any(facet: str) -> Q:
    """What has any value of a facet at all."""
    if facet in {"country", "level"}:
        return Q(code__isnull=False)
    if facet.startswith("t-"):
        terms = Classification.objects.in_force().filter(term__vocabulary=facet[2:])
        return Q(code__in=terms.values("region"))
    if facet.startswith("a-"):
        said = PolicyStatement.objects.in_force().filter(question=facet[2:])
        return Q(code__in=said.values("region"))
    if facet.startswith("n-"):
        said = Membership.objects.in_force().filter(network=facet[2:])
        return Q(code__in=said.values("region")) | _standing(facet[2:], "through_country")
    if facet in KINDS:
        member = Membership.objects.in_force().filter(network__kind__in=KINDS[facet][0])
        return Q(code__in=member.filter(status="member").values("region"))
    placed = Observation.objects.in_force().filter(indicator=facet, group__isnull=False)
    return Q(code__in=placed.values("region"))


def _condition(facet: str, value: str) -> Q:
    if facet == "country":
        return Q(country_code=value)
    if facet == "level":
        return Q(level=value)
    if facet.startswith("t-"):
        return Q(code__in=_classified(facet.removeprefix("t-"), value))
    if facet.startswith("a-"):
        said = PolicyStatement.objects.in_force().filter(question=facet[2:], said=value)
        return Q(code__in=said.values("region"))
    if facet.startswith("n-"):
        return _standing(facet[2:], value)
    if facet in KINDS:
        member = Membership.objects.in_force().filter(network=value, status="member")
        return Q(code__in=member.values("region"))
    return Q(pk__in=_on_scale(facet, value))


def _classified(vocabulary: str, code: str):
    wanted, below = set(), set(Term.objects.filter(vocabulary=vocabulary, code=code))
    while below:
        wanted |= below
        below = set(Term.objects.filter(parent__in=below)) - wanted
    return Classification.objects.in_force().filter(term__in=wanted).values("region")


def _standing(network: str, status: str) -> Q:
    said = Membership.objects.in_force().filter(network=network)
    if status != "through_country":
        return Q(code__in=said.filter(status=status).values("region"))
    countries = said.filter(status__in=HANDED_DOWN, region__level=0).values("region")
    own = said.values("region")
    return Q(country_code__in=countries, level__gt=0) & ~Q(code__in=own)


def _on_scale(scale: str, family: str):
    newest = (
        Observation.objects.in_force()
        .filter(region=OuterRef("code"), indicator=scale, group__isnull=False)
        .order_by(F("year").desc(nulls_last=True), "-pk")
        .values("group__family")[:1]
    )
    rows = Region.objects.annotate(family=Subquery(newest))
    return rows.filter(family=family).values("pk")
