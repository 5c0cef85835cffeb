import pytest

from tests.facts import loaded


@pytest.fixture(scope="module")
def _reference_facts(django_db_setup, django_db_blocker):
    with loaded(django_db_blocker):
        yield


@pytest.fixture
def reference(_reference_facts, db):
    """The reference facts, without any survey wave."""
