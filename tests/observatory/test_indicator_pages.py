"""The pages of indicators: definition, source, coverage, and the ends of the range."""

import pytest

from regions.models import Indicator, Observation, Region
from tests.observatory.asked import MOST_QUERIES, queries
from tests.observatory.pages import element, elements, get, text
from tests.observatory.rows import STATED, multiply

pytestmark = pytest.mark.usefixtures("facts")


def section(page, name):
    return element(page, "section", id=name)


def rows(node):
    return [
        [text(cell) for cell in one.children if hasattr(cell, "name")]
        for one in elements(element(node, "tbody"), "tr")
    ]


def ends(page, heading):
    """The codes of the highest and of the lowest regions under a heading."""
    block = next(
        one
        for one in elements(section(page, "range"), "div")
        if any(text(head).startswith(heading) for head in _headings(one))
    )
    lists = list(elements(block, "ul"))
    return [[text(code) for code in elements(found, class_="code")] for found in lists]


def _headings(node):
    return [one for one in node.children if getattr(one, "name", "") == "h3"]


def test_the_list_tells_for_whom_and_when_each_is_recorded():
    listed = {row[0]: row[1:] for row in rows(get("/indicators/"))}
    assert listed["Population on 1 January Eurostat"] == ["inhabitants", "339", "2008–2025"]
    assert listed["Innovation performance group European Commission"] == [
        *("ordered scale", "186", "2019–2021"),
    ]
    assert listed["Share of people aged 65 and over"] == ["%", "8", "not recorded"]


def test_a_page_defines_its_indicator_and_names_source_and_licence():
    page = get("/indicators/population/")
    assert text(element(page, "h1")) == "Population on 1 January"
    facts = text(element(page, class_="facts"))
    assert "Unit inhabitants Source Population on 1 January by age" in facts
    assert "Licence CC BY 4.0" in facts
    sources = text(section(page, "sources"))
    assert "demo_r_d2jan" in sources
    assert "Observatory survey, wave 2021" in sources
    assert list(elements(page, "a", href="/map/?show=indicator:population"))


def test_without_a_source_of_its_own_each_value_names_one():
    assert "Source Each value names its own." in text(
        element(get("/indicators/density/"), class_="facts")
    )


def test_coverage_counts_regions_by_year_and_level():
    page = get("/indicators/population/")
    head = text(element(section(page, "coverage"), "thead"))
    assert head == "Year Countries of 40 Level 1 of 135 Level 2 of 377 Level 3 of 1,769"
    table = rows(section(page, "coverage"))
    assert table[0] == ["2025", "1", "1", "42", "0"]
    assert ["2018", "0", "0", "332", "0"] in table


def test_values_without_a_year_are_counted_as_such():
    table = rows(section(get("/indicators/share-65-plus/"), "coverage"))
    assert table == [["not recorded", "0", "5", "3", "0"]]


def test_the_ends_are_those_of_the_year_with_the_most_values():
    page = get("/indicators/population/")
    assert ends(page, "Regions of level 2, 2018 332 values") == [
        ["TR10", "FR10", "ITC4"],
        ["FI20", "LI00", "ES64"],
    ]
    ranged = text(section(page, "range"))
    assert "İstanbul TR10 : 15,029,231 inhabitants 2018" in ranged
    assert "Countries" not in ranged, "one country has no range"


def test_few_values_are_shared_out_and_ties_stand_in_the_order_of_codes():
    equal = Observation.objects.filter(indicator="density", year=2017, region__level=1)
    equal.update(value=200)
    codes = sorted(equal.values_list("region", flat=True))
    assert ends(get("/indicators/density/"), "Regions of level 1, 2017") == [
        codes[:3],
        codes[:2:-1],
    ]


def test_a_scale_lists_its_groups_from_the_highest():
    page = get("/indicators/innovation-group/")
    groups = dict(rows(section(page, "scale-2019")))
    assert next(iter(groups)) == "Leader +"
    assert groups["Moderate"] == "85"
    assert groups["Modest −"] == "0"
    assert sum(map(int, groups.values())) == 186
    assert "178 of them computed by us" in text(element(page, class_="facts"))
    assert not list(elements(page, "section", id="range"))


def test_an_indicator_without_values_says_so():
    Indicator.objects.create(code="doctors", name="Doctors")
    page = get("/indicators/doctors/")
    assert "No value is recorded yet" in text(section(page, "coverage"))
    assert "Unit Not recorded" in text(element(page, class_="facts"))
    assert "/map/" not in text(element(page, class_="title"))
    assert ["Doctors", "–", "0", "–"] in rows(get("/indicators/"))


def test_unpublished_regions_are_not_counted():
    Region.objects.filter(code="TR10").update(state="draft")
    highest, _lowest = ends(get("/indicators/population/"), "Regions of level 2, 2018 331 values")
    assert highest[:2] == ["FR10", "ITC4"]


def test_they_ask_few_questions_however_many_values_there_are(client):
    few = queries(client, "/indicators/population/")
    regions = Region.objects.published().filter(level=3)
    Observation.objects.bulk_create(
        Observation(region=region, indicator_id="population", year=year, value=place, **STATED)
        for place, region in enumerate(regions)
        for year in (2001, 2002)
    )
    assert queries(client, "/indicators/population/") == few <= MOST_QUERIES
    assert queries(client, "/indicators/innovation-group/") <= MOST_QUERIES
    few = queries(client, "/indicators/")
    multiply("BE3", 20)
    assert queries(client, "/indicators/") == few <= MOST_QUERIES


@pytest.mark.parametrize("code", ["zz", "POPULATION", "%20", "é", "x" * 3000, "population;"])
def test_an_unknown_code_gets_a_page_that_says_where_to_look(client, code):
    answer = client.get(f"/indicators/{code}/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert 'href="/indicators/"' in page
    assert "x" * 41 not in page
