"""Who changed what, when and why, and the way back."""

import pytest
from django.contrib import admin

from policies.models import PolicyDocument, Term
from regions.models import Indicator, Membership, Observation, Region, Source
from tests.admin.nouns import EDITS, NOUNS
from tests.admin.pages import address, opened

every_noun = pytest.mark.parametrize("model", NOUNS, ids=lambda model: model.__name__)


def save(desk, record, **values):
    url = address(type(record), "change", record.pk)
    response = desk.post(url, {**opened(desk, url), **values})
    assert response.status_code == 302, response.content.decode()


def page_of(desk, record):
    return desk.get(address(type(record), "history", record.pk)).content.decode()


@every_noun
def test_the_history_says_who_what_when_and_why(model, records, desk):
    record, (field, value, _other) = records[model], EDITS[model]
    before = getattr(record, field)
    save(desk, record, **{field: value}, change_reason="The region wrote so.")

    page = page_of(desk, record)

    latest = record.history.latest("history_id")
    assert (latest.history_user.username, latest.history_type) == ("anna", "~")
    label = model._meta.get_field(field).verbose_name
    assert f"<dt>{label[0].upper()}{label[1:]}</dt>" in page
    assert f"<ins>{value}</ins>" in page
    assert f"<del>{before or '–'}</del>" in page
    assert "The region wrote so." in page
    assert latest.history_date.strftime("%H:%M:%S") in page


def test_relations_choices_and_numbers_are_told_in_words(records, desk):
    membership, observation = records[Membership], records[Observation]
    save(desk, membership, status="through_region", via="BE")
    Indicator.objects.filter(code="population").update(decimals=1)
    save(desk, observation, value="3643997.5")

    page = page_of(desk, membership)
    assert "<del>Member</del> → <ins>Through another region</ins>" in page
    assert "<del>–</del> → <ins>BE Belgique</ins>" in page
    assert "<del>3643996</del> → <ins>3643997.5</ins>" in page_of(desk, observation)


def test_a_related_record_that_is_gone_is_told_by_its_code(records, desk):
    membership = records[Membership]
    letter = Source.objects.create(code="letter", title="Letter", dated_on="2022-01-01")
    save(desk, membership, source="letter", stated_on="2022-01-01")
    save(desk, membership, source="survey-2021", stated_on="2022-01-01")
    letter.delete()

    assert "<del>letter</del> → <ins>Survey</ins>" in page_of(desk, membership)


def test_a_change_of_terms_is_one_entry_with_its_reason(records, desk):
    document, added = records[PolicyDocument], Term.objects.get(code="strategy")
    before = document.history.count()
    terms = [*document.terms.values_list("pk", flat=True), added.pk]
    save(desk, document, terms=terms, change_reason="Read again")

    assert document.history.count() == before + 1
    assert document.history.latest("history_id").history_change_reason == "Read again"
    page = page_of(desk, document)
    assert "<del>C.21 Manufacture</del> → <ins>strategy Strategy; C.21 Manufacture</ins>" in page


def test_text_in_the_history_is_no_markup(records, desk):
    save(desk, records[Region], english_name="<b>Bold</b> & brave")

    assert "<ins>&lt;b&gt;Bold&lt;/b&gt; &amp; brave</ins>" in page_of(desk, records[Region])


def test_a_long_text_is_shown_whole(records, desk):
    save(desk, records[Region], summary="word " * 200)

    assert ("word " * 200).strip() in page_of(desk, records[Region])


@every_noun
def test_an_earlier_version_is_brought_back(model, records, desk):
    record, (field, value, _other) = records[model], EDITS[model]
    before = getattr(model.objects.get(pk=record.pk), field)
    earlier = record.history.latest("history_id").pk
    save(desk, record, **{field: value})
    url = address(model, "simple_history", record.pk, earlier)

    response = desk.post(url, {**opened(desk, url), "change_reason": "A mistake"})

    assert response.status_code == 302
    assert getattr(model.objects.get(pk=record.pk), field) == before
    assert record.history.latest("history_id").history_change_reason == "A mistake"


def test_bringing_back_a_version_overwrites_nothing_in_silence(records, desk, other_desk):
    region = records[Region]
    earlier = region.history.latest("history_id").pk
    url = address(Region, "simple_history", region.pk, earlier)
    form = opened(other_desk, url)
    save(desk, region, english_name="Walloon Region")

    response = other_desk.post(url, form)

    assert "Nothing was saved" in response.content.decode()
    assert Region.objects.get(pk=region.pk).english_name == "Walloon Region"


def test_earlier_terms_are_brought_back(records, desk):
    document = records[PolicyDocument]
    earlier = document.history.latest("history_id").pk
    before = list(document.terms.all())
    save(desk, document, terms=[])
    assert not document.terms.exists()
    url = address(PolicyDocument, "simple_history", document.pk, earlier)

    assert desk.post(url, opened(desk, url)).status_code == 302
    assert list(document.terms.all()) == before


def test_a_deleted_record_is_brought_back(records, desk):
    membership = records[Membership]
    key = membership.pk
    earlier = membership.history.latest("history_id").pk
    desk.post(address(Membership, "delete", key), {"post": "yes"})
    assert "Deleted" in desk.get(address(Membership, "history", key)).content.decode()
    url = address(Membership, "simple_history", key, earlier)

    assert desk.post(url, opened(desk, url)).status_code == 302
    assert Membership.objects.get(pk=key).status == "member"


def test_a_version_that_would_break_a_rule_is_not_brought_back(records, desk):
    membership = records[Membership]
    earlier = membership.history.latest("history_id").pk
    save(desk, membership, superseded_on="2022-01-01")
    Membership.objects.create(
        region_id="BE3",
        network_id="errin",
        status="planned",
        source=records[Source],
        stated_on="2022-01-01",
    )
    url = address(Membership, "simple_history", membership.pk, earlier)

    response = desk.post(url, opened(desk, url))

    assert "in force already" in response.content.decode()


@pytest.mark.parametrize("key", ["x", "-1", "¹", "1.5", "999999", "1_0"])
def test_a_history_of_nothing_is_not_found(key, records, desk):
    for model in NOUNS:
        assert desk.get(address(model, "history", key)).status_code == 404
        assert desk.get(address(model, "simple_history", key, 1)).status_code == 404
        assert (
            desk.post(address(model, "simple_history", records[model].pk, key)).status_code == 404
        )


def test_a_long_history_needs_few_queries(records, desk, django_assert_max_num_queries):
    membership = records[Membership]
    for number in range(30):
        membership.note = f"Note {number}"
        membership.save()
    with django_assert_max_num_queries(12):
        page_of(desk, membership)


def test_every_noun_has_the_history_page():
    kept = {model for model in admin.site._registry if hasattr(model, "history")}
    assert kept == set(NOUNS)
