"""The drawings beside a figure."""

from decimal import Decimal

from observatory.region.charts import EDGE, HEIGHT, WIDTH, ScaleFamily, scale, series


def values(*pairs):
    return [(year, Decimal(number)) for year, number in pairs]


def test_a_line_runs_from_the_first_year_to_the_last():
    drawn = series(values((2019, 30), (2017, 10), (2018, 20)))
    assert (drawn.first_year, drawn.last_year) == (2017, 2019)
    assert (drawn.lowest, drawn.highest) == (10, 30)
    assert drawn.line == f"M{EDGE / 2},{float(HEIGHT - EDGE)}L50.0,20.0L{WIDTH - EDGE / 2},{EDGE}.0"
    assert drawn.dots.count("h0") == 3


def test_a_missing_year_breaks_the_line():
    assert series(values((2010, 1), (2011, 2), (2015, 3))).line.count("M") == 2


def test_two_values_are_read_faster_than_drawn():
    assert series(values((2010, 1), (2011, 2))) is None
    assert series([]) is None


def test_a_value_that_never_changes_is_a_level_line():
    drawn = series(values((2010, 5), (2011, 5), (2012, 5)))
    assert {point.split(",")[1] for point in drawn.line[1:].split("L")} == {"34.0"}


def test_a_scale_shows_its_families_from_the_lowest_and_one_place():
    groups = [(3, "Strong"), (1, "Modest"), (2, "Modest"), (4, "Strong")]
    assert scale(groups, 3) == [
        ScaleFamily("Modest", (False, False)),
        ScaleFamily("Strong", (True, False)),
    ]
