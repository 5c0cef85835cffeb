"""What the admin writes out, it reads again without a change: all reference facts, every noun."""

import pytest

from tests.admin.nouns import NOUNS
from tests.admin.tables import CSV, ODS, XLSX, exported
from tests.facts import loaded
from workbench.imports.choices import Choices
from workbench.imports.running import bring_in, look
from workbench.imports.shape import Unfit
from workbench.imports.shapes import all_shapes, shape_of


@pytest.fixture(scope="module")
def _reference(django_db_setup, django_db_blocker):
    with loaded(django_db_blocker):
        yield


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
