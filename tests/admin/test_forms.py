"""The forms and lists of the editors' desk."""

import json
import re
from datetime import date

import pytest
from django.contrib import admin
from django.forms import DateField
from django.urls import reverse
from django.utils import timezone

from observatory.models import SiteSettings, SocialLink
from policies.models import PolicyDocument
from regions.models import (
    Alias,
    Membership,
    Network,
    Observation,
    Region,
    ScaleGroup,
    Source,
    Statement,
    Website,
)
from tests.admin.nouns import EDITS, NOUNS
from tests.admin.pages import added, address, opened, posted

every_noun = pytest.mark.parametrize("model", NOUNS, ids=lambda model: model.__name__)


@every_noun
def test_a_form_shows_every_field_of_the_record(model, records, desk):
    page = desk.get(address(model, "change", records[model].pk)).content.decode()
    fields = {field.name for field in model._meta.get_fields() if getattr(field, "editable", False)}

    missing = {name for name in fields - {"id"} if f"field-{name}" not in page}
    # There is one site, and a social link belongs to it.
    assert missing == ({"site"} if model is SocialLink else set())


@every_noun
def test_a_form_needs_few_queries(model, records, desk, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        desk.get(address(model, "change", records[model].pk))


@every_noun
def test_a_list_can_be_searched(model, records, desk):
    found = desk.get(address(model, "changelist"), {"q": "no such thing"}, follow=True)
    assert model is SiteSettings or "0 results" in found.content.decode()


def test_a_list_of_a_hundred_needs_few_queries(records, desk, django_assert_max_num_queries):
    Region.objects.bulk_create(
        Region(code=f"BE{a}{b}", official_name="A name", nuts_editions="2021", parent_id="BE3")
        for a in "ABCDEFGHIJ"
        for b in "0123456789"
    )
    said = {"source": records[Source], "stated_on": date(2021, 12, 31)}
    said |= {"first_source": records[Source], "first_stated_on": date(2021, 12, 31)}
    regions = Region.objects.filter(level=2)
    for model, extra in HUNDREDS.items():
        model.objects.bulk_create(model(region=region, **extra, **said) for region in regions)
    for model in NOUNS:
        with django_assert_max_num_queries(12):
            desk.get(address(model, "changelist"))


HUNDREDS = {
    Membership: {"network_id": "errin", "status": "through_region", "via_id": "BE"},
    Observation: {"indicator_id": "population", "year": 2019, "value": 7},
    Website: {"link": "https://example.org/"},
}


@pytest.mark.parametrize("model", [model for model in NOUNS if issubclass(model, Statement)])
def test_a_new_statement_is_dated_today_and_has_no_source(model, records, desk):
    form = opened(desk, address(model, "add"))

    assert DateField().to_python(form["stated_on"]) == timezone.localdate()
    assert form["source"] == ""
    assert not {"first_source", "first_stated_on"} & set(form)


def test_relations_are_saved_by_their_codes(records, desk):
    response = added(
        desk, Membership, region="BE", network="errin", status="member", source="survey-2021"
    )

    assert response.status_code == 302
    membership = Membership.objects.get(region="BE")
    assert membership.first_source_id == "survey-2021"
    assert membership.first_stated_on == timezone.localdate()
    assert membership.history.get().history_user.username == "anna"


@pytest.mark.parametrize(
    ("model", "field", "term", "expected"),
    [
        (Membership, "region", "wallonie", ["BE3"]),
        (Membership, "region", "be3", ["BE3"]),
        (Membership, "network", "errin", ["errin"]),
        (Membership, "source", "survey", ["survey-2021"]),
        (ScaleGroup, "indicator", "", ["innovation-group"]),
        (Observation, "group", "strong", ["innovation-group/2019/strong+"]),
    ],
)
def test_a_relation_is_looked_for_by_typing(model, field, term, expected, records, desk):
    options = model._meta
    query = {"app_label": options.app_label, "model_name": options.model_name}
    answer = desk.get(reverse("admin:autocomplete"), {**query, "field_name": field, "term": term})

    assert [found["id"] for found in json.loads(answer.content)["results"]] == expected


def test_only_document_kinds_are_offered_as_kind(records, desk):
    query = {"app_label": "policies", "model_name": "policydocument", "field_name": "kind"}
    answer = desk.get(reverse("admin:autocomplete"), query)

    texts = [found["text"] for found in json.loads(answer.content)["results"]]
    assert texts == ["strategy Strategy"]


def test_a_record_added_in_a_popup_is_named_by_its_code(records, desk):
    url = address(Network, "add") + "?_popup=1&_to_field=code"
    form = {**opened(desk, url), "code": "cebr", "name": "C", "short_name": "CEBR"}
    answer = desk.post(url, {**form, "kind": "network"})

    assert "&quot;value&quot;: &quot;cebr&quot;" in answer.content.decode()


CODED = [model for model in NOUNS if any(field.name == "code" for field in model._meta.fields)]


@pytest.mark.parametrize("model", CODED, ids=lambda model: model.__name__)
def test_a_code_is_set_once(model, records, desk):
    record, (field, value, _other) = records[model], EDITS[model]
    url = address(model, "change", record.pk)
    form = opened(desk, url)
    assert "code" not in form

    desk.post(url, {**form, "code": "other", field: value})
    assert model.objects.get(pk=record.pk).code == record.code


def test_a_statement_is_closed_by_hand(records, desk):
    url = address(Membership, "change", records[Membership].pk)
    page = desk.get(url).content.decode()
    assert "<summary>" in page
    assert "Closing" in page

    refused = desk.post(url, {**posted(page), "superseded_on": "2021-12-31"})
    assert "A statement is superseded by a later one" in refused.content.decode()
    assert desk.post(url, {**posted(page), "superseded_on": "2022-01-01"}).status_code == 302


@pytest.mark.parametrize(
    ("stated_on", "first"),
    [("2022-05-05", ("survey-2021", "2021-12-31")), ("2020-05-05", ("letter", "2020-05-05"))],
    ids=["later", "earlier"],
)
def test_the_first_statement_stays_unless_it_was_earlier(stated_on, first, records, desk):
    Source.objects.create(code="letter", title="Letter", dated_on="2020-05-05")
    membership = records[Membership]
    url = address(Membership, "change", membership.pk)
    form = {**opened(desk, url), "source": "letter", "stated_on": stated_on}

    assert desk.post(url, form).status_code == 302
    membership = Membership.objects.get(pk=membership.pk)
    assert (membership.first_source_id, str(membership.first_stated_on)) == first


@pytest.mark.parametrize("key", ["x", "-1", "1.5", "999999", "__proto__", "9" * 18])
def test_a_form_of_nothing_leads_home_with_a_warning(key, records, desk):
    for model in admin.site._registry:
        url = address(model, "change", key)
        page = desk.get(url, follow=True).content.decode()
        assert "doesn’t exist. Perhaps it was deleted?" in page
        assert desk.post(url, {}).status_code in (302, 403)


def test_the_site_has_one_row_of_settings(records, desk):
    row = address(SiteSettings, "change", records[SiteSettings].pk)
    assert desk.get(address(SiteSettings, "changelist")).headers["Location"] == row
    assert desk.get(address(SiteSettings, "add")).status_code == 403


def test_settings_that_are_missing_can_be_added(records, desk):
    SiteSettings.objects.all().delete()
    assert desk.get(address(SiteSettings, "changelist")).headers["Location"].endswith("/add/")

    assert added(desk, SiteSettings, name="Atlas").status_code == 302
    assert SiteSettings.objects.get().pk == 1


def test_a_number_is_shown_as_an_editor_would_write_it(records, desk):
    form = opened(desk, address(Observation, "change", records[Observation].pk))

    assert form["value"] == "3643996"


def test_an_unchanged_text_of_several_lines_is_no_change(records, desk):
    region = records[Region]
    url = address(Region, "change", region.pk)
    desk.post(url, {**opened(desk, url), "english_name": "Walloon Region"})

    newer, older = region.history.order_by("-history_id")[:2]
    assert [change.field for change in newer.diff_against(older).changes] == ["english_name"]


def test_the_desk_bears_its_name(records, desk):
    page = desk.get(reverse("admin:index")).content.decode()

    assert "Observatory of Regions: editors’ desk" in page
    assert "admin-observatory.css" in page


def test_an_alias_is_listed_with_its_region(records, desk):
    assert "BE3 Wallonie" in desk.get(address(Alias, "changelist")).content.decode()


def test_the_kind_of_a_document_may_be_left_open(records, desk):
    response = added(
        desk, PolicyDocument, title="Plan", region="BE", level="national", source="survey-2021"
    )
    assert response.status_code == 302


def test_the_form_of_a_region_leads_to_its_page(records, desk):
    page = desk.get(address(Region, "change", records[Region].pk)).content.decode()
    link = re.search(r'href="([^"]+)" class="viewsitelink"', page)[1]

    assert desk.get(link).headers["Location"].endswith("/regions/BE3/")


@pytest.mark.parametrize(("answer", "count"), [("yes", 1), ("no", 0), ("x", 1)])
def test_statements_are_listed_by_whether_they_are_in_force(answer, count, records, desk):
    page = desk.get(address(Membership, "changelist"), {"in_force": answer}).content.decode()

    assert f"{count} membership" in page
