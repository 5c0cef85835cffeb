"""A rule broken by hand is told with its sentence, wherever it is found out."""

import pytest

from policies.models import Term
from regions.models import Membership, Network, Region, Source, Website
from tests.admin.pages import added, address, opened, posted

BROKEN = {
    "second in force": (
        Membership,
        {"region": "BE3", "network": "errin", "status": "planned", "source": "survey-2021"},
        "The region has a statement about this network in force already.",
    ),
    "through itself": (
        Membership,
        {
            "region": "BE",
            "network": "errin",
            "status": "through_region",
            "via": "BE",
            "source": "survey-2021",
        },
        "not through itself",
    ),
    "no source": (
        Membership,
        {"region": "BE", "network": "errin", "status": "member"},
        "This field is required.",
    ),
    "bad link": (
        Website,
        {"region": "BE", "link": "javascript:alert(1)", "source": "survey-2021"},
        "Enter a valid URL.",
    ),
    "parent too high": (
        Region,
        {"code": "BE31", "official_name": "Brabant", "parent": "BE", "nuts_editions": "2021"},
        "A region&#x27;s parent is one level up",
    ),
}


@pytest.mark.parametrize(("model", "values", "sentence"), BROKEN.values(), ids=BROKEN)
def test_a_broken_rule_is_told_with_its_sentence(model, values, sentence, records, desk):
    before = model.objects.count()
    response = added(desk, model, **values)

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert model.objects.count() == before


def test_a_rule_about_a_code_that_is_set_is_told_too(records, desk):
    """The form does not hold the code, so that only the database can tell."""
    Region.objects.create(code="FR", official_name="France", nuts_editions="2021")
    url = address(Region, "change", records[Region].pk)

    response = desk.post(url, {**opened(desk, url), "parent": "FR"})

    assert response.status_code == 200
    page = response.content.decode()
    assert "A region and its parent lie in the same country." in page
    assert "successfully" not in page
    assert posted(page)["parent"] == "FR"


def test_a_term_stands_under_a_term_of_its_own_vocabulary(records, desk):
    """The vocabulary is set once too, and the rule is one of the model, not of the database."""
    url = address(Term, "change", records[Term].pk)
    other = Term.objects.get(code="strategy").pk

    response = desk.post(url, {**opened(desk, url), "parent": other})

    assert "The parent is a term of the same vocabulary." in response.content.decode()


def test_what_others_point_to_is_not_deleted(records, desk):
    for model in (Source, Network, Term):
        url = address(model, "delete", records[model].pk)
        assert "protected" in desk.get(url).content.decode()
        assert desk.post(url, {"post": "yes"}).status_code == 200
        assert model.objects.filter(pk=records[model].pk).exists()


def test_what_others_point_to_is_not_deleted_from_the_list_either(records, desk):
    form = {"action": "delete_selected", "_selected_action": records[Source].pk, "post": "yes"}
    desk.post(address(Source, "changelist"), form)

    assert Source.objects.exists()


def test_a_record_that_others_come_to_point_to_is_not_deleted(records, desk, monkeypatch):
    monkeypatch.setattr(
        "django.contrib.admin.options.ModelAdmin.get_deleted_objects",
        lambda *args: ([], {}, set(), []),
    )
    response = desk.post(
        address(Source, "delete", records[Source].pk), {"post": "yes"}, follow=True
    )

    assert "other records have come to depend on this one" in response.content.decode()
    form = {"action": "delete_selected", "_selected_action": records[Source].pk, "post": "yes"}
    response = desk.post(address(Source, "changelist"), form, follow=True)
    assert "other records have come to depend on this one" in response.content.decode()
