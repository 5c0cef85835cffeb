"""The API keeps to its own description, whatever that allows to be asked."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings

from observatory.releases.publishing import release
from regions_project.wsgi import application

DESCRIPTION = "/api/v1/openapi.json"
EXAMPLES = 25  # for each address, of good and of bad requests


@pytest.fixture
def kept_connection(facts):
    """Requests past Django's own test client close the connection, which holds the facts here."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_every_answer_is_as_described(kept_connection, client):
    release("2026.1")  # so that answers from a release are asked for too
    schema = schemathesis.openapi.from_wsgi(DESCRIPTION, application)
    asked = 0
    for operation in schema.get_all_operations():
        ask(operation.ok())
        asked += 1
    nouns = client.get("/api/v1/").json().keys() - {"description", "documentation"}
    assert asked == 2 * len(nouns) > 20


def ask(operation):
    for mode in schemathesis.GenerationMode:
        requests = operation.as_strategy(generation_mode=mode)

        @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
        @given(case=requests)
        def keeps_its_word(case):
            case.call_and_validate()

        keeps_its_word()


def test_it_is_of_the_version_that_tools_read(client, facts):
    assert client.get(DESCRIPTION).json()["openapi"].startswith("3.1")


def test_every_parameter_of_every_address_is_told_in_a_sentence(client, facts):
    release("2026.1")  # a parameter that is there once there is one
    paths = client.get(DESCRIPTION).json()["paths"]
    told = {
        (path, one["in"], one["name"]): one.get("description", "")
        for path, asked in paths.items()
        for one in asked["get"].get("parameters", [])
    }
    assert {place for _path, place, _name in told} == {"query", "path"}
    assert ("/api/v1/terms/{key}/", "query", "release") in told
    assert {key for key, said in told.items() if not is_a_sentence(said)} == set()


def test_every_field_of_every_answer_is_told_in_a_sentence(client, facts):
    schemas = client.get(DESCRIPTION).json()["components"]["schemas"]
    told = {
        (name, field): one.get("description", "")
        for name, schema in schemas.items()
        for field, one in schema.get("properties", {}).items()
    }
    assert len(told) > 100
    assert {key for key, said in told.items() if not is_a_sentence(said)} == set()


def is_a_sentence(text):
    """Some words with a stop; a list of choices may follow it."""
    said = text.partition("\n\n* `")[0]
    return len(said.split()) > 2 and said.endswith(".")
