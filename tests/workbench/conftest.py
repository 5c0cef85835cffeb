import pytest
from django.contrib.auth.models import User

from tests.facts import loaded
from tests.model import factories
from tests.model.factories import known


@pytest.fixture(scope="module")
def _reference_facts(django_db_setup, django_db_blocker):
    with loaded(django_db_blocker):
        yield


@pytest.fixture
def reference(_reference_facts, db):
    """The reference facts, without any survey wave."""


@pytest.fixture
def anna(db):
    return User.objects.create_superuser("anna", password="a long pass phrase")


@pytest.fixture
def desk(client, anna):
    for build, code in (
        *((factories.region, code) for code in ("BE2", "BE3")),
        *((factories.network, "errin"), (factories.source, "survey-2021")),
    ):
        known(build, code=code)
    known(factories.indicator, code="population-density", decimals=3)
    client.force_login(anna)
    return client
