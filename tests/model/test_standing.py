"""Where a region stands towards a network: said of itself, through its country, or not recorded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regions.models import Membership, Network
from regions.standing import HANDED_DOWN, LABELS, NOT_RECORDED, THROUGH_COUNTRY, standings
from tests.model import factories
from tests.model.factories import DAY, LATER_DAY, known, stored

STORED = ["member", "planned", "observer", "through_region", "partly", "not_member"]
NETWORK = Network(code="errin", short_name="ERRIN")
ANY_STATUS = st.sampled_from([None, *STORED])


def row(region, status, network="errin"):
    return Membership(region_id=region, network_id=network, status=status)


def standing(region, own=None, country=None):
    rows = [row(region, own)] if own else []
    rows += [row(region[:2], country)] if country else []
    (found,) = standings([NETWORK], rows, region)
    return found


def test_no_other_status_is_stored():
    assert Membership.Status.values == STORED
    assert set(LABELS) == {*STORED, THROUGH_COUNTRY, NOT_RECORDED}
    assert len({str(label) for label in LABELS.values()}) == len(LABELS)


@pytest.mark.parametrize("status", STORED)
def test_the_own_answer_of_a_region_is_told_as_it_was_given(status):
    found = standing("BE3", own=status)
    assert (found.status, found.statement.status, found.country_status) == (status, status, None)
    assert found.label == LABELS[status]
    assert found.country_label == ""


@pytest.mark.parametrize("status", ["member", "planned", "observer"])
def test_what_a_country_hands_down_keeps_its_own_status(status):
    found = standing("BE3", country=status)
    assert (found.status, found.country_status) == (THROUGH_COUNTRY, status)
    assert (found.statement.region_id, found.statement.status) == ("BE", status)
    assert (found.label, found.country_label) == (LABELS[THROUGH_COUNTRY], LABELS[status])


@pytest.mark.parametrize("status", ["not_member", "partly", "through_region"])
def test_what_says_nothing_about_the_regions_is_not_handed_down(status):
    found = standing("BE3", country=status)
    assert (found.status, found.statement, found.country_status) == (NOT_RECORDED, None, None)


def test_no_row_is_not_recorded_and_never_a_no():
    found = standing("BE3")
    assert (found.status, found.statement) == (NOT_RECORDED, None)
    assert found.label == LABELS[NOT_RECORDED] != LABELS["not_member"]


def test_a_country_has_nothing_through_itself():
    assert standing("BE", own="member").status == "member"
    assert standing("BE").status == NOT_RECORDED


@given(own=ANY_STATUS, country=ANY_STATUS, region=st.sampled_from(["BE", "BE3", "BE31", "BE310"]))
def test_every_combination(own, country, region):
    is_country = region == "BE"
    found = standing(region, own=own, country=None if is_country else country)
    if own:
        assert (found.status, found.country_status) == (own, None)
    elif country in HANDED_DOWN and not is_country:
        assert (found.status, found.country_status) == (THROUGH_COUNTRY, country)
    else:
        assert (found.status, found.statement) == (NOT_RECORDED, None)
    assert found.label == LABELS[found.status]


@given(st.permutations(["a", "b", "c", "d"]))
def test_one_standing_a_network_in_the_order_of_the_networks(codes):
    rows = [row("BE3", "member", "b"), row("BE", "planned", "c"), row("FR", "member", "d")]
    found = standings([Network(code=code) for code in codes], rows, "BE3")
    assert [one.network.code for one in found] == codes
    assert {one.network.code: one.status for one in found} == {
        "a": NOT_RECORDED,
        "b": "member",
        "c": THROUGH_COUNTRY,
        "d": NOT_RECORDED,
    }


@pytest.mark.django_db
class TestStored:
    def seen(self, region):
        rows = Membership.objects.filter(region__in={region, region[:2]}).for_page()
        (found,) = standings(Network.objects.all(), rows, region)
        return found

    def test_the_countrys_membership_is_stored_once_and_shows_on_every_region(self):
        codes = ["BE1", "BE2", "BE3", "BE31"]
        for code in codes:
            known(factories.region, code=code)
        stored(factories.membership(region_id="BE"))
        assert {self.seen(code).status for code in codes} == {THROUGH_COUNTRY}
        assert self.seen("BE").status == "member"
        assert Membership.objects.count() == 1

    def test_it_changes_for_all_regions_at_once(self):
        stored(factories.membership(region_id="BE", status="planned", superseded_on=LATER_DAY))
        assert self.seen("BE3").status == NOT_RECORDED
        stored(factories.membership(region_id="BE", stated_on=LATER_DAY))
        assert self.seen("BE3").country_status == "member"

    def test_a_superseded_no_gives_way_to_the_country(self):
        stored(factories.membership(region_id="BE"))
        own = stored(factories.membership(status="not_member", stated_on=DAY))
        assert self.seen("BE3").status == "not_member"
        own.superseded_on = LATER_DAY
        own.save()
        assert self.seen("BE3").status == THROUGH_COUNTRY
