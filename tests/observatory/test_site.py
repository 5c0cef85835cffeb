"""The site as a whole: every page private, light, without script, under a strict policy."""

import gzip
import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import get_resolver

from tests.observatory.every_page import addresses
from tests.observatory.pages import get

KILOBYTE = 1024
MOST_KILOBYTES = {
    "/regions/": 60,
    "/regions/?country=BE&view=table": 60,
    "/policies/": 60,
    "/networks/": 60,
    "/initiatives/": 60,
    "/regions/BE3/": 80,
    "/regions/BE/": 80,
    "/map/": 120,
    "/regions/?view=map&size=100": 120,
    "/compare/?r=BE3&r=BE2&r=FI1C&r=EL30": 80,
    "/partners/?for=BE3": 80,
    "/": 60,
}
MOST_KILOBYTES_OF_STYLE = 12


# What search engines read; a browser runs none of it.
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


# What programs read, and what is not there before the first release (see tests/releases).
NO_PAGES = {
    *("id", "id_file", "data_catalogue", "robots", "sitemap", "sitemap_part"),
    *("release", "release_file"),
}


def is_page(name):
    return name not in NO_PAGES and not re.search(r"_(csv|json|xlsx|geojson|feed|svg)$", name)


@pytest.mark.usefixtures("facts")
class TestPages:
    def test_every_route_is_among_the_pages(self):
        routes = {
            pattern.name
            for resolver in get_resolver().url_patterns
            if getattr(getattr(resolver, "urlconf_module", None), "__name__", "")
            == "observatory.urls"
            for pattern in resolver.url_patterns
            if hasattr(pattern, "name")
        }
        assert {name for name in routes if is_page(name)} == set(addresses())

    def test_no_page_holds_a_script_or_a_style(self, client):
        for name, address in addresses().items():
            html = without_data(client.get(address).content.decode())
            assert "<script" not in html, name
            assert "<style" not in html, name
            assert not re.search(r"<[^>]*\s(style|on\w+)=", html), name
            assert "javascript:" not in html, name

    def test_every_page_is_under_a_policy_without_unsafe(self, client):
        for name, address in addresses().items():
            policy = client.get(address)["Content-Security-Policy"]
            assert "default-src 'none'" in policy, name
            assert "unsafe" not in policy, name

    def test_no_page_sets_a_cookie(self, client):
        for name, address in addresses().items():
            answer = client.get(address)
            assert answer.status_code == 200, name
            assert not answer.cookies, name
            assert "Cookie" not in answer.get("Vary", ""), name

    def test_every_page_is_kept_until_the_data_changes(self, client):
        for name, address in addresses().items():
            mark = client.get(address).get("ETag")
            assert mark, name
            again = client.get(address, headers={"If-None-Match": mark})
            assert again.status_code == 304, name

    def test_every_link_within_the_site_leads_somewhere(self, client):
        pages = addresses()
        links = set()
        for address in pages.values():
            html = client.get(address).content.decode()
            links |= {one.replace("&amp;", "&") for one in re.findall(r'href="(/[^"#]*)', html)}
        one_each = {}
        for link in sorted(links):
            one_each.setdefault(re.sub(r"[A-Z0-9]{2,}|\d+|=[^&]*", "*", link), link)
        wrong = {link for link in one_each.values() if not is_answered(client, link)}
        assert wrong == set()

    @pytest.mark.parametrize(("address", "kilobytes"), MOST_KILOBYTES.items())
    def test_no_page_is_heavy(self, client, address, kilobytes):
        body = client.get(address).content
        assert len(gzip.compress(body)) <= kilobytes * KILOBYTE

    def test_the_stylesheet_is_light(self):
        style = Path(settings.BASE_DIR, "static", "site.css").read_bytes()
        assert len(gzip.compress(style)) <= MOST_KILOBYTES_OF_STYLE * KILOBYTE
        assert len(style) <= 45 * KILOBYTE

    def test_pages_name_what_they_are(self, client):
        titles = set()
        for name, address in addresses().items():
            found = re.search(r"<title>(.*?)</title>", client.get(address).content.decode(), re.S)
            assert found[1].strip(), name
            titles.add(found[1])
        assert len(titles) == len(addresses())


def without_data(html):
    """The page without its blocks of data, which have to be whole."""
    assert all(
        json.loads(block)["@context"] == "https://schema.org" for block in DATA.findall(html)
    )
    return DATA.sub("", html)


def is_answered(client, link):
    if link.startswith("/static/"):
        return Path(settings.BASE_DIR, "static", link.removeprefix("/static/")).exists()
    return client.get(link).status_code in {200, 302, 303}


def test_every_page_is_in_english_and_marked_so(client, facts):
    assert get("/").attributes == [("lang", "en-GB")]
