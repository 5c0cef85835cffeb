"""The map's classes and drawing: nothing is lost, parted, or printed where it does not belong."""

import re
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.maps import locator as maps
from observatory.maps.choropleth import (
    Boundaries,
    Place,
    draw,
    is_inside,
    legend,
    middle,
    network_map,
    outlines,
    symbol,
)
from observatory.maps.classes import (
    BAR,
    CIRCLE,
    DIAMOND,
    MOST_CLASSES,
    NOT_RECORDED,
    RING,
    SQUARE,
    Look,
    MapClass,
    categories,
    groups,
    numbers,
    printed,
)
from observatory.maps.kinds import REPLIES, standings
from policies.models import PolicyStatement
from regions.models import Membership
from regions.standing import THROUGH_COUNTRY

DECIMALS = st.decimals(-(10**11), 10**11, places=6) | st.decimals(-5, 5, places=2)
CODES = st.text("ABCDEFGH0123456789", min_size=2, max_size=5)
VALUES = st.dictionaries(CODES, DECIMALS, max_size=60)
FEW_VALUES = st.dictionaries(CODES, st.sampled_from([Decimal(n) for n in range(9)]), max_size=60)
LIMITS = re.compile(
    r"(?P<low>\S+) (?:to under (?P<high>\S+)|or more)|under (?P<top>\S+)|(?P<one>\S+)"
)
BRUSSELS, AZORES = Place("BE10", (4.37, 50.84), "Brussels"), Place("PT20", (-27.6, 38.4), "Açores")
NOWHERE = Place("PT19", None, "Centro")


def allows(label, value):
    """Whether a printed class holds a value, read as a visitor reads it."""
    found = LIMITS.fullmatch(label.replace(",", ""))
    low, high = found["low"], found["high"] or found["top"]
    if found["one"]:
        return value == Decimal(found["one"])
    return (low is None or value >= Decimal(low)) and (high is None or value < Decimal(high))


@given(VALUES | FEW_VALUES)
def test_every_value_is_in_exactly_one_class(values):
    codes = [code for one in numbers(values) for code in one.codes]
    assert sorted(codes) == sorted(values)


@given(VALUES | FEW_VALUES)
def test_there_are_at_most_five_classes_and_none_is_empty(values):
    classes = numbers(values)
    assert len(classes) <= MOST_CLASSES
    assert all(one.codes for one in classes)
    assert len({one.look.fill for one in classes}) == len(classes)


@given(VALUES | FEW_VALUES)
def test_classes_are_in_order_and_equal_values_together(values):
    parts = [[values[code] for code in one.codes] for one in numbers(values)]
    assert all(min(higher) > max(lower) for higher, lower in pairwise(parts))


@given(VALUES | FEW_VALUES)
def test_the_printed_limits_hold_each_value_once(values):
    classes = numbers(values)
    for one in classes:
        for code in one.codes:
            assert [allows(other.label, values[code]) for other in classes].count(True) == 1
            assert allows(one.label, values[code])


@given(st.lists(DECIMALS, min_size=50, max_size=50, unique=True))
def test_without_ties_classes_are_of_one_size(values):
    classes = numbers({f"R{index}": value for index, value in enumerate(values)})
    assert [len(one.codes) for one in classes] == [10] * MOST_CLASSES


def test_limits_are_round_where_values_leave_room():
    values = [12, 34, 56, 98, 101, 480, 510, 990, 1010, 5000]
    labels = [one.label for one in numbers({str(v): Decimal(v) for v in values})]
    assert labels == [
        "1,000 or more",
        "500 to under 1,000",
        "100 to under 500",
        "50 to under 100",
        "under 50",
    ]


def test_few_different_values_say_themselves():
    classes = numbers({"A": Decimal("0"), "B": Decimal("18.500000"), "C": Decimal("0.0")})
    assert [(one.label, one.codes) for one in classes] == [("18.5", ("B",)), ("0", ("A", "C"))]


def test_nothing_recorded_makes_no_class():
    assert numbers({}) == []


@pytest.mark.parametrize(
    ("number", "text"),
    [("1234567", "1,234,567"), ("-0.50", "-0.5"), ("1E+3", "1,000"), ("-0", "0")],
)
def test_a_limit_is_printed_with_all_its_digits(number, text):
    assert printed(Decimal(number)) == text


def test_an_ordered_scale_has_one_class_a_family_even_without_a_region():
    classes = groups({"A": "Strong", "B": "Modest"}, ["Modest", "Moderate", "Strong"])
    assert [(one.label, one.codes) for one in classes] == [
        ("Strong", ("A",)),
        ("Moderate", ()),
        ("Modest", ("B",)),
    ]


@given(st.integers(6, 40))
def test_neighbours_of_a_long_scale_share_a_class(number):
    families = [f"F{index:02}" for index in range(number)]
    classes = groups({family: family for family in families}, families)
    assert len(classes) == MOST_CLASSES
    assert [code for one in classes[::-1] for code in one.codes] == families
    assert any(" to " in one.label for one in classes)


def test_every_status_and_answer_has_exactly_one_class():
    kinds = [one.answers for one in standings(str)]
    assert sorted(answer for kind in kinds for answer in kind) == sorted(
        [*Membership.Status.values, THROUGH_COUNTRY]
    )
    replies = [answer for one in REPLIES for answer in one.answers]
    assert sorted(replies) == sorted(PolicyStatement.Answer.values)
    assert len(kinds) <= MOST_CLASSES


def test_no_and_not_recorded_look_different():
    no = next(one.look for one in REPLIES if "no" in one.answers)
    assert no != NOT_RECORDED
    assert (no.fill, no.sign) not in {(look.look.fill, look.look.sign) for look in REPLIES[:2]}


def test_symbols_insets_and_unplaced_regions_are_all_regions():
    classes = [
        MapClass("Some", Look("#000"), ("BE10", "PT19")),
        MapClass("Not recorded", NOT_RECORDED, ("PT20",)),
    ]
    places = {one.code: one for one in (BRUSSELS, AZORES, NOWHERE)}
    drawing = draw(classes, places)
    assert [mark.title for layer in drawing.layers for mark in layer.marks] == ["Brussels"]
    assert [(one.code, bool(one.land)) for one in drawing.insets] == [("PT20", True)]
    assert drawing.unplaced == ("PT19",)


def test_only_what_is_asked_for_is_drawn():
    drawing = draw(
        [MapClass("All", Look("#000"), ("BE10", "PT20"))],
        {"BE10": BRUSSELS, "PT20": AZORES},
        only={"PT20"},
    )
    assert (len(drawing.layers), len(drawing.insets)) == (0, 1)


def test_known_shapes_are_areas_below_the_symbols():
    classes = [
        MapClass("High", Look("#000"), ("BE10",)),
        MapClass("Low", Look("#fff"), ("BE21", "PT20")),
    ]
    places = {"BE10": BRUSSELS, "BE21": Place("BE21", (4.7, 51.3), "Antwerpen"), "PT20": AZORES}
    shapes = Boundaries({"BE21": "M1 1h2v2z"}, {"PT20": "M3 3h2v2z"})
    drawing = draw(classes, places, shapes)
    assert [layer.fill for layer in drawing.layers] == ["#fff", "#000"]
    assert drawing.layers[0].marks[0].path == "M1 1h2v2z"
    assert drawing.insets[0].layer.marks[0].path == "M3 3h2v2z"
    assert "EuroGeographics" in str(drawing.credits[-1])
    assert not any("EuroGeographics" in str(one) for one in draw(classes, places).credits)


@pytest.mark.parametrize("sign", [CIRCLE, SQUARE, DIAMOND, RING, BAR])
def test_a_symbol_is_one_path_of_its_own_sign(sign):
    assert re.fullmatch(r"[Mlahvz0-9 .-]+", symbol(10, 10, 4, sign))
    assert [symbol(10, 10, 4, other) for other in (CIRCLE, SQUARE, DIAMOND, RING, BAR)].count(
        symbol(10, 10, 4, sign)
    ) == 1


def test_a_country_lies_between_its_parts_in_the_frame():
    assert middle([(4, 50), (6, 52), (-61.6, 16.3)]) == (5, 51)
    assert middle([(-61.6, 16.3)]) is None


def test_a_small_map_shows_members_and_those_that_plan_to_join():
    statuses = {"BE10": "member", "BE21": "planned", "BE3": "not_member"}
    places = {code: Place(code, (4.5, 50.5), code) for code in statuses}
    small = network_map(statuses, places)
    assert [(str(one.label), one.number) for one in small.legend] == [
        ("Member", 1),
        ("Not yet, planned", 1),
    ]
    assert len([mark for layer in small.drawing.layers for mark in layer.marks]) == 2


def test_the_legend_counts_and_shows_areas_without_signs():
    classes = categories({"BE1": "no"}, REPLIES)
    assert [one.number for one in legend(classes)] == [0, 0, 1]
    assert len({one.sign for one in legend(classes)}) == 3
    assert len({one.sign for one in legend(classes, of_areas=True)}) == 1


def test_the_outlines_are_light_and_hold_every_outermost_region():
    land, insets = outlines()
    assert len(land) < 25_000
    assert set(insets) == {"ES70", "FRY1", "FRY2", "FRY3", "FRY4", "FRY5", "PT20", "PT30"}
    assert all(re.fullmatch(r"[Mlz0-9 .-]+", one) for one in (land, *insets.values()))


@given(st.floats(-180, 180), st.floats(-89, 89))
def test_what_is_inside_is_within_the_frame(longitude, latitude):
    if is_inside(longitude, latitude):
        x, y = maps.project(longitude, latitude)
        assert 0 <= x <= maps.WIDTH
        assert 0 <= y <= maps.HEIGHT
