"""Several at once: one after the other, or a sentence; never half, and nothing lost in silence."""

import pytest
from django.db import connection

from tests.imports_at_once.people import (
    APPLIED,
    adds_a_membership,
    confirms,
    confirms_again,
    confirms_on_the_page,
    document,
    draft,
    draft_of_members,
    english_name,
    imports,
    imports_a_file,
    imports_documents,
    names,
    saves_a_document,
    saves_a_name,
    statuses,
    undoes,
)
from tests.imports_at_once.processes import at_once, done

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("django_db_setup")]

NUMBER = "Import no."
BUSY = "another import is being written at this moment"
# One whose reference facts were written just once.
REGION = "ES2"
# Seconds after the others have begun.
DELAYS = [0, 0.1, 0.25, 0.6]
# Long enough for an editor to save meanwhile, if nothing hinders that.
PAUSE = 1.5


def applied(outcomes):
    return [outcome for outcome in outcomes if outcome.how == APPLIED]


def test_of_two_who_confirm_one_draft_one_carries_it_out(database):
    number = done(draft, database, "Once")

    outcomes = at_once(database, (confirms, number), (confirms, number))

    [told] = set(outcomes) - set(applied(outcomes))
    assert len(applied(outcomes)) == 1
    assert told.how == "AlreadyDone" or BUSY in told.sentence
    assert done(names, database) == ["Once"]
    assert done(english_name, database, REGION)[1] == 2


def test_a_yes_said_twice_is_carried_out_once(database):
    number = done(draft, database, "Once")

    first, second = done(confirms_again, database, number)

    assert first.how == APPLIED
    assert second == ("AlreadyDone", "This import was carried out already: it changed nothing now.")
    assert done(english_name, database, REGION)[1] == 2


def test_two_tabs_that_confirm_lead_to_the_same_record(database):
    number = done(draft, database, "Once")

    pages = at_once(database, (confirms_on_the_page, number), (confirms_on_the_page, number))

    assert [answer.status for answer in pages] == [200, 200]
    assert done(imports, database) == ["applied", "draft"]
    assert done(english_name, database, REGION)[1] == 2


def test_of_two_uploads_of_one_file_the_second_learns_that_nothing_is_left_to_do(database):
    hers, his = (done(draft, database, "Once", who) for who in ("anna", "bob"))

    outcomes = at_once(database, (confirms, hers), (confirms, his))

    assert len(applied(outcomes)) == 1
    assert all(is_told(outcome) for outcome in outcomes)
    assert done(imports, database) == ["applied", "draft", "draft"]
    assert done(english_name, database, REGION)[1] == 2


def test_of_two_imports_about_the_same_facts_one_is_shown_again(database):
    hers, his = done(draft, database, "Hers", "anna"), done(draft, database, "His", "bob")

    outcomes = at_once(database, (confirms, hers), (confirms, his))

    assert len(applied(outcomes)) == 1
    assert all(is_told(outcome) for outcome in outcomes)
    assert done(names, database) == (["Hers"] if outcomes[0].how == APPLIED else ["His"])


def is_told(outcome):
    """Applied, shown again, or asked to wait."""
    return outcome.how in (APPLIED, "Otherwise") or BUSY in outcome.sentence


@pytest.mark.parametrize("name", ["observations.csv", "wave-2021.csv"])
def test_of_two_commands_with_one_file_one_imports_it(name, database, databases):
    path = str(databases.folder / name)

    ended = at_once(database, (imports_a_file, path), (imports_a_file, path))

    assert sum(NUMBER in said for _code, said in ended) == 1, ended
    assert all("0 changes" in said or BUSY in said for _code, said in ended if NUMBER not in said)
    assert done(imports, database) == ["applied", "draft"]


def test_three_who_import_at_once_are_served_or_told(database, databases):
    number = done(draft, database, "Names")
    files = [str(databases.folder / name) for name in ("observations.csv", "wave-2021.csv")]

    *ended, outcome = at_once(
        database, *((imports_a_file, path) for path in files), (confirms, number)
    )

    served = [code == 0 for code, _said in ended] + [outcome.how == APPLIED]
    told = [BUSY in said for _code, said in ended] + [BUSY in outcome.sentence]
    assert all(one or other for one, other in zip(served, told, strict=True)), (ended, outcome)
    # SQLite lets them wait for each other, PostgreSQL tells them at once.
    assert all(served) if connection.vendor == "sqlite" else any(served)
    assert done(imports, database).count("applied") == sum(served)


@pytest.mark.parametrize("delay", DELAYS)
def test_an_editor_and_an_import_do_not_overwrite_each_other(delay, database):
    number = done(draft, database, "Imported")

    outcome, answer = at_once(database, (confirms, number), (saves_a_name, REGION, "Edited", delay))

    name, versions = done(english_name, database, REGION)
    assert versions == 2
    if outcome.how == APPLIED:
        assert name == f"Imported of {REGION}"
        assert answer.status == 200
        assert "this record was changed after you opened it" in answer.page
    else:
        assert name == "Edited"
        assert answer.status == 302
        assert outcome.how == "Otherwise" or "at this very moment" in outcome.sentence


@pytest.mark.parametrize("delay", DELAYS)
def test_an_editor_and_an_import_do_not_answer_the_same_twice(delay, database):
    number = done(draft_of_members, database, "vanguard")
    values = {
        "region": REGION,
        "network": "vanguard",
        "status": "planned",
        "source": "survey-2021",
        "stated_on": "2026-11-01",
    }

    outcome, answer = at_once(database, (confirms, number), (adds_a_membership, values, delay))

    [status] = done(statuses, database, REGION, "vanguard")
    if outcome.how == APPLIED:
        assert (status, answer.status) == ("member", 200)
        assert "has a statement about this network in force already" in answer.page
    else:
        assert (status, answer.status) == ("planned", 302)
        assert outcome.how in ("Otherwise", "NotApplied")


def test_of_two_who_undo_an_import_one_does(database):
    number = done(draft, database, "Once")
    done(confirms_again, database, number)

    outcomes = at_once(database, (undoes, number), (undoes, number))

    assert len(applied(outcomes)) == 1
    assert all(o.how in (APPLIED, "AlreadyDone") or BUSY in o.sentence for o in outcomes)
    assert done(english_name, database, REGION)[1] == 3


def test_an_undo_does_not_overwrite_what_an_editor_saves_meanwhile(database):
    number = done(draft, database, "Once")
    done(confirms_again, database, number)

    outcome, answer = at_once(
        database, (undoes, number, PAUSE), (saves_a_name, REGION, "Edited", PAUSE / 2)
    )

    assert outcome.how == APPLIED
    name, _versions = done(english_name, database, REGION)
    if answer.status == 302:
        assert name == "Edited"
    else:
        assert "this record was changed after you opened it" in answer.page
        assert name == ""


def test_a_wave_does_not_overwrite_what_an_editor_saves_of_a_document_meanwhile(database, tmp_path):
    for year in (2019, 2021):
        wave = tmp_path / f"wave-{year}.csv"
        wave.write_text("Region,Policy documents\nBE3,1. Regional level A plan\n")
        if year == 2019:
            at_once(database, (imports_a_file, str(wave)))
    edited = {"title": "Another plan", "link": "https://example.org/plan"}

    ended, answer = at_once(
        database, (imports_documents, str(wave), PAUSE), (saves_a_document, edited, PAUSE / 2)
    )

    assert ended[0] == 0, ended
    found = done(document, database)
    assert found["stored"] == found["told"]
    if answer.status == 302:
        assert found["stored"] == {**found["stored"], **edited}
    else:
        assert "this record was changed after you opened it" in answer.page
        assert found["stored"]["source_id"] == "survey-2021"
