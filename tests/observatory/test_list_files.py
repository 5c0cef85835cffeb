"""The files of the lists: their columns, what the formats hold, and what is refused."""

import json
from dataclasses import replace
from io import BytesIO

import pytest
from django.http import QueryDict
from django.test.html import parse_html
from openpyxl import load_workbook

from catalogue.settling import settle
from observatory.lists.columns import MOST_USUAL, Column, chosen, usual
from observatory.lists.files.asking import READERS, ListFile
from observatory.lists.files.formats import FORMATS
from observatory.lists.nouns import LISTS
from policies.models import PolicyDocument
from regions.models import Membership, Region
from tests.catalogue.editing import STATED
from tests.observatory.asked import queries
from tests.observatory.pages import element, elements, get, text
from tests.observatory.test_list_agreement import rows_of

BELGIUM = "country=BE&level=1&sort=code"


def body(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.getvalue()


def test_a_file_has_few_columns_and_none_that_nobody_filled():
    columns = [
        Column(str(place), "", "", "text", list, field="even" if place % 2 else "", is_usual=True)
        for place in range(60)
    ]
    names = [one.name for one in usual(columns, {"odd"})]
    assert names == [str(place) for place in range(0, 2 * MOST_USUAL, 2)]
    assert len(names) == MOST_USUAL


def test_columns_are_chosen_in_the_order_asked_for_and_once():
    columns = [Column(name, "", "", "text", list) for name in "abc"]
    found, unknown = chosen(columns, ["c", "x", "a", "", "c"])
    assert ([one.name for one in found], unknown) == (["c", "a"], ["x"])


@pytest.mark.usefixtures("facts")
class TestFiles:
    @pytest.mark.parametrize("name", LISTS)
    def test_no_usual_column_is_empty_and_every_column_has_one_name(self, client, name):
        rows = json.loads(body(client, f"/{name}.json"))
        empty = [column for column in rows[0] if not any(row[column] for row in rows)]
        assert [one for one in empty if one not in {"planned"}] == []
        assert len(rows[0]) <= MOST_USUAL
        listing = LISTS[name].read(QueryDict())
        names = [one.name for one in READERS[name].columns(listing.shelf)]
        assert len(names) == len(set(names))

    def test_numbers_are_numbers_and_lists_arrays_in_json(self, client):
        row = json.loads(body(client, f"/regions.json?{BELGIUM}"))[2]
        assert (row["code"], row["country"], row["country_code"]) == ("BE3", "Belgium", "BE")
        assert isinstance(row["population"], int)
        assert row["population_year"] > 2000
        assert row["population_source"]
        assert row["population_stated_on"] >= "2019-01-01"
        assert isinstance(row["member_of"], list)
        assert len(row["member_of"]) == len(row["member_of_codes"])
        assert len(row["topics"]) == len(row["topic_codes"])
        assert row["topic_codes"][0].startswith(("policy-topics:", "ris3-priorities:"))

    def test_a_name_in_english_is_one_that_is_recorded_and_no_other(self, client):
        Region.objects.filter(code="BE3").update(
            native_name="Βαλλονία", latin_name="Vallonia", english_name=""
        )
        for row in json.loads(body(client, f"/regions.json?{BELGIUM}")):
            stored = Region.objects.get(code=row["code"])
            assert row["english_name"] == (stored.english_name or None)
        for name, shown in zip(("english_name", "latin_name"), ("", "Vallonia"), strict=True):
            asked = f"{BELGIUM}&columns=code&columns={name}"
            file = rows_of(body(client, f"/regions.csv?{asked}").decode())
            assert file[2] == {"code": "BE3", name: shown}

    def test_points_are_at_the_centres(self, client):
        Region.objects.filter(code="BE1").update(longitude=None, latitude=None)
        found = json.loads(body(client, f"/regions.geojson?{BELGIUM}&columns=name"))
        assert found["type"] == "FeatureCollection"
        assert [*found][-1] == "features"
        first, _second, third = found["features"]
        assert (first["id"], first["geometry"]) == ("BE1", None)
        assert third["properties"] == {"name": "Wallonie"}
        region = Region.objects.get(code="BE3")
        assert third["geometry"]["coordinates"] == [region.longitude, region.latitude]

    @pytest.mark.parametrize("query", [BELGIUM, "q=nothingiscalledso"])
    def test_points_and_workbooks_name_the_licence(self, client, settings, query):
        settings.DATA_LICENCE_NAME, settings.DATA_LICENCE = 'A "B" & <C>', "https://a.example/?b&c"
        points = json.loads(body(client, f"/regions.geojson?{query}"))
        assert points["license"] == {"name": 'A "B" & <C>', "url": "https://a.example/?b&c"}
        properties = load_workbook(BytesIO(body(client, f"/regions.xlsx?{query}"))).properties
        assert properties.title == "regions"
        assert properties.description == 'A "B" & <C>, https://a.example/?b&c'

    def test_what_the_geometry_is_stands_beside_the_columns(self):
        for path in ("/regions/download/", "/data/dictionary/"):
            assert "or null where none is recorded" in text(element(get(path), "main"))

    def test_a_list_without_records_is_a_file_without_rows(self, client):
        query = "q=nothingiscalledso"
        assert json.loads(body(client, f"/regions.json?{query}")) == []
        assert json.loads(body(client, f"/regions.geojson?{query}"))["features"] == []
        assert rows_of(body(client, f"/regions.csv?{query}").decode()) == []
        sheet = load_workbook(BytesIO(body(client, f"/regions.xlsx?{query}"))).active
        assert sheet.max_row == 1

    def test_a_formula_is_a_text_in_a_workbook_and_a_long_text_ends_with_a_note(self, client):
        PolicyDocument.objects.create(
            title="=1+1", summary="x" * 40_000, region_id="BE3", level="regional", **STATED
        )
        settle()
        address = "/policies.xlsx?territory=BE3&columns=title&columns=summary&columns=number"
        sheet = load_workbook(BytesIO(body(client, address))).active
        row = next(one for one in sheet.iter_rows() if one[0].value == "=1+1")
        assert row[0].data_type == "s"
        assert row[1].value.endswith("the CSV file has all)")
        assert row[2].data_type == "n"

    @pytest.mark.parametrize("name", LISTS)
    def test_each_column_can_be_had_alone_and_is_the_same_as_among_all(self, client, name):
        listing = LISTS[name].read(QueryDict())
        names = [one.name for one in READERS[name].columns(listing.shelf)]
        asked = "&".join(f"columns={one}" for one in names)
        rows = json.loads(body(client, f"/{name}.json?{asked}"))
        assert [*rows[0]] == names
        for one in names:
            alone = json.loads(body(client, f"/{name}.json?columns={one}"))
            assert [row[one] for row in alone] == [row[one] for row in rows]

    @pytest.mark.parametrize("name", LISTS)
    def test_no_two_columns_are_told_in_the_same_words(self, name):
        columns = READERS[name].columns(LISTS[name].read(QueryDict()).shelf)
        told = [(str(one.label), str(one.meaning)) for one in columns]
        assert [one for one in told if told.count(one) > 1] == []

    def test_a_column_of_codes_says_that_it_is_one_and_which_there_are(self):
        columns = READERS["regions"].columns(LISTS["regions"].read(QueryDict()).shelf)
        told = {one.name: (one.label, one.meaning) for one in columns}
        words, code = "How the region stands towards ERRIN, ", "member, planned, observer, "
        assert told["n-errin"] == ("ERRIN", f"{words}in words.")
        assert told["n-errin-code"][0] == "ERRIN, code"
        assert told["n-errin-code"][1].startswith(f"{words}as a code: {code}")
        assert "not_recorded" not in told["n-errin-code"][1]
        assert told["a-ris3-code"][1] == "The region's answer, as a code: yes, no."
        assert told["t-policy-topics-code"][0] == "Policy topics, codes"
        for name, (label, _meaning) in told.items():
            other = told.get(f"{name}-code")
            assert other is None or other[0] in {f"{label}, code", f"{label}, codes"}

    def test_columns_come_as_they_are_asked_for(self, client):
        first = body(client, "/policies.csv?columns=number&columns=title").decode().splitlines()[0]
        assert first == "\ufeffnumber,title"

    @pytest.mark.parametrize("form", [*FORMATS, "atom"])
    @pytest.mark.parametrize("query", ["columns=nope", "colour=red", "country=XX", "sort=nope"])
    def test_what_a_page_would_leave_out_is_refused(self, client, form, query):
        answer = client.get(f"/regions.{form}?{query}")
        assert answer.status_code == 400
        assert "ETag" not in answer
        name, value = query.split("=")
        problem = text(element(parse_html(answer.content.decode()), "main"))
        assert f"“{name}”" in problem or f"“{value}”" in problem

    def test_more_rows_than_a_workbook_holds_are_refused(self, client):
        listing = LISTS["regions"].read(QueryDict(BELGIUM))
        form = replace(FORMATS["xlsx"], most=2)
        assert ListFile("regions", listing, [], form).problems == [
            "3 rows are more than a file of Excel holds: choose CSV."
        ]

    def test_an_unchanged_file_is_not_sent_again(self, client):
        mark = client.get("/regions.json")["ETag"]
        assert client.get("/regions.json", headers={"If-None-Match": mark}).status_code == 304

    @pytest.mark.parametrize("name", LISTS)
    def test_a_file_asks_few_questions(self, client, name):
        address = f"/{name}.csv"
        client.get(address).getvalue()
        assert queries(client, address) <= 3

    def test_a_draft_is_named_in_no_file(self, client):
        assert Membership.objects.in_force().filter(region="BE3", status="member").exists()
        Region.objects.filter(code="BE3").update(state="draft")
        settle()
        for name in LISTS:
            found = body(client, f"/{name}.json").decode()
            for row in json.loads(found):
                assert "BE3" not in [row.get("code"), *row.get("member_codes", ())]
                assert "BE3" not in row.get("regions", ())

    def test_the_columns_are_chosen_on_a_page(self):
        page = get("/regions/download/?country=BE&columns=code&columns=name")
        inputs = [dict(one.attributes) for one in elements(page, "input")]
        marked = [one["value"] for one in inputs if "checked" in one]
        assert marked == ["code", "name"]
        hidden = [(one["name"], one["value"]) for one in inputs if one["type"] == "hidden"]
        assert hidden == [("country", "BE")]
        buttons = [dict(one.attributes) for one in elements(page, "button")]
        leading = {one["formaction"] for one in buttons if "formaction" in one}
        assert leading == {f"/regions.{form}" for form in FORMATS}
