"""Every public template in a real browser: for every reader, private, complete without script."""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

# Without the mark there is no test database, and the server would show, and empty, the real one.
pytestmark = pytest.mark.django_db

WIDTHS = (320, 768, 1280)
PAGES = {
    "home": "/",
    "region with many facts": "/regions/BE3/",
    "region with few facts": "/regions/AT11/",
    "region outside the map": "/regions/FRY1/",
    "region with a long name": "/regions/UKK1/",
    "country": "/regions/BE/",
    "list": "/regions/",
    "list with filters and a notice": "/regions/?country=BE&innovation-group=Strong&colour=red",
    "list without a region": "/regions/?country=AL&innovation-group=Leader&q=zz",
    "list as a table": "/regions/?level=1&view=table",
    "list as a map": "/regions/?country=FR&view=map",
    "list with all of two networks": "/regions/?network=errin&network=cebr&every=network",
    "policies": "/policies/?territory=BE&from=2010",
    "networks": "/networks/",
    "initiatives": "/initiatives/",
    "search": "/search/?q=de",
    "search of a kind": "/search/?q=de&kind=region&page=2",
    "search without words": "/search/",
    "search in vain": "/search/?q=qwertz",
    "no such region": "/regions/ZZ9/",
    "no such page": "/nothing/",
}
# The requests of a first visit: the page, its stylesheet, its icon and the emblem in the footer.
MOST_REQUESTS = 6
A4_PAGES_OF_BE3 = 3


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


def test_no_page_asks_another_host_keeps_anything_or_complains(page, site):
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    page.on("pageerror", lambda error: said.append(str(error)))
    for name, path in PAGES.items():
        before = len(asked)
        page.goto(site + path)
        assert len(asked) - before <= MOST_REQUESTS, name
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(site).netloc}
    assert page.context.cookies() == []
    # What the browser says by itself: of an answer 404, which is right for the last two pages, and
    # of features to switch off that it has not got.
    right = ("status of 404", "Permissions-Policy")
    assert [one for one in said if not any(word in one for word in right)] == []


@pytest.fixture
def plain_page(browser):
    """A page of a browser with scripts switched off, as wide as a small phone."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})
    yield context.new_page()
    context.close()


def test_a_visitor_without_script_filters_sorts_and_opens_a_region(plain_page, site):
    plain_page.goto(f"{site}/regions/")
    assert not plain_page.get_by_label("Belgium").is_visible(), "results come first on a phone"
    plain_page.get_by_text("Filter the list").click()
    plain_page.get_by_label("Belgium").check()
    plain_page.get_by_label("Strong").check()
    plain_page.get_by_role("button", name="Apply").first.click()
    address = "q=&country=BE&innovation-group=Strong&sort=recorded&size=25"
    assert urlsplit(plain_page.url).query == address
    plain_page.get_by_role("link", name="Wallonie").click()
    assert urlsplit(plain_page.url).path == "/regions/BE3/"
    assert plain_page.get_by_role("heading", level=1).inner_text() == "Wallonie"


def test_a_wide_screen_shows_the_filters_at_once(page, site):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{site}/regions/")
    assert page.get_by_label("Belgium").is_visible()
    assert not page.get_by_text("Filter the list").is_visible()


def test_the_sort_and_the_filters_keep_each_other(page, site):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{site}/regions/?country=BE")
    page.get_by_label("Sort by").select_option("name")
    page.get_by_role("button", name="Show").click()
    assert urlsplit(page.url).query == "q=&country=BE&sort=name&size=25"


def test_the_keyboard_reaches_the_content_first(page, site):
    page.goto(f"{site}/regions/BE3/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_a_region_prints_on_three_pages(page, site):
    page.goto(f"{site}/regions/BE3/")
    document = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", document)) <= A4_PAGES_OF_BE3


@pytest.mark.parametrize("path", ["/regions/BE3/", "/regions/"])
def test_letters_are_never_too_small_to_read(page, site, path):
    page.set_viewport_size({"width": 320, "height": 900})
    page.goto(site + path)
    smallest = page.evaluate(
        """() => Math.min(...[...document.querySelectorAll("body *")]
            .filter(node => [...node.childNodes].some(
                child => child.nodeType === 3 && child.textContent.trim()))
            .map(node => parseFloat(getComputedStyle(node).fontSize)))"""
    )
    assert smallest >= 14
