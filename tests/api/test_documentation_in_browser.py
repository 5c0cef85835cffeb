"""The page about the API in a real browser: at every width, with everything unfolded."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.model import factories

WIDTHS = (320, 768, 1280)
PAGE = "/data/api/"


@pytest.fixture
def site(live_server):
    """A server with one record of some nouns; names in other letters, long ones among them."""
    factories.stored(factories.site_settings())
    factories.stored(factories.region(code="BE3", official_name="Αττική " * 20))
    factories.stored(factories.membership())
    factories.stored(factories.observation())
    factories.stored(factories.policy_document(title="Стратегия" * 30))
    return live_server.url


def test_it_keeps_the_rules_of_accessibility_and_never_scrolls_sideways(page, site):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(site + PAGE)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        broken = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in broken] == []
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_without_script_the_contents_lead_to_every_noun(browser, site):
    context = browser.new_context(java_script_enabled=False)
    visitor = context.new_page()
    visitor.goto(site + PAGE)
    links = visitor.locator("nav.toc a")
    assert links.count() == 14
    for number in range(links.count()):
        target = links.nth(number).get_attribute("href")
        assert visitor.locator(f"section{target} h2").inner_text() == links.nth(number).inner_text()
    visitor.locator("summary", has_text="regions.py").click()
    assert visitor.get_by_text("def records(site, noun").is_visible()
    context.close()
