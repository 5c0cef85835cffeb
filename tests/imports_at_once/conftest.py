import pytest
from django.db import connection

from tests.imports_at_once.databases import Files, Server


@pytest.fixture(scope="session")
def databases(django_db_setup, tmp_path_factory):
    """Databases outside of the tests' own, which processes can share; each with the same facts."""
    folder = tmp_path_factory.mktemp("at-once")
    is_file = connection.vendor == "sqlite"
    made = Files(folder) if is_file else Server(folder, connection.settings_dict)
    try:
        made.make()
        yield made
    finally:
        made.close()


@pytest.fixture
def database(databases):
    """One of them, for one test."""
    name = databases.fresh()
    yield name
    databases.drop(name)
