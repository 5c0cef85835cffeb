"""The regions most like one: why they are, and what they have that it does not record."""

import pytest
from django.template.loader import render_to_string
from django.test.html import parse_html

from catalogue import reading
from observatory.partners import profiles
from observatory.partners.similar import gaps, section, similar
from observatory.partners.similarity import similarity
from regions.models import Membership
from tests.observatory.pages import element, elements, text
from tests.observatory.rows import STATED

pytestmark = pytest.mark.usefixtures("facts")


def test_similar_regions_have_reasons_and_gaps_are_named():
    pool = profiles.read(reading.current())
    found = section("BE3", pool)
    assert [one.region.code for one in found.rows][:3] == ["DE1", "FRF", "BE2"]
    assert any("Both cover" in reason for reason in found.rows[0].reasons)
    assert "Medical research and innovation" in found.gaps.topics
    by = pool.yardstick(1)
    how = similarity(pool.profiles["BE3"], pool.profiles["DE1"], by)
    assert found.rows[0].likeness == round(100 * how.value)


def test_a_region_of_which_too_little_is_recorded_has_no_similar_ones():
    pool = profiles.read(reading.current())
    assert section("BE", pool).rows == section("BE329", pool).rows == []


def printed(code):
    context = {"similar": section(code, profiles.read(reading.current())), "n": 6}
    return parse_html(render_to_string("regions/_similar.html", context))


def test_the_section_names_reasons_and_ways_on():
    part = printed("BE3")
    assert text(element(part, "h2")) == "6 Similar regions"
    assert "58 % alike in what could be compared, which is 100 % of what is asked" in text(part)
    links = [dict(one.attributes)["href"] for one in elements(part, "a")]
    assert "/compare/?r=BE3&r=DE1" in links
    assert "/compare/?r=BE3&r=DE1&r=FRF&r=BE2" in links
    assert "/partners/?for=BE3" in links


def test_the_section_says_when_too_little_is_recorded():
    assert "Too little is recorded" in text(printed("BE"))
    assert list(elements(printed("BE"), "ol")) == []


def test_a_network_that_most_have_is_a_gap_only_while_nobody_has_asked():
    Membership.objects.filter(region="BE3", network="errin").delete()
    pool = profiles.read(reading.current())
    assert "ERRIN" in section("BE3", pool).gaps.networks
    Membership.objects.create(region_id="BE3", network_id="errin", status="not_member", **STATED)
    assert "ERRIN" not in section("BE3", profiles.read(reading.current())).gaps.networks


def test_as_many_are_named_as_asked_for_all_of_one_level():
    pool = profiles.read(reading.current())
    rows = similar(pool.profiles["FI1C"], pool, number=8)
    assert len(rows) == 8
    assert {one.profile.level for one in rows} == {2}
    assert not gaps(pool.profiles["FI1C"], [], pool)
