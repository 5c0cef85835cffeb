"""Editors who save at the very same moment: each with a connection of their own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.db import connection, connections
from django.test import Client

from regions.models import Alias, Membership, Network, Region
from tests.admin.nouns import one_of_each
from tests.admin.pages import address, opened

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def at_once(tmp_path):
    """Runs `work(client)` and then `ask()` in `count` threads, each as a signed-in editor.

    A test database of SQLite lives in memory, where threads lock each other out without waiting:
    it is written to a file first, as on a real server.
    """
    one_of_each()
    User.objects.create_superuser("anna", password="a long pass phrase")
    file = tmp_path / "copy.sqlite3"
    if connection.vendor == "sqlite":
        connection.cursor().execute(f"VACUUM INTO '{file}'")

    def run(count, prepare, save, ask):
        barrier = Barrier(count)

        def one(number):
            own = connections["default"]
            if own.vendor == "sqlite":
                own.settings_dict = {**own.settings_dict, "NAME": str(file)}
            try:
                client = Client(raise_request_exception=False)
                client.force_login(User.objects.get(username="anna"))
                form = prepare(client)
                barrier.wait(timeout=30)
                response = save(client, form, number)
                return response.status_code, response.content.decode(), ask()
            finally:
                own.close()

        with ThreadPoolExecutor(count) as threads:
            return list(threads.map(one, range(count)))

    return run


ADDS = {
    Alias: ({"region": "BE3", "name": "Wallonia"}, "The region has this name already."),
    Network: (
        {"code": "cebr", "name": "CEBR", "short_name": "CEBR", "kind": "network"},
        "Network with this Code already exists.",
    ),
    Membership: (
        {"region": "BE", "network": "errin", "status": "member", "source": "survey-2021"},
        "The region has a statement about this network in force already.",
    ),
}


@pytest.mark.parametrize("model", ADDS, ids=lambda model: model.__name__)
def test_of_ten_equal_adds_one_is_stored_and_nine_are_told(model, at_once):
    values, sentence = ADDS[model]
    url = address(model, "add")
    before = model.objects.count()

    results = at_once(
        10,
        lambda client: {**opened(client, url), **values},
        lambda client, form, number: client.post(url, form),
        model.objects.count,
    )

    assert sorted(status for status, _page, _count in results) == [200] * 9 + [302]
    assert all(sentence in page for status, page, _count in results if status == 200)
    assert max(count for _status, _page, count in results) == before + 1


def test_of_six_saves_at_once_one_is_stored_and_five_are_told(at_once):
    url = address(Region, "change", Region.objects.get(code="BE3").pk)

    results = at_once(
        6,
        lambda client: opened(client, url),
        lambda client, form, number: client.post(url, {**form, "english_name": f"No. {number}"}),
        Region.objects.get(code="BE3").history.count,
    )

    assert sorted(status for status, _page, _count in results) == [200] * 5 + [302]
    assert all("Nothing was saved" in page for status, page, _count in results if status == 200)
    assert max(count for _status, _page, count in results) == 2
