"""The partner finder: parts that add up, musts that exclude, gaps that are named."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from observatory.partners.finder import Choices, Criterion, Weight, apportion, find, gains
from observatory.partners.similarity import yardstick
from tests.observatory.made_up import ORDERED, POOLS, profile, topics

SUBJECTS = {
    Criterion.SIZE: ("population",),
    Criterion.RATES: ("density", "share-65-plus"),
    Criterion.GROUPS: ("innovation-group",),
    Criterion.NETWORKS: ("cebr", "errin", "nspa"),
    Criterion.MACRO_REGION: ("eusalp",),
}
WEIGHTS = st.fixed_dictionaries({one: st.sampled_from(Weight) for one in Criterion})
CHOICES = st.builds(Choices, WEIGHTS, st.booleans(), st.booleans())


def choices(**weights):
    ignored = dict.fromkeys(Criterion, Weight.IGNORE)
    return Choices({**ignored, **{Criterion(k): Weight(v) for k, v in weights.items()}})


def search(pool, wanted):
    return find(pool[0], pool, yardstick(pool, ORDERED), SUBJECTS, wanted)


@given(POOLS, CHOICES)
def test_parts_add_up_to_the_score_and_stay_within_their_bounds(pool, wanted):
    for result in search(pool, wanted).results:
        assert result.score == sum(part.points for part in result.parts)
        assert result.comparable == sum(part.comparable for part in result.parts)
        assert sum(part.maximum for part in result.parts) == 100
        assert all(0 <= p.points <= p.comparable <= p.maximum for p in result.parts)
        assert [part.criterion for part in result.parts] == wanted.counted


@given(POOLS, CHOICES)
def test_every_candidate_is_accounted_for(pool, wanted):
    found = search(pool, wanted)
    assert len(found.results) + found.number_excluded + found.incomparable == found.candidates
    assert all(number <= found.number_excluded for number in found.excluded.values())
    assert set(found.excluded) <= {k for k, v in wanted.weights.items() if v == Weight.MUST}


@given(POOLS, CHOICES, st.randoms(use_true_random=False))
def test_the_order_of_the_regions_changes_nothing(pool, wanted, chance):
    mixed = [pool[0], *chance.sample(pool[1:], len(pool) - 1)]
    assert search(pool, wanted) == search(mixed, wanted)


@given(POOLS, CHOICES)
def test_results_fall_from_the_best_and_ties_are_broken_by_code(pool, wanted):
    scores = [one.score for one in search(pool, wanted).results]
    assert scores == sorted(scores, reverse=True)


@given(POOLS, CHOICES)
def test_forgetting_everything_about_a_region_never_helps_it(pool, wanted):
    other = pool[1]
    blank = replace(other, figures={}, terms=frozenset(), networks={})
    by = yardstick(pool, ORDERED)
    before = find(pool[0], [other], by, SUBJECTS, wanted)
    after = find(pool[0], [blank], by, SUBJECTS, wanted)
    assert after.results == ()
    assert before.candidates == after.candidates


def five(**figures):
    pool = [profile(f"AA{n}", {"population": 10.0 * n}, {"topics/a"}) for n in range(1, 6)]
    return [*pool, profile("BB1", figures, {"topics/b"})]


def test_rounding_never_makes_a_part_look_less_recorded_than_it_is():
    weights = dict.fromkeys(["size", "rates", "groups", "topics", "lacking", "networks"], "nice")
    for result in search(five(population=10.0), choices(**weights)).results:
        size = result.parts[0]
        assert (size.compared.coverage, size.comparable) == (1, size.maximum)


def test_a_must_excludes_and_says_how_many():
    found = search(five(population=10.0), choices(topics="must", size="nice"))
    assert "BB1" not in [one.profile.code for one in found.results]
    assert found.excluded == {Criterion.TOPICS: 1}
    assert (found.candidates, found.number_excluded, found.incomparable) == (5, 1, 0)


def test_a_must_on_figures_asks_for_one_half_of_likeness():
    found = search(five(population=500.0), choices(size="must"))
    assert found.excluded[Criterion.SIZE] >= 1
    assert all(part.compared.likeness >= 0.5 for one in found.results for part in one.parts)


def test_a_must_does_not_hold_where_nothing_is_recorded():
    found = search(five(), choices(size="must"))
    assert "BB1" not in [one.profile.code for one in found.results]


def test_a_must_counts_twice():
    parts = search(five(population=10.0), choices(topics="must", size="nice")).results[0].parts
    assert {part.criterion.value: part.maximum for part in parts} == {"size": 33, "topics": 67}


def test_a_region_of_which_nothing_can_be_compared_is_counted_and_not_ranked():
    found = search([*five(), profile("CC1")], choices(size="nice"))
    assert found.incomparable == 2


def test_what_is_not_recorded_earns_nothing_and_is_named():
    pool = five(population=10.0)
    pool[-1] = replace(pool[-1], terms=frozenset())
    result = next(
        one
        for one in search(pool, choices(size="nice", topics="nice")).results
        if one.profile.code == "BB1"
    )
    size, terms = result.parts
    assert (size.points, size.comparable) == (50, 50)
    assert (terms.points, terms.comparable, terms.maximum) == (0, 0, 50)
    assert terms.compared.missing == ("topics",)
    assert (result.score, result.comparable) == (50, 50)


def test_wholly_alike_in_the_little_recorded_does_not_outrank_nearly_alike_in_all():
    pool = [profile(f"AA{n}", {"population": 10.0 + n}, {"topics/a"}) for n in range(5)]
    lucky = profile("BB1", {"population": 10.0})
    found = search([*pool, lucky], choices(size="nice", topics="nice"))
    codes = [one.profile.code for one in found.results]
    assert codes[0] == "AA1"
    assert codes.index("BB1") > codes.index("AA2")


def test_the_own_country_other_levels_and_relations_are_left_out_as_asked():
    base, same = profile("AA1", {"population": 1.0}), profile("AA2", {"population": 1.0})
    part, wide = profile("AA11", {"population": 1.0}), profile("BB11", {"population": 1.0})
    old = profile("BB2", {"population": 1.0}, is_current=False)
    other = profile("BB1", {"population": 2.0})
    pool = [base, same, part, wide, old, other]

    def codes(**more):
        wanted = replace(choices(size="nice"), **more)
        return {one.profile.code for one in search(pool, wanted).results}

    assert codes() == {"AA2", "BB1"}
    assert codes(is_abroad=True) == {"BB1"}
    assert codes(is_wide=True) == {"AA2", "BB1", "BB11"}


@pytest.mark.parametrize(
    ("standing", "likeness", "coverage"),
    [
        ("member", 1.0, 1.0),
        ("through_country", 1.0, 1.0),
        ("not_member", 0.0, 1.0),
        (None, None, 0),
    ],
)
def test_the_same_macro_region_is_yes_no_or_not_recorded(standing, likeness, coverage):
    base = profile("AA1", networks={"eusalp": "member"})
    networks = {"eusalp": standing} if standing else {}
    other = profile("BB1", {"population": 1.0}, networks=networks)
    pool = [base, other, *(profile(f"CC{n}", {"population": 1.0}) for n in range(4))]
    base = replace(base, figures={"population": 1.0})
    by = yardstick(pool)
    wanted = choices(**{"macro-region": "nice", "size": "nice"})
    [found] = find(base, [other], by, SUBJECTS, wanted).results
    compared = found.parts[1].compared
    assert (compared.likeness, compared.coverage) == (likeness, coverage)


def test_gains_tell_what_is_lacked_from_what_was_never_asked():
    pool = [topics(f"CC{n}", "a", "b") for n in range(4)]
    base = profile("AA1", terms={"topics/a"}, networks={"cebr": "not_member"})
    member = dict.fromkeys(("cebr", "errin"), "member")
    other = profile("BB1", terms={"topics/a", "topics/b", "codes/x"}, networks=member)
    pool += [profile(f"DD{n}", networks=member) for n in range(4)]
    found = gains(base, other, yardstick([*pool, base, other]))
    assert (found.terms, found.networks) == (("topics/b",), ("cebr",))
    assert (found.unanswered, found.unasked) == (("codes",), ("errin",))


def test_complementary_topics_are_those_that_the_own_region_lacks():
    pool = [topics("AA1", "a"), topics("AA2", "b"), topics("AA3", "a"), topics("AA4", "a", "b")]
    found = search(pool, choices(lacking="nice"))
    assert {one.profile.code: one.score for one in found.results} == {
        "AA2": 100,
        "AA3": 0,
        "AA4": 100,
    }


@given(st.lists(st.floats(0, 100), min_size=1, max_size=7), st.integers(0, 100))
def test_whole_numbers_add_up_within_their_bounds(exact, total):
    high = [100] * len(exact)
    assume(sum(high) >= total)
    whole = apportion(exact, total, highest=high)
    assert sum(whole) == total
    assert all(0 <= number <= 100 for number in whole)


def test_whole_numbers_go_to_the_largest_remainders():
    assert apportion([33.3, 33.4, 33.3], 100) == [33, 34, 33]
    assert apportion([16.67] * 6, 100) == [17, 17, 17, 17, 16, 16]
