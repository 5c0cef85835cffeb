"""What the admin writes out, it reads again without a change: all reference facts, every noun."""

import io

import pytest
from django.core.management import call_command
from django.db import transaction

from tests.admin.nouns import NOUNS
from tests.admin.tables import confirmed, exported, uploaded


@pytest.fixture(scope="module")
def _reference(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", stdout=io.StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def reference(_reference, db):
    """The reference facts of the project, loaded once for all tests of this module."""


@pytest.mark.parametrize("model", NOUNS, ids=lambda model: model.__name__)
def test_what_is_exported_and_read_again_changes_nothing(model, reference, desk):
    told = f"0 new, 0 changed, {model.objects.count()} unchanged."
    changes = model.history.count()
    content = exported(desk, model)
    if not model.objects.exists():
        assert "No valid data to import." in uploaded(desk, model, content)
        return

    page = uploaded(desk, model, content)
    assert told in page
    assert told in confirmed(desk, model, page)
    assert model.history.count() == changes
