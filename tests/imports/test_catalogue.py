"""Every bad file is refused in words and changes not one byte; every sound one is stored."""

import re
import time

import pytest
from django.db import transaction

from common.tables import Unreadable
from tests.imports import database, world
from tests.imports.case import ASKED, ERRORS, FINE, LACKING, REFUSED
from tests.imports.catalogue import CASES
from workbench.imports.applying import NotApplied
from workbench.imports.running import bring_in
from workbench.imports.shape import Unfit
from workbench.imports.shapes import all_shapes, shape_of

pytestmark = pytest.mark.django_db

# Words of a program, which no editor should meet.
PYTHON = re.compile(
    r"Traceback|Error|Exception|<|None|NaN|Decimal|object at|codec|\bstr\b|datetime|constraint"
)
SECONDS = 2

BAD = [case for case in CASES if case.outcome != FINE]


@pytest.fixture(scope="module")
def _world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        world.build()
        yield database.dump()
        transaction.set_rollback(True)


@pytest.fixture
def before(_world, db):
    """Everything that is stored before a file is brought in."""
    return _world


def param(case):
    marks = [pytest.mark.slow] if case.is_heavy else []
    return pytest.param(case, id=case.name, marks=marks)


def brought_in(case):
    """The run, the sentence of the refusal, and the seconds of this program that it took."""
    shapes = [shape_of(case.shape)] if case.shape else all_shapes()
    content, begun = case.content, time.process_time()
    try:
        run, sentence = bring_in(content, case.file, case.choices, shapes), ""
    except (Unreadable, Unfit, NotApplied) as refusal:
        run, sentence = None, str(refusal)
    return run, sentence, time.process_time() - begun


@pytest.mark.parametrize("case", [param(case) for case in BAD])
def test_a_bad_file_is_refused_in_words_and_changes_not_one_byte(case, before, settings):
    for name, value in case.settings.items():
        setattr(settings, name, value)
    run, sentence, seconds = brought_in(case)
    assert database.differences(before, database.dump()) == []
    assert seconds < SECONDS
    problems = run.plan.refusals if run else []
    assert [text for text in (sentence, *_reasons(problems)) if PYTHON.search(text)] == []
    if case.outcome == REFUSED or (case.outcome == LACKING and run is None):
        assert run is None
        assert case.word in sentence
        assert sentence.endswith(".")
        return
    assert run is not None, sentence
    assert run.record is None
    _check_problems(case, problems)


def _check_problems(case, problems):
    if case.outcome == LACKING:
        assert {problem.heading for problem in problems} >= {case.word}
        return
    told = [(p.row, p.heading, p.cause, p.reason) for p in problems]
    mine = [
        p for p in problems if p.row == case.row and (p.heading == case.heading or not case.heading)
    ]
    assert mine, told
    assert any(case.word in problem.reason for problem in mine), told
    assert case.cause is None or case.cause in {problem.cause for problem in mine}, told
    # What is right beside the bad row is not blamed.
    assert case.outcome in (ERRORS, ASKED)


def _reasons(problems):
    """The sentences without what they quote from the cell."""
    return [
        problem.reason.replace(problem.value, "") if problem.value else problem.reason
        for problem in problems
    ]


@pytest.mark.parametrize("case", [param(case) for case in CASES if case.outcome == FINE])
def test_a_sound_file_is_stored_as_a_whole(case, before, settings):
    run, sentence, seconds = brought_in(case)
    assert run is not None, sentence
    assert [problem.reason for problem in run.plan.refusals] == []
    assert run.record is not None
    assert run.plan.row_counts()["error"] == 0
    assert seconds < SECONDS
    assert database.differences(before, database.dump()) != []


def test_there_are_enough_cases_and_no_two_of_one_name():
    names = [case.name for case in CASES]
    assert len(BAD) >= 200
    assert len(set(names)) == len(names)
