"""Addresses that a stranger could send to any page: an answer below 500, soon, and not too long."""

import time

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

pytestmark = pytest.mark.usefixtures("facts")

# On a machine with other work to do, ten times what the slowest of them takes.
MOST_SECONDS = 5
MOST_BYTES = 5_000_000
PAGES = [
    "/",
    "/regions/",
    "/regions.csv",
    "/regions.json",
    "/regions.xlsx",
    "/regions.geojson",
    "/regions.atom",
    "/regions/download/",
    "/policies/",
    "/policies.csv",
    "/networks/",
    "/initiatives/",
    "/search/",
    "/compare/",
    "/compare.csv",
    "/partners/",
    "/partners.csv",
    "/map/",
    "/map.svg",
    "/map.csv",
    "/terms/",
    "/indicators/",
    "/coverage/",
    "/about/",
    "/data/",
    "/data/dictionary/",
    "/data/dictionary.csv",
    "/data/api/",
    "/data/catalogue.ttl",
    "/data/releases/2026.1/",
    "/id/region/BE3",
    "/id/region/BE3.ttl",
    "/sitemap.xml",
    "/robots.txt",
    "/api/v1/regions/",
]
QUERIES = {
    "unknown facet": "colour=red&facet[]=1&country__in=BE&__proto__=1",
    "many values": "&".join(f"country=X{number}" for number in range(990)),
    "very many values": "&".join(f"c={number}" for number in range(10_000)),
    "many of one parameter": "&".join(["r=BE3"] * 40),
    "forty regions": "&".join(f"r=BE{number}" for number in range(40)),
    "a page far away": "page=999999999&size=100",
    "numbers that are none": "page=NaN&size=1e400&year=-1&level=%EF%BC%91&from=10000&to=0",
    "a number beyond 64 bits": "page=99999999999999999999&year=9223372036854775808",
    "NUL": "q=%00&country=B%00E&for=BE%003&r=%00",
    "invalid UTF-8": "q=%ff%fe&country=%c3%28&for=%80",
    "half a surrogate": "q=%ED%A0%80&r=%ED%A0%80",
    "a long text": f"q={'x' * 7000}&for={'y' * 100}",
    "many words": "q=" + "+".join(f"w{number}" for number in range(1_900)),
    "markup": "q=%3Cscript%3E&sort=%22%3E%3Csvg%3E&for=%3Cb%3E&show=%3Ci%3E&r=%3Cu%3E",
    "commands": "sort=code;drop+table&show=indicator:'--&q='+or+1=1--&for=BE3'",
    "every": "every=country&every=every&every=t-policy-topics&every=-",
    "quotation marks": "q=%22&q=%27&q=%5C",
    "columns": "columns=%3Cscript%3E&columns=code&columns=code&columns=__class__&columns=",
    "nothing": "=&==&&&q=&sort=&page=&r=&for=&show=",
}


@pytest.mark.parametrize("path", PAGES)
def test_no_address_brings_a_page_down(path):
    client = Client(raise_request_exception=False)
    for name, query in QUERIES.items():
        started = time.monotonic()
        answer = client.get(f"{path}?{query}")
        body = answer.getvalue() if answer.streaming else answer.content
        assert answer.status_code in {200, 302, 303, 400, 404}, (name, answer.status_code)
        assert time.monotonic() - started < MOST_SECONDS, name
        assert len(body) < MOST_BYTES, name
        assert b"Traceback" not in body
        assert b"<script>" not in body.lower()


@pytest.mark.parametrize(
    "path",
    [
        "/regions/BE%00/",
        "/regions/%ff/",
        "/regions/be3/",
        "/regions/ZZ9/",
        "/policies/0-x/",
        "/policies/999999999999999999-x/",
        "/policies/99999999999999999999999-x/",
        "/networks/%F0%9F%98%80/",
        "/networks/" + "x" * 5000 + "/",
        "/initiatives/1-/",
        "/terms/nope/",
        "/terms/nace-2/..%2F..%2Fetc/",
        "/indicators/'/",
        "/no-such-page/",
        "/" + "a" * 7000 + "/",
        "/regions.json",
        "/.env",
        "//example.org/",
    ],
)
def test_no_path_brings_the_site_down(path):
    answer = Client(raise_request_exception=False).get(path)
    assert answer.status_code in {200, 301, 302, 303, 400, 404}


def test_the_list_above_knows_every_page():
    """Every address without a part of its own is among them."""
    plain = {
        f"/{pattern.pattern}"
        for resolver in get_resolver().url_patterns
        if getattr(resolver, "urlconf_name", None)
        and getattr(resolver.urlconf_module, "__name__", "") == "observatory.urls"
        for pattern in resolver.url_patterns
        if isinstance(pattern, URLPattern) and "<" not in str(pattern.pattern)
    }
    alike = {
        f"/{name}{ending}"
        for name in ("policies", "networks", "initiatives")
        for ending in (".csv", ".json", ".xlsx", ".atom", "/download/")
    }
    assert plain - alike <= set(PAGES)
