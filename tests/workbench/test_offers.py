"""What is offered for an answer that nothing here knows."""

import pytest

from workbench.imports.offers import Offer, Offers, offers_for
from workbench.imports.shapes import shape_of

pytestmark = pytest.mark.django_db


def labels(offers):
    return [offer.label for offer in offers]


def of_wave(question, heading="", year=2021):
    return offers_for(shape_of("wave"), question, heading, year)


def test_a_network_offers_the_statuses(reference):
    offered = of_wave("network:errin")
    assert [offer.key for offer in offered.all] == [
        *("member", "planned", "observer", "through_country", "partly", "not_member"),
    ]
    assert labels(offered.extra) == ["Leave it out"]


def test_a_policy_question_offers_yes_and_no(reference):
    assert labels(of_wave("statement:ris3").all) == ["Yes", "No"]


def test_a_vocabulary_offers_its_terms_and_to_add_one(reference):
    offered = of_wave("vocabulary:policy-topics")
    assert offered.by_key["value:T05"].value == "T05"
    assert labels(offered.extra) == ["Add it as a new term", "Leave it out"]


@pytest.mark.parametrize(
    ("heading", "year", "group"), [("Group (2019)", 2021, "Modest"), ("Group", 2021, "Emerging")]
)
def test_a_scale_offers_the_groups_of_the_year_that_is_asked_about(reference, heading, year, group):
    offered = labels(of_wave("indicator:innovation-group", heading, year).all)
    assert any(label.startswith(group) for label in offered)
    assert not any(
        label.startswith("Emerging" if group == "Modest" else "Modest") for label in offered
    )


def test_of_the_regions_those_of_a_like_name_are_the_nearest(reference):
    offered = of_wave("region")
    assert not offered.is_listed
    assert "BE3 – Région wallonne" in labels(offered.nearest("Region wallone"))
    assert offered.nearest("qqqq") == []


def test_the_longest_list_is_searched_in_no_time(reference):
    offered = of_wave("region")
    for number in range(200):
        offered.nearest(f"Provincia numero {number} di Trento e Bolzano")


def test_a_table_offers_what_the_column_may_hold(reference):
    shape = shape_of("regions.membership")
    offered = offers_for(shape, "membership.status", "status", None)
    assert offered.by_key["value:member"].label == "Member"
    assert labels(offered.extra) == ["Leave the row out"]
    assert "value:errin" in offers_for(shape, "code:network", "network", None).by_key


def test_an_unheard_of_question_offers_to_leave_the_answer_out(reference):
    assert of_wave("website").all == []
    assert labels(of_wave("website").extra) == ["Leave it out"]


def test_an_offer_becomes_the_agreement():
    agreed = Offer("value:a:b", "A").agreement("term", "x")
    assert (agreed.reading, agreed.value) == ("value", "a:b")
    assert Offer("leave_out", "").agreement("term", "x").value == ""


def test_a_short_list_needs_no_nearest():
    assert Offers([Offer("value:a", "Aachen")]).nearest("Aachen") == []
