"""Counting on bitmaps against counting by hand, on random records."""

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from common.postings import NOT_RECORDED, Index, Narrowing, Order, Postings

VALUES = {"colour": "rgbk", "size": "smlx", "topic": "abcdef"}
# "a" stands above "b", and "b" above "c".
PARENTS = {"b": "a", "c": "b"}

records = st.dictionaries(
    st.integers(0, 300),
    st.fixed_dictionaries({name: st.sets(st.sampled_from(v)) for name, v in VALUES.items()}),
    max_size=60,
)
narrowings = st.fixed_dictionaries(
    {},
    optional={
        name: st.builds(
            Narrowing,
            st.lists(st.sampled_from([*values, NOT_RECORDED]), min_size=1, unique=True).map(tuple),
            st.booleans(),
        )
        for name, values in VALUES.items()
    },
)
OPTIONS = {name: [*values, NOT_RECORDED] for name, values in VALUES.items()}


def index_of(records):
    facets = {}
    for name, values in VALUES.items():
        own = {v: BitMap(r for r, has in records.items() if v in has[name]) for v in values}
        facets[name] = Postings(own, PARENTS if name == "topic" else {})
    return Index(BitMap(records), facets, {})


def has(told, name, value):
    if value == NOT_RECORDED:
        return not told[name]
    below = {"a": "abc", "b": "bc"}.get(value, value) if name == "topic" else value
    return bool(told[name] & set(below))


def fits(told, chosen):
    return all(
        (all if one.every else any)(has(told, name, value) for value in one.values)
        for name, one in chosen.items()
    )


@given(records, narrowings)
def test_found_are_the_records_that_fit(records, chosen):
    expected = {number for number, told in records.items() if fits(told, chosen)}
    assert set(index_of(records).found(chosen)) == expected


@given(records, narrowings, st.sets(st.integers(0, 300)))
def test_a_count_is_the_number_of_records_after_choosing_the_option(records, chosen, within):
    index, within = index_of(records), BitMap(within)
    for name, counted in index.counts(chosen, OPTIONS, within).items():
        for value, number in counted.items():
            own = chosen.get(name)
            on_top = own.values if own and own.every else ()
            after = {**chosen, name: Narrowing((*on_top, value), every=bool(on_top))}
            assert number == len(index.found(after, within))


@given(
    st.lists(st.integers(0, 2000), unique=True, max_size=900),
    st.integers(1, 40),
    st.sets(st.integers(0, 2000)),
    st.integers(0, 900),
    st.integers(1, 120),
)
def test_a_window_holds_what_stands_there_in_the_order(sequence, size, wanted, start, page):
    buckets = [BitMap(sequence[i : i + size]) for i in range(0, len(sequence), size)]
    found = BitMap(sequence) if len(wanted) % 2 else BitMap(wanted) & BitMap(sequence)
    place = {number: at for at, number in enumerate(sequence)}
    candidates, skip = Order(buckets).window(found, start, page)
    ordered = sorted(candidates, key=place.__getitem__)
    assert (
        ordered[skip : skip + page]
        == [one for one in sequence if one in found][start : start + page]
    )


def test_a_circle_of_parents_ends():
    postings = Postings({"x": BitMap([1]), "y": BitMap([2])}, {"x": "y", "y": "x"})
    assert set(postings.of("x")) == {1, 2}


def test_what_a_value_holds_is_not_changed_by_asking():
    own = {"a": BitMap([1]), "b": BitMap([2])}
    index = Index(BitMap([1, 2, 3]), {"topic": Postings(own, PARENTS)}, {})
    index.found({"topic": Narrowing(("a", "b"))})
    index.counts({"topic": Narrowing(("a",), every=True)}, {"topic": ["a", "b", "-"]}, BitMap([1]))
    assert own == {"a": BitMap([1]), "b": BitMap([2])}
    assert set(index.everything) == {1, 2, 3}


def test_a_facet_that_is_unknown_finds_nothing_and_lacks_everything():
    index = Index(BitMap([1, 2]), {}, {})
    assert set(index.having("colour", "red")) == set()
    assert set(index.having("colour", NOT_RECORDED)) == {1, 2}
