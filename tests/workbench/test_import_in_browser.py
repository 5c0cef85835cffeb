"""Every page of the import wizard in a real browser: readable for everybody, at any width."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from tests.model import factories
from tests.model.factories import known, stored
from tests.workbench.wizard import faults_of, table
from workbench.imports import drafts, jobs
from workbench.imports.applying import apply
from workbench.imports.choices import Choices
from workbench.imports.jobs import State
from workbench.imports.undo import undo
from workbench.models import Import

WIDTHS = (320, 1280)
HEADINGS = [
    *("Region", "Population density (2019)", "Share of people aged 65 and over", "ERRIN"),
    *(
        "Topics covered by policies",
        "Favourite colour of most of the inhabitants",
        "Policy documents",
    ),
]
LONG = "Στρατηγική έξυπνης εξειδίκευσης για την εξατομικευμένη ιατρική, " * 3
CYRILLIC = "Иновационна стратегия за интелигентна специализация на Северозападния район " * 3
ROWS = [
    ["BE1", "1,234", "18.5", "perhaps", "Genomics", "green", ""],
    ["BE2", "12,345", "many", "yes", "", "", LONG],
    ["BE3", "217.5", "118", "no", "", "red", CYRILLIC],
    ["ZZ9 - Nowhere at all", "3", "4", "yes", "", "", ""],
    ["BE4", "217.5", "18", "yes", "", "red", f"1. {LONG}\n2. {CYRILLIC}"],
    ["BE5", "217.5", "18", "no", "", "", "1. " + "Unbroken" * 40],
]


@pytest.fixture
def anna(transactional_db):
    for code in ("BE1", "BE2", "BE3", "BE4", "BE5"):
        known(factories.region, code=code)
    known(
        factories.network, code="errin", name="Research and Innovation Network", short_name="ERRIN"
    )
    known(factories.indicator, code="density", name="Population density", decimals=1)
    share = {"code": "share", "name": "Share of people aged 65 and over", "decimals": 1}
    stored(factories.indicator(**share, lowest=0, highest=100))
    stored(factories.vocabulary(code="topics", name="Topics covered by policies"))
    return User.objects.create_superuser("anna", password="a long pass phrase")


@pytest.fixture
def desk_page(page, live_server, anna, settings):
    """A page of Anna's browser; `page.said` collects what its console says."""
    client = Client()
    client.force_login(anna)
    name = settings.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.said = []
    page.on("console", lambda said: page.said.append(f"{said.text} {said.location['url']}"))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    return page


def a_draft(anna, rows, name="wave-2022 as sent by the regions, corrected (final 2).csv"):
    draft = drafts.upload(table(HEADINGS, rows), name, anna, Choices(), "wave")
    drafts.check(draft)
    return draft


def carried_out(anna, rows, name):
    draft = a_draft(anna, rows, name)
    apply(draft, draft.digest, user=anna, partial=True)
    return Import.objects.get(pk=draft.pk)


@pytest.fixture
def pages(anna):
    """The address of each page in the states that look different."""
    empty = reverse("imports:start")
    undone = carried_out(anna, ROWS[4:5], "wave-2020.csv")
    undo(undone, user=anna)
    done, draft = carried_out(anna, ROWS, "wave-2021.csv"), a_draft(anna, ROWS)
    same = a_draft(anna, ROWS[5:], "wave-2021.csv")
    many = a_draft(anna, [[f"XX{n}", *ROWS[1][1:]] for n in range(120)], "wave-2023.csv")

    def of(name, record, query=""):
        return reverse(f"imports:{name}", args=[record.pk]) + query

    return {
        "desk": reverse("admin:index"),
        "start": empty,
        "start, by a noun": f"{empty}?noun=regions.membership",
        "columns": of("match", draft),
        "errors": of("check", draft),
        "many errors": of("check", many),
        **{f"check, {tab}": of("check", draft, f"?show={tab}") for tab in ("new", "changed")},
        "nothing to change": of("check", same),
        "done": of("done", done),
        "undo": of("undo", done),
        "undone": of("done", undone),
        "templates": reverse("imports:templates"),
        "templates of a country": reverse("imports:templates") + "?region=BE",
    }


def broken_rules(page, url):
    """What is wrong with a page, by its width."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(url)
        broken = Axe().run(page).response["violations"]
        found[width] = [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in broken]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found[width].append("scrolls sideways")
    found["words"] = faults_of(page)
    return {where: what for where, what in found.items() if what}


def test_no_page_breaks_a_rule_scrolls_sideways_or_talks_like_a_machine(
    desk_page, live_server, pages
):
    found = {name: broken_rules(desk_page, live_server.url + url) for name, url in pages.items()}
    assert {name: broken for name, broken in found.items() if broken} == {}
    others = ("Permissions-Policy", "/favicon.ico")
    assert [text for text in desk_page.said if not any(word in text for word in others)] == []


def test_nor_does_the_first_page_before_anything_was_imported(desk_page, live_server):
    url = live_server.url + reverse("imports:start")
    assert broken_rules(desk_page, url) == {}
    assert "Nothing has been imported yet." in desk_page.locator("#content").inner_text()
    desk_page.get_by_label("File", exact=True).set_input_files(
        files=[{"name": "picture.csv", "mimeType": "text/csv", "buffer": b"GIF89a" + bytes(50)}]
    )
    desk_page.get_by_role("button", name="Check the file").click()
    assert "a picture" in desk_page.get_by_role("alert").inner_text()
    assert Axe().run(desk_page).response["violations"] == []


def test_nor_does_the_page_that_waits(desk_page, live_server, anna, monkeypatch):
    draft = a_draft(anna, ROWS)
    monkeypatch.setattr(jobs, "state", lambda record: State("check", 12_000, 100_000))
    url = live_server.url + reverse("imports:check", args=[draft.pk])
    assert broken_rules(desk_page, url) == {}
    monkeypatch.undo()
    desk_page.get_by_role("heading", name="Answers that are not known here").wait_for()


def test_a_phone_holds_all_that_a_desk_does(desk_page, live_server, anna):
    draft = a_draft(anna, ROWS)
    desk_page.set_viewport_size({"width": 320, "height": 700})
    desk_page.goto(live_server.url + reverse("imports:check", args=[draft.pk]))
    for box in desk_page.locator("form.mending :is(input, select, textarea):visible").all():
        place = box.bounding_box()
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= 320
