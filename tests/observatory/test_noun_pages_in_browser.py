"""The pages of networks, documents, initiatives, terms and indicators in a real browser."""

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from policies.models import Initiative, PolicyDocument, Term

# Without the mark there is no test database, and the server would show, and empty, the real one.
pytestmark = pytest.mark.django_db

WIDTHS = (320, 768, 1280)
PAGES = {
    "network with members": "/networks/errin/",
    "network of countries": "/networks/1mg/",
    "territorial type": "/networks/mountain/",
    "no such network": "/networks/zz/",
    "lists of terms": "/terms/",
    "deep list of terms": "/terms/nace-2/",
    "term with regions": "/terms/policy-topics/T02/",
    "term with children": "/terms/nace-2/C/",
    "unused term": "/terms/nace-2.1/A/",
    "indicators": "/indicators/",
    "number": "/indicators/population/",
    "scale": "/indicators/innovation-group/",
    "coverage": "/coverage/",
    "about": "/about/",
    "method": "/method/",
    "accessibility": "/accessibility/",
    "contact": "/contact/",
}
# The page, its stylesheet, its icon and the emblem in the footer.
MOST_REQUESTS = 6


def problems(page, address):
    """What axe finds at each width, and the width of a page that scrolls sideways."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        broken = Axe().run(page).response["violations"]
        said = [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in broken]
        wide = page.evaluate("document.documentElement.scrollWidth")
        if said or wide != width:
            found[width] = (said, wide)
    return found


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_no_page_breaks_a_rule_of_accessibility_or_scrolls_sideways(page, site, path):
    assert problems(page, site + path) == {}


def test_a_document_and_an_initiative_with_everything_keep_the_rules(page, site):
    document = PolicyDocument.objects.get(title="Le Futur de la Médecine")
    PolicyDocument.objects.filter(pk=document.pk).update(
        language="fr",
        gloss="The future of medicine",
        first_year=2018,
        last_year=2024,
        kind=Term.objects.get(vocabulary="document-kinds", code="strategy"),
        summary="Plans for hospitals and laboratories.",
        link=f"https://example.org/{'long-' * 60}",
        link_works=False,
        stored_copy="https://example.org/copy",
    )
    document.terms.set(Term.objects.filter(vocabulary__in=["nace-2", "policy-topics"])[:12])
    initiative = Initiative.objects.get(title="N'Tech Santé")
    for one in (document, PolicyDocument.objects.get(region="DE"), initiative):
        assert problems(page, site + one.get_absolute_url()) == {}


@pytest.mark.parametrize("path", ["/networks/1mg/", "/indicators/population/", "/privacy/"])
def test_no_page_asks_another_host_or_keeps_anything(page, site, path):
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(site + path)
    assert len(asked) <= MOST_REQUESTS
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(site).netloc}
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert page.context.cookies() == []
    assert [one for one in said if "Permissions-Policy" not in one] == []


@pytest.fixture
def plain_page(browser):
    """A page of a browser with scripts switched off, as wide as a small phone."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})
    yield context.new_page()
    context.close()


def test_without_script_a_visitor_goes_from_a_region_to_its_network_and_back(plain_page, site):
    plain_page.goto(f"{site}/regions/BE3/")
    plain_page.get_by_role("link", name="ERRIN", exact=True).click()
    assert urlsplit(plain_page.url).path == "/networks/errin/"
    plain_page.get_by_role("link", name="Wallonie", exact=True).click()
    assert urlsplit(plain_page.url).path == "/regions/BE3/"
    plain_page.get_by_role("link", name="Le Futur de la Médecine").click()
    assert plain_page.get_by_role("heading", level=1).inner_text() == "Le Futur de la Médecine"


def test_without_script_the_regions_that_a_country_brings_along_unfold(plain_page, site):
    plain_page.goto(f"{site}/networks/1mg/")
    austria = plain_page.get_by_role("link", name="Burgenland", exact=True)
    assert not austria.is_visible()
    plain_page.get_by_text("12 regions of levels 1 and 2").first.click()
    assert austria.is_visible()


def test_the_footer_leads_to_the_texts(plain_page, site):
    plain_page.goto(site)
    plain_page.get_by_role("link", name="Privacy").click()
    assert plain_page.get_by_role("heading", level=1).inner_text() == "Privacy"


@pytest.mark.parametrize("path", ["/networks/errin/", "/terms/nace-2/", "/coverage/", "/about/"])
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
