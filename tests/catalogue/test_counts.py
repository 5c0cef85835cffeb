"""The catalogue against plain queries: after random edits, for random filters."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue import reading
from catalogue.models import Entry, Posting
from catalogue.postings import WORDS
from catalogue.settling import settle, settle_all
from common.postings import NOT_RECORDED, Narrowing
from regions.models import Region
from tests.catalogue.editing import EDITS
from tests.catalogue.plain import having

pytestmark = pytest.mark.usefixtures("facts")

# These follow from statistics of what is recorded; tests of their own say what they count.
BESIDE = {"recorded", "stated"}
TOUCHED_REGIONS = ("BE3", "BE", "FI1C", "EL30", "DE1", "AT", "AT11", "FR")
quick = settings(
    max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)


def options(shelf, facet):
    return [*(one.value for one in shelf.facets[facet].options), NOT_RECORDED]


def filters(rng, shelf):
    """A random choice of values in up to three facets."""
    facets = rng.sample(sorted(set(shelf.facets) - BESIDE), rng.randint(0, 3))
    return {
        facet: Narrowing(
            tuple(rng.sample(values, min(rng.randint(1, 3), len(values)))),
            shelf.facets[facet].is_many and rng.random() < 0.3,
        )
        for facet in facets
        for values in [options(shelf, facet)]
    }


def plainly(chosen, everything):
    found = set(everything)
    for facet, one in chosen.items():
        sets = [having(facet, value) for value in one.values]
        found &= set.intersection(*sets) if one.every else set.union(*sets)
    return found


@quick
@given(st.integers(0, 2**32))
def test_random_edits_and_filters_count_as_plain_queries_do(seed):
    rng = random.Random(seed)  # noqa: S311 - chance, not secrecy
    reading.shelf("region")
    for _ in range(rng.randint(0, 4)):
        region = Region.objects.get(code=rng.choice(TOUCHED_REGIONS))
        rng.choice(EDITS)(region, lambda options: rng.choice(list(options)))
    shelf = reading.shelf("region")
    everything = set(Region.objects.published().values_list("pk", flat=True))
    assert set(shelf.index.everything) == everything
    for _ in range(3):
        chosen = filters(rng, shelf)
        assert set(shelf.index.found(chosen)) == plainly(chosen, everything)
        facet = rng.choice(sorted(set(shelf.facets) - BESIDE))
        counted = shelf.index.counts(chosen, {facet: options(shelf, facet)}, shelf.index.everything)
        own = chosen.get(facet)
        on_top = own.values if own and own.every else ()
        for value, number in counted[facet].items():
            after = {**chosen, facet: Narrowing((*on_top, value), every=bool(on_top))}
            assert number == len(plainly(after, everything))


def stored():
    """Every posting that holds anything, and every entry, without their versions."""
    postings = Posting.objects.filter(size__gt=0).exclude(facet__startswith="order-")
    columns = ("noun", "facet", "value", "part", "size")
    return (
        {
            tuple(bytes(one) if isinstance(one, memoryview) else one for one in row)
            for row in postings.values_list(*columns)
        },
        {(one.noun, one.record): (one.values, one.keys) for one in Entry.objects.all()},
    )


@quick
@given(st.integers(0, 2**32))
def test_what_is_kept_up_to_date_equals_what_is_made_anew(seed):
    rng = random.Random(seed)  # noqa: S311 - chance, not secrecy
    settle()
    for _ in range(rng.randint(1, 6)):
        region = Region.objects.get(code=rng.choice(TOUCHED_REGIONS))
        rng.choice(EDITS)(region, lambda options: rng.choice(list(options)))
        if rng.random() < 0.5:
            settle()
    settle()
    kept = stored()
    settle_all()
    assert kept == stored()


def test_words_are_not_kept_in_memory():
    shelf = reading.shelf("region")
    assert not [facet for facet in shelf.values if facet.startswith(WORDS)]
