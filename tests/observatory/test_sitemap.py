"""What search engines are told: every page once, when it changed, and what to leave alone."""

import re
from datetime import date
from urllib.parse import unquote

import pytest
from defusedxml import ElementTree
from django.test import Client
from django.utils import timezone

from observatory.linked import sitemaps
from policies.models import Initiative, PolicyDocument, Term
from regions.models import Membership, Network, Region, Source

pytestmark = pytest.mark.usefixtures("facts")

HOST = "http://testserver"
SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def tree(path):
    response = Client().get(path)
    assert response.status_code == 200, path
    assert response["Content-Type"] == "application/xml"
    return ElementTree.fromstring(response.content)


def parts():
    found = [one.text for one in tree("/sitemap.xml").findall("s:sitemap/s:loc", SPACE)]
    return [one.removeprefix(HOST) for one in found]


def listed(path):
    """The addresses of a part with their days."""
    rows = tree(path).findall("s:url", SPACE)
    return {
        unquote(one.findtext("s:loc", "", SPACE)).removeprefix(HOST): one.findtext(
            "s:lastmod", None, SPACE
        )
        for one in rows
    }


def test_every_record_that_has_a_page_is_named_once():
    paths = [path for part in parts() for path in listed(part)]
    assert len(paths) == len(set(paths))
    named = {re.match("/[a-z]*/", path)[0] for path in paths if path.count("/") > 2}
    assert {"/regions/", "/policies/", "/networks/", "/initiatives/", "/terms/"} <= named
    regions = [path for path in paths if re.fullmatch("/regions/[A-Z0-9]+/", path)]
    assert len(regions) == Region.objects.published().count()
    for model in (PolicyDocument, Initiative, Network, Term):
        record = model.objects.order_by("-pk").first()
        assert record.get_absolute_url() in paths
    assert {"/", "/regions/", "/map/", "/about/"} <= set(paths)


def test_the_addresses_are_answered():
    for part in parts():
        paths = list(listed(part))
        for path in {paths[0], paths[len(paths) // 2], paths[-1]}:
            assert Client().get(path).status_code == 200, path


def test_a_draft_is_not_named():
    Region.objects.filter(code="BE3").update(state="draft")
    assert "/regions/BE3/" not in listed("/sitemap-regions.xml")


def test_the_day_is_that_of_the_last_change_to_what_the_page_prints():
    Region.history.update(history_date=timezone.make_aware(timezone.datetime(2020, 1, 2)))
    for model, _field in sitemaps.SECTIONS["regions"].statements:
        model.history.update(history_date=timezone.make_aware(timezone.datetime(2020, 1, 1)))
    assert listed("/sitemap-regions.xml")["/regions/BE3/"] == "2020-01-02"
    Membership.objects.create(
        region_id="BE31",
        network_id="errin",
        status="member",
        source=Source.objects.first(),
        stated_on=date(2021, 1, 1),
    )
    days = listed("/sitemap-regions.xml")
    assert days["/regions/BE31/"] == timezone.localdate().isoformat()
    assert days["/regions/BE3/"] == "2020-01-02"


def test_without_a_history_no_day_is_given():
    Network.history.all().delete()
    Membership.history.all().delete()
    assert set(listed("/sitemap-networks.xml").values()) == {None}


def test_a_long_noun_has_several_parts(monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST_ADDRESSES", 1000)
    names = [path for path in parts() if "regions" in path]
    assert names == [f"/sitemap-regions{part}.xml" for part in ("", "-2", "-3")]
    found = [set(listed(name)) for name in names]
    assert [len(one) for one in found[:2]] == [1000, 1000]
    assert len(set.union(*found)) == Region.objects.published().count()


@pytest.mark.parametrize(
    "name",
    [
        *(
            "",
            "nothing",
            "regions-",
            "regions-0",
            "regions-01",
            "regions-1",
            "regions-99",
            "regions-x",
        ),
        *("regions-²", "regions-1-1", "texts-2", f"regions-{'9' * 15}", "r" * 5000),
    ],
)
def test_a_part_that_there_is_not_is_not_found(name):
    assert Client().get(f"/sitemap-{name}.xml").status_code == 404


def test_a_part_is_kept_until_the_data_change():
    for path in ("/sitemap.xml", "/sitemap-regions.xml"):
        mark = Client().get(path)["ETag"]
        assert Client().get(path, headers={"if-none-match": mark}).status_code == 304
    Network.objects.filter(code="errin").update(short_name="Other")
    assert Client().get("/sitemap.xml", headers={"if-none-match": mark}).status_code == 200


def test_the_addresses_are_those_of_the_site(settings):
    settings.SITE_ADDRESS = "https://regions.example"
    assert b"<loc>https://regions.example/regions/BE3/</loc>" in (
        Client().get("/sitemap-regions.xml").content
    )
    assert "Sitemap: https://regions.example/sitemap.xml" in robots()


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/sitemap.xml", 9),
        ("/sitemap-regions.xml", 10),
        ("/sitemap-policies.xml", 4),
        ("/sitemap-terms.xml", 5),
        ("/sitemap-texts.xml", 5),
    ],
)
def test_a_part_is_read_in_few_queries(path, queries, django_assert_max_num_queries):
    with django_assert_max_num_queries(queries):
        assert Client().get(path).status_code == 200


def robots():
    response = Client().get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    return response.content.decode()


def test_robots_are_kept_out_of_the_desk_and_of_filters_and_shown_the_sitemap():
    lines = robots().splitlines()
    assert "User-agent: *" in lines
    assert "Disallow: /admin/" in lines
    assert "Disallow: /*?" in lines
    assert f"Sitemap: {HOST}/sitemap.xml" in lines
    blocked = [re.compile(re.escape(one).replace(r"\*", ".*")) for one in rules(lines)]
    assert any(rule.match("/regions/?country=BE") for rule in blocked)
    for path in ("/", "/regions/BE3/", "/data/catalogue.ttl", "/id/region/BE3", "/static/site.css"):
        assert not any(rule.match(path) for rule in blocked), path


def rules(lines):
    return [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")]
