"""More rows about a region than any page was made with, to count its queries with and without."""

from datetime import date
from decimal import Decimal

from catalogue.settling import settle
from policies.models import (
    Classification,
    Initiative,
    Participation,
    PolicyDocument,
    PolicyStatement,
    Term,
)
from regions.models import Indicator, Membership, Network, Observation, Website

STATED = {
    "source_id": "survey-2021",
    "stated_on": date(2021, 12, 31),
    "first_source_id": "survey-2021",
    "first_stated_on": date(2021, 12, 31),
}


def multiply(code: str, number: int) -> None:
    """Store `number` more facts of every kind about the region."""
    start = Initiative.objects.count()
    for index in range(start, start + number):
        _store_one_of_each(code, index)
    terms = Term.objects.exclude(classifications__region=code)[:number]
    Classification.objects.bulk_create(
        Classification(region_id=code, term=term, **STATED) for term in terms
    )
    PolicyStatement.objects.get_or_create(
        region_id=code,
        question_id="looks-for-collaboration",
        superseded_on=None,
        defaults={"said": "yes", **STATED},
    )
    settle()


def _store_one_of_each(code: str, index: int) -> None:
    network = Network.objects.create(
        code=f"network-{index}", name=f"Network {index}", short_name=f"N{index}", kind="network"
    )
    Membership.objects.create(region_id=code, network=network, status="member", **STATED)
    indicator = Indicator.objects.create(code=f"indicator-{index}", name=f"Indicator {index}")
    for year in (2010, 2020):
        Observation.objects.create(
            region_id=code, indicator=indicator, year=year, value=Decimal(index), **STATED
        )
    PolicyDocument.objects.create(
        title=f"Plan {index}",
        region_id=code,
        level="regional" if len(code) > 2 else "national",
        source_id="survey-2021",
        stated_on=date(2021, 12, 31),
    )
    initiative = Initiative.objects.create(title=f"Hub {index}")
    Participation.objects.create(region_id=code, initiative=initiative, **STATED)
    Website.objects.create(region_id=code, link=f"https://example.org/{index}", **STATED)
