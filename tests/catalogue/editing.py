"""Edits that change what a region is found by, of every kind that there is, by every way in."""

from collections.abc import Callable
from datetime import date

from django.db import connection

from policies.models import Classification, PolicyStatement, Term
from regions.models import Membership, Network, Observation, Region, ScaleGroup
from regions.writing import create_all, delete_all, update_all

STATED = {"source_id": "survey-2021", "stated_on": date(2022, 1, 1)}
FIRST = {"first_source_id": "survey-2021", "first_stated_on": date(2022, 1, 1)}


def join(region: Region, pick: Callable) -> None:
    """A membership in place of the one in force, through the model."""
    network = pick(Network.objects.order_by("code"))
    Membership.objects.in_force().filter(region=region, network=network).delete()
    status = pick(["member", "planned", "observer", "not_member", "partly"])
    Membership.objects.create(region=region, network=network, status=status, **STATED)


def close(region: Region, pick: Callable) -> None:
    """Statements closed by a query that no model sees."""
    model = pick([Membership, Classification, PolicyStatement, Observation])
    rows = model.objects.in_force().filter(region=region, stated_on__lt=date(2030, 1, 1))
    rows.update(superseded_on=date(2030, 1, 1))


def classify(region: Region, pick: Callable) -> None:
    """A term added in bulk, with its history."""
    term = pick(Term.objects.exclude(vocabulary="document-kinds").order_by("pk"))
    if not Classification.objects.in_force().filter(region=region, term=term).exists():
        create_all([Classification(region=region, term=term, **STATED, **FIRST)])


def unclassify(region: Region, pick: Callable) -> None:
    """Classifications deleted in bulk."""
    keys = Classification.objects.filter(region=region).values_list("pk", flat=True)
    delete_all(Classification, list(keys))


def place(region: Region, pick: Callable) -> None:
    """A group of the scale, newer than any other."""
    group = pick(ScaleGroup.objects.order_by("pk"))
    Observation.objects.filter(region=region, indicator=group.indicator_id, year=2024).delete()
    Observation.objects.create(
        region=region, indicator_id=group.indicator_id, group=group, year=2024, **STATED
    )


def hide_or_show(region: Region, pick: Callable) -> None:
    """Published or not, in plain SQL."""
    state = pick(["draft", "published"])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE regions_region SET state = %s WHERE code = %s", [state, region.code])


def move_term(region: Region, pick: Callable) -> None:
    """A term under another heading: who has it, has the heading too."""
    vocabulary = pick(["nace-2", "ris3-priorities", "nabs-2007"])
    terms = Term.objects.filter(vocabulary=vocabulary).order_by("pk")
    child, parent = pick(terms.filter(children=None)), pick(terms.filter(parent=None))
    if child != parent:
        child.parent = parent
        update_all([child], ["parent"])


EDITS = [join, close, classify, unclassify, place, hide_or_show, move_term]
