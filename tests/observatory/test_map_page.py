"""The map: what it shows by itself, that page, file and drawing agree, and what strangers ask."""

import csv
import gzip
import io
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from observatory.maps import choices as map_choices
from observatory.maps import facts as map_facts
from policies.models import PolicyQuestion, PolicyStatement
from regions.models import Indicator, Network, Observation, Region
from tests.observatory.pages import element, elements, get, text
from tests.observatory.rows import STATED, multiply

MOST_QUERIES = 12
MOST_TO_READ = 8
MOST_BYTES = 120_000  # of a page, compressed
SVG = "{http://www.w3.org/2000/svg}"
SHOWN = [
    "indicator:innovation-group",
    "indicator:population",
    "indicator:share-65-plus",
    "network:centraleurope",
    "network:1mg",
    "network:euregha",
    "question:pm-in-ris3",
]


@pytest.fixture(autouse=True)
def no_shapes(facts, settings, tmp_path):
    """Without a file of boundaries, wherever the tests run."""
    settings.MEDIA_ROOT = tmp_path


def rows(page):
    """The code, value, year and source of each row of the table, in order."""
    table = element(page, "table", class_="mapped")
    found = []
    for row in elements(table, "tr"):
        cells = [text(cell) for cell in elements(row, "td")]
        if cells:
            found.append(tuple(cells))
    return found


def titles(page):
    """What each symbol says, those of the small frames included."""
    figure = next(elements(page, "figure"))
    return [text(one) for one in elements(figure, "title")]


def download(client, kind, **query):
    response = client.get(f"/map.{kind}", query)
    assert response.status_code == 200
    return response.content.decode("utf-8-sig")


def table(client, **query):
    return list(csv.DictReader(io.StringIO(download(client, "csv", **query))))


def legend(page):
    lines = (text(one).rsplit(" ", 1) for one in elements(element(page, class_="legend"), "li"))
    return {label: int(number.replace(",", "")) for label, number in lines}


def chosen(page, name):
    select = element(page, "select", id=name)
    return next(
        text(one) for one in elements(select, "option") if "selected" in dict(one.attributes)
    )


def notices(page):
    return [text(one) for one in elements(page, class_="notice")]


@pytest.mark.parametrize("show", SHOWN)
def test_page_file_and_drawing_hold_the_same_regions(client, show):
    page = get("/map/", show=show)
    shown = rows(page)
    codes = [row[0] for row in shown]
    assert codes == [row["code"] for row in table(client, show=show)]
    drawn = [title.split(": ")[0].rsplit("(", 1)[1][:-1] for title in titles(page)]
    without = [code for code in codes if code not in drawn]
    assert sorted(drawn) == sorted(set(codes) - set(without))
    assert f"{len(without)} region" in text(page) or not without
    root = ElementTree.fromstring(download(client, "svg", show=show))  # noqa: S314 - our own
    assert sorted(one.text for one in root.iter(f"{SVG}title")) == sorted(titles(page))
    assert sum(legend(page).values()) == len(codes)


@pytest.mark.parametrize("show", SHOWN)
def test_the_legend_counts_the_rows_of_the_table(client, show):
    counted = {}
    for row in table(client, show=show):
        counted[row["class"]] = counted.get(row["class"], 0) + 1
    found = legend(get("/map/", show=show))
    assert {label: number for label, number in found.items() if number} == counted
    assert list(counted) == [label for label, number in found.items() if number]


def test_everything_known_can_be_shown():
    values = {dict(one.attributes)["value"] for one in elements(get("/map/"), "option")}
    for noun, codes in (
        ("indicator", Indicator.objects.values_list("code", flat=True)),
        ("network", Network.objects.values_list("code", flat=True)),
        ("question", PolicyQuestion.objects.values_list("code", flat=True)),
    ):
        assert {f"{noun}:{code}" for code in codes} <= values


def test_a_new_question_and_network_take_no_code():
    PolicyQuestion.objects.create(code="has-plan", label="Has a plan")
    PolicyStatement.objects.create(region_id="BE3", question_id="has-plan", said="no", **STATED)
    page = get("/map/", show="question:has-plan")
    assert legend(page) == {"Yes": 0, "In words": 0, "No": 1, "Not recorded": 124}
    assert rows(page)[0][:3] == ("BE3", "No", "2021")
    PolicyStatement.objects.filter(question="has-plan").update(text="but soon")
    assert rows(get("/map/", show="question:has-plan"))[0][1] == "No: but soon"


def test_it_begins_with_the_level_and_year_of_most_values():
    page = get("/map/", show="indicator:population")
    assert "2018, NUTS 2" in text(element(page, "h1"))
    assert chosen(page, "level") == "Most recorded: NUTS 2"
    assert chosen(page, "year") == "Newest common year: 2018"
    assert all(year == "2018" for _code, _value, year, _source in rows(page))


def test_level_and_year_can_be_chosen():
    page = get("/map/", show="indicator:innovation-group", level="1", year="2021")
    assert (chosen(page, "level"), chosen(page, "year")) == ("NUTS 1", "2021 (3 regions)")
    assert [row[:3] for row in rows(page)[:3]] == [
        ("BE2", "Leader −", "2021"),
        ("BE3", "Strong", "2021"),
        ("FRF", "Moderate +", "2021"),
    ]


def test_values_without_a_year_are_shown_and_say_so():
    page = get("/map/", show="indicator:share-65-plus")
    assert notices(page) == []
    assert chosen(page, "year") == "Newest common year: no year stated"
    assert rows(page)[0][2] == "–"


def test_every_value_shows_its_source_and_a_computed_one_its_mark():
    page = get("/map/", show="indicator:innovation-group")
    recorded = [row for row in rows(page) if row[1] != "not recorded"]
    assert all(source for *_rest, source in recorded)
    computed = [row for row in recorded if row[1].endswith(" computed")]
    assert len(computed) == 178


def test_a_country_stands_for_its_regions_in_a_network():
    page = get("/map/", show="network:centraleurope", level="2")
    assert dict(row[:2] for row in rows(page))["CZ01"] == "Through the country: Member"
    assert legend(page)["Through the country"] > 50


def test_a_region_through_another_names_it():
    page = get("/map/", show="network:euregha", level="2")
    assert any(row[1].startswith("Through another region: ") for row in rows(page))


def test_not_recorded_is_not_no():
    page = get("/map/", show="network:cebr")
    assert legend(page)["Not a member"] == 1
    assert legend(page)["Not recorded"] == 120
    hatched = [one for one in elements(page, "g") if dict(one.attributes)["fill"] == "url(#hatch)"]
    assert "not recorded" in text(hatched[0])


def test_drafts_and_superseded_values_are_not_shown():
    Region.objects.filter(code="BE3").update(state="draft")
    Observation.objects.filter(region="BE2", year=2021).update(superseded_on="2022-06-01")
    page = get("/map/", show="indicator:innovation-group", level="1", year="2021")
    assert dict(row[:2] for row in rows(page))["BE2"] == "not recorded"
    assert "BE3" not in {row[0] for row in rows(page)}


def test_symbols_of_countries_lie_in_the_frame():
    page = get("/map/", show="network:1mg")
    assert list(elements(page, class_="insets")) == []
    assert len(titles(page)) == len(rows(page))


def test_it_says_what_it_owes_to_whom(client):
    page = get("/map/", show="indicator:population")
    assert "Country outlines: Natural Earth" in text(page)
    drawn = download(client, "svg", show="indicator:population")
    assert "Country outlines: Natural Earth" in drawn
    assert "EuroGeographics" not in drawn


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"show": "indicator:none"}, "The map cannot show “indicator:none”."),
        ({"show": "x" * 500}, "x" * 40 + "…"),
        ({"show": "indicator:population", "level": "3"}, "“3” is not a level"),
        ({"show": "indicator:population", "year": "1066"}, "nothing here for the year “1066”"),
        ({"show": "network:cebr", "year": "2019"}, "nothing here for the year “2019”"),
        ({"colour": "red"}, "“colour” is not a part"),
        ({"level": ["1", "2"]}, "“level” was given more than once"),
    ],
)
def test_what_is_not_known_is_said_and_gets_no_file(client, query, words):
    page = get("/map/", **query)
    assert words in " ".join(notices(page))
    assert "x" * 41 not in text(page)
    for kind in ("svg", "csv"):
        refused = client.get(f"/map.{kind}", query)
        assert refused.status_code == 400
        assert refused.headers["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize(
    "address",
    [
        "?show=" + "9" * 5000,
        "?level=" + "9" * 40,
        "?level=-1&level=1.0&level=%EF%BC%91&year=1e400&year=NaN&year=-0",
        "?show=indicator:population&year=2018.0",
        "?show=indicator:&show=network:&show=:",
        "?show=%ED%A0%80&level=%FF%FE",
        "?show=indicator:population;drop table&show[]=1",
        "?" + "&".join(f"show={number}" for number in range(900)),
        "?" + "&".join(f"r{number}=1" for number in range(900)),
        "?=&==&&&",
        "?show=<script>alert(1)</script>",
    ],
)
def test_no_address_brings_the_map_down(client, address):
    for path in ("/map/", "/map.svg", "/map.csv"):
        response = client.get(path + address)
        assert response.status_code in {200, 400}
    assert b"<script" not in client.get(f"/map/{address}").content


@pytest.mark.parametrize("show", SHOWN)
@pytest.mark.parametrize("level", ["", "0", "1", "2"])
def test_it_asks_few_questions(client, show, level):
    with CaptureQueriesContext(connection) as caught:
        assert client.get("/map/", {"show": show, "level": level}).status_code == 200
    assert len(caught) <= MOST_QUERIES


def test_it_reads_in_few_queries_however_much_there_is(client):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            client.get("/map/", {"show": "network:cebr"})
        return len(caught)

    queries()
    few = queries()
    multiply("BE3", number=20)
    multiply("DE1", number=20)
    queries()
    assert queries() == few
    for choice in map_choices.choices():
        with CaptureQueriesContext(connection) as caught:
            map_choices.choices()
            map_choices.available(choice)
            map_facts.read(choice, 1, 2021)
        assert len(caught) <= MOST_TO_READ


@pytest.mark.parametrize("show", SHOWN)
def test_it_is_light(client, show):
    page = client.get("/map/", {"show": show}).content
    assert len(gzip.compress(page)) < MOST_BYTES / 2, "without shapes, which may double it"


def test_the_same_data_give_the_same_answer(client):
    first, second = (client.get("/map.csv", {"show": "network:mountain"}) for _ in range(2))
    assert first.content == second.content
    assert 'attachment; filename="map-mountain-level-1.csv"' in first.headers["Content-Disposition"]


def test_a_formula_in_a_name_stays_text(client):
    Region.objects.filter(code="BE3").update(native_name="=1+1")
    assert "'=1+1" in download(client, "csv", show="network:cebr")


def test_a_stranger_to_xml_in_a_name_stays_text(client):
    Region.objects.filter(code="BE3").update(native_name='<g onload="x">&')
    drawn = download(client, "svg", show="network:cebr")
    ElementTree.fromstring(drawn)  # noqa: S314 - our own
    assert "<g onload" not in drawn


def test_with_nothing_to_show_it_says_so(client, monkeypatch):
    monkeypatch.setattr(map_choices, "choices", list)
    assert "There is nothing to show yet" in text(get("/map/"))
    assert [client.get(f"/map.{kind}").status_code for kind in ("svg", "csv")] == [404, 404]
