"""An editor at work in the admin while somebody else writes for longer than the database waits."""

from __future__ import annotations

import time
from typing import Any

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.db import connection, transaction

from regions.models import Network, Region
from tests.admin.pages import address, opened, posted
from tests.imports_at_once.people import Answer, answer_of, client_of
from tests.imports_at_once.work import Tell

NETWORK = {"code": "held", "name": "Held", "short_name": "Held", "kind": "network"}
TYPED = "Typed meanwhile"


def holds(_tell: Tell, start_line: Any, code: str, seconds: float) -> None:
    """Writes for a while, as a long import does, once the other has opened all pages."""
    start_line.wait()
    with transaction.atomic():
        region = Region.objects.select_for_update().get(code=code)
        region.english_name = "Imported"
        region.save()
        Network.objects.create(**NETWORK)
        start_line.wait()
        time.sleep(seconds)


def meets(_tell: Tell, start_line: Any, code: str, patience: float) -> dict[str, Answer]:
    """Opens pages, and sends their forms while the other one writes."""
    _wait_at_most(patience)
    client, region = client_of("bob"), Region.objects.get(code=code)
    changing, adding = address(Region, "change", region.pk), address(Network, "add")
    deleting, listing = address(Region, "delete", region.pk), address(Region, "changelist")
    version = address(Region, "simple_history", region.pk, region.history.latest().pk)
    change = {**opened(client, changing), "english_name": TYPED}
    add = {**opened(client, adding), **NETWORK}
    account = address(User, "add")
    sent = {
        "change": (changing, change),
        "add": (adding, add),
        "delete": (deleting, {"post": "yes"}),
        "action": (
            listing,
            {"action": "delete_selected", ACTION_CHECKBOX_NAME: region.pk, "post": "yes"},
        ),
        "revert": (version, opened(client, version)),
        "account": (account, {**opened(client, account), **_new_account()}),
    }
    start_line.wait()
    # By now nobody writes; once both stand here again, the other one does.
    start_line.wait()
    return {page: answer_of(client.post(*form)) for page, form in sent.items()}


def _new_account() -> dict[str, str]:
    word = "a long pass phrase"
    return {"username": "carla", "password1": word, "password2": word}


def _wait_at_most(seconds: float) -> None:
    """How long the database lets a writer wait, from here on."""
    if connection.vendor == "sqlite":
        connection.settings_dict["OPTIONS"]["timeout"] = seconds
    else:
        milliseconds = round(seconds * 1000)
        connection.settings_dict["OPTIONS"]["options"] = f"-c statement_timeout={milliseconds}"


def saves_again(_tell: Tell, code: str, page: str) -> Answer:
    """Sends the form that came back once more."""
    url = address(Region, "change", Region.objects.get(code=code).pk)
    return answer_of(client_of("bob").post(url, posted(page)))


def look_after(_tell: Tell, code: str) -> tuple[str, int]:
    """What is stored of a region, and how many accounts there are."""
    return Region.objects.get(code=code).english_name, User.objects.count()
