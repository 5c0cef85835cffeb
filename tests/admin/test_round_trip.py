"""What the admin writes out, it reads again without a change: all reference facts, every noun."""

import io

import pytest
from django.core.management import call_command
from django.db import transaction

from tests.admin.nouns import NOUNS
from tests.admin.tables import CSV, ODS, XLSX, exported
from workbench.imports.choices import Choices
from workbench.imports.running import bring_in, look
from workbench.imports.shape import Unfit
from workbench.imports.shapes import all_shapes, shape_of


@pytest.fixture(scope="module")
def _reference(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", stdout=io.StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def reference(_reference, db):
    """The reference facts of the project, loaded once for all tests of this module."""


@pytest.mark.parametrize("kind", [CSV, XLSX, ODS], ids=["CSV", "XLSX", "ODS"])
@pytest.mark.parametrize("model", NOUNS, ids=lambda model: model.__name__)
def test_what_is_exported_and_read_again_changes_nothing(model, kind, reference, desk):
    shapes, content = [shape_of(model._meta.label_lower)], exported(desk, model, kind)
    changes = model.history.count()
    if not model.objects.exists():
        with pytest.raises(Unfit, match="no rows: there is nothing to import"):
            look(content, "table", Choices(), shapes)
        return

    unchanged = {"new": 0, "changed": 0, "unchanged": model.objects.count(), "error": 0}
    looked = look(content, "table", Choices(), all_shapes())
    assert looked.file.shape.key == model._meta.label_lower  # its headings alone tell what it is
    assert all(column.key for column in looked.file.columns)
    assert (looked.plan.row_counts(), looked.plan.problems) == (unchanged, [])
    brought_in = bring_in(content, "table", Choices(), shapes)
    assert (brought_in.plan.row_counts(), brought_in.record) == (unchanged, None)
    assert model.history.count() == changes
