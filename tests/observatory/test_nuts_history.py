"""Codes that were given up: where they lead to, and which values go on under a new code."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue import reading
from observatory.region.history import Kind, Lineage, Passage, Turn, passage
from regions.models import Observation, Region, RegionChange
from tests.observatory.pages import element, elements, get, text
from tests.observatory.rows import STATED

CODES = ["AA1", "AA2", "AA3", "AA4", "AA5"]
EDITIONS = [2010, 2013, 2016, 2021, 2024]


def recoded(old, new, start=2016, end=2021):
    return Passage(start, end, old, new, is_whole=True)


@st.composite
def passages(draw):
    step = draw(st.integers(0, len(EDITIONS) - 2))
    codes = st.sampled_from([*CODES, ""])
    words = st.sampled_from(["", "boundary shift", "split into AA2 and AA3", "now part of AA1"])
    codes = (draw(codes), draw(codes))
    return Passage(EDITIONS[step], EDITIONS[step + 1], *codes, draw(st.booleans()), draw(words))


histories = st.lists(passages(), max_size=14)


@given(histories, st.sets(st.sampled_from(CODES)))
def test_a_move_ends_at_once_and_never_where_it_began(rows, known):
    lines = Lineage(rows)
    for code in set(CODES) - known:
        target = lines.target(code, known)
        assert target is None or (target.new_code in known and target.new_code != code)


@given(histories)
def test_chains_go_one_way_and_link_up(rows):
    lines = Lineage(rows)
    for code in CODES:
        onward, back = lines.onward(code), lines.back(code)
        for chain in (onward, back[::-1]):
            for one, other in pairwise(chain):
                assert one.new_code == other.old_code
                assert one.to_edition <= other.from_edition
        assert all(row.is_whole for row in [*onward, *back])


@given(histories)
def test_back_is_the_inverse_of_onward(rows):
    lines = Lineage(rows)
    for code in CODES:
        onward = lines.onward(code)
        last = onward[-1] if onward else None
        # Only where the new code did not come again later does it still mean this chain.
        if last and (back := lines.back(last.new_code)) and back[0] == last:
            assert onward == back[: len(onward)][::-1]


@given(histories)
def test_the_order_of_rows_does_not_matter(rows):
    one, other = Lineage(rows), Lineage(rows[::-1])
    for code in CODES:
        assert one.same(code) == other.same(code)
        assert (one.came(code), one.went(code)) == (other.came(code), other.went(code))


@given(histories)
def test_a_region_never_takes_its_own_values_for_older_ones(rows):
    lines = Lineage(rows)
    assert all(code not in lines.same(code) for code in CODES)


def test_chains_are_followed_to_the_last_code_with_a_page():
    lines = Lineage([recoded("AA1", "AA2"), recoded("AA2", "AA3", 2021, 2024)])
    assert lines.target("AA1", {"AA3"}).new_code == "AA3"
    assert lines.target("AA1", {"AA2"}).new_code == "AA2"
    assert lines.target("AA1", set()) is None
    assert lines.same("AA3") == {"AA2": 2024, "AA1": 2021}


def test_a_code_that_comes_back_leads_nowhere_else():
    lines = Lineage([recoded("AA1", "AA2"), recoded("AA2", "AA1", 2021, 2024)])
    assert lines.target("AA1", {"AA3"}) is None
    assert lines.same("AA1") == {"AA2": 2024}


def test_a_code_used_again_for_another_territory_lends_no_values():
    again = Passage(2021, 2024, "", "AA1")
    assert Lineage([recoded("AA1", "AA2"), again]).same("AA2") == {}


def test_two_whole_regions_in_one_are_a_merger():
    lines = Lineage([recoded("AA1", "AA3"), recoded("AA2", "AA3")])
    assert lines.same("AA3") == {}
    assert lines.target("AA1", {"AA3"}) is None
    assert lines.came("AA3") == [Turn(2021, Kind.MERGED, ("AA1", "AA2"))]
    assert lines.successors("AA1") == [Turn(2021, Kind.MERGED, ("AA3",))]


def test_codes_named_in_words_are_successors():
    rows = [
        Passage(2016, 2021, "AA1", "", words="discontinued; split into new AA2 and AA3"),
        Passage(2016, 2021, "", "AA2", words="new"),
        Passage(2016, 2021, "", "AA3", words="new"),
    ]
    lines = Lineage(rows)
    assert lines.went("AA1") == [Turn(2021, Kind.SPLIT, ("AA2", "AA3"))]
    turn, ends = lines.cut("AA2")
    assert (turn, ends[0].kind) == (Turn(2021, Kind.SPLIT, ("AA1",)), Kind.SPLIT)


def test_a_boundary_shift_is_not_the_same_territory():
    lines = Lineage([Passage(2016, 2021, "AA1", "AA2", words="recode, boundary shift")])
    assert lines.same("AA2") == {}
    assert lines.came("AA2") == [Turn(2021, Kind.SHIFTED, ("AA1",))]


def test_a_new_region_in_the_column_of_the_old_ones_is_new():
    row = passage(Passage(2016, 2021, "AA1", "", words="new; merge of ex-AA2 and AA3"))
    assert (row.old_code, row.new_code) == ("", "AA1")


@pytest.fixture
def dutch(facts):
    """Values of The Hague and its surroundings: NL332 until 2021, NL361 since."""
    for code, years in (("NL332", range(2016, 2023)), ("NL361", range(2022, 2025))):
        for year in years:
            Observation.objects.create(
                region_id=code,
                indicator_id="population",
                year=year,
                value=Decimal(year * 100 + len(code) + (code == "NL361")),
                **STATED,
            )


def test_values_go_on_where_the_territory_is_the_same(client, dutch):
    figures = element(get("/regions/NL361/"), id="figures")
    rows = [text(row) for row in elements(element(figures, "table"), "tr")][1:]
    assert [row[:4] for row in rows] == [str(year) for year in range(2023, 2015, -1)]
    assert ["as NL332" in row for row in rows] == [False] * 2 + [True] * 6
    assert "2016 to 2021 as NL332" in text(figures)
    assert any(elements(figures, "path", class_="older"))
    table = client.get("/regions/NL361.csv").content.decode()
    assert "population,Population on 1 January,202105,inhabitants,2021,as NL332" in table


def test_the_older_region_keeps_its_page_and_says_what_became_of_it(dutch):
    page = get("/regions/NL332/")
    note = element(page, class_="lineage")
    assert "NUTS 2024: recoded; after: NL361" in text(note)
    assert ("href", "/regions/NL361/") in element(note, "a").attributes
    assert "as NL" not in text(element(page, id="figures"))


def test_a_series_stays_cut_where_the_territory_is_another(facts):
    Observation.objects.create(
        region_id="HR05", indicator_id="population", year=2022, value=767131, **STATED
    )
    Observation.objects.filter(region="HR05", year__lt=2021).delete()
    figures = text(element(get("/regions/HR05/"), id="figures"))
    assert "Before NUTS 2021 the region was another territory: HR04 (split)." in figures


@pytest.mark.parametrize("asked", ["UKM21", "ukm21"])
def test_an_old_code_moves_once_and_the_reader_is_told(client, facts, asked):
    answer = client.get(f"/regions/{asked}/")
    assert (answer.status_code, answer["Location"]) == (301, "/regions/UKM71/?from=UKM21")
    page = get(answer["Location"])
    assert text(element(page, class_="notice")) == (
        "UKM21 became UKM71 in NUTS 2021; you were led here."
    )
    answer = client.get(f"/regions/{asked}.csv")
    assert (answer.status_code, answer["Location"]) == (301, "/regions/UKM71.csv?from=UKM21")
    assert client.get(answer["Location"]).status_code == 200


def test_a_code_that_was_stored_and_is_no_more_moves_too(client, facts):
    Region.objects.filter(code="HR041").delete()
    assert client.get("/regions/HR041/")["Location"] == "/regions/HR050/?from=HR041"


@pytest.mark.parametrize("wish", ["BE3", "UKM22", "x" * 3_000, "<b>", "%00", "é"])
def test_nobody_is_told_a_way_that_there_was_not(facts, wish):
    assert "you were led here" not in text(get("/regions/UKM71/", **{"from": wish}))


@pytest.mark.parametrize(("code", "successor"), [("NO061", "NO060"), ("FI1D4", "FI1D8")])
def test_without_one_whole_successor_there_are_links(client, facts, code, successor):
    answer = client.get(f"/regions/{code}/")
    assert answer.status_code == 404
    assert f'href="/regions/{successor}/"' in answer.content.decode()
    assert client.get(f"/regions/{code}.csv").status_code == 404


def test_no_code_of_the_fixtures_moves_twice(client, facts):
    old = set(RegionChange.objects.exclude(old_code="").values_list("old_code", flat=True))
    moved = 0
    for code in sorted(old - set(Region.objects.values_list("code", flat=True))):
        answer = client.get(f"/regions/{code}/")
        if answer.status_code == 301:
            moved += 1
            assert client.get(answer["Location"]).status_code == 200, code
    assert moved == 16


def test_changes_are_read_again_by_a_new_process(client, facts):
    RegionChange.objects.create(
        from_edition=2021,
        to_edition=2024,
        level=2,
        old_code="BE9",
        new_code="BE3",
        name="x",
        share=1,
    )
    reading.forget()
    assert client.get("/regions/BE9/")["Location"] == "/regions/BE3/?from=BE9"
