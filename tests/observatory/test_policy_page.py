"""The pages of policy documents and of initiatives."""

from datetime import date

import pytest

from policies.models import Initiative, Participation, PolicyDocument, Term
from regions.models import Region
from tests.observatory.asked import MOST_QUERIES, queries
from tests.observatory.pages import element, elements, get, text
from tests.observatory.rows import STATED

pytestmark = pytest.mark.usefixtures("facts")

STATED_ONCE = {"source_id": "survey-2021", "stated_on": date(2021, 12, 31)}


@pytest.fixture
def plan(facts):
    """The national document of Belgium."""
    return PolicyDocument.objects.get(title="National action plan eHealth")


@pytest.fixture
def vision(facts):
    """One of the three documents of BE3."""
    return PolicyDocument.objects.get(title="Le Futur de la Médecine")


def section(page, name):
    return element(page, "section", id=name)


def facts_of(page):
    return text(element(page, class_="facts"))


def links(node):
    return [dict(link.attributes)["href"] for link in elements(node, "a")]


def test_a_document_tells_its_territory_source_and_day(vision):
    page = get(vision.get_absolute_url())
    assert text(element(page, "h1")) == "Le Futur de la Médecine"
    facts = facts_of(page)
    assert "Territory Wallonie (Walloon Region) BE3 Level Regional" in facts
    assert "Stated 31 Dec 2019 : Observatory survey, wave 2019" in facts
    assert "Observatory survey, wave 2019" in text(section(page, "sources"))
    assert "“Le Futur de la Médecine”, http://testserver/policies/" in text(page)


def test_what_nobody_said_is_not_recorded(vision):
    page = get(vision.get_absolute_url())
    facts = facts_of(page)
    for name in ("Kind", "Years", "Language of the title", "Link"):
        assert f"{name} Not recorded" in facts
    assert "Nobody has written a summary" in text(section(page, "brief"))
    assert "That does not mean that it covers nothing" in text(section(page, "terms"))


def test_language_years_kind_and_link_are_told(vision):
    kind = Term.objects.filter(vocabulary="document-kinds").first()
    PolicyDocument.objects.filter(pk=vision.pk).update(
        language="fr",
        gloss="The future of medicine",
        first_year=2018,
        last_year=2024,
        kind=kind,
        summary="Plans for hospitals.",
        link="https://example.org/plan",
        link_works=False,
        link_checked_on=date(2026, 11, 1),
        stored_copy="https://example.org/copy",
    )
    page = get(vision.get_absolute_url())
    assert ("lang", "fr") in element(page, "h1").attributes
    assert text(element(page, class_="other")) == "The future of medicine"
    facts = facts_of(page)
    assert f"Kind {kind.label} Years 2018–2024 Language of the title French" in facts
    assert "did not work when it was last tried, 1 Nov 2026" in facts
    assert "https://example.org/copy" in links(element(page, class_="facts"))
    assert kind.get_absolute_url() in links(element(page, class_="facts"))
    assert "Plans for hospitals." in text(section(page, "brief"))


@pytest.mark.parametrize(
    ("works", "said"), [(None, "not tried yet"), (True, "worked when it was last tried")]
)
def test_a_link_says_whether_it_was_tried(vision, works, said):
    PolicyDocument.objects.filter(pk=vision.pk).update(
        link="https://example.org/plan", link_works=works
    )
    facts = facts_of(get(vision.get_absolute_url()))
    assert said in facts
    assert "did not work" not in facts


@pytest.mark.parametrize(
    ("years", "said"),
    [((2018, None), "from 2018, end not recorded"), ((None, 2024), "until 2024, beginning not")],
)
def test_half_a_period_says_what_is_missing(vision, years, said):
    first, last = years
    PolicyDocument.objects.filter(pk=vision.pk).update(first_year=first, last_year=last)
    assert said in facts_of(get(vision.get_absolute_url()))


def test_a_national_document_names_the_regions_that_show_it(plan, vision):
    shown = section(get(plan.get_absolute_url()), "regions")
    assert [text(code) for code in elements(shown, "span", class_="code")] == ["BE1", "BE2", "BE3"]
    assert "and 55 regions below them" in text(shown)
    regional = get(vision.get_absolute_url())
    assert not list(elements(regional, "section", id="regions"))


def test_documents_of_the_territory_and_those_with_terms_in_common_are_related(plan, vision):
    topics = list(Term.objects.filter(vocabulary="policy-topics")[:2])
    vision.terms.set(topics)
    plan.terms.set(topics[:1])
    page = get(vision.get_absolute_url())
    related = section(page, "others")
    assert plan.get_absolute_url() in links(related)
    assert "Les Wallons et la R&D" in text(related)
    assert "/policies/?territory=BE3" in links(related)
    assert topics[0].get_absolute_url() in links(section(page, "terms"))
    assert vision.get_absolute_url() not in links(related)


def test_a_document_of_the_union_has_no_territory():
    white = PolicyDocument.objects.create(title="White paper", level="eu", **STATED_ONCE)
    PolicyDocument.objects.create(title="Green paper", level="eu", **STATED_ONCE)
    page = get(white.get_absolute_url())
    assert "Territory European Union" in facts_of(page)
    assert "Green paper" in text(section(page, "others"))


def test_another_title_leads_to_the_right_address(client, vision):
    for slug in ("le-futur", "x", "LE-FUTUR-DE-LA-MEDECINE", "y" * 900):
        answer = client.get(f"/policies/{vision.pk}-{slug}/")
        assert (answer.status_code, answer["Location"]) == (302, vision.get_absolute_url())


@pytest.mark.parametrize("noun", ["policies", "initiatives"])
@pytest.mark.parametrize("number", ["0", "999999", "9223372036854775807", "9" * 18])
def test_an_unknown_number_gets_a_page_that_says_where_to_look(client, noun, number):
    answer = client.get(f"/{noun}/{number}-anything/")
    assert answer.status_code in {400, 404}
    if answer.status_code == 404:
        assert f'href="/{noun}/"' in answer.content.decode()


@pytest.mark.parametrize("path", ["1", "-1-x", "1-é", "1e5-x", "9" * 40 + "-x", "1-%20"])
def test_odd_addresses_are_not_found(client, path):
    assert client.get(f"/policies/{path}/").status_code in {400, 404}


def test_a_document_of_a_draft_is_not_shown(client, vision):
    Region.objects.filter(code="BE3").update(state="draft")
    assert client.get(vision.get_absolute_url()).status_code == 404


def test_markup_in_a_title_stays_text(client):
    bad = PolicyDocument.objects.create(title="<b>Plan</b>", region_id="BE3", **STATED_ONCE)
    page = client.get(bad.get_absolute_url()).content.decode()
    assert "<b>Plan" not in page
    assert "&lt;b&gt;Plan" in page


def test_it_asks_few_questions_however_much_is_related(client, plan):
    terms = list(Term.objects.filter(vocabulary="nace-2")[:20])
    plan.terms.set(terms)
    few = queries(client, plan.get_absolute_url())
    for index in range(30):
        made = PolicyDocument.objects.create(
            title=f"Plan {index}", region_id="BE", level="national", **STATED_ONCE
        )
        made.terms.set(terms)
    assert few <= queries(client, plan.get_absolute_url()) <= MOST_QUERIES
    related = section(get(plan.get_absolute_url()), "others")
    assert len(list(elements(related, "cite"))) == 16


def test_an_initiative_lists_its_regions_with_source():
    found = Initiative.objects.get(title="N'Tech Santé")
    page = get(found.get_absolute_url())
    assert text(element(page, "h1")) == "N'Tech Santé"
    regions = text(section(page, "regions"))
    assert "France 1 Grand Est FRF" in regions
    assert "Stated 31 Dec 2021 : Observatory survey, wave 2021" in regions
    assert "/initiatives/?region=FRF" in links(section(page, "regions"))
    assert "Kind Not recorded Link Not recorded" in facts_of(page)


def test_an_initiative_without_regions_says_that_this_is_no_no():
    alone = Initiative.objects.create(title="Δίκτυο")
    assert alone.get_absolute_url() == f"/initiatives/{alone.pk}-diktyo/"
    assert "does not mean that none does" in text(get(alone.get_absolute_url()))


def test_an_initiative_asks_few_questions_however_many_join(client):
    found = Initiative.objects.get(title="N'Tech Santé")
    few = queries(client, found.get_absolute_url())
    Participation.objects.bulk_create(
        Participation(region=region, initiative=found, **STATED)
        for region in Region.objects.published().filter(level=2)
    )
    assert queries(client, found.get_absolute_url()) == few <= MOST_QUERIES


def test_the_page_of_a_region_leads_to_everything_that_it_names(vision):
    page = get("/regions/BE3/")
    assert vision.get_absolute_url() in links(section(page, "policies"))
    assert "/networks/errin/" in links(section(page, "networks"))
    assert "/terms/nace-2/C.21/" in links(section(page, "topics"))
    assert "/terms/policy-topics/" in links(section(page, "topics"))
    assert "/indicators/population/" in links(section(page, "figures"))
    joined = Initiative.objects.get(title="N'Tech Santé")
    assert joined.get_absolute_url() in links(section(get("/regions/FRF/"), "policies"))


def test_the_page_of_a_region_still_leads_to_the_document_itself(vision):
    PolicyDocument.objects.filter(pk=vision.pk).update(link="https://example.org/plan")
    assert "https://example.org/plan" in links(section(get("/regions/BE3/"), "policies"))
