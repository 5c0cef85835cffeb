"""The page that tells how programs ask: all of the description, and nothing that is not so."""

import gzip
import html
import json
import re
from dataclasses import replace

import pytest

from observatory.documentation.schema import nouns, shared
from observatory.documentation.shortening import LONGEST_TEXT, MORE, MOST_ITEMS, as_text, shortened
from observatory.documentation.words import rate_in_words, type_in_words
from observatory.releases.publishing import release
from regions.models import Region
from regions.signals import written
from tests.observatory.asked import MOST_QUERIES, queries
from tests.observatory.pages import element, elements, get, text

PAGE, DESCRIPTION = "/data/api/", "/api/v1/openapi.json"
MOST_KILOBYTES = 60


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "integer", "minimum": 1, "maximum": 100}, "whole number, 1 to 100"),
        ({"type": "integer", "minimum": 1, "maximum": 10**15}, "whole number"),
        ({"type": ["number", "null"]}, "number"),
        ({"type": ["string", "null"], "format": "date"}, "day, such as 2021-12-31"),
        ({"type": "string", "format": "uri"}, "link"),
        ({"type": "boolean"}, "true or false"),
        ({}, ""),
    ],
)
def test_types_are_told_in_words(schema, words):
    assert type_in_words(schema) == words


@pytest.mark.parametrize(
    ("rate", "words"),
    [("60/min", "60 requests a minute"), ("1/s", "1 request a second"), ("", ""), ("x/y", "")],
)
def test_the_limit_is_told_in_words(rate, words):
    assert rate_in_words(rate) == words


def test_an_answer_is_cut_where_it_is_long_and_says_so():
    answer = {"text": "x" * 1000, "list": [1, 2, 3, 4], "none": None, "name": "Αττική"}
    cut = shortened(answer)
    assert cut["text"] == "x" * LONGEST_TEXT + MORE
    assert cut["list"] == [1, 2, 3, MORE]
    assert len(cut["list"]) == MOST_ITEMS + 1
    assert (cut["none"], cut["name"]) == (None, "Αττική")
    assert json.loads(as_text(answer)) == cut
    assert "Αττική" in as_text(answer)


def test_what_a_schema_refers_to_is_followed():
    said = {
        "name": "colour",
        "in": "query",
        "description": "A colour.\n\n* `r` - Red\n* `b` - Blue",
    }
    page = {"type": "object", "properties": {"results": {"items": {"$ref": "#/x/Thing"}}}}
    kind = {"oneOf": [{"$ref": "#/x/Kind"}, {"type": "null"}]}
    parts = {"type": "array", "items": {"$ref": "#/x/Part"}, "description": "What it has."}
    schemas = {
        "Things": page,
        "Thing": {"properties": {"kind": kind, "parts": parts}},
        "Part": {"type": "object", "properties": {"size": {"type": "integer"}}},
        "Kind": {"type": "string", "enum": ["a", "", None], "description": "What it is."},
        "Colour": {"type": "string", "enum": ["r", "b"]},
    }
    answers = {"200": {"content": {"application/json": {"schema": {"$ref": "#/x/Things"}}}}}
    asked = {"parameters": [{**said, "schema": {"$ref": "#/x/Colour"}}], "responses": answers}
    paths = {"/v1/things/": {"get": asked}, "/v1/things/{id}/": {"get": asked}}
    [noun] = nouns({"paths": paths, "components": {"schemas": schemas}})
    assert (noun.name, noun.path_of_one) == ("things", "/v1/things/{id}/")
    [colour] = noun.parameters
    assert (colour.meaning, colour.type) == ("A colour.", "text")
    assert [(one.value, one.label) for one in colour.values] == [("r", "Red"), ("b", "Blue")]
    kind, parts, size = noun.fields
    assert (kind.meaning, [one.value for one in kind.values]) == ("What it is.", ["a"])
    assert (parts.meaning, parts.type, parts.is_many) == ("What it has.", "object", True)
    assert (size.name, size.type, size.is_many) == ("parts.size", "whole number", False)
    assert shared([noun]) == [colour]
    assert shared([noun, noun, replace(noun, parameters=())]) == [colour]
    assert shared([noun, replace(noun, parameters=())]) == []
    other = replace(noun, parameters=(replace(colour, values=()),))
    assert shared([noun, other]) == [replace(colour, values=())]
    assert shared([]) == []


def test_without_any_fact_there_is_a_page(db):
    assert text(element(get(PAGE), "h1")) == "API"


@pytest.mark.usefixtures("facts")
class TestPage:
    def test_every_noun_has_all_its_parameters_and_fields(self, client):
        page = get(PAGE)
        for noun in nouns(client.get(DESCRIPTION).json()):
            section = element(page, "section", id=noun.name)
            told = {text(element(one, "code")) for one in elements(section, "dt")}
            besides = {
                text(element(one, "code")) for one in elements(section, "a", href="#answers")
            }
            assert {one.name for one in noun.parameters} <= told | besides, noun.name
            assert {one.name for one in noun.fields} <= told, noun.name

    def test_every_parameter_and_field_has_its_meaning(self):
        for one in elements(get(PAGE), "dd"):
            assert re.match(r".{10,}[.]", text(one)), text(one)

    def test_what_it_says_can_be_asked_is_answered(self, client):
        shown = html.unescape(client.get(PAGE).content.decode())
        asked = set(re.findall(r"curl [^'\n]*'http://testserver([^']+)'", shown))
        assert len(asked) > 15
        wrong = {one for one in asked if client.get(one).status_code != 200}
        assert wrong == {"/api/v1/regions/?colour=red"}

    def test_the_answers_that_it_shows_are_those_of_the_api(self, client):
        page, found = get(PAGE), 0
        for noun in nouns(client.get(DESCRIPTION).json()):
            section = element(page, "section", id=noun.name)
            asked, answered = (text(one) for one in elements(section, "pre"))
            address = re.search(r"'http://testserver(.+)'", asked)[1]
            answer = client.get(address).json()
            assert json.loads(answered) == shortened(answer), address
            found += answer["count"]
        assert found > 20

    def test_many_values_are_counted_and_linked(self):
        region = element(get(PAGE), "section", id="observations")
        public = Region.objects.published()
        of_country, of_region = elements(region, "a", href="/regions/")
        assert text(of_country) == f"{public.countries().count()} values"
        assert text(of_region) == f"{public.count():,} values"

    def test_values_that_are_few_stand_there_with_their_names(self):
        section = element(get(PAGE), "section", id="memberships")
        assert "planned Not yet, planned" in text(section)

    def test_the_limit_is_that_of_the_settings(self, client, settings):
        settings.API_RATE = "7/min"
        assert "7 requests a minute" in text(get(PAGE))
        settings.API_RATE = ""
        assert "As often as you like" in text(get(PAGE))

    def test_it_counts_for_nobodys_limit(self, client, settings, tmp_path):
        settings.API_RATE = "1/min"
        throttle = {**settings.CACHES["throttle"], "LOCATION": tmp_path}
        settings.CACHES = {**settings.CACHES, "throttle": throttle}
        for name in ("A", "B"):
            Region.objects.filter(code="BE3").update(english_name=name)
            written.send(Region)
            assert client.get(PAGE).status_code == 200
        assert client.get("/api/v1/regions/").status_code == 200

    def test_it_is_as_new_as_the_data(self, client):
        before = get(PAGE)
        Region.objects.filter(code="BE3").update(state=Region.State.DRAFT)
        written.send(Region)
        after = get(PAGE)
        count = f"{Region.objects.published().count():,} values"
        assert count not in text(element(before, "section", id="observations"))
        assert count in text(element(after, "section", id="observations"))

    def test_a_release_is_named_once_there_is_one(self, client):
        assert "There is no release yet" in text(element(get(PAGE), "div", id="release"))
        release("2026.1")
        told = element(get(PAGE), "div", id="release")
        assert "?release=2026.1" in text(told)
        assert "There is no release yet" not in text(told)
        besides = element(get(PAGE), "section", id="indicators")
        assert "release" in {text(one) for one in elements(besides, "code")}
        assert client.get("/api/v1/indicators/?release=2026.1").json()["count"] > 0

    def test_the_addresses_are_those_of_the_site(self, client, settings):
        settings.SITE_ADDRESS = "https://regions.example.eu"
        shown = html.unescape(client.get(PAGE).content.decode())
        assert "curl 'https://regions.example.eu/api/v1/'" in shown
        assert "site.invalid" not in shown
        assert "localhost:8000" not in shown

    def test_it_asks_little_and_weighs_little(self, client):
        assert queries(client, PAGE) <= MOST_QUERIES
        assert len(gzip.compress(client.get(PAGE).content)) <= MOST_KILOBYTES * 1024

    def test_a_browser_keeps_it_and_a_form_is_refused(self, client):
        mark = client.get(PAGE)["ETag"]
        assert client.get(PAGE, headers={"If-None-Match": mark}).status_code == 304
        assert client.post(PAGE).status_code == 405
