"""What editors come to the import wizard for, click by click, with and without script."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client

from regions.models import Membership, Region, Source
from tests.facts import put
from tests.workbench.wizard import Clicks, faults_of, table, text_of
from workbench.imports.choices import Choices
from workbench.imports.running import bring_in
from workbench.imports.shapes import shape_of
from workbench.models import Import, Responsibility

NETWORKS = ("ERRIN", "ICPerMed", "CEBR", "Vanguard Initiative")


@pytest.fixture
def facts(transactional_db):
    put()


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def clicks(request, browser, live_server, facts, settings):
    """Anna's browser on the home page of her desk."""
    anna = User.objects.create_superuser("anna", password="a long pass phrase")
    Responsibility.objects.create(user=anna, region_id="BE")
    client = Client()
    client.force_login(anna)
    name = settings.SESSION_COOKIE_NAME
    context = browser.new_context(java_script_enabled=request.param, accept_downloads=True)
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    context.add_cookies([cookie])
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.home = f"{live_server.url}/admin/"
    page.goto(page.home)
    yield Clicks(page)
    context.close()


@pytest.fixture
def regions(facts):
    """What the first column of a wave says of 120 regions."""
    regions = Region.objects.filter(is_territory=True, code__regex="^....$").order_by("code")[:120]
    return [f"{region.code} - {region.official_name}" for region in regions]


def upload(clicks, name, content):
    clicks.link("Import", exact=True)
    clicks.file(name, content)
    clicks.button("Check the file")
    assert faults_of(clicks.page) == []


def brought_in(name, content):
    run = bring_in(content, name, Choices(), [shape_of("wave")])
    assert run.record is not None
    return run.record


def wave(regions, answer):
    rows = [[region, *[answer(at, n) for n in range(4)]] for at, region in enumerate(regions)]
    return table(["Region", *NETWORKS], rows)


def test_a_known_wave_is_imported_in_five_clicks(clicks, regions):
    brought_in("wave-2022.csv", wave(regions, lambda at, n: "yes"))
    changed = wave(regions, lambda at, n: "no" if at < 31 and n == 0 else "yes")

    upload(clicks, "wave-2022.csv", changed)
    assert clicks.page.locator("[aria-current=page]").inner_text() == "Changed 31"
    clicks.button("Import 31 changes")

    assert "0 new, 31 changed, 89 unchanged" in text_of(clicks.page)
    assert clicks.page.get_by_role("link", name="Undo").is_visible()
    assert faults_of(clicks.page) == []
    assert clicks.count <= 5


KNOWN = [
    *(
        "Region",
        "Total populaton (2021)",
        "Populaton per km² (2021)",
        "Council of European BioRegons",
    ),
    *("European Regions Research & Inovation Network", "Member of Euregha", "Danube macro-regon"),
    *("Baltic Sea MacroRegion", "Alpine macro-region", "ICPerMed", "Vanguard Initiatve"),
    *("MedTech4Europe", "InnoStars Region", "Topics covered by the policies"),
]
MATCHED = {
    "Sport?": "Network: ClusSport - S3 partnership on Sport",
    "Gebirge": "Network: Mountain region (territorial type)",
    "Strategie": "Policy question: Has a smart specialisation strategy (RIS3)",
    "Offen für Partner": (
        "Policy question: Looks for international, European or interregional collaboration"
    ),
}
ANSWERS = {
    "Council of European BioRegons": ("geplant", "Not yet, planned"),
    "Danube macro-regon": ("teils", "In part"),
    "ICPerMed": ("beobachtend", "Observer"),
    "Sport?": ("über das Land", "Through the country"),
    "Strategie": ("vorhanden", "Yes"),
    "Topics covered by the policies": ("Genetische Beratung", "Add it as a new term"),
}


def unknown_layout(regions):
    """Eighteen columns, of which fourteen are recognised; six answers that nobody knows."""
    headings = [*KNOWN, *MATCHED]
    rows = [[region, 1000 + at, 10, *["yes"] * 10, ""] for at, region in enumerate(regions[:10])]
    rows = [[*row, "no", "no", "yes", "Yes"] for row in rows]
    for at, (heading, (printed, _meaning)) in enumerate(ANSWERS.items()):
        rows[at][headings.index(heading)] = printed
    return table(headings, rows, separator=";")


def test_an_unknown_layout_is_learned_in_25_clicks_and_known_the_next_time(clicks, regions):
    content = unknown_layout(regions)
    upload(clicks, "Antworten 2022.csv", content)
    page = clicks.page
    selects = page.locator("select[name^=column-]")
    assert selects.count() == 18
    assert sum(bool(select.input_value()) for select in selects.all()) == 14
    for heading, asked in MATCHED.items():
        clicks.choose(heading, asked)
    clicks.button("Check", exact=True)

    assert "Answers that are not known here (6)" in text_of(page)
    for printed, meaning in ANSWERS.values():
        clicks.choose(f"“{printed}”", meaning)
    clicks.button("Save these and check again")
    clicks.button("Import")
    assert "10 new" in text_of(page)
    assert faults_of(page) == []
    assert clicks.count <= 25

    page.goto(page.home)
    again = Clicks(page)
    upload(again, "Antworten 2023.csv", content)
    again.button("Import")
    assert "With errors" not in text_of(page)
    assert again.count == 4


def bad_cells(regions):
    """Four numbers that can be read in two ways, two that are none, one out of range."""
    density = ["1,234", "2,345", "3,456", "4,567", "7.5", "8", "9", "10"]
    share = ["18", "about 5", "19", "118.5", "20", "few", "21", "22"]
    rows = [list(row) for row in zip(regions[:8], density, share, strict=True)]
    return table(["Region", "Population density (2015)", "Share of people aged 65 and over"], rows)


def test_seven_bad_cells_are_mended_in_ten_clicks(clicks, regions):
    upload(clicks, "wave-2022.csv", bad_cells(regions))
    page = clicks.page
    headings = page.locator("form.mending h2").all_inner_texts()
    assert headings == [
        "Numbers that can be read in two ways (4)",
        "Not a number",
        "Outside the range that is possible",
    ]
    share = "Share of people aged 65 and over"
    clicks.check("a comma before the decimals")
    for row, text in ((3, "5"), (7, "6.5"), (5, "18.5")):
        clicks.write(f"Row {row}, {share}", text)
    clicks.button("Save these and check again")
    clicks.button("Import")

    assert "8 new, 0 changed, 0 unchanged" in text_of(page)
    assert faults_of(page) == []
    assert clicks.count <= 10


def test_a_wrong_import_is_undone_in_three_clicks(clicks, regions):
    Source.objects.create(code="survey-2022", title="A wave", dated_on=date(2022, 12, 31))
    record = brought_in("wave-2022.csv", wave(regions[:30], lambda at, n: "observer"))
    codes = [region.partition(" ")[0] for region in regions[:4]]
    bob = User.objects.get_or_create(username="bob", first_name="Bob")[0]
    for membership in Membership.objects.filter(
        region__in=codes, network="errin", status="observer"
    ):
        membership.note, membership._history_user = "Said by telephone", bob
        membership.save()

    clicks.link("Import", exact=True)
    clicks.link("Undo wave-2022.csv")
    assert "116 restored, 4 kept" in text_of(clicks.page)
    assert "Edited since by Bob" in text_of(clicks.page)
    clicks.button("Undo this import")

    assert "Undone: 116 restored, 4 kept." in text_of(clicks.page)
    assert Import.objects.get(pk=record.pk).state == Import.State.UNDONE
    assert faults_of(clicks.page) == []
    assert clicks.count <= 3


def test_my_regions_are_two_clicks_away_and_unchanged_change_nothing(clicks):
    page = clicks.page
    page.goto(f"{page.home}import/")
    clicks.link("Templates")
    content, name = clicks.download("My regions, current values Memberships")
    assert clicks.count == 2
    assert name == "memberships-BE.xlsx"

    page.goto(page.home)
    upload(clicks, name, content)
    assert "0 changed: this file changes nothing." in text_of(page)
    assert page.get_by_role("button", name="Import").count() == 0
    assert faults_of(page) == []
