"""The public records of each noun, as the API and the releases hold them."""

from __future__ import annotations

from django.db.models import Model, QuerySet

from catalogue.nouns import NOUNS
from policies.models import Classification, Initiative, PolicyDocument, Term, Vocabulary
from regions.models import Indicator, Membership, Network, Observation, Source

PUBLIC: dict[str, QuerySet] = {
    "regions": NOUNS["region"].public(),
    "observations": Observation.objects.about_published(),
    "indicators": Indicator.objects.all(),
    "networks": Network.objects.all(),
    "memberships": Membership.objects.about_published(),
    "policies": PolicyDocument.objects.published().select_related("kind").prefetch_related("terms"),
    "initiatives": Initiative.objects.all(),
    "vocabularies": Vocabulary.objects.all(),
    "terms": Term.objects.select_related("parent", "replaced_by"),
    "classifications": Classification.objects.about_published().select_related("term"),
    "sources": Source.objects.all(),
}


def key(record: Model) -> str:
    """What an address names a record by: its code, a term's with that of its list, or a number."""
    if isinstance(record, Term):
        return record.key
    return str(getattr(record, "code", record.pk))
