"""A small world: enough regions, networks, figures and lists for every way of being wrong."""

from datetime import date
from decimal import Decimal

from tests.model import factories
from tests.model.factories import stored

DAY = factories.DAY

NAMES = {
    "BE": "Belgique",
    "BE1": "Bruxelles",
    "BE2": "Vlaams Gewest",
    "BE3": "Wallonie",
    "FR": "France",
    "FR1": "Île-de-France",
    "FR10": "Paris et environs",
    # A country and its only region bear the same name.
    "LU": "Luxembourg",
    "LU0": "Luxembourg",
}
INDICATORS = {
    "population": {"name": "Total population", "lowest": 0},
    "older-65": {
        "name": "Share older than 65",
        "unit": "%",
        "decimals": 2,
        "lowest": 0,
        "highest": 100,
    },
    "density": {"name": "Population per km²", "unit": "per km²", "decimals": 1, "lowest": 0},
    "balance": {"name": "Balance of migration", "decimals": 6},
    "innovation-group": {"name": "Innovation Performance Group", "kind": "scale"},
    "health-group": {"name": "Health Group", "kind": "scale"},
}
GROUPS = [
    ("innovation-group", 2019, "strong+", "Strong +", 2),
    ("innovation-group", 2019, "modest", "Modest", 1),
    ("innovation-group", 2021, "strong+", "Strong +", 2),
    ("innovation-group", 2021, "emerging", "Emerging", 1),
    ("health-group", 2020, "high", "High", 1),
]
NETWORKS = {"errin": "ERRIN", "mountain": "Mountain", "cebr": "CEBR"}
TERMS = {
    "nace-2": [("C", "Manufacturing"), ("C.21", "Pharmacy"), ("Q", "Health"), ("Q.86", "Care")],
    "topics": [("genomics", "Genomics"), ("prevention", "Prevention")],
    "document-kinds": [("strategy", "Strategy"), ("law", "Law")],
}
VOCABULARIES = {
    "nace-2": "NACE Rev. 2",
    "topics": "Topics covered by policies",
    "document-kinds": "Kinds of documents",
}
QUESTIONS = {
    "ris3": ("Policy document RIS3?", False),
    "collaboration": ("Looks for collaboration?", True),
}


def build() -> None:
    """Store the whole world; the caller has it rolled back."""
    stored(factories.source())
    stored(factories.source(code="eurostat", title="Tables of Eurostat"))
    for code, name in NAMES.items():
        stored(factories.region(code=code, official_name=name))
    for code, values in INDICATORS.items():
        stored(factories.indicator(code=code, **values))
    for indicator, year, code, label, rank in GROUPS:
        stored(_group(indicator, year, code, label, rank))
    for code, name in NETWORKS.items():
        stored(factories.network(code=code, name=name, short_name=name))
    _policies()
    _statements()


def _group(indicator, year, code, label, rank):
    return factories.regions.ScaleGroup(
        indicator_id=indicator,
        scale_year=year,
        code=f"{indicator}/{year}/{code}",
        label=label,
        family=label.rstrip(" +"),
        rank=rank,
    )


def _policies() -> None:
    for code, name in VOCABULARIES.items():
        stored(factories.vocabulary(code=code, name=name))
        for term, label in TERMS[code]:
            stored(factories.term(vocabulary_id=code, code=term, label=label))
    # C.21 stands under C.
    under = factories.policies.Term.objects.get(code="C.21")
    under.parent = factories.policies.Term.objects.get(code="C")
    under.save()
    for code, (label, allows_words) in QUESTIONS.items():
        stored(factories.policy_question(code=code, label=label, allows_words=allows_words))
    stored(factories.initiative())
    stored(factories.policy_document())
    stored(factories.social_link())
    stored(factories.page())


def _statements() -> None:
    """What Eurostat says of BE2 on the very day of the second wave; a wave of 2019 on BE1."""
    eurostat = {"region_id": "BE2", "source_id": "eurostat"}
    population = {"indicator_id": "population", "year": 2019, "value": Decimal(6_629_143)}
    stored(factories.observation(**eurostat, **population))
    stored(factories.membership(**eurostat, network_id="errin", status="member"))
    stored(factories.policy_statement(**eurostat, question_id="ris3", said="yes"))
    stored(factories.source(code="survey-2019", title="First wave", dated_on=date(2019, 12, 31)))
    first = {"region_id": "BE1", "source_id": "survey-2019", "stated_on": date(2019, 12, 31)}
    stored(factories.membership(**first, network_id="errin", status="observer", note="By letter"))
    stored(factories.website(**first, link="https://be.brussels", label="Brussels"))
