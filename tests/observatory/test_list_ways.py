"""What a list offers besides its first page: files, feed, views, search, years, cached answers."""

from xml.etree import ElementTree

import pytest

from catalogue.settling import settle
from policies.models import PolicyDocument, Term
from regions.models import Region
from tests.catalogue.editing import STATED
from tests.observatory.pages import element, elements, get, text

pytestmark = pytest.mark.usefixtures("facts")
ATOM = "{http://www.w3.org/2005/Atom}"


def titles(page):
    return [text(one) for one in elements(element(page, class_="results"), "h2")]


def found(page):
    return text(element(page, class_="found"))


def links(page, **attributes):
    return {text(one): dict(one.attributes)["href"] for one in elements(page, "a", **attributes)}


def test_any_of_several_terms_or_all_of_them():
    any_of = get("/regions/", **{"t-policy-topics": ["T02", "T08"]})
    all_of = get("/regions/", **{"t-policy-topics": ["T02", "T08"], "every": "t-policy-topics"})
    assert (found(any_of), found(all_of)) == ("6 found", "1 found")


def test_a_heading_finds_what_is_recorded_under_it():
    assert found(get("/regions/", **{"t-nace-2": "Q"})) == "2 found"
    assert found(get("/regions/", **{"t-nace-2": "Q.86"})) == "1 found"


def test_each_network_has_a_facet_of_what_is_said_of_it():
    planned = get("/regions/", **{"n-regions4permed": "planned"})
    assert titles(planned) == ["Wallonie BE3"]
    through = get("/regions/", **{"n-1mg": "through_country", "level": "1", "country": "BE"})
    assert found(through) == "3 found"


def test_the_search_in_a_list_stays_when_the_filters_are_cleared():
    page = get("/regions/", q="vlaams", level="1")
    assert titles(page)[0] == "Vlaams Gewest BE2"
    assert links(page)["Clear all filters"] == "?q=vlaams"


def test_the_file_of_a_list_is_of_this_list():
    page = get("/regions/", country="BE", level="1", sort="code")
    assert links(page)["CSV"] == "/regions.csv?country=BE&level=1&sort=code"


def test_a_file_names_the_year_and_the_source_of_each_figure(client):
    answer = client.get("/regions.csv?country=BE&level=1&sort=code")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    lines = answer.getvalue().decode().splitlines()
    assert lines[0].startswith("\ufeffcode,name,english_name,country,level,")
    assert "population,population_year,population_source" in lines[0]
    assert lines[3].startswith("BE3,Wallonie,Walloon Region,Belgium,1,")


def test_a_formula_in_a_title_stays_text_in_the_file(client):
    PolicyDocument.objects.create(title="=1+1", region_id="BE3", level="regional", **STATED)
    text_of_file = client.get("/policies.csv").getvalue().decode()
    assert "\n'=1+1," in text_of_file


def test_the_feed_of_a_list_names_its_records(client):
    answer = client.get("/regions.atom?country=BE&level=1&sort=code")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)  # noqa: S314 - our own
    entries = feed.findall(f"{ATOM}entry")
    assert [one.find(f"{ATOM}title").text for one in entries][2] == "BE3 Wallonie"
    assert entries[2].find(f"{ATOM}link").get("href") == "http://testserver/regions/BE3/"


def test_the_views_keep_the_filters():
    page = get("/regions/", country="BE", view="table")
    assert links(page)["Map"] == "?country=BE&view=map"
    assert links(page)["List"] == "?country=BE"
    assert "Wallonie" in text(element(page, "table"))


def test_documents_are_found_by_the_years_they_hold_in():
    def store(title, first, last):
        PolicyDocument.objects.create(
            title=title, region_id="BE3", first_year=first, last_year=last, **STATED
        )

    store("Begun in 2012", 2012, None)
    store("From 2015 to 2018", 2015, 2018)
    store("Until 2010", None, 2010)
    settle()

    def within(**years):
        shown = titles(get("/policies/", territory="BE3", **years))
        return {one for one in shown if one[:5] in {"Begun", "From ", "Until"}}

    assert within(**{"from": "2016", "to": "2016"}) == {"Begun in 2012", "From 2015 to 2018"}
    assert within(**{"from": "2019"}) == {"Begun in 2012"}
    assert within(to="2011") == {"Until 2010"}


def test_a_year_that_is_none_is_said():
    page = get("/policies/", **{"from": "abc", "to": "99999"})
    assert "“abc” is not a value of the filter “from”" in text(element(page, class_="notice"))


def test_a_document_whose_end_is_not_recorded_is_not_said_to_be_in_force():
    for title, first, last in (("A", 2012, None), ("B", 2012, 2012), ("C", 2012, 2099)):
        PolicyDocument.objects.create(
            title=title, region_id="AT", first_year=first, last_year=last, **STATED
        )
    for value, title in (("begun", "A"), ("ended", "B"), ("in-force", "C")):
        assert titles(get("/policies/", territory="AT", validity=value)) == [title]


def test_a_country_finds_the_documents_of_its_regions():
    assert found(get("/policies/", territory="BE")) == "8 found"
    assert found(get("/policies/", territory="BE3")) == "3 found"


def test_an_unchanged_page_is_not_sent_again(client):
    first = client.get("/regions/?country=BE")
    again = client.get("/regions/?country=BE", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Term.objects.filter(vocabulary="policy-topics", code="T02").update(label="Anew")
    changed = client.get("/regions/?country=BE", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


def test_an_unchanged_page_costs_one_question(client, django_assert_num_queries):
    mark = client.get("/regions/")["ETag"]
    with django_assert_num_queries(1):
        assert client.get("/regions/", headers={"If-None-Match": mark}).status_code == 304


def test_a_draft_is_in_no_file_and_no_feed(client):
    Region.objects.filter(code="BE3").update(state="draft")
    for name in ("csv", "atom"):
        answer = client.get(f"/regions.{name}?country=BE&level=1")
        body = answer.getvalue() if answer.streaming else answer.content
        assert b"BE2" in body
        assert b"BE3" not in body
