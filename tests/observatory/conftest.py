import pytest
from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer

from tests.facts import loaded, put


@pytest.fixture(scope="module")
def _facts(django_db_setup, django_db_blocker):
    with loaded(django_db_blocker, 2019, 2021):
        yield


@pytest.fixture
def facts(_facts, db):
    """All fixtures, with the waves imported; what a test changes is undone after it."""


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """The address of a server with the same facts, for the browser.

    Stored for good, since the server may use another connection, and emptied at the end.
    """
    with django_db_blocker.unblock():
        put(2019, 2021)
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()
        call_command("flush", interactive=False, verbosity=0)
