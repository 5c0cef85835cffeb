"""What the address of a list asks for: nothing unknown is taken in silence, nothing is an error."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from observatory.list_state import MOST_NOTICES, read

CHOICES = {"country": [("BE", "Belgium"), ("FR", "France")], "level": [("0", "Country")]}
SORTS = ["recorded", "name"]


def state(address):
    return read(QueryDict(address), CHOICES, SORTS)


def test_an_empty_address_asks_for_everything():
    found = state("")
    assert found.filters == {"country": [], "level": []}
    assert (found.sort, found.page, found.notices) == ("recorded", 1, [])


def test_known_values_are_kept_in_order_and_once():
    found = state("country=FR&country=BE&country=FR&level=0&sort=name&page=3")
    assert found.filters == {"country": ["FR", "BE"], "level": ["0"]}
    assert (found.sort, found.page, found.notices) == ("name", 3, [])


def test_blank_values_are_an_unused_form_and_no_mistake():
    assert state("country=&level=&sort=&page=").notices == []


@pytest.mark.parametrize(
    ("address", "notice"),
    [
        ("country=XX", "“XX” is not a value of the filter “country” and was left out."),
        ("colour=red", "“colour” is not a filter of this list and was left out."),
        ("sort=size", "The list cannot be sorted by “size”; it is sorted as usual."),
        ("page=abc", "“abc” is not a page number; this is the first page."),
        ("page=0", "“0” is not a page number; this is the first page."),
        ("page=-1", "“-1” is not a page number; this is the first page."),
        ("page=%D9%A3", "“٣” is not a page number; this is the first page."),
    ],
)
def test_what_is_not_known_is_left_out_and_said(address, notice):
    found = state(address)
    assert found.notices == [notice]
    assert found.filters == {"country": [], "level": []}
    assert (found.sort, found.page) == ("recorded", 1)


def test_a_strangers_value_is_not_repeated_at_length():
    assert len(state("country=" + "x" * 5000).notices[0]) < 120


def test_many_mistakes_are_counted_and_not_listed():
    found = state("&".join(f"a{number}=1" for number in range(50)))
    assert len(found.notices) == MOST_NOTICES + 1
    assert found.notices[-1] == "45 more parts of the address were left out."


def test_a_link_keeps_the_state_and_drops_one_value():
    found = state("country=BE&country=FR&level=0&sort=name&page=2")
    assert found.link() == "?country=BE&country=FR&level=0&sort=name"
    assert found.link(page=4) == "?country=BE&country=FR&level=0&sort=name&page=4"
    assert found.link(without=("country", "BE")) == "?country=FR&level=0&sort=name"
    assert state("country=BE").link(without=("country", "BE")) == "."


@given(st.dictionaries(st.text(), st.lists(st.text())))
def test_no_address_is_an_error(pairs):
    query = QueryDict(mutable=True)
    for name, values in pairs.items():
        query.setlist(name, values)
    found = read(query, CHOICES, SORTS)
    assert found.page >= 1
    assert found.link().startswith(("?", "."))


@given(st.text(alphabet="0123456789", min_size=1, max_size=6000))
def test_a_page_number_of_any_length_is_read(digits):
    assert state(f"page={digits}").page >= 1
