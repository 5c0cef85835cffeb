"""An editor who saves while an import is being written loses nothing and meets no server error."""

import pytest
from django.db import connection

from tests.admin.pages import posted
from tests.imports_at_once.editors import TYPED, holds, look_after, meets, saves_again
from tests.imports_at_once.processes import at_once, done

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("django_db_setup")]

# A region that nothing names, so that it may be deleted.
REGION = "ES211"
PATIENCE = 0.3
# Six forms are sent; the page of each takes a moment as well.
HELD = 6 * PATIENCE + 4
SMALL_PAGE = "An import is being written at this moment. Go back with the browser"


@pytest.fixture(scope="module")
def database(databases):
    return databases.fresh()


@pytest.fixture(scope="module")
def answers(database):
    return at_once(database, (holds, REGION, HELD), (meets, REGION, PATIENCE))[1]


def test_whoever_saves_meanwhile_is_told_and_nothing_is_saved(answers, database):
    is_file = connection.vendor == "sqlite"
    # PostgreSQL makes nobody wait who writes something else.
    told = {page: answer for page, answer in answers.items() if is_file or page != "account"}

    assert {page: answer.status for page, answer in told.items()} == dict.fromkeys(told, 409)
    for page in ("delete", "action", "revert", *(["account"] if is_file else [])):
        assert SMALL_PAGE in told[page].page
    name, accounts = done(look_after, database, REGION)
    assert name == "Imported"
    assert accounts == (2 if is_file else 3)


def test_the_form_comes_back_with_what_was_typed_and_can_be_saved_later(answers, database):
    change, add = answers["change"].page, answers["add"].page

    assert "Nothing was saved: an import is being written at this moment." in change
    assert "Nothing was saved: an import is being written at this moment." in add
    assert posted(change)["english_name"] == TYPED
    assert posted(add)["short_name"] == "Held"

    # The other has changed the same record: that is told first.
    told = done(saves_again, database, REGION, change)
    assert "this record was changed after you opened it" in told.page
    saved = done(saves_again, database, REGION, told.page)
    assert saved.status == 302
    assert done(look_after, database, REGION)[0] == TYPED
