"""The editors' desk in a real browser: nothing blocked by the page's policy, nothing unreadable."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from regions.models import Membership, Observation, Region
from tests.admin.nouns import one_of_each
from tests.admin.pages import address


@pytest.fixture
def records(transactional_db):
    return one_of_each()


@pytest.fixture
def desk_page(page, live_server, records):
    """A page of Anna's browser, 1280 pixels wide; `page.said` collects what its console says."""
    client = Client()
    client.force_login(User.objects.create_superuser("anna", password="a long pass phrase"))
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.set_viewport_size({"width": 1280, "height": 900})
    page.said = []
    page.on("console", lambda said: page.said.append(f"{said.text} {said.location['url']}"))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    return page


def urls(records):
    region, membership = records[Region], records[Membership]
    history = address(Region, "simple_history", region.pk, region.history.latest().pk)
    return {
        "index": reverse("admin:index"),
        "list": address(Membership, "changelist"),
        "add": address(Membership, "add"),
        "change": address(Region, "change", region.pk),
        "change of a statement": address(Membership, "change", membership.pk),
        "history": address(Region, "history", region.pk),
        "earlier version": history,
        "delete": address(Membership, "delete", membership.pk),
        "import": address(Membership, "import"),
        "export": address(Membership, "export"),
    }


def test_no_page_breaks_the_rules_of_accessibility(desk_page, live_server, records):
    found = {}
    for name, url in urls(records).items():
        desk_page.goto(live_server.url + url)
        broken = Axe().run(desk_page).response["violations"]
        found[name] = [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in broken]
    assert {name: rules for name, rules in found.items() if rules} == {}


def test_no_page_is_hindered_by_its_own_policy(desk_page, live_server, records):
    for url in urls(records).values():
        desk_page.goto(live_server.url + url, wait_until="load")
    # Features that this browser does not know, and an icon that it asks for by itself.
    others = ("Permissions-Policy", "/favicon.ico")
    assert [text for text in desk_page.said if not any(word in text for word in others)] == []


def test_a_relation_is_chosen_and_a_record_saved(desk_page, live_server, records):
    desk_page.goto(live_server.url + address(Membership, "add"))
    for label, typed, found in [
        ("Region", "belg", "BE Belgique"),
        ("Network", "err", "ERRIN"),
        ("Source", "surv", "Survey"),
    ]:
        desk_page.get_by_role("combobox", name=label).first.click()
        desk_page.locator(".select2-search__field").fill(typed)
        desk_page.get_by_role("option", name=found).click()
    desk_page.get_by_label("Status").select_option("member")
    desk_page.get_by_role("button", name="Save", exact=True).click()

    desk_page.get_by_text("was added successfully").wait_for()
    assert Membership.objects.get(region="BE").source_id == "survey-2021"


def test_a_number_of_seven_digits_is_seen_whole(desk_page, live_server, records):
    desk_page.goto(live_server.url + address(Observation, "change", records[Observation].pk))
    for name in ("Value", "Year"):
        box = desk_page.get_by_label(name)
        box.fill("3643996")
        assert box.evaluate("input => input.scrollWidth <= input.clientWidth")
