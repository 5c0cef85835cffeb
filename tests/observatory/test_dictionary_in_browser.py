"""The page of the data dictionary in a real browser."""

import pytest

from tests.observatory.test_noun_pages_in_browser import MOST_REQUESTS, problems

# Without the mark there is no test database, and the server would show, and empty, the real one.
pytestmark = pytest.mark.django_db


def test_it_breaks_no_rule_of_accessibility_and_scrolls_nowhere_sideways(page, site):
    assert problems(page, f"{site}/data/dictionary/") == {}


def test_it_asks_no_other_host_and_works_without_script(browser, site):
    asked, said = [], []
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 900})
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{site}/data/dictionary/")
    page.get_by_role("link", name="Memberships", exact=True).first.click()
    assert page.url.endswith("/data/dictionary/#memberships")
    status = page.locator("[id='memberships.status']")
    assert "Holds" not in status.inner_text()
    assert "through_region Through another region" in status.inner_text()
    assert {url.startswith(site) for url in asked} == {True}
    assert len(set(asked)) <= MOST_REQUESTS
    assert said == []
    assert context.cookies() == []
    context.close()
