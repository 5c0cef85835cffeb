import tempfile

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from tests.admin.nouns import one_of_each


@pytest.fixture(autouse=True)
def uploads_are_kept_apart(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


@pytest.fixture(scope="module")
def _records(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield one_of_each()
        transaction.set_rollback(True)


@pytest.fixture
def records(_records, db):
    """One record of every noun, by its model; stored once for all tests of a module."""
    return _records


@pytest.fixture
def anna(db):
    return User.objects.create_superuser("anna", password="a long pass phrase")


@pytest.fixture
def desk(client, anna):
    """The admin, opened by Anna."""
    client.force_login(anna)
    return client


@pytest.fixture
def other_desk(db):
    """The admin, opened by Bob in another browser."""
    client = Client()
    client.force_login(User.objects.create_superuser("bob", password="a long pass phrase"))
    return client
