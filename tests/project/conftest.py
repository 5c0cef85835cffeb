"""Who asks, in the tests of the project as a whole."""

import logging

import pytest
from django.contrib.auth import get_user_model
from django.test import Client


@pytest.fixture
def quiet():
    """Thousands of refusals are no news."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def stranger():
    return Client(raise_request_exception=False)


@pytest.fixture
def editor(db):
    """A superuser, before whom no door is closed."""
    client = Client(raise_request_exception=False)
    client.force_login(get_user_model().objects.create_superuser("root"))
    return client
