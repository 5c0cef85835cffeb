"""Identifiers that stay, where they lead, and what pages tell programs about themselves."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from observatory.linked import search_engines
from observatory.linked.accept import preferred
from policies.models import Initiative, PolicyDocument
from regions.models import Network, Region
from tests.observatory.linking import HOST, ask, every_identifier, graph_of, node
from tests.observatory.pages import element, elements, get

HTML, JSON, TURTLE, JSON_LD = "text/html", "application/json", "text/turtle", "application/ld+json"
OFFERS = (HTML, JSON, TURTLE, JSON_LD)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


class TestAccept:
    @pytest.mark.parametrize(
        ("accept", "wanted"),
        [
            ("", HTML),
            ("*/*", HTML),
            (BROWSER, HTML),
            ("text/turtle", TURTLE),
            ("TEXT/Turtle; charset=utf-8", TURTLE),
            ("application/ld+json;profile=compacted", JSON_LD),
            ("application/*", JSON),
            ("application/*;q=0.5, text/*;q=0.4", JSON),
            ("text/html;q=0.4, text/turtle;q=0.5", TURTLE),
            ("text/turtle, */*", TURTLE),
            ("text/turtle;q=0.2, */*;q=0.3", HTML),
            ("text/html;q=0, */*", JSON),
            ("*/*;q=0, text/turtle", TURTLE),
            ("text/turtle;q=nonsense", TURTLE),
            ("text/turtle;q=7", TURTLE),
            ("image/png", None),
            ("text/turtle;q=0", None),
            (",,;;=", None),
        ],
    )
    def test_the_form_that_is_wanted_most_is_chosen(self, accept, wanted):
        assert preferred(accept, OFFERS) == wanted

    @given(st.text(max_size=200))
    def test_no_wish_is_a_fault(self, accept):
        assert preferred(accept, OFFERS) in {None, *OFFERS}


@pytest.mark.usefixtures("facts")
class TestIdentifiers:
    @pytest.mark.parametrize(
        ("accept", "address"),
        [
            (BROWSER, "/regions/BE3/"),
            (None, "/regions/BE3/"),
            ("application/json", "/api/v1/regions/BE3/"),
            ("text/turtle", "/id/region/BE3.ttl"),
            ("application/ld+json", "/id/region/BE3.jsonld"),
        ],
    )
    def test_a_thing_leads_to_what_is_told_of_it(self, accept, address):
        response = ask("/id/region/BE3", accept)
        assert (response.status_code, response["Location"]) == (303, address)
        assert "Accept" in response["Vary"]

    @pytest.mark.parametrize("accept", OFFERS)
    def test_every_form_of_every_kind_is_there(self, accept):
        for kind, code in every_identifier().items():
            response = ask(f"/id/{kind}/{code}", accept)
            assert response.status_code == 303, kind
            told = ask(response["Location"])
            assert told.status_code == 200, (kind, response["Location"])
            is_page = accept != HTML or kind == "source"
            assert told["Content-Type"].startswith(JSON if is_page and accept == HTML else accept)

    def test_who_accepts_none_of_the_forms_is_told_which_there_are(self):
        response = ask("/id/region/BE3", "image/png")
        assert response.status_code == 406
        assert "text/turtle" in response.content.decode()
        assert "Accept" in response["Vary"]

    @pytest.mark.parametrize(
        "path",
        [
            "/id/region/ZZ9",
            "/id/region/ZZ9.ttl",
            "/id/nothing/BE3",
            "/id/nothing/BE3.ttl",
            "/id/network/ERRIN",
            "/id/policy/0",
            "/id/policy/01",
            "/id/policy/²",
            "/id/policy/999999999999999999",
            "/id/policy/1.5",
            "/id/initiative/-1",
            "/id/term/nace-2",
            "/id/term/:",
            "/id/term/nace-2:C.999",
            "/id/release/2020.1",
            "/id/release/2020.1.ttl",
            f"/id/source/{'x' * 5000}",
            "/data/catalogue.xml",
        ],
    )
    def test_what_there_is_not_is_not_found(self, path):
        assert ask(path).status_code == 404
        assert ask(path, "text/turtle").status_code == 404

    @pytest.mark.parametrize(
        ("path", "address"),
        [
            ("/id/region/be3", "/id/region/BE3"),
            ("/id/region/be3.ttl", "/id/region/BE3.ttl"),
            ("/id/region/UKM21", "/id/region/UKM71"),
            ("/id/region/ukm21.jsonld", "/id/region/UKM71.jsonld"),
        ],
    )
    def test_an_older_code_leads_on_as_its_page_does(self, path, address):
        response = ask(path)
        assert (response.status_code, response["Location"]) == (301, address)

    def test_a_number_beyond_any_record_is_refused(self):
        for number in ("9223372036854775808", "9" * 20, "9" * 500):
            assert ask(f"/id/policy/{number}.ttl").status_code in {400, 404}

    def test_a_region_that_is_not_published_has_no_identifier(self):
        Region.objects.filter(code="BE3").update(state="draft")
        assert ask("/id/region/BE3").status_code == 404
        assert ask("/id/region/BE3.ttl").status_code == 404
        facts = graph_of("/id/network/errin.ttl")
        assert (None, None, node("region", "BE3")) not in facts

    def test_only_reading_is_answered(self):
        assert Client().post("/id/region/BE3").status_code == 405
        assert Client().post("/id/region/BE3.ttl").status_code == 405
        assert Client().head("/id/region/BE3").status_code == 303

    def test_a_file_is_kept_until_the_data_change(self):
        for path in ("/id/region/BE3.ttl", "/id/term/nace-2:C.21.jsonld", "/data/catalogue.ttl"):
            mark = ask(path)["ETag"]
            again = Client().get(path, headers={"if-none-match": mark})
            assert again.status_code == 304, path

    def test_identifiers_begin_with_the_name_of_the_site(self, settings):
        settings.SITE_ADDRESS = "https://regions.example"
        told = ask("/id/region/BE3.ttl").content.decode()
        assert "<https://regions.example/id/region/BE3>" in told
        assert HOST not in told


TRAILS = {
    "/regions/BE3/": ["Regions", "Belgique/België", "Wallonie"],
    "/networks/errin/": ["Networks", "ERRIN"],
    "/indicators/population/": ["Indicators", "Population on 1 January"],
    "/terms/nace-2/": ["Lists of terms", "NACE Rev. 2"],
}


def blocks(page):
    found = elements(page, "script", type=JSON_LD)
    return [json.loads(str(one.children[0])) for one in found]


@pytest.mark.usefixtures("facts")
class TestPages:
    @pytest.mark.parametrize(("path", "trail"), TRAILS.items())
    def test_a_page_tells_where_it_is(self, path, trail):
        [told] = blocks(get(path))
        steps = told["itemListElement"]
        assert told["@type"] == "BreadcrumbList"
        assert [one["name"] for one in steps] == trail
        assert [one["position"] for one in steps] == list(range(1, len(trail) + 1))
        assert steps[-1]["item"] == HOST + path

    def test_every_step_is_the_link_that_the_page_prints(self):
        document = PolicyDocument.objects.filter(region__isnull=False).first()
        initiative = Initiative.objects.first()
        for path in (
            "/terms/nace-2/C.21/",
            document.get_absolute_url(),
            initiative.get_absolute_url(),
        ):
            page = get(path)
            [told] = blocks(page)
            printed = [
                dict(link.attributes)["href"]
                for link in elements(element(page, "nav", class_="crumbs"), "a")
            ]
            named = [one["item"].removeprefix(HOST) for one in told["itemListElement"]]
            assert named == [*printed, path]

    def test_no_text_of_an_editor_ends_the_block(self):
        Network.objects.filter(code="errin").update(
            short_name="</script><script>alert(1)</script><!--&amp;\u2028"
        )
        html = Client().get("/networks/errin/").content.decode()
        assert html.count("<script") == html.count("</script>") == 1
        block = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1]
        name = json.loads(block)["itemListElement"][-1]["name"]
        assert name == Network.objects.get(code="errin").short_name

    def test_a_page_names_its_other_forms(self):
        for kind, code in every_identifier().items():
            if kind == "source":
                continue
            page = get(ask(f"/id/{kind}/{code}", HTML)["Location"])
            links = {
                dict(one.attributes)["href"] for one in elements(page, "link", rel="alternate")
            }
            forms = {reverse("id_file", args=[kind, code, form]) for form in ("ttl", "jsonld")}
            assert forms <= links, kind


def test_a_block_holds_no_sign_that_could_end_it():
    told = search_engines.as_block({"name": "</script><!-- & \u2028 é"})
    assert not set("<>&\u2028") & set(told)
    assert json.loads(told) == {"name": "</script><!-- & \u2028 é"}
