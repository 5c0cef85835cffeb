"""Whatever the record: an editor learns that a colleague saved it meanwhile."""

import pytest
from django.contrib import admin

from policies.models import PolicyDocument, Term
from regions.models import Membership, Region
from regions.resources import RegionResource
from tests.admin.nouns import EDITS, NOUNS
from tests.admin.pages import address, opened, posted
from tests.tables import outcomes, read

every_form = pytest.mark.parametrize("model", EDITS, ids=lambda model: model.__name__)


def stored(record, field):
    return str(getattr(type(record)._base_manager.get(pk=record.pk), field))


def text_of(response):
    return response.content.decode()


def test_every_form_of_the_admin_is_tried():
    assert set(admin.site._registry) == set(EDITS)


@every_form
def test_the_second_of_two_to_save_is_told_and_can_then_save(model, records, desk, other_desk):
    record, (field, first, second) = records[model], EDITS[model]
    url = address(model, "change", record.pk)
    hers, his = opened(desk, url), opened(other_desk, url)

    assert desk.post(url, {**hers, field: first}).status_code == 302
    refused = other_desk.post(url, {**his, field: second})

    assert refused.status_code == 200
    assert "Nothing was saved" in text_of(refused)
    assert "anna" in text_of(refused)
    assert stored(record, field) == first

    form = posted(text_of(refused))
    assert form[field] == second
    assert other_desk.post(url, form).status_code == 302
    assert stored(record, field) == second


@every_form
def test_a_form_that_does_not_say_its_version_is_not_saved(model, records, desk):
    record, (field, first, _second) = records[model], EDITS[model]
    url = address(model, "change", record.pk)
    before = stored(record, field)
    form = {**opened(desk, url), field: first}
    del form["form_version"]

    refused = desk.post(url, form)

    assert refused.status_code == 200
    assert "Nothing was saved" in text_of(refused)
    assert stored(record, field) == before
    assert desk.post(url, posted(text_of(refused))).status_code == 302
    assert stored(record, field) == first


@pytest.mark.parametrize("version", ["", "0", "99999999", "9" * 400, "x", "-1", "¹"])
def test_a_version_made_up_is_not_believed(version, records, desk):
    url = address(Region, "change", records[Region].pk)
    form = {**opened(desk, url), "english_name": "Wallonia", "form_version": version}

    refused = desk.post(url, form)

    assert "Nothing was saved: the form does not say" in text_of(refused)
    assert stored(records[Region], "english_name") == ""


def test_the_version_of_another_record_is_not_believed(records, desk):
    url = address(Region, "change", records[Region].pk)
    other = records[Membership].history.latest().pk
    form = {**opened(desk, url), "english_name": "Wallonia", "form_version": other}

    assert "Nothing was saved" in text_of(desk.post(url, form))


@pytest.mark.parametrize("model", NOUNS, ids=lambda model: model.__name__)
def test_a_form_saved_as_it_came_changes_nothing(model, records, desk):
    record = records[model]
    url = address(model, "change", record.pk)
    before = record.history.count()

    assert desk.post(url, opened(desk, url)).status_code == 302
    assert record.history.count() == before


def test_the_refusal_says_who_changed_what_and_when(records, desk, other_desk):
    url = address(Region, "change", records[Region].pk)
    his = opened(other_desk, url)
    desk.post(url, {**opened(desk, url), "english_name": "Walloon Region", "latitude": "50.4"})

    page = text_of(other_desk.post(url, {**his, "summary": "A region."}))

    assert "anna changed English name from “–” to “Walloon Region” on" in page
    assert "anna changed latitude of the centre from “–” to “50.4” on" in page


def test_what_the_second_had_not_touched_shows_the_new_values(records, desk, other_desk):
    url = address(Region, "change", records[Region].pk)
    his = opened(other_desk, url)
    hers = {**opened(desk, url), "english_name": "Walloon Region", "native_name": "Walonreye"}
    desk.post(url, hers)

    refused = other_desk.post(url, {**his, "native_name": "Wallonie!", "latin_name": "Wallonie"})
    form = posted(text_of(refused))

    assert form["english_name"] == "Walloon Region"
    assert form["native_name"] == "Wallonie!"
    assert form["latin_name"] == "Wallonie"


def test_relations_and_lists_are_told_and_taken_over_too(records, desk, other_desk):
    document = records[PolicyDocument]
    kept, added = Term.objects.get(code="C.21"), Term.objects.get(code="strategy")
    url = address(PolicyDocument, "change", document.pk)
    his = opened(other_desk, url)
    hers = opened(desk, url)
    assert hers["terms"] == [str(kept.pk)]
    desk.post(url, {**hers, "terms": [kept.pk, added.pk], "kind": ""})

    refused = other_desk.post(url, {**his, "gloss": "Research"})
    form = posted(text_of(refused))

    assert (
        "changed terms from “C.21 Manufacture” to “strategy Strategy; C.21 Manufacture”"
        in text_of(refused)
    )
    assert "changed kind from “strategy Strategy” to “–”" in text_of(refused)
    assert sorted(form["terms"]) == sorted([str(kept.pk), str(added.pk)])
    assert form["kind"] == ""
    assert form["gloss"] == "Research"


def test_an_import_between_opening_and_saving_is_told_too(records, desk):
    url = address(Region, "change", records[Region].pk)
    form = opened(desk, url)
    plan = read(RegionResource, "code,english_name", ("BE3", "Walloon Region"))
    assert outcomes(plan) == (0, 1, 0, 0)

    page = text_of(desk.post(url, {**form, "latin_name": "Wallonie"}))

    assert "A program changed English name" in page


def test_a_record_deleted_meanwhile_is_not_brought_back(records, desk, other_desk):
    membership = records[Membership]
    url = address(Membership, "change", membership.pk)
    form = opened(desk, url)
    other_desk.post(address(Membership, "delete", membership.pk), {"post": "yes"})

    page = desk.post(url, {**form, "note": "Late"}, follow=True)

    assert "Perhaps it was deleted?" in text_of(page)
    assert not Membership.objects.exists()
