import pytest
from django.contrib.auth.models import User
from django.db import transaction

from tests.facts import loaded
from tests.imports import world
from tests.model.factories import BUILDERS, stored
from workbench.imports.shapes import shape_of
from workbench.tables.shape import nouns


@pytest.fixture(scope="module")
def _small_world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        world.build()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def small_world(_small_world, db):
    """A few records of every noun, stored once for all tests of a module."""


@pytest.fixture(scope="module")
def _reference_facts(django_db_setup, django_db_blocker):
    with loaded(django_db_blocker):
        yield


@pytest.fixture
def reference(_reference_facts, db):
    """The reference facts of the project, without any survey wave."""


@pytest.fixture(scope="module")
def _all_facts(django_db_setup, django_db_blocker):
    with loaded(django_db_blocker, 2019, 2021), django_db_blocker.unblock():
        for key in nouns():
            model = shape_of(key).model
            if not model.objects.exists():
                stored(BUILDERS[model]())
        yield


@pytest.fixture
def all_facts(_all_facts, db):
    """The reference facts with both waves, and a record of each noun of which they have none."""


@pytest.fixture
def anna(db):
    return User.objects.create_superuser("anna", first_name="Anna", last_name="Editor")
