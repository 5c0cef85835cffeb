"""Programs that read the API page by page, and an editor who does not wait for them."""

from __future__ import annotations

from django.test import Client, override_settings

from observatory.records import PUBLIC, key
from regions.models import Membership, Network, Observation, Region
from regions.signals import written
from tests.imports_at_once.work import Tell

ROUNDS = 12


def walks(_tell: Tell, start_line, noun: str, size: int) -> list[str]:
    """The keys of all records that every page of a noun shows, in the order of the walk."""
    client, met = Client(), []
    start_line.wait()
    with override_settings(API_RATE="", ALLOWED_HOSTS=["testserver"]):
        address = f"/api/v1/{noun}/?size={size}"
        while address:
            page = client.get(address).json()
            met += [str(one.get("id") or one.get("key") or one["code"]) for one in page["results"]]
            address = page["next"]
    return met


def keys(_tell: Tell, noun: str) -> set[str]:
    """The keys of all records that there are."""
    return {key(record) for record in PUBLIC[noun].all()}


def edits(_tell: Tell, start_line) -> None:
    """Renames, adds and takes away, again and again."""
    start_line.wait()
    for number in range(ROUNDS):
        Region.objects.filter(level__lt=3, code__endswith="1").update(
            english_name=f"Name {number}", native_name=f"{'ZAM'[number % 3]} name"
        )
        Network.objects.filter(code="errin").update(short_name=f"{'ZAM'[number % 3]} ERRIN")
        Network.objects.create(
            code=f"new-{number}", name=f"New {number}", short_name=f"New {number}", kind="network"
        )
        first = Observation.objects.order_by("pk").values("pk")[:3]
        Observation.objects.filter(pk__in=list(first.values_list("pk", flat=True))).delete()
        last = Membership.objects.order_by("-pk").first()
        if last:
            last.delete()
        written.send(Region)
