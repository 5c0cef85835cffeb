"""The locator map: an equal-area projection, and where a region is marked."""

from math import cos, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.maps import locator as maps
from observatory.maps.locator import HEIGHT, WIDTH, Dot, label, locator, place, project

NAMUR, LIEGE, ANTWERP = (
    Dot("BE35", 4.88, 50.2),
    Dot("BE33", 5.76, 50.51),
    Dot("BE21", 4.7, 51.3),
)
VIENNA, REUNION = Dot("AT13", 16.37, 48.21), Dot("FRY4", 55.51, -21.11)
DOTS = [NAMUR, LIEGE, ANTWERP, VIENNA, REUNION]


def test_the_centre_of_the_projection_lies_where_the_frame_says():
    assert project(10, 52) == pytest.approx((190, 235))


def test_north_is_up_and_east_is_right():
    x, y = project(10, 52)
    assert project(10, 60)[1] < y
    assert project(20, 52)[0] > x


def test_it_agrees_with_the_european_grid():
    # EPSG:3035 puts 5° E 50° N at 3,962,799 E 2,999,719 N; its own centre is 4,321,000 E
    # 3,210,000 N. The sphere differs from the ellipsoid by less than a unit of ten kilometres.
    x, y = project(5, 50)
    assert x == pytest.approx(190 + (3_962_799 - 4_321_000) / 10_000, abs=1)
    assert y == pytest.approx(235 - (2_999_719 - 3_210_000) / 10_000, abs=1)


@given(st.floats(-25, 45), st.floats(33, 72))
def test_areas_are_true(longitude, latitude):
    side = 0.1
    corners = [
        project(longitude + east, latitude + north)
        for east, north in ((0, 0), (side, 0), (side, side), (0, side))
    ]
    height = maps.EARTH_RADIUS * radians(side)
    true = height * height * cos(radians(latitude + side / 2)) / maps.UNIT**2
    assert _area(corners) == pytest.approx(true, rel=0.01)


def _area(points):
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def test_parts_the_rest_of_the_country_and_other_regions_are_told_apart():
    found = locator(DOTS, "BE3", ["Wallonie"], None)
    assert found.parts.count("M") == 2
    assert found.country.count("M") == 1
    assert found.others.count("M") == 1, "what lies outside the frame is not drawn"
    assert not found.is_outside


def test_a_region_with_parts_is_marked_between_them_and_another_at_its_centre():
    x, y = locator(DOTS, "BE3", ["Wallonie"], (0, 40)).mark
    assert (x, y) == pytest.approx(
        [(a + b) / 2 for a, b in zip(project(4.88, 50.2), project(5.76, 50.51), strict=True)],
        abs=0.1,
    )
    assert locator(DOTS, "SE22", ["Sydsverige"], (13.9, 55.9)).mark == pytest.approx(
        project(13.9, 55.9), abs=0.1
    )


def test_a_region_that_lies_nowhere_is_not_marked():
    found = locator(DOTS, "XK", ["Kosova"], None)
    assert (found.mark, found.label) == (None, ())


@given(st.floats(-180, 180), st.floats(-80, 80))
def test_a_region_outside_is_pointed_at_from_inside_the_frame(longitude, latitude):
    found = locator([], "FRY4", ["La Réunion"], (longitude, latitude))
    x, y = found.mark
    assert 0 <= x <= WIDTH
    assert 0 <= y <= HEIGHT
    assert found.is_outside == bool(found.pointer)


def test_the_label_stands_on_the_side_with_room():
    assert locator([], "IE", ["Ireland"], (-8, 53)).label_is_left is False
    assert locator([], "CY", ["Cyprus"], (33, 35)).label_is_left is True


@pytest.mark.parametrize(
    ("names", "lines"),
    [
        (["Wallonie"], ("Wallonie",)),
        (["Provincie Noord-Holland"], ("Provincie Noord-", "Holland")),
        (
            ["Bath and North East Somerset, North Somerset and South Gloucestershire", "UKK12"],
            ("UKK12",),
        ),
        (["", "BE"], ("BE",)),
        ([], ()),
    ],
)
def test_a_label_is_the_first_name_that_fits(names, lines):
    assert label(names) == lines


def test_places_are_written_as_people_write_them():
    assert place(-61.605, 16.337) == "16.3° N, 61.6° W"
    assert place(55.5, -21.1) == "21.1° S, 55.5° E"


def test_the_graticule_is_lines_of_numbers():
    assert set(maps.graticule()) <= set("M-, 0123456789")
    assert len(maps.graticule()) < 6_000
