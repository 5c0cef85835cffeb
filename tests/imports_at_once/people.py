"""What people do at the same moment: confirm an import, save a form, undo, each in a process.

Each prepares everything, waits at `start_line` for the others, and then acts.
"""

from __future__ import annotations

import time
from typing import Any, NamedTuple
from unittest import mock

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse

from policies.models import PolicyDocument
from regions.models import Membership, Region
from tests.admin.pages import address, opened
from tests.facts import import_file
from tests.imports_at_once.work import Tell, draft_of, draft_of_names
from workbench.imports import undo as undoing
from workbench.imports.applying import NotApplied, apply
from workbench.models import Import
from workbench.survey.collection import Documents

APPLIED = "applied"
# So many that an import of them takes about a second, in the middle of which others act.
REGIONS = 2_000


class Outcome(NamedTuple):
    """How an import ended: "applied", or the name of what was raised; and its sentence."""

    how: str
    sentence: str = ""


class Answer(NamedTuple):
    """What a page answered."""

    status: int
    page: str
    leads_to: str = ""


def draft(_tell: Tell, name: str, who: str = "anna") -> int:
    """A checked upload that gives the regions other English names; its number."""
    return draft_of_names(User.objects.get(username=who), name, _codes()).pk


def draft_of_members(_tell: Tell, network: str) -> int:
    """A checked upload that says of all regions that they are members of a network."""
    headings = ["region", "network", "status", "source", "stated_on"]
    rows = [[code, network, "member", "editors", "2026-11-01"] for code in _codes()]
    anna = User.objects.get(username="anna")
    return draft_of(anna, "members.csv", Membership, [headings, *rows]).pk


def _codes() -> list[str]:
    return list(Region.objects.order_by("code").values_list("code", flat=True)[:REGIONS])


def names(_tell: Tell) -> list[str]:
    """The different beginnings of the English names of the regions."""
    found = Region.objects.filter(code__in=_codes()).values_list("english_name", flat=True)
    return sorted({name.partition(" of ")[0] for name in found})


def english_name(_tell: Tell, code: str) -> tuple[str, int]:
    """The name of a region, and how many versions its history has."""
    region = Region.objects.get(code=code)
    return region.english_name, region.history.count()


def imports(_tell: Tell) -> list[str]:
    """The states of all imports."""
    return sorted(Import.objects.values_list("state", flat=True))


def confirms(_tell: Tell, start_line: Any, number: int, delay: float = 0) -> Outcome:
    """Says yes to a draft as it was shown."""
    shown = Import.objects.get(pk=number)
    start_line.wait()
    time.sleep(delay)
    return _outcome(lambda: apply(shown, shown.digest))


def confirms_again(_tell: Tell, number: int) -> list[Outcome]:
    """Says yes twice, as somebody does who goes back in the browser."""
    shown = Import.objects.get(pk=number)
    return [_outcome(lambda: apply(shown, shown.digest)) for _time in range(2)]


def undoes(_tell: Tell, start_line: Any, number: int, pause: float = 0) -> Outcome:
    """Takes an import back; with a pause between what it reads and what it writes."""
    record = Import.objects.get(pk=number)
    start_line.wait()
    with _pause_before(undoing, "_write", pause):
        return _outcome(lambda: undoing.undo(record))


def imports_documents(_tell: Tell, start_line: Any, path: str, pause: float) -> tuple[int, str]:
    """Imports a wave, with a pause before what it has read of the documents is written."""
    connection.ensure_connection()
    start_line.wait()
    with _pause_before(Documents, "write", pause):
        return import_file(path)


def _pause_before(where: Any, name: str, seconds: float):
    """Time for somebody else, just before the call of this name."""
    call = getattr(where, name)

    def paused(*arguments: Any, **named: Any) -> Any:
        time.sleep(seconds)
        return call(*arguments, **named)

    return mock.patch.object(where, name, paused)


def _outcome(act) -> Outcome:
    """Anything but a sentence for the person is raised."""
    try:
        act()
    except NotApplied as error:
        return Outcome(type(error).__name__, str(error))
    return Outcome(APPLIED)


def imports_a_file(_tell: Tell, start_line: Any, path: str) -> tuple[int, str]:
    connection.ensure_connection()
    start_line.wait()
    return import_file(path)


def confirms_on_the_page(_tell: Tell, start_line: Any, number: int) -> Answer:
    """In a browser of one's own."""
    client = client_of("anna")
    shown = opened(client, reverse("imports:check", args=[number]))
    start_line.wait()
    url = reverse("imports:confirm", args=[number])
    return answer_of(client.post(url, {"digest": shown["digest"]}, follow=True))


def saves_a_name(_tell: Tell, start_line: Any, code: str, name: str, delay: float) -> Answer:
    """An editor opens the form of a region, and saves it a moment after the others have begun."""
    client, region = client_of("bob"), Region.objects.get(code=code)
    url = address(Region, "change", region.pk)
    form = opened(client, url)
    start_line.wait()
    time.sleep(delay)
    return answer_of(client.post(url, {**form, "english_name": name}))


def saves_a_document(_tell: Tell, start_line: Any, values: dict, delay: float) -> Answer:
    """The same with the form of the only document."""
    client, url = (
        client_of("bob"),
        address(PolicyDocument, "change", PolicyDocument.objects.get().pk),
    )
    form = opened(client, url)
    start_line.wait()
    time.sleep(delay)
    return answer_of(client.post(url, {**form, **values}))


def document(_tell: Tell) -> dict:
    """The only document, and what its history says of it last."""
    stored = PolicyDocument.objects.values("title", "link", "level", "source_id").get()
    latest = PolicyDocument.history.latest("history_id")
    return {"stored": stored, "told": {name: getattr(latest, name) for name in stored}}


def adds_a_membership(_tell: Tell, start_line: Any, values: dict, delay: float) -> Answer:
    client, url = client_of("bob"), address(Membership, "add")
    form = opened(client, url)
    start_line.wait()
    time.sleep(delay)
    return answer_of(client.post(url, {**form, **values}))


def statuses(_tell: Tell, code: str, network: str) -> list[str]:
    """What is in force about a region and a network."""
    rows = Membership.objects.in_force().filter(region=code, network=network)
    return list(rows.values_list("status", flat=True))


def client_of(who: str) -> Client:
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    client.force_login(User.objects.get(username=who))
    return client


def answer_of(response) -> Answer:
    return Answer(
        response.status_code, response.content.decode(), response.headers.get("Location", "")
    )
