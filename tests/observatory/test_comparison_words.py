"""The words for a difference, for every kind of fact."""

import pytest

from observatory.compare.compared import Item
from observatory.compare.words import of_claims, of_lists, of_measures
from tests.observatory.comparable import (
    GROUP,
    MEMBER,
    NO,
    OUTSIDE,
    PLANNED,
    POPULATION,
    SHARE,
    THROUGH,
    YES,
    claim,
    entry,
    group,
    number,
)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (["3643996", "6596233"], "B is 1.8 times A"),
        (["217", "7422"], "B is 34 times A"),
        (["22", "21"], "A is 4.8% higher"),
        (["1000000", "1000001"], "B is less than 0.1% higher"),
        (["2", "0"], "A is higher by 2"),
        (["-1", "3"], "B is higher by 4"),
        (["217", "217"], "same"),
        (["0", "0"], "same"),
        ([None, "5"], "missing in A"),
        (["5", None, None], "missing in B and C"),
        (["217", "7422", "216"], "from 216 (C) to 7,422 (B)"),
        (["7", "5", "5", "7"], "from 5 (B and C) to 7 (A and D)"),
        (["7", None, "5", "6"], "from 5 (C) to 7 (A); missing in B"),
        (["7", "7", None], "same; missing in C"),
        (["7", "5", None], "from 5 (B) to 7 (A); missing in C"),
    ],
)
def test_numbers_differ_by_a_ratio_a_percentage_or_a_range(values, words):
    measures = [value and number(value) for value in values]
    assert of_measures(measures, POPULATION).text == words


def test_shares_differ_by_points():
    measures = [number("18.51", None), number("20.2", None)]
    assert of_measures(measures, SHARE).text == "B is 1.69 points higher"


@pytest.mark.parametrize(
    ("measures", "words"),
    [
        ([group(8, "Strong"), group(9, "Strong +")], "B is one step higher"),
        ([group(10, "Leader −"), group(8, "Strong")], "A is two steps higher"),
        ([group(1, "Emerging −"), group(12, "Leader +")], "B is 11 steps higher"),
        ([group(8, "Strong"), group(8, "Strong")], "same"),
        ([group(8, "Strong"), group(8, "Strong", 2023)], "same, different years"),
        ([group(8, "Strong", 2021, 2019), group(8, "Strong")], "differs, on different scales"),
        (
            [group(8, "Strong"), group(1, "Emerging −"), group(9, "Strong +")],
            "from Emerging − (B) to Strong + (C)",
        ),
    ],
)
def test_groups_of_a_scale_differ_by_steps(measures, words):
    assert of_measures(measures, GROUP).text == words


def test_values_of_different_years_are_marked():
    assert of_measures([number(1, 2018), number(2)], POPULATION).text == (
        "B is 2 times A, different years"
    )
    same = of_measures([number(5, 2018), number(5)], POPULATION)
    assert (same.text, same.is_same) == ("same, different years", True)


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ([YES, YES], "same"),
        ([YES, claim("yes", True, year=2019)], "same, different years"),
        ([YES, claim("yes", True, words="with Spain")], "same answer, other words"),
        ([YES, NO], "only A"),
        ([YES, claim("words/USA")], "differs"),
        ([OUTSIDE, MEMBER], "only B"),
        ([PLANNED, OUTSIDE], "differs"),
        ([MEMBER, THROUGH], "differs"),
        ([None, MEMBER], "missing in A"),
        ([None, OUTSIDE], "missing in A"),
        ([MEMBER, OUTSIDE, MEMBER, OUTSIDE], "only A and C"),
        ([MEMBER, OUTSIDE, None], "only A; missing in C"),
        ([MEMBER, PLANNED, OUTSIDE], "differs"),
    ],
)
def test_claims_differ_in_a_word(claims, words):
    assert of_claims(claims).text == words


@pytest.mark.parametrize(
    ("lists", "words"),
    [
        (["ab", "ba"], "same"),
        (["ab", "cd"], "differs"),
        (["ab", "bc"], "differs, 1 in common"),
        (["abc", ""], "missing in B"),
        (["ab", "b", ""], "differs, 1 in common; missing in C"),
    ],
)
def test_lists_differ_by_what_they_share(lists, words):
    assert of_lists([[Item(entry(key), key) for key in keys] for keys in lists]).text == words
