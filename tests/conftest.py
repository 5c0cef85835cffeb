"""What all tests share: quick settings, the browser, and how hard hypothesis tries."""

import os

import pytest
from django.test import TransactionTestCase, override_settings
from hypothesis import settings as hypothesis_settings

from tools import chromium
from tools.machine import on_ci

# The browser is driven from a running event loop, where Django would refuse every query.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# On CI the same examples each time: a red build is the fault of the change. Else, new ones.
# No deadline on either: with a worker per core the clock says nothing about the code.
hypothesis_settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True)
hypothesis_settings.register_profile("dev", max_examples=50, deadline=None)
hypothesis_settings.load_profile("ci" if on_ci() else "dev")

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}
NO_CHROMIUM = "No Chromium that can be driven was found: `make test` says what is missing."
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",  # the sandbox refuses to start as root, as in most containers
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # Chromium's own errands must not count as requests of our pages.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_addoption(parser):
    parser.addoption(
        "--database-tests-only",
        action="store_true",
        help="leave out the tests that ask no database: their answer does not depend on it",
    )


def pytest_collection_modifyitems(config, items):
    in_browser = [item for item in items if "browser" in getattr(item, "fixturenames", ())]
    for item in in_browser:
        item.add_marker(pytest.mark.browser)
    if in_browser and not on_ci() and chromium.find() is None:
        for item in in_browser:
            item.add_marker(pytest.mark.skip(reason=NO_CHROMIUM))
    if config.getoption("--database-tests-only"):
        left_out = [item for item in items if not asks_the_database(item)]
        items[:] = [item for item in items if asks_the_database(item)]
        config.hook.pytest_deselected(items=left_out)


def asks_the_database(item):
    is_django_case = issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
    wanted = DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
    return is_django_case or bool(wanted) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session", autouse=True)
def quick_settings():
    """A real password hash takes longer than most tests. So does whitenoise, which lists all static
    files for each client (11 ms), unless it is told to look them up when they are asked for (1 ms).
    And tests may ask the API as often as they like.
    """
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        WHITENOISE_AUTOREFRESH=True,
        API_RATE="",
    ):
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Drive the Chromium of this machine; on CI a missing one fails its tests."""
    path = chromium.find()
    if path is None:
        pytest.fail(NO_CHROMIUM)
    return {**browser_type_launch_args, "executable_path": path, "args": CHROMIUM_ARGUMENTS}
