"""Both real waves on the reference facts: checked, carried out, taken back."""

import pytest

from regions.models import Membership
from tests.facts import WAVES
from tests.imports import database
from tests.imports.steps import checked, confirmed
from workbench.imports.undo import undo

pytestmark = pytest.mark.django_db


def wave(year):
    path = WAVES / f"wave-{year}.csv"
    return path.read_bytes(), path.name


@pytest.mark.parametrize("year", [2019, 2021])
def test_the_check_of_a_wave_changes_no_fact(year, reference, anna):
    before = database.facts()
    _draft, plan = checked(*wave(year), anna)
    assert plan.changes
    assert database.differences(before, database.facts()) == []


@pytest.mark.parametrize("order", [[2019, 2021], [2021, 2019]], ids=["in order", "turned round"])
def test_waves_taken_back_leave_what_was_there_before(order, reference, anna):
    stages, done = [database.exports()], []
    for year in order:
        done.append(confirmed(*wave(year), anna))
        stages.append(database.exports())
    for record in reversed(done):
        assert undo(record, user=anna).kept == []
        stages.pop()
        assert database.exports() == stages[-1]


def test_a_wave_may_be_carried_out_again_after_it_was_taken_back(reference, anna):
    undo(confirmed(*wave(2019), anna), user=anna)
    before = database.exports()
    again = confirmed(*wave(2019), anna)
    assert (again.counts["error"], again.counts["changes"] > 200) == (0, True)
    assert undo(again, user=anna).kept == []
    assert database.exports() == before


def test_an_answer_edited_since_the_wave_stays_and_the_others_go(reference, anna):
    done = confirmed(*wave(2019), anna)
    answer = Membership.objects.filter(source="survey-2019", note="").first()
    answer.note, answer._history_user, answer._change_reason = "By telephone", anna, "Asked again"
    answer.save()
    plan = undo(done, user=anna)
    assert [(kept.noun, kept.reason) for kept in plan.kept] == [
        ("membership", "edited since by Anna Editor")
    ]
    assert list(Membership.objects.filter(source="survey-2019")) == [answer]
