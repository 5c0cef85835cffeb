"""The map in a real browser: for every reader, without script, at any width."""

from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.django_db

WIDTHS = (320, 768, 1280)
PAGES = {
    "scale": "/map/",
    "numbers": "/map/?show=indicator:population",
    "countries": "/map/?show=network:1mg",
    "words": "/map/?show=question:looks-for-collaboration",
    "notices": "/map/?show=indicator:none&level=9&year=1&colour=red",
}


@pytest.fixture(autouse=True)
def no_shapes(settings, tmp_path):
    """Without a file of boundaries, wherever the tests run."""
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_the_map_breaks_no_rule_of_accessibility_and_fits(page, site, path):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(site + path)
        broken = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in broken] == []
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_map_keeps_to_the_rules_of_the_site(page, site):
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/map/")
    assert [one for one in said if "Permissions-Policy" not in one] == []
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(site).netloc}
    assert page.context.cookies() == []


def test_letters_are_never_too_small_to_read(page, site):
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(f"{site}/map/")
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll("main :not(title)")]
            .filter(node => [...node.childNodes].some(
                child => child.nodeType === 3 && child.textContent.trim()))
            .map(node => parseFloat(getComputedStyle(node).fontSize)))"""
    )
    assert smallest >= 14


def test_a_visitor_without_script_chooses_what_is_shown(browser, site):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})
    plain = context.new_page()
    plain.goto(f"{site}/map/")
    plain.get_by_label("Show").first.select_option("indicator:population")
    plain.get_by_label("Level").select_option("2")
    plain.get_by_role("button", name="Show this").click()
    asked = parse_qs(urlsplit(plain.url).query)
    assert (asked["show"], asked["level"]) == (["indicator:population"], ["2"])
    assert plain.locator(".notice").count() == 0
    assert (
        "Population on 1 January, 2018, NUTS 2" in plain.get_by_role("heading").first.inner_text()
    )
    plain.get_by_role("link", name="Région de Bruxelles-Capitale").first.click()
    assert urlsplit(plain.url).path == "/regions/BE10/"
    context.close()


def test_a_symbol_tells_its_value_and_the_keyboard_passes_the_drawing(page, site):
    page.goto(f"{site}/map/")
    assert page.locator(".mapping svg a").count() == 0
    drawing = page.get_by_role("img", name="Map of Europe: Innovation performance group")
    assert "Innovation performance group, 2019, NUTS 2" in drawing.get_attribute("aria-label")
    assert page.locator(".mapping svg title", has_text="(DE11): Leader 2019").count() == 1


def test_the_drawing_stands_alone(page, site):
    answer = page.request.get(f"{site}/map.svg?show=indicator:population")
    assert answer.headers["content-type"] == "image/svg+xml"
    drawn = answer.text()
    assert "class=" not in drawn
    assert "style=" not in drawn
    page.set_content(drawn)
    assert page.locator("svg title").count() == 332
