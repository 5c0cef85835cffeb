"""The partner finder in a real browser: for every reader, and complete without script."""

from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

# Without the mark there is no test database, and the server would show, and empty, the real one.
pytestmark = pytest.mark.django_db

WIDTHS = (320, 768, 1280)
PAGES = {
    "start": "/partners/",
    "results": "/partners/?for=BE3&lacking=nice&macro-region=nice",
    "with notices": "/partners/?for=EL30&wide=1&topics=must&colour=red",
    "nothing fits": "/partners/?for=BE3&macro-region=must",
    "small region": "/partners/?for=BE329",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_no_page_breaks_a_rule_of_accessibility_or_scrolls_sideways(page, site, path):
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(site + path)
        found[width] = [
            (broken["id"], [node["html"] for node in broken["nodes"]][:3])
            for broken in Axe().run(page).response["violations"]
        ]
        assert page.evaluate("document.documentElement.scrollWidth") == width
    assert {width: broken for width, broken in found.items() if broken} == {}


@pytest.fixture
def plain_page(browser):
    """A page of a browser with scripts switched off, as wide as a small phone."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})
    yield context.new_page()
    context.close()


def test_a_visitor_without_script_weighs_and_compares(plain_page, site):
    plain_page.goto(f"{site}/partners/")
    plain_page.get_by_label("Your region").select_option("BE3")
    plain_page.get_by_role("group", name="Shared topics").get_by_label("must").check()
    plain_page.get_by_label("not from the same country").check()
    plain_page.get_by_role("button", name="Find partners").first.click()
    query = parse_qs(urlsplit(plain_page.url).query)
    assert (query["for"], query["topics"], query["abroad"]) == (["BE3"], ["must"], ["1"])
    best = plain_page.locator(".partner h2 a").first
    assert best.inner_text() == "Baden-Württemberg"
    assert not plain_page.get_by_label("Your region").is_visible(), "results first on a phone"
    plain_page.get_by_text("Region and weights").click()
    assert plain_page.get_by_role("group", name="Shared topics").get_by_label("must").is_checked()
    link = plain_page.get_by_role("link", name="Compare BE3 with DE1")
    assert link.get_attribute("href") == "/compare/?r=BE3&r=DE1"


def test_letters_are_never_too_small_to_read(page, site):
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"{site}/partners/?for=BE3")
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll("main *")]
            .filter(node => [...node.childNodes].some(
                child => child.nodeType === 3 && child.textContent.trim()))
            .map(node => parseFloat(getComputedStyle(node).fontSize)))"""
    )
    assert smallest >= 14
