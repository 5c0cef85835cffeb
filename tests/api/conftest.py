import pytest

from tests.facts import loaded


@pytest.fixture(scope="module")
def _facts(django_db_setup, django_db_blocker):
    with loaded(django_db_blocker, 2019, 2021):
        yield


@pytest.fixture
def facts(_facts, db):
    """All fixtures, with the waves imported; what a test changes is undone after it."""
