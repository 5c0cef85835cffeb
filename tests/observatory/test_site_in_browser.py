"""The site in a browser: every page keeps to itself, every task is done without script."""

from urllib.parse import urlsplit

import pytest

from tests.observatory.every_page import addresses

pytestmark = pytest.mark.django_db


class TestInTheBrowser:
    def test_every_page_keeps_to_itself(self, page, site):
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        for name, address in addresses().items():
            before = len(asked)
            page.goto(site + address)
            assert len(asked) - before <= 6, name
            kept = page.evaluate("localStorage.length + sessionStorage.length")
            assert kept == 0, name
        assert {urlsplit(url).netloc for url in asked} == {urlsplit(site).netloc}
        assert page.context.cookies() == []


class TestTasksWithoutScript:
    """What a visitor comes for, from the first page on, with the clicks that it takes."""

    @pytest.fixture
    def visitor(self, browser, site):
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"{site}/")
        yield page
        context.close()

    def test_a_region_is_found_by_its_name_in_two_clicks(self, visitor):
        visitor.locator("main input[name=q]").fill("waals gewest")
        visitor.get_by_role("button", name="Search").click()
        visitor.get_by_role("link", name="Wallonie").click()
        assert visitor.get_by_role("heading", level=1).inner_text() == "Wallonie"

    def test_regions_with_a_topic_are_found_in_four_clicks(self, visitor):
        visitor.get_by_role("link", name="All regions", exact=True).click()
        visitor.locator("summary", has_text="Policy topics").click()
        visitor.get_by_label("Prediction and prevention").check()
        visitor.get_by_role("button", name="Apply").first.click()
        assert "3 found" in visitor.get_by_role("heading", level=1).inner_text()

    def test_two_regions_of_a_list_are_compared_in_four_clicks(self, visitor):
        visitor.get_by_role("link", name="All regions", exact=True).click()
        visitor.get_by_label("Compare BE3").check()
        visitor.get_by_label("Compare BE2").check()
        visitor.get_by_role("button", name="Compare selected").click()
        assert "compared" in visitor.get_by_role("heading", level=1).inner_text()

    def test_partners_are_found_in_one_click(self, visitor):
        visitor.get_by_label("Your region").select_option("BE3")
        visitor.get_by_role("button", name="Go").click()
        assert "Partners for Wallonie" in visitor.get_by_role("heading", level=1).inner_text()

    def test_a_map_of_another_question_in_two_clicks(self, visitor):
        visitor.get_by_role("link", name="Map", exact=True).click()
        visitor.get_by_label("Show").select_option(label="Population on 1 January")
        visitor.get_by_role("button", name="Show this").click()
        assert "Population on 1 January" in visitor.get_by_role("heading", level=1).inner_text()

    def test_a_list_is_taken_as_a_file_in_two_clicks(self, visitor):
        visitor.get_by_role("link", name="Networks", exact=True).click()
        with visitor.expect_download() as download:
            visitor.get_by_role("link", name="CSV", exact=True).click()
        assert download.value.suggested_filename == "networks.csv"
