"""The lists: filters, counts, order, pages, and what they make of a stranger's address."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue import reading
from policies.models import PolicyDocument
from regions.models import Observation, Region
from regions.signals import written
from tests.observatory.pages import element, elements, get, text
from tests.observatory.rows import multiply

pytestmark = pytest.mark.usefixtures("facts")

MOST_QUERIES = 12
GROUP = "innovation-group"
SURVEYED = {"BE1", "BE2", "BE3", "DE1", "EL30", "FI1C", "FRF", "SE22"}


def codes(page):
    return [text(one) for one in elements(element(page, class_="results"), class_="code")]


def counts(page, legend):
    """The number beside each option of a facet."""
    facet = next(
        one for one in elements(page, "fieldset") if text(element(one, "legend")) == legend
    )
    options = (text(label).rsplit(" ", 1) for label in elements(facet, "label"))
    return {name: int(number.replace(",", "")) for name, number in options}


def notices(page):
    return [text(one) for one in elements(page, class_="notice")]


def queries(client, address):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize("is_cold", [True, False])
@pytest.mark.parametrize(
    "address",
    [
        "/regions/",
        "/regions/?sort=name&country=BE&innovation-group=Strong&level=1",
        "/regions/?q=wal&view=map",
        "/policies/?q=plan&level=regional",
        "/networks/",
        "/initiatives/?region=BE2",
    ],
)
def test_it_asks_few_questions_also_of_a_process_that_has_just_started(client, address, is_cold):
    client.get(address)
    if is_cold:
        reading.forget()
    assert queries(client, address) <= MOST_QUERIES


def test_it_asks_no_more_questions_of_regions_with_more_facts(client):
    client.get("/regions/?country=BE")
    few = queries(client, "/regions/?country=BE")
    multiply("BE3", number=20)
    multiply("BE2", number=20)
    client.get("/regions/?country=BE")
    assert queries(client, "/regions/?country=BE") == few


def test_the_surveyed_regions_come_first():
    page = get("/regions/")
    assert set(codes(page)[: len(SURVEYED)]) == SURVEYED
    assert len(codes(page)) == 25


def test_a_row_tells_names_country_code_and_a_few_dated_facts():
    row = next(one for one in elements(get("/regions/"), "li") if "BE3" in text(one))
    assert text(element(row, "h2")) == "Wallonie BE3"
    assert "Walloon Region · Belgium · NUTS 1 (2016, 2021, 2024)" in text(row)
    assert "Innovation performance group Strong 2021" in text(row)
    assert "3,643,996 inhabitants 2019" in text(row)
    assert "217 inhabitants per km² 2019" in text(row)
    assert "CEBR, ERRIN, S3MedTech, Vanguard Initiative stated 2021" in text(row)


def test_a_computed_group_is_labelled():
    assert "Modest 2019 computed" in text(element(get("/regions/", country="BG"), class_="rows"))


def test_filters_narrow_by_any_value_and_by_all_filters():
    page = get("/regions/", country=["BE", "FR"], level="1")
    assert {code[:2] for code in codes(page)} == {"BE", "FR"}
    assert all(len(code) == 3 for code in codes(page))
    assert codes(get("/regions/", country="BE", **{GROUP: "Strong"})) == ["BE3"]
    assert set(codes(get("/regions/", country="BE", **{GROUP: "Leader"}))) == {"BE1", "BE2"}


def test_the_newest_group_counts_and_an_earlier_one_does_not():
    assert "FI1C" in codes(get("/regions/", country="FI", **{GROUP: "Strong"}))
    assert "FI1C" not in codes(get("/regions/", country="FI", **{GROUP: "Leader"}))


def test_not_recorded_is_a_value_of_the_group():
    page = get("/regions/", country="BE", level="1", **{GROUP: "-"})
    assert codes(page) == []
    assert "BE32" in codes(get("/regions/", country="BE", level="2", **{GROUP: "-"}))


def test_the_counts_of_a_facet_leave_out_its_own_choice():
    page = get("/regions/", country="BE", level="1")
    assert counts(page, "Level") == {"Country": 1, "NUTS 1": 3, "NUTS 2": 11, "NUTS 3": 52}
    assert counts(page, "Country")["France"] == 14
    groups = counts(page, "Innovation performance group")
    assert (groups["Leader"], groups["Strong"], groups["Not recorded"]) == (2, 1, 0)


def test_the_counts_are_those_of_the_lists_that_they_announce():
    for name, code in (("Belgium", "BE"), ("Greece", "EL"), ("Malta", "MT")):
        number = counts(get("/regions/", level=["1", "2"]), "Country")[name]
        assert (
            number == Region.objects.published().filter(country_code=code, level__in=[1, 2]).count()
        )


def test_chips_remove_one_value_each():
    page = get("/regions/", country=["BE", "FR"], sort="name")
    chips = list(elements(element(page, class_="chips"), "a"))
    assert [text(chip) for chip in chips] == [
        "Country: Belgium × (remove)",
        "Country: France × (remove)",
        "Clear all filters",
    ]
    assert ("href", "?country=FR&sort=name") in chips[0].attributes


def test_sort_and_filters_are_one_form():
    page = get("/regions/", sort="name")
    assert ("form", "filters") in element(page, "select").attributes
    chosen = next(one for one in elements(page, "option") if "selected" in dict(one.attributes))
    assert text(chosen) == "Name"


def test_names_are_sorted_by_their_latin_letters():
    found = codes(get("/regions/", sort="name", level="0"))
    assert found.index("BG") < found.index("DE") < found.index("EL") < found.index("ES")
    assert codes(get("/regions/", sort="code"))[:3] == ["AL", "AL0", "AL01"]


def test_pages_are_walked_with_the_whole_state():
    page = get("/regions/", country="BE", page="2")
    assert "Showing 26–50 of" in text(page)
    links = {text(one): dict(one.attributes)["href"] for one in elements(page, rel="next")}
    assert links == {"Next": "?country=BE&page=3"}
    first = [text(one) for one in elements(page, rel="prev")]
    assert first == ["Previous"]


def test_a_page_beyond_the_end_is_the_last_one_and_says_so():
    page = get("/regions/", country="BE", page="99999")
    assert "this is its last page, number 3" in notices(page)[0]
    assert "Showing 51–67 of 67" in text(page)


def test_unknown_values_are_said_and_left_out():
    page = get("/regions/", country=["BE", "XX"], colour="red")
    assert "“colour” is not a filter" in notices(page)[0]
    assert "“XX” is not a value of the filter “country”" in notices(page)[0]
    assert {code[:2] for code in codes(page)} == {"BE"}


def test_a_strangers_value_stays_text():
    page = get("/regions/", country="<script>alert(1)</script>")
    assert list(elements(page, "script")) == []
    assert "<script>alert(1)</script>" in notices(page)[0]


def test_nothing_found_offers_ways_out():
    page = get("/regions/", country="AL", **{GROUP: "Leader"})
    results = element(page, class_="nothing")
    assert "No region fits all of these filters" in text(results)
    links = [dict(one.attributes)["href"] for one in elements(results, "a")]
    assert links == ["?innovation-group=Leader", "?country=AL", "/regions/"]
    assert "without Country: Albania 25" in text(results)


def test_drafts_and_extra_regio_codes_are_not_listed():
    Region.objects.filter(code="BE3").update(state="draft")
    found = codes(get("/regions/", country="BE", level="1"))
    assert set(found) == {"BE1", "BE2"}


def test_a_closed_group_is_no_longer_that_of_the_region():
    Observation.objects.filter(region="BE3", group__isnull=False).update(superseded_on="2022-06-01")
    assert codes(get("/regions/", country="BE", **{GROUP: "Strong"})) == []


@pytest.mark.parametrize(
    "address",
    [
        "?page=" + "9" * 5000,
        "?page=1e400&page=NaN",
        "?level=" + "9" * 40,
        "?level=-1&level=1.0&level=%EF%BC%91",
        "?country=%ED%A0%80&innovation-group=%FF%FE",
        "?sort=code;drop table&sort[]=1&country[]=BE",
        "?country__in=BE&code__regex=(a%2B)%2B$",
        "?" + "&".join(f"country={number}" for number in range(300)),
        "?=&==&&&",
    ],
)
def test_no_address_brings_the_list_down(client, address):
    assert client.get(f"/regions/{address}").status_code in {200, 400}


def test_no_list_names_a_region_that_is_not_published(client, facts):
    region = Region.objects.get(code="BE2")
    assert PolicyDocument.objects.filter(region=region).exists()
    pages = ["/policies/", "/networks/", "/initiatives/", "/api/v1/openapi.json"]
    before = "".join(client.get(one).content.decode() for one in pages)
    names = [one for one in (region.native_name, region.other_name) if one and one in before]
    assert names
    members = count_of(client, "/networks/?region=BE2")
    Region.objects.filter(code__startswith="BE2").update(state="draft")
    written.send(Region)
    text = "".join(client.get(one).content.decode() for one in pages)
    assert not [name for name in names if name in text]
    assert members > 0 == count_of(client, "/networks/?region=BE2")


def count_of(client, address):
    return client.get(address.replace("/networks/", "/api/v1/networks/")).json().get("count", 0)
