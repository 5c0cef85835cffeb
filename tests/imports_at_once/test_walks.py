"""Whoever walks through all pages of the API meets each record once, whatever others write."""

import pytest

from tests.imports_at_once.processes import at_once, done
from tests.imports_at_once.readers import edits, keys, walks

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("django_db_setup")]


@pytest.mark.parametrize(("noun", "size"), [("regions", 60), ("networks", 1), ("observations", 90)])
def test_a_walk_meets_each_record_once_while_another_process_edits(database, noun, size):
    before = done(keys, database, noun)
    met, _nothing = at_once(database, (walks, noun, size), (edits,))
    after = done(keys, database, noun)
    assert len(met) == len(set(met))
    assert before & after <= set(met) <= before | after
    if noun != "regions":
        assert before != after  # so that this could have failed
