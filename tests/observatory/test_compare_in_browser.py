"""The comparison in a real browser: for every reader, on a phone, on paper, without script."""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

# Without the mark there is no test database, and the server would show, and empty, the real one.
pytestmark = pytest.mark.django_db

WIDTHS = (320, 768, 1280)
PAGES = {
    "two regions": "/compare/?r=BE3&r=BE2",
    "four regions": "/compare/?r=BE3&r=EL30&r=BG31&r=FI1C",
    "only differences": "/compare/?r=BE3&r=BE2&show=differences",
    "long names, no facts": "/compare/?r=UKK1&r=ES2&r=BE1",
    "notices": "/compare/?r=HR04&r=BE3&r=ZZ9&colour=red",
    "nothing chosen": "/compare/",
    "one chosen": "/compare/?r=BE3",
}
SMALLEST_LETTERS = 14  # pixels


@pytest.fixture
def plain_page(browser):
    """A page of a browser with scripts switched off, as wide as a small phone."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_no_page_breaks_a_rule_of_accessibility_or_scrolls_sideways(page, site, path):
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(site + path)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        found[width] = [
            (broken["id"], [node["html"] for node in broken["nodes"]][:3])
            for broken in Axe().run(page).response["violations"]
        ]
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate(TOO_SMALL) >= SMALLEST_LETTERS
    assert {width: broken for width, broken in found.items() if broken} == {}


TOO_SMALL = """() => Math.min(...[...document.querySelectorAll("main *")]
    .filter(node => [...node.childNodes].some(
        child => child.nodeType === 3 && child.textContent.trim()))
    .map(node => parseFloat(getComputedStyle(node).fontSize)))"""


def test_the_names_stand_again_in_every_section_of_a_phone(plain_page, site):
    plain_page.goto(f"{site}/compare/?r=BE3&r=EL30&r=BG31&r=FI1C")
    tables = plain_page.locator(".cmp-part > table")
    assert tables.count() >= 4
    for table in tables.all():
        heads = table.get_by_role("columnheader")
        names = [name.strip() for name in heads.all_inner_texts()]
        assert [name[:1] for name in names[1:-1]] == list("ABCD")
        assert names[1].endswith("Wallonie")
        assert all(heads.nth(number).is_visible() for number in range(1, 5))


def test_a_phone_shows_two_regions_in_a_line(plain_page, site):
    plain_page.goto(f"{site}/compare/?r=BE3&r=EL30&r=BG31&r=FI1C")
    cells = plain_page.locator("#figures tbody tr").first.get_by_role("cell")
    boxes = [cells.nth(number).bounding_box() for number in range(5)]
    assert boxes[0]["y"] == boxes[1]["y"] < boxes[2]["y"] == boxes[3]["y"] < boxes[4]["y"]
    assert boxes[0]["x"] == boxes[2]["x"] < boxes[1]["x"] == boxes[3]["x"]


def test_a_row_is_still_a_row_to_a_screen_reader_on_a_phone(plain_page, site):
    plain_page.goto(f"{site}/compare/?r=BE3&r=BE2")
    table = plain_page.get_by_role("table", name="Key figures")
    row = table.get_by_role("row").filter(has_text="Total area")
    assert row.get_by_role("cell").count() == 3
    assert "Total area" in row.get_by_role("rowheader").inner_text()


def test_a_visitor_without_script_chooses_adds_replaces_and_removes(plain_page, site):
    plain_page.goto(f"{site}/compare/")
    plain_page.get_by_label("Region", exact=True).select_option("BE3")
    plain_page.get_by_role("button", name="Choose").click()
    plain_page.get_by_label("Region", exact=True).select_option("BE2")
    plain_page.get_by_role("button", name="Choose").click()
    assert plain_page.get_by_role("heading", level=1).inner_text() == (
        "Wallonie and Vlaams Gewest, compared"
    )
    plain_page.get_by_text("Add or replace a region").click()
    plain_page.get_by_label("Region", exact=True).select_option("EL30")
    plain_page.get_by_role("button", name="Compare", exact=True).click()
    assert urlsplit(plain_page.url).query == "r=BE3&r=BE2&r=EL30"
    plain_page.get_by_text("Add or replace a region").click()
    plain_page.get_by_label("Region", exact=True).select_option("SE22")
    plain_page.get_by_label("Place").select_option("A")
    plain_page.get_by_role("button", name="Compare", exact=True).click()
    assert urlsplit(plain_page.url).query == "r=SE22&r=BE2&r=EL30"
    plain_page.get_by_role("link", name="remove Vlaams Gewest").click()
    plain_page.get_by_role("link", name="Show only differences").click()
    assert urlsplit(plain_page.url).query == "r=SE22&r=EL30&show=differences"


def test_codes_may_be_typed_instead(plain_page, site):
    plain_page.goto(f"{site}/compare/")
    plain_page.get_by_label("A", exact=True).fill("be329")
    plain_page.get_by_label("B", exact=True).fill("BE3")
    plain_page.get_by_role("button", name="Compare codes").click()
    assert "Prov. Hainaut" not in plain_page.get_by_role("heading", level=1).inner_text()
    assert "and Wallonie, compared" in plain_page.get_by_role("heading", level=1).inner_text()


def test_it_prints_across_the_sheet(page, site):
    page.goto(f"{site}/compare/?r=BE3&r=BE2")
    document = page.pdf(format="A4", prefer_css_page_size=True)
    sizes = re.findall(rb"/MediaBox\s*\[0 0 ([0-9.]+) ([0-9.]+)\]", document)
    assert sizes
    assert all(float(width) > float(height) for width, height in sizes)
