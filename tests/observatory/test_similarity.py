"""How alike two regions are: bounded, the same in both directions, blind to order, kind to gaps."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.partners.similarity import (
    FEWEST,
    Ruler,
    compare_figures,
    compare_networks,
    compare_terms,
    ruler,
    similarity,
    yardstick,
)
from tests.observatory.made_up import INDICATORS, NETWORKS, ORDERED, POOLS, profile, topics


@given(POOLS)
def test_similarity_is_bounded_and_the_same_in_both_directions(pool):
    by = yardstick(pool, ORDERED)
    for one in pool[:4]:
        for other in pool[:4]:
            found, back = similarity(one, other, by), similarity(other, one, by)
            assert (found.value, found.coverage) == (back.value, back.coverage)
            assert 0 <= found.coverage <= 1
            assert found.value is None or 0 <= found.value <= 1
            assert (found.value is None) == (found.coverage == 0)
            assert found.damped <= 1


@given(POOLS)
def test_a_region_is_wholly_alike_to_itself(pool):
    by = yardstick(pool, ORDERED)
    for one in pool:
        assert similarity(one, one, by).value in {None, 1.0}


@given(POOLS, st.randoms(use_true_random=False))
def test_the_order_of_the_regions_and_of_their_facts_changes_nothing(pool, chance):
    mixed = []
    for one in chance.sample(pool, len(pool)):
        figures, networks = list(one.figures.items()), list(one.networks.items())
        chance.shuffle(figures)
        chance.shuffle(networks)
        mixed.append(replace(one, figures=dict(figures), networks=dict(networks)))
    by, again = yardstick(pool, ORDERED), yardstick(mixed, ORDERED)
    assert by == again
    same = {one.code: one for one in mixed}
    one, other = pool[0], pool[1]
    assert similarity(one, other, by) == similarity(same[one.code], same[other.code], again)


@given(POOLS, st.sampled_from(INDICATORS))
def test_a_value_that_goes_missing_is_named_and_never_an_error(pool, indicator):
    by = yardstick(pool, ORDERED)
    one, other = pool[0], pool[1]
    fewer = replace(one, figures={k: v for k, v in one.figures.items() if k != indicator})
    before, after = similarity(one, other, by), similarity(fewer, other, by)
    assert after.coverage <= before.coverage
    assert (indicator in after.figures.missing) == (indicator in by.rulers)


def test_what_fewer_than_four_regions_have_takes_no_part_and_is_named():
    few = [profile(f"AA{n}", {"population": n}, {"topics/a"}) for n in range(1, FEWEST)]
    by = yardstick(few)
    assert (by.rulers, by.vocabularies, by.few) == ({}, {}, ("population", "topics"))
    assert similarity(few[0], few[1], by).value is None


def test_codes_that_were_given_up_do_not_count_for_the_yardstick():
    old = [profile(f"AA{n}", {"population": n}, is_current=False) for n in range(1, 6)]
    assert yardstick(old).rulers == {}


def test_quantities_are_compared_as_ratios_and_shares_as_differences():
    density = ruler([10, 100, 1000, 10000])
    assert density.is_logged
    assert density.likeness(10, 100) == pytest.approx(density.likeness(1000, 10000))
    share = ruler([10, 15, 20, 25])
    assert not share.is_logged
    assert share.likeness(10, 15) == pytest.approx(share.likeness(20, 25))


def test_two_interquartile_ranges_apart_is_nothing_in_common():
    share = ruler([0, 10, 20, 30, 40])
    assert share == Ruler(is_logged=False, spread=40)
    assert [share.likeness(0, other) for other in (0, 20, 40, 90)] == [1, 0.5, 0, 0]


def test_an_outlier_does_not_move_the_others():
    assert ruler([10, 20, 30, 40, 50]) == ruler([10, 20, 30, 40, 99])


def test_where_most_have_one_value_the_whole_range_is_the_spread():
    assert ruler([0, 0, 0, 0, 0, 8]).likeness(0, 2) == 0.75
    assert ruler([5, 5, 5, 5]).likeness(5, 5) == 1
    assert ruler([5, 5, 5, 5]).likeness(5, 6) == 0


def test_a_zero_beside_quantities_compared_as_ratios_is_no_error():
    assert Ruler(is_logged=True, spread=2.0).likeness(0, 100) == 0
    assert Ruler(is_logged=True, spread=2.0).likeness(0, 0) == 1


def test_a_rarer_shared_term_counts_more():
    others = [topics(f"BB{n}", "a", "c") for n in range(1, 5)]
    pool = [*others, topics("AA1", "a", "c"), topics("AA2", "b", "c"), topics("AA3", "b", "d")]
    by = yardstick(pool)
    assert by.terms["topics/a"] < by.terms["topics/b"]
    common = compare_terms(topics("XX1", "a", "e"), topics("XX2", "a", "f"), by)
    rare = compare_terms(topics("XX1", "b", "e"), topics("XX2", "b", "f"), by)
    assert rare.likeness > common.likeness > 0


@given(st.integers(1, 30), st.integers(1, 30))
def test_rarity_falls_with_every_region_that_has_the_term(having, others):
    pool = [topics(f"AA{n}", "a", "z") for n in range(having)]
    pool += [topics(f"BB{n}", "z") for n in range(others)]
    rarity = yardstick(pool).terms["topics/a"] if having + others >= FEWEST else math.inf
    more = yardstick([*pool, topics("CC1", "a")]).terms["topics/a"]
    assert more < rarity + math.log(2)
    assert yardstick(pool).terms["topics/a"] >= yardstick(pool).terms["topics/z"] > 0


def test_a_list_that_one_of_the_two_has_not_answered_is_no_difference():
    pool = [profile(f"AA{n}", terms={"topics/a", "codes/x"}) for n in range(1, 5)]
    by = yardstick(pool)
    found = compare_terms(pool[0], topics("BB1", "a"), by)
    assert (found.likeness, found.coverage, found.missing) == (1.0, 0.5, ("codes",))


def test_not_a_member_is_a_difference_and_not_recorded_is_none():
    pool = [profile(f"AA{n}", networks=dict.fromkeys(NETWORKS, "member")) for n in range(1, 5)]
    by = yardstick(pool)
    says_no = {**pool[0].networks, "nspa": "not_member"}
    silent = {name: status for name, status in says_no.items() if name != "nspa"}
    no = compare_networks(pool[0], profile("BB1", networks=says_no), by, NETWORKS)
    unknown = compare_networks(pool[0], profile("BB2", networks=silent), by, NETWORKS)
    assert (no.likeness, no.coverage, no.missing) == (pytest.approx(0.75), 1.0, ())
    assert (unknown.likeness, unknown.coverage, unknown.missing) == (
        1.0,
        pytest.approx(0.75),
        ("nspa",),
    )


def test_a_tie_through_the_country_is_half_a_membership():
    pool = [profile(f"AA{n}", networks={"errin": "member"}) for n in range(1, 5)]
    loose = profile("BB1", networks={"errin": "through_country"})
    found = compare_networks(pool[0], loose, yardstick([*pool, loose]), NETWORKS)
    assert (found.likeness, found.shared) == (0.5, ("errin",))


def test_networks_that_neither_is_in_say_nothing():
    pool = [profile(f"AA{n}", networks={"nspa": "member"}) for n in range(1, 5)]
    by = yardstick(pool)
    no = {"nspa": "not_member"}
    found = compare_networks(profile("BB1", networks=no), profile("BB2", networks=no), by, NETWORKS)
    assert (found.likeness, found.coverage) == (None, 0.0)


def test_only_the_indicators_asked_for_are_compared():
    pool = [profile(f"AA{n}", {"population": n, "density": 9 - n}) for n in range(1, 6)]
    found = compare_figures(pool[0], pool[1], yardstick(pool), ["population"])
    assert [name for name, _ in found.figures] == ["population"]
