"""The page of a network: who belongs to it, who said no, and whom countries bring along."""

import re

import pytest

from regions.models import Membership, Network, Region
from tests.observatory.asked import MOST_QUERIES, queries
from tests.observatory.pages import element, elements, get, text
from tests.observatory.rows import STATED

pytestmark = pytest.mark.usefixtures("facts")


def section(page, name):
    return element(page, "section", id=name)


def sections(page):
    return [dict(one.attributes)["id"] for one in elements(page, "section")]


def listed(page, name):
    """The codes of the regions in a section, in order."""
    found = section(page, name)
    return [text(code) for code in elements(found, "span", class_="code")]


def member(network, code, status="member", **values):
    return Membership.objects.create(
        region_id=code, network_id=network, status=status, **{**STATED, **values}
    )


def test_it_says_what_the_network_is():
    page = get("/networks/errin/")
    assert text(element(page, "h1")) == "ERRIN"
    assert "European Regions Research and Innovation Network" in text(element(page, class_="other"))
    title = element(page, class_="title")
    assert text(element(title, class_="sheet")) == "Network errin"
    assert list(elements(title, "a", href="https://errin.eu/"))
    assert list(elements(title, "a", href="/regions/?network=errin"))
    assert list(elements(title, "a", href="/networks/?kind=network"))


def test_members_stand_under_their_country_with_source_and_date():
    page = get("/networks/errin/")
    assert listed(page, "member") == ["BE1", "BE2", "BE3", "FRF", "SE22"]
    members = text(section(page, "member"))
    assert "Members 5" in members
    assert "Belgium 3 Région de Bruxelles-Capitale" in members
    assert "Unless said otherwise: Stated 31 Dec 2021 : Observatory survey, wave 2021" in members
    assert "Vlaams Gewest BE2 Flanders Region Stated 31 Dec 2019" in members


def test_whoever_said_no_is_listed_and_told_from_the_silent():
    page = get("/networks/errin/")
    assert listed(page, "not_member") == ["DE1", "EL30"]
    assert "Only those of whom somebody said so" in text(section(page, "not_member"))
    silent = Region.objects.published().count() - 7
    facts = text(element(page, class_="facts"))
    assert f"Not recorded {silent:,} regions and countries This is not a no" in facts


def test_a_greek_name_is_marked_with_its_language():
    assert text(element(section(get("/networks/errin/"), "not_member"), lang="el")) == "Αττική"


def test_a_country_brings_along_the_regions_that_said_nothing():
    page = get("/networks/1mg/")
    belgium = text(_brought(page, "/regions/BE/"))
    assert "Belgium member" in belgium
    assert "14 regions of levels 1 and 2" in belgium
    assert "Wallonie BE3" in belgium
    assert "and 44 of level 3" in belgium
    facts = text(element(page, class_="facts"))
    assert "Through the country the regions of 26 countries" in facts


def test_a_region_that_answered_itself_is_not_brought_along():
    before = _silent("/networks/1mg/")
    member("1mg", "BE3", "not_member")
    page = get("/networks/1mg/")
    assert "13 regions of levels 1 and 2" in text(_brought(page, "/regions/BE/"))
    assert listed(page, "not_member") == ["BE3"]
    assert _silent("/networks/1mg/") == before


def test_a_country_that_said_no_brings_nobody_along():
    Membership.objects.filter(network="1mg").exclude(region="BE").delete()
    Membership.objects.filter(network="1mg", region="BE").update(status="not_member")
    page = get("/networks/1mg/")
    assert "through_country" not in sections(page)
    assert listed(page, "not_member") == ["BE"]


def test_everybody_is_counted_once():
    member("1mg", "DE1", "planned")
    member("1mg", "AL", "observer")
    page = get("/networks/1mg/")
    brought = sum(
        Region.objects.published().filter(country_code=row.region_id, level__gt=0).count()
        for row in Membership.objects.in_force().filter(network="1mg", region__level=0)
    )
    own = Membership.objects.in_force().filter(network="1mg").count()
    total = Region.objects.published().count()
    assert _silent("/networks/1mg/") == total - own - brought + 1
    assert listed(page, "planned") == ["DE1"]
    assert listed(page, "observer") == ["AL"]


def test_the_other_region_is_named():
    assert "through" in text(section(get("/networks/euregha/"), "through_region"))


@pytest.mark.parametrize(
    ("network", "status", "heading"),
    [
        ("eusbsr", "member", "In the macro-region"),
        ("centraleurope", "not_member", "Not in the programme area"),
        ("mountain", "partly", "Partly of this type"),
        ("regions4permed", "planned", "Not yet, planned"),
    ],
)
def test_headings_fit_the_kind_of_network(network, status, heading):
    assert text(element(section(get(f"/networks/{network}/"), status), "h2")).startswith(heading)


def test_shared_topics_are_counted_among_those_whose_topics_are_recorded():
    shared = text(section(get("/networks/errin/"), "shared"))
    assert "Policy topics Term of 4 members of 7 regions" in shared
    assert "Medical research and innovation (-omics, biomarkers, diagnostics, etc.) 3 6" in shared
    assert "Value based healthcare" not in shared, "one member shares nothing"


def test_nothing_is_said_of_what_nobody_shares():
    assert "nothing can be said" in text(section(get("/networks/1mg/"), "shared"))


def test_a_network_that_nobody_speaks_of_says_so():
    Network.objects.create(code="new", name="New", short_name="New", kind="network")
    page = get("/networks/new/")
    assert "Nobody is recorded as belonging to it yet" in text(element(page, "main"))
    assert "Website Not recorded" in text(element(page, class_="facts"))
    assert sections(page) == ["shared", "sources"]


def test_closed_statements_and_unpublished_regions_are_not_shown():
    Membership.objects.filter(region="BE3", network="errin").update(superseded_on="2022-06-01")
    Region.objects.filter(code="BE2").update(state="draft")
    assert listed(get("/networks/errin/"), "member") == ["BE1", "FRF", "SE22"]


def test_every_named_source_stands_at_the_end():
    page = get("/networks/1mg/")
    named = {
        dict(link.attributes)["href"][1:]
        for link in elements(page, "a")
        if dict(link.attributes).get("href", "").startswith("#source-")
    }
    items = [dict(item.attributes) for item in elements(section(page, "sources"), "li")]
    assert named == {item["id"] for item in items}
    assert "“1+ Million Genomes”, http://testserver/networks/1mg/" in text(section(page, "sources"))


def test_it_asks_few_questions_however_many_belong_to_it(client):
    few = queries(client, "/networks/errin/")
    rows = Region.objects.published().filter(level=2).exclude(memberships__network="errin")
    Membership.objects.bulk_create(
        Membership(region=region, network_id="errin", status="member", **STATED) for region in rows
    )
    assert queries(client, "/networks/errin/") == few <= MOST_QUERIES
    assert queries(client, "/networks/1mg/") <= MOST_QUERIES


@pytest.mark.parametrize(
    "code", ["zz", "ERRIN", "errin ", "%20", "é", "x" * 3000, "..", "errin;--", "1" * 15]
)
def test_an_unknown_code_gets_a_page_that_says_where_to_look(client, code):
    answer = client.get(f"/networks/{code}/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert 'href="/networks/"' in page
    assert "x" * 41 not in page


def test_it_only_answers_to_reading(client):
    assert client.post("/networks/errin/").status_code == 405
    assert client.head("/networks/errin/").status_code == 200


def _brought(page, country):
    lands = elements(section(page, "through_country"), "div", class_="lands")
    return next(
        one
        for one in elements(next(lands), "div")
        if any(elements(element(one, "h3"), "a", href=country))
    )


def _silent(path):
    facts = text(element(get(path), class_="facts"))
    return int(re.search(r"Not recorded ([\d,]+) region", facts)[1].replace(",", ""))
