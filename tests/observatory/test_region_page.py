"""The page of a region: much is known of it, or nothing is, or there is no such region."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from observatory.models import SiteSettings
from policies.models import Initiative, Participation, PolicyDocument
from regions.models import Membership, Observation, Region
from regions.signals import written
from tests.observatory.pages import element, elements, get, text
from tests.observatory.rows import STATED, multiply

pytestmark = pytest.mark.usefixtures("facts")

MOST_QUERIES = 15


def queries(client, path):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


@pytest.mark.parametrize("code", ["BE3", "BE", "AT11", "FI1C", "BE329"])
def test_it_asks_few_questions(client, code):
    assert queries(client, f"/regions/{code}/") <= MOST_QUERIES


def test_it_asks_no_more_questions_of_a_region_with_more_facts(client):
    multiply("BE3", number=1)
    few = queries(client, "/regions/BE3/")
    multiply("BE3", number=40)
    # Both times of a process that reads everything for the first time since a change.
    assert queries(client, "/regions/BE3/") == few <= MOST_QUERIES
    assert queries(client, "/regions/BE3/") < few


def test_a_country_tells_its_parts_and_its_own_documents():
    page = get("/regions/BE/")
    parts = element(page, class_="run")
    assert text(parts) == (
        "Région de Bruxelles-Capitale/Brussels Hoofdstedelijk Gewest Vlaams Gewest Wallonie"
    )
    policies = text(element(page, id="policies"))
    assert "National documents 1" in policies
    assert "through the country" not in policies


def test_a_region_that_nobody_was_asked_about_says_not_recorded_and_never_no():
    page = get("/regions/AT11/")
    assert "Nobody has written a summary of it yet" in text(element(page, id="brief"))
    policies = text(element(page, id="policies"))
    assert policies.count("Not recorded") == 3
    assert "That does not mean there are none" in policies
    assert "That does not mean they cover nothing" in text(element(page, id="topics"))
    networks = text(element(page, id="networks"))
    assert "Not recorded 17" in networks
    assert "Not a member" not in networks
    assert "No website is recorded yet" in text(element(page, id="contacts"))


def test_missing_figures_are_named():
    assert "Not recorded: Innovation performance group, Population density" in text(
        element(get("/regions/AT11/"), id="figures")
    )


def test_a_long_series_is_drawn_and_its_table_folded():
    figures = element(get("/regions/AT11/"), id="figures")
    assert text(element(figures, "summary")) == "10 earlier values"
    rows = list(elements(element(figures, "table"), "tr"))
    assert text(rows[1]).startswith("2017 291,942 inhabitants 23 Nov 2026")
    assert len(rows) == 11


def test_a_computed_group_is_labelled():
    page = get("/regions/BG31/")
    assert "Modest 2019 computed" in text(element(page, id="figures"))


def test_a_closed_statement_is_not_shown_in_force():
    Membership.objects.filter(region="BE3", network="cebr").update(superseded_on=date(2022, 6, 1))
    groups = text(element(get("/regions/BE3/"), id="networks"))
    assert "Member 3" in groups
    assert "Not recorded 1" in groups


@pytest.mark.parametrize(
    ("status", "heading", "detail"),
    [
        ("member", "Is of this type 1", "since 1 May 2015"),
        ("planned", "Not yet, planned", ""),
        ("observer", "Observer 1", ""),
        ("partly", "Partly of this type 1", ""),
        ("through_region", "Through another region 1", "through Vlaams Gewest"),
    ],
)
def test_every_status_has_words_of_its_own(status, heading, detail):
    via = "BE2" if status == "through_region" else None
    since = date(2015, 5, 1) if status == "member" else None
    row = Membership.objects.get(region="BE3", network="mountain")
    Membership.objects.filter(pk=row.pk).update(status=status, via=via, since=since)
    networks = text(element(get("/regions/BE3/"), id="networks"))
    assert heading in networks
    assert detail in networks


def test_a_region_of_an_observing_country_is_not_called_a_member():
    Membership.objects.filter(region="BE", network="1mg").update(status="observer")
    assert "Belgium : observer" in text(element(get("/regions/BE3/"), id="networks"))


def test_the_regions_own_statement_wins_over_its_countrys():
    Membership.objects.create(region_id="BE3", network_id="1mg", status="not_member", **STATED)
    networks = text(element(get("/regions/BE3/"), id="networks"))
    assert "Through the country" not in networks
    assert "1+ Million Genomes" in networks


def test_a_document_tells_its_gloss_years_and_language():
    PolicyDocument.objects.filter(title="Le Futur de la Médecine").update(
        language="fr", gloss="The future of medicine", first_year=2018, last_year=2024
    )
    page = get("/regions/BE3/")
    title = next(one for one in elements(page, "cite") if "Futur" in text(one))
    assert ("lang", "fr") in title.attributes
    assert "The future of medicine 2018–2024" in text(element(page, id="policies"))


@pytest.mark.parametrize("level", ["regional", ""])
def test_of_many_documents_the_first_stand_there_and_the_list_has_all(level, client):
    told = {
        "region_id": "BE2",
        "level": level,
        "source_id": "survey-2021",
        "stated_on": date(2021, 12, 31),
    }
    PolicyDocument.objects.filter(region="BE2").delete()
    PolicyDocument.objects.bulk_create(
        PolicyDocument(title=f"Plan {number:04}", **told) for number in range(1_051)
    )
    written.send(PolicyDocument)
    policies = element(get("/regions/BE2/"), id="policies")
    listed = [text(one) for one in elements(policies, "cite") if "Plan" in text(one)]
    assert listed == [f"Plan {number:04}" for number in range(50)]
    assert "The first 50 of all 1,051 ." in text(policies)
    every = next(one for one in elements(policies, "a") if text(one) == "all 1,051")
    found = client.get(dict(every.attributes)["href"].replace("/?", ".csv?"))
    assert found.getvalue().decode().count("Plan ") == 1_051


def test_documents_stand_in_the_order_of_their_letters_whatever_the_database_makes_of_them():
    PolicyDocument.objects.filter(region="BE2").delete()
    titles = ["étude", "Plan A", "plan b", "Zukunft", "Αττική"]
    told = {"source_id": "survey-2021", "stated_on": date(2021, 12, 31), "level": "regional"}
    for title in reversed(titles):
        PolicyDocument.objects.create(title=title, region_id="BE2", **told)
        hub = Initiative.objects.create(title=f"Hub {title}")
        Participation.objects.create(region_id="BE2", initiative=hub, **STATED)
    policies = element(get("/regions/BE2/"), id="policies")
    assert [text(one) for one in elements(policies, "cite")][: len(titles)] == titles
    hubs = [text(one) for one in elements(policies, "a") if text(one).startswith("Hub ")]
    assert hubs == [f"Hub {title}" for title in titles]


def test_a_value_in_force_without_year_stands_after_those_with_one():
    Observation.objects.create(
        region_id="BE3", indicator_id="share-65-plus", year=2020, value="19.2", **STATED
    )
    figure = next(
        one
        for one in elements(get("/regions/BE3/"), class_="fig")
        if "65" in text(element(one, "h3"))
    )
    assert text(element(figure, class_="val")) == "19.20 % 2020"
    assert "not recorded 18.51 %" in text(element(figure, "table"))


def test_names_are_marked_with_their_language_where_it_is_known():
    greek = element(get("/regions/EL30/"), "h1")
    assert (text(greek), ("lang", "el") in greek.attributes) == ("Αττική", True)
    assert [key for key, _ in element(get("/regions/BE1/"), "h1").attributes] == []


def test_an_outermost_region_is_pointed_at():
    caption = text(element(get("/regions/FRY1/"), "figcaption"))
    assert "outside the frame, where the arrow points: near 16.3° N, 61.6° W" in caption


def test_a_small_region_is_marked_at_the_region_around_it():
    caption = text(element(get("/regions/BE329/"), "figcaption"))
    assert "The ring marks the centre of Prov. Hainaut" in caption


def test_a_region_without_a_centre_is_not_marked():
    assert "not recorded, so it is not marked" in text(element(get("/regions/XK/"), "figcaption"))


def test_capitals_are_the_one_address(client):
    answer = client.get("/regions/be3/")
    assert (answer.status_code, answer["Location"]) == (301, "/regions/BE3/")


@pytest.mark.parametrize("code", ["ZZ9", "BE99999", "%20", "BEZ", "é", "be3.csv", "ſs"])
def test_an_unknown_code_gets_a_page_that_says_what_to_try(client, code):
    answer = client.get(f"/regions/{code}/")
    assert answer.status_code == 404
    assert "list of all regions" in answer.content.decode()


def test_an_old_code_leads_to_what_became_of_it(client):
    Region.objects.filter(code="HR041").delete()
    assert client.get("/regions/HR041/")["Location"] == "/regions/HR050/?from=HR041"


@pytest.mark.parametrize("state", ["draft", "in_review"])
def test_what_is_not_published_is_not_there(client, state):
    Region.objects.filter(code="BE3").update(state=state)
    assert client.get("/regions/BE3/").status_code == 404
    assert "BE3" not in text(element(get("/regions/BE/"), class_="run"))


def test_the_site_settings_are_on_every_page(client):
    SiteSettings.objects.update(name="Atlas of <b>Regions</b>", funding="", address="Somewhere 1")
    for path in ("/", "/regions/", "/regions/BE3/"):
        page = get(path)
        assert text(element(page, class_="brand")) == "Atlas of <b>Regions</b>"
        assert "Somewhere 1" in text(element(page, "footer"))
        assert list(elements(element(page, "footer"), "img")) == []


def test_the_page_stands_without_any_settings():
    SiteSettings.objects.all().delete()
    assert text(element(get("/regions/BE3/"), class_="brand")) == "Observatory of Regions"


@pytest.mark.parametrize("path", ["/", "/regions/", "/regions/BE3/", "/regions/FRY1/"])
def test_nothing_in_a_page_needs_a_looser_policy(path):
    page = get(path)
    attributes = [key for node in elements(page) for key, _ in node.attributes]
    assert "style" not in attributes
    assert not [key for key in attributes if key.startswith("on")]
    assert list(elements(page, "style")) == []
    kinds = {kind for script in elements(page, "script") for kind in script.attributes}
    assert kinds <= {("type", "application/ld+json")}


@pytest.mark.parametrize("path", ["/", "/regions/", "/regions/BE3/"])
def test_pages_only_answer_to_reading(client, path):
    assert client.post(path).status_code == 405
    assert client.head(path).status_code == 200


def test_the_table_of_a_region_holds_every_fact_of_its_page_with_its_source(client):
    answer = client.get("/regions/BE3.csv")
    lines = answer.content.decode().splitlines()
    assert lines[0].startswith("\ufeffregion,sort,code,name,value,unit,year,note,source,stated_on")
    population = "BE3,figure,population,Population on 1 January,3643996,inhabitants,2019,,"
    assert any(line.startswith(f"{population}survey-2021,2021-12-31,survey-2019") for line in lines)
    assert any(
        line.startswith("BE3,network,1mg,1+ Million Genomes,through_country") for line in lines
    )
    assert sum(line.startswith("BE3,document,") for line in lines) == 4
    assert client.get("/regions/ZZ9.csv").status_code == 404
