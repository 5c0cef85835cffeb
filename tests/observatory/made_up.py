"""Made-up regions to compare, as plain data and for hypothesis."""

from hypothesis import strategies as st

from observatory.partners.similarity import Profile

INDICATORS = ("population", "density", "share-65-plus", "innovation-group")
TERMS = (*(f"topics/{letter}" for letter in "abcdef"), "codes/x", "codes/y")
NETWORKS = ("cebr", "errin", "nspa", "eusalp")
STANDINGS = ("member", "planned", "observer", "partly", "through_country", "not_member")
ORDERED = {"innovation-group"}


def profile(code="AA1", figures=None, terms=(), networks=None, **more):
    return Profile(
        code, len(code) - 2, code[:2], figures or {}, frozenset(terms), networks or {}, **more
    )


def profiles_of(codes):
    numbers = st.floats(min_value=-1e12, max_value=1e12, allow_nan=False)
    return st.builds(
        profile,
        codes,
        st.dictionaries(st.sampled_from(INDICATORS), numbers),
        st.sets(st.sampled_from(TERMS)),
        st.dictionaries(st.sampled_from(NETWORKS), st.sampled_from(STANDINGS)),
        is_current=st.booleans(),
    )


CODES = [f"{country}{number}" for country in ("AA", "BB", "CC") for number in range(1, 5)]
POOLS = st.lists(
    profiles_of(st.sampled_from(CODES)), min_size=2, max_size=12, unique_by=lambda one: one.code
)


def topics(code, *letters):
    return profile(code, terms={f"topics/{letter}" for letter in letters})
