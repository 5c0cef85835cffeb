"""Ten editors at once: one statement stored, nine told, nobody locked out."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, connections, transaction

from common.timeline import Outcome
from regions.ledger import Ledger
from regions.models import Membership
from tests.model import factories
from tests.model.factories import OLD_DAY, known, stored

EDITORS = 10

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shared_database(transactional_db, monkeypatch, tmp_path):
    """A database that every thread opens for itself: on SQLite a file, as in production.

    The tests' own SQLite lives in memory, where threads share one connection's lock. What it holds
    when a thread asks for the file is copied; the thread of the test stays with its memory.
    """

    def share():
        if connection.vendor != "sqlite":
            return
        path = Path(tmp_path, "shared.sqlite3")
        connection.ensure_connection()
        with closing(connection.Database.connect(path)) as file:
            connection.connection.backup(file)
        monkeypatch.setitem(connections.settings["default"], "NAME", str(path))

    return share


def at_once(work):
    """What `work` returned or raised in each of the threads that started it together."""
    start = Barrier(EDITORS)

    def one(number):
        start.wait(timeout=30)
        try:
            return work(number)
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(EDITORS) as editors:
        return list(editors.map(one, range(EDITORS)))


def seen(query):
    """What a further editor reads."""

    def read():
        try:
            return query()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as reader:
        return reader.submit(read).result()


def in_force():
    return seen(lambda: list(Membership.objects.in_force().values_list("status", flat=True)))


def test_ten_equal_adds_store_one_and_tell_nine(shared_database):
    memberships = [factories.membership() for _number in range(EDITORS)]
    shared_database()
    results = at_once(lambda number: memberships[number].save())
    assert results.count(None) == 1
    assert sum(isinstance(result, IntegrityError) for result in results) == EDITORS - 1, results
    assert in_force() == ["member"]
    assert seen(Membership.history.count) == 1


def test_ten_imports_of_one_answer_store_it_once(shared_database):
    stored(factories.membership(status="planned", stated_on=OLD_DAY))
    waves = [factories.membership() for _number in range(EDITORS)]
    shared_database()
    results = at_once(lambda number: import_one(waves[number]))
    assert results.count(Outcome.CHANGED) == 1
    allowed = (IntegrityError, Outcome)
    assert all(isinstance(result, allowed) for result in results), results
    assert in_force() == ["member"]
    assert seen(Membership.objects.count) == 2


def test_ten_imports_about_ten_regions_wait_for_each_other(shared_database):
    codes = [known(factories.region, code=f"BE3{number}").code for number in range(EDITORS)]
    waves = [factories.membership(region_id=code) for code in codes]
    shared_database()
    results = at_once(lambda number: import_one(waves[number]))
    assert results == [Outcome.NEW] * EDITORS
    assert in_force() == ["member"] * EDITORS


def import_one(statement):
    """A wave of one answer, in one transaction as the import commands do it."""
    with transaction.atomic():
        ledger = Ledger(Membership, [statement.region_id])
        outcome = ledger.place(statement).outcome
        ledger.write(reason="A wave")
    return outcome
