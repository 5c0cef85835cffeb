"""The API keeps to its own description, whatever that allows to be asked."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings

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


def test_every_answer_is_as_described(kept_connection):
    schema = schemathesis.openapi.from_wsgi(DESCRIPTION, application)
    asked = 0
    for operation in schema.get_all_operations():
        ask(operation.ok())
        asked += 1
    assert asked == 22


def ask(operation):
    for mode in schemathesis.GenerationMode:
        requests = operation.as_strategy(generation_mode=mode)

        @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
        @given(case=requests)
        def keeps_its_word(case):
            case.call_and_validate()

        keeps_its_word()


def test_it_is_of_the_version_that_tools_read(client, facts):
    told = client.get(DESCRIPTION).json()
    assert told["openapi"].startswith("3.1")
    assert all(
        parameter.get("description") or "schema" in parameter
        for path in told["paths"].values()
        for parameter in path["get"].get("parameters", [])
    )
