"""A plan counts every row, writes nothing, is carried out as shown, and can be taken back."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regions.models import Membership, Network
from tests.imports import database
from tests.imports.case import table
from tests.imports.rows import ROWS
from tests.imports.steps import checked, confirmed
from workbench.imports.applying import AlreadyDone, NotApplied, Otherwise, apply
from workbench.imports.choices import Choices
from workbench.imports.running import look
from workbench.imports.shapes import shape_of
from workbench.imports.undo import plan_undo, undo
from workbench.models import Import
from workbench.tables.shape import nouns

pytestmark = pytest.mark.django_db

MEMBERS = "regions.membership"
NEW = table(*ROWS[MEMBERS])
ANY_EXAMPLE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
# What cells of any column may hold: sound for some column, unsound for the others.
CELLS = sorted({text for rows in ROWS.values() for row in rows for text in row.values()})
ODD = ["", "maybe", "NaN", "1e400", "03/04/2024", "1,234", "BX9", "javascript:alert(1)", "=1+1"]


def somebody():
    return User.objects.get_or_create(username="anna", first_name="Anna", last_name="Editor")[0]


def drawn_table(data):
    """A noun, and a file of sound and of stored rows in which some cells are other ones."""
    noun = data.draw(st.sampled_from(sorted(ROWS)))
    rows = [*ROWS[noun], *nouns()[noun]().export().dict]
    names = list(dict.fromkeys(name for row in rows for name in row))
    changes = st.dictionaries(
        st.sampled_from(names), st.sampled_from(ODD) | st.sampled_from(CELLS), max_size=2
    )
    row = st.builds(lambda row, cells: {**row, **cells}, st.sampled_from(rows), changes)
    return noun, table(rows[0], *data.draw(st.lists(row, max_size=6)), headings=names)


@ANY_EXAMPLE
@given(st.data(), st.booleans())
def test_every_row_is_counted_once_and_nothing_is_written(small_world, data, clears_blanks):
    noun, content = drawn_table(data)
    before = database.dump()
    run = look(content, "t.csv", Choices(clears_blanks=clears_blanks), [shape_of(noun)])
    assert sum(run.plan.row_counts().values()) == len(run.file.table.rows)
    assert run.plan.numbers == [row.number for row in run.file.table.rows]
    assert {problem.row for problem in run.plan.problems} <= set(run.plan.numbers)
    assert database.differences(before, database.dump()) == []


@pytest.mark.parametrize("noun", ROWS)
def test_a_check_keeps_the_file_and_its_plan_and_nothing_else(noun, small_world, anna):
    before = database.facts()
    draft, plan = checked(table(*ROWS[noun]), "table.csv", anna, noun)
    assert database.differences(before, database.facts()) == []
    assert draft.counts == {
        **plan.row_counts(),
        "changes": len(plan.changes),
        "blanks": plan.blanks,
    }
    assert (plan.row_counts()["new"], plan.row_counts()["error"]) == (2, 0)


@pytest.mark.parametrize("noun", ROWS)
def test_a_table_taken_back_leaves_what_was_there_before(noun, small_world, anna):
    before = database.exports()
    record = confirmed(table(*ROWS[noun]), "table.csv", anna, noun)
    after = database.exports()
    assert after != before
    assert undo(record, user=anna).restored == 2
    assert database.exports() == before
    # And the same file can be imported once more.
    again = confirmed(table(*ROWS[noun]), "table.csv", anna, noun)
    assert database.exports() == after
    assert again.pk != record.pk


@ANY_EXAMPLE
@given(st.data(), st.booleans())
def test_whatever_was_imported_can_be_taken_back(small_world, data, clears_blanks):
    noun, content = drawn_table(data)
    before = database.exports()
    with database.taken_out_again():
        anna = somebody()
        choices = Choices(clears_blanks=clears_blanks)
        draft, plan = checked(content, "t.csv", anna, noun, choices)
        if not plan.changes:
            return
        apply(draft, plan.digest(), user=anna, partial=True)
        again = look(content, "t.csv", choices, [shape_of(noun)]).plan
        # What was imported may have made a bad row a good one: its region goes by that name now.
        assert [str(step) for step in again.changes if step.row not in plan.bad_rows] == []
        told = plan_undo(Import.objects.get(pk=draft.pk))
        taken_back = undo(draft, user=anna)
        assert (told.restored, told.kept) == (taken_back.restored, [])
        assert database.exports() == before


def edited(record, anna):
    """The record, changed by hand as the admin changes it."""
    record._history_user, record._change_reason = anna, "Said by telephone"
    record.save()


def test_what_somebody_edited_since_stays_and_is_listed(small_world, anna):
    done = confirmed(NEW, "members.csv", anna, MEMBERS)
    mine = Membership.objects.get(region="FR1", network="errin")
    mine.note = "By telephone"
    edited(mine, anna)
    [kept] = plan_undo(done).kept
    assert "FR1" in kept.about
    assert "Anna Editor" in kept.reason
    plan = undo(done, user=anna)
    assert (plan.restored, plan.kept) == (1, [kept])
    mine.refresh_from_db()
    assert (mine.status, mine.note) == ("member", "By telephone")
    assert not Membership.objects.filter(region="BE3", network="errin").exists()


def test_what_somebody_deleted_since_stays_deleted_and_is_listed(small_world, anna):
    done = confirmed(NEW, "members.csv", anna, MEMBERS)
    mine = Membership.objects.get(region="FR1", network="errin")
    mine._history_user = anna
    mine.delete()
    [kept] = undo(done, user=anna).kept
    assert "deleted since by Anna Editor" in kept.reason
    assert not Membership.objects.filter(region="FR1", network="errin").exists()


def test_what_others_have_come_to_name_is_not_taken_away(small_world, anna):
    done = confirmed(table(*ROWS["regions.network"]), "n.csv", anna, "regions.network")
    named = {**ROWS[MEMBERS][0], "network": "alpine"}
    confirmed(table(named), "m.csv", anna, MEMBERS)
    plan = undo(done, user=anna)
    assert (plan.restored, [kept.about for kept in plan.kept]) == (1, ["Alpine"])
    assert Network.objects.filter(code="alpine").exists()
    assert not Network.objects.filter(code="baltic").exists()


def test_an_import_is_taken_back_once(small_world, anna):
    done = confirmed(NEW, "members.csv", anna, MEMBERS)
    undo(done, user=anna)
    before = database.dump()
    with pytest.raises(AlreadyDone, match="undone already"):
        undo(done, user=anna)
    assert database.differences(before, database.dump()) == []


def test_an_import_is_carried_out_once(small_world, anna):
    draft, plan = checked(NEW, "members.csv", anna, MEMBERS)
    apply(draft, plan.digest(), user=anna)
    before = database.dump()
    with pytest.raises(AlreadyDone, match="already"):
        apply(draft, plan.digest(), user=anna)
    assert database.differences(before, database.dump()) == []


def test_what_is_confirmed_is_what_was_shown(small_world, anna):
    draft, plan = checked(NEW, "members.csv", anna, MEMBERS)
    said = {"source_id": "eurostat", "stated_on": "2020-01-01"}
    Membership(region_id="FR1", network_id="errin", status="observer", **said).save()
    before = database.facts()
    with pytest.raises(Otherwise, match="somebody has changed"):
        apply(draft, plan.digest(), user=anna)
    assert database.differences(before, database.facts()) == []
    draft.refresh_from_db()
    assert draft.state == Import.State.DRAFT
    assert draft.digest not in ("", plan.digest())
    # Shown anew, it can be confirmed.
    apply(draft, draft.digest, user=anna)
    assert Membership.objects.filter(region="FR1", network="errin").count() == 2


@pytest.mark.parametrize("digest", ["", "0" * 64, "x"])
def test_no_other_digest_confirms(digest, small_world, anna):
    draft, _plan = checked(NEW, "members.csv", anna, MEMBERS)
    before = database.facts()
    with pytest.raises(Otherwise):
        apply(draft, digest, user=anna)
    assert database.differences(before, database.facts()) == []


def test_a_file_that_changes_nothing_is_not_carried_out(small_world, anna):
    confirmed(NEW, "members.csv", anna, MEMBERS)
    draft, plan = checked(NEW, "members.csv", anna, MEMBERS)
    assert plan.row_counts() == {"new": 0, "changed": 0, "unchanged": 2, "error": 0}
    with pytest.raises(NotApplied, match="changes nothing"):
        apply(draft, plan.digest(), user=anna)


@pytest.mark.parametrize(("days", "is_undoable"), [(29, True), (31, False)])
def test_an_import_can_be_taken_back_for_thirty_days(days, is_undoable, small_world, anna):
    done = confirmed(NEW, "members.csv", anna, MEMBERS)
    done.applied_at -= timedelta(days=days)
    done.save()
    if is_undoable:
        assert undo(done, user=anna).restored == 2
        return
    before = database.dump()
    with pytest.raises(NotApplied, match="30 days"):
        undo(done, user=anna)
    assert database.differences(before, database.dump()) == []
