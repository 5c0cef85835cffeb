"""The readable part of an address: any title, in plain Latin letters."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.slugs import MOST_LETTERS, slug


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Le Futur de la Médecine", "le-futur-de-la-medecine"),
        ("Region Skånes Life Science Strategy", "region-skanes-life-science-strategy"),
        ("Στρατηγική Υγείας", "stratigiki-ygeias"),
        ("План за здраве — 2030", "plan-za-zdrave-2030"),
        ("a_b__c", "a-b-c"),
        ("!!!", "document"),
        ("", "document"),
    ],
)
def test_a_title_is_written_in_plain_letters(title, expected):
    assert slug(title, "document") == expected


def test_a_long_title_is_cut_between_words():
    assert slug("word " * 40, "document") == "-".join(["word"] * 12)
    assert slug("x" * 200, "document") == "x" * MOST_LETTERS


@given(st.text())
def test_whatever_the_title_it_fits_into_an_address_and_stays_the_same(title):
    made = slug(title, "document")
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", made)
    assert len(made) <= MOST_LETTERS
    assert slug(made, "document") == made
