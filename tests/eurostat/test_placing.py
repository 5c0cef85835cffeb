from decimal import Decimal

import pytest

from workbench.eurostat.answer import Value
from workbench.eurostat.observations import parts
from workbench.eurostat.placing import CodeChange, Unplaced, place

EDITIONS, LATER = (2016, 2021), (2021, 2024)


def value(geo, year=2020, number=1):
    return Value(geo, year, Decimal(number), "e")


def change(old, new, share=1, words="", editions=EDITIONS):
    return CodeChange(editions, old, new, None if share is None else Decimal(share), words)


def test_a_code_known_here_is_taken_as_it_is():
    placed = place([value("BE3")], {"BE3"}, [change("BE3", "BE9")])
    assert placed.values == [value("BE3")]
    assert (placed.recoded, placed.unplaced) == ({}, [])


@pytest.mark.parametrize("known", ["HR05", "HR09"])
def test_a_recoded_region_is_placed_under_the_code_known_here(known):
    changes = [change("HR04", "HR05"), change("HR05", "HR09", editions=LATER)]
    placed = place([value("HR04")], {known}, changes)
    assert placed.values == [value(known)]
    assert placed.recoded == {"HR04": known}


def test_a_code_that_is_newer_than_what_is_known_here_goes_back():
    assert place([value("HR05")], {"HR04"}, [change("HR04", "HR05")]).values == [value("HR04")]


REASONS = {
    "EU27_2020": "an aggregate of countries",
    "EA19": "an aggregate of countries",
    "AT001MC": "not a NUTS code",
    "XX1": "unknown here",
    "AA1": "split",
    "AA2": "merged",
    "AA3": "boundary shift, or no whole share recorded",
    "AA4": "boundary shift, or no whole share recorded",
    "AA5": "split",
    "AA6": "merged",
    "AA7": "unknown here",
}
CHANGES = [
    *(change("AA1", "BB1", "0.5"), change("AA1", "BB2", "0.5")),
    *(change("AA2", "BB3"), change("AA9", "BB3")),
    *(change("AA3", "BB4", None), change("AA4", "BB5", "0.97")),
    change("AA5", "", None, "discontinued; split into new BB1 and BB2"),
    change("AA6", "", None, "discontinued; now part of BB3"),
    *(change("AA7", "AA8"), change("AA8", "AA7", editions=LATER)),
]


@pytest.mark.parametrize("geo", REASONS)
def test_what_is_no_region_known_here_is_listed_with_its_reason(geo):
    known = {"BB1", "BB2", "BB3", "BB4", "BB5"}
    placed = place([value(geo, 2019), value(geo)], known, CHANGES)
    assert placed.values == []
    assert placed.unplaced == [Unplaced(geo, 2, REASONS[geo])]


def test_a_value_under_the_code_known_here_wins_over_one_under_the_former_code():
    values = [value("HR04", 2019, 7), value("HR04", 2020, 8), value("HR05", 2020, 9)]
    placed = place(values, {"HR05"}, [change("HR04", "HR05")])
    assert placed.values == [value("HR05", 2019, 7), value("HR05", 2020, 9)]
    reason = "HR05 has a value of its own for these years"
    assert placed.unplaced == [Unplaced("HR04", 1, reason)]


def test_parts_hold_whole_years_and_no_more_than_they_may():
    values = [value(f"BE{n}", year) for n in range(3) for year in (2018, 2019, 2020)]
    assert [len(part) for part in parts(values, 7)] == [6, 3]
    assert [len(part) for part in parts(values, 2)] == [2, 1, 2, 1, 2, 1]
    assert list(parts([], 2)) == []
