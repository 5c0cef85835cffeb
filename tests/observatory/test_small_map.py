"""The small map of a network."""

import pytest
from django.template.loader import render_to_string
from django.test.html import parse_html

from observatory.maps.small import small_map
from regions.models import Membership, Region
from tests.observatory.pages import element, elements, text

pytestmark = pytest.mark.usefixtures("facts")


def drawn(code):
    rows = Membership.objects.in_force().filter(network=code).select_related("network")
    return small_map(rows[0].network.kind, rows)


def test_members_are_filled_and_the_planned_ringed(django_assert_max_num_queries):
    rows = list(Membership.objects.in_force().filter(network="regions4permed"))
    with django_assert_max_num_queries(1):
        small = small_map("project", rows)
    assert [(str(one.label), one.number) for one in small.legend] == [
        ("Member", 1),
        ("Not yet, planned", 1),
    ]
    titles = [mark.title for layer in small.drawing.layers for mark in layer.marks]
    assert [title.rsplit(": ")[1] for title in titles] == ["Not yet, planned", "Member"]


def test_those_without_a_dot_are_named():
    assert drawn("eusdr").elsewhere == ["BA", "UA"]
    assert "Not on this map: BA, UA." in text(
        parse_html(render_to_string("parts/_small_map.html", {"map": drawn("eusdr"), "title": "D"}))
    )


def test_a_draft_is_not_on_it():
    before = drawn("errin").legend[0].number
    Region.objects.filter(code="BE3").update(state="draft")
    assert drawn("errin").legend[0].number == before - 1


def test_its_figure_has_a_label_a_legend_and_the_credit():
    made = render_to_string("parts/_small_map.html", {"map": drawn("1mg"), "title": "Map of 1mg"})
    page = parse_html(made)
    assert dict(element(page, "svg").attributes)["aria-label"] == "Map of 1mg"
    assert text(element(page, class_="key")) == "Member (26)"
    assert "Natural Earth" in text(page)
    assert len(list(elements(page, "title"))) == 26
