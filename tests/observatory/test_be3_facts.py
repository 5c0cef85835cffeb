"""The page of the Walloon Region states every fact of the first Observatory, sourced and dated."""

import pytest

from tests.observatory.pages import element, elements, get, text

pytestmark = pytest.mark.usefixtures("facts")

IN_2019 = "Stated 31 Dec 2019 : Observatory survey, wave 2019"
IN_2021 = "Stated 31 Dec 2021 : Observatory survey, wave 2021"
IN_BOTH = f"{IN_2021} ; first 31 Dec 2019 : Observatory survey, wave 2019"


@pytest.fixture
def be3(facts):
    return get("/regions/BE3/")


def section(page, name):
    return element(page, "section", id=name)


def figures(page):
    """The text of each key figure by its name."""
    found = elements(section(page, "figures"), class_="fig")
    return {text(element(one, "h3")): text(one) for one in found}


def groups(page):
    """The names and the text of each list of networks by its heading."""
    return {
        text(element(one, "h3")): ([text(item) for item in elements(one, "li")], text(one))
        for one in elements(section(page, "networks"), class_="group")
    }


def lists(page):
    """The items and the note of each list of terms by its heading."""
    found = {}
    for one in elements(section(page, "topics"), "div"):
        if not any(child.name == "h3" for child in one.children if hasattr(child, "name")):
            continue
        items = [text(item) for item in elements(one, "li")]
        found[text(element(one, "h3"))] = (items, text(element(one, "p", class_="note")))
    return found


def test_it_is_headed_with_its_names_country_and_code(be3):
    heading = element(be3, "h1")
    assert text(heading) == "Wallonie"
    assert ("lang", "fr") in heading.attributes
    title = text(element(be3, class_="title"))
    assert "BE3 Region, NUTS level 1" in title
    assert "Walloon Region" in title
    assert "Country Belgium" in title
    assert text(element(be3, "title")).startswith("Wallonie / Walloon Region (BE3)")


def test_its_summary_is_in_the_projects_own_words(be3):
    brief = text(section(be3, "brief"))
    assert "Wallonia is the southern region of Belgium" in brief
    assert "In the project's own words" in brief


@pytest.mark.parametrize(
    ("figure", "newest", "earlier"),
    [
        ("Innovation performance group", f"Strong 2021 {IN_2021}", "2019 Strong 31 Dec 2019"),
        ("Population on 1 January", f"3,643,996 inhabitants 2019 {IN_BOTH}", ""),
        (
            "Population density",
            f"217 inhabitants per km² 2019 {IN_2021}",
            "2017 216 inhabitants per km² 31 Dec 2019 : Observatory survey, wave 2019",
        ),
        ("Share of people aged 65 and over", f"18.51 % year not recorded {IN_BOTH}", ""),
    ],
)
def test_its_figures_carry_year_source_and_day(be3, figure, newest, earlier):
    stated = figures(be3)[figure]
    assert newest in without_scale(stated)
    assert earlier in stated


def without_scale(stated):
    """The scale is drawn for the eye alone; the group stands before it in words."""
    return stated.replace("Emerging Moderate Strong Leader ", "")


def test_its_policy_profile_tells_yes_from_not_recorded(be3):
    profile = text(element(section(be3, "policies"), "dl"))
    assert f"Has a smart specialisation strategy (RIS3) Yes {IN_2019}" in profile
    assert f"Personalised medicine in the RIS3 Yes {IN_2019}" in profile
    assert profile.endswith("collaboration Not recorded")


def test_it_lists_three_documents_of_its_own_and_those_of_its_country(be3):
    policies = text(section(be3, "policies"))
    own = (
        f"Regional documents 3 {IN_2019} DPR (Déclaration de Politique Régionale) "
        "Le Futur de la Médecine Les Wallons et la R&D"
    )
    assert own in policies
    assert "National documents, through the country 1 Documents of Belgium" in policies
    assert "National action plan eHealth" in policies


HEALTH = [
    "Biomarkers",
    "In vitro and in vivo diagnostics",
    "Innovative tools and equipment",
    "Medication administration systems",
    "Innovative therapies (cell therapy, proton therapy)",
    "IT applied to human health",
    "Medical equipment",
    "Drug discovery",
    "Innovative processes and organisational innovations",
]
DIGITAL = [
    "Smart mobility",
    "E-health",
    "Green technologies",
    "Internet of things",
    "Serious games",
    "Big data",
    "Open data",
    "Transmedia",
    "3D stereoscopic imaging",
    "Digital media",
    "Internet and mobile content",
    "Scanning and digital archiving",
    "Motion recognition",
]


def test_its_priorities_stand_under_their_two_fields(be3):
    priorities = element(section(be3, "topics"), class_="headings")
    fields = {
        text(element(one, "h4")): sorted(text(item) for item in elements(one, "li"))
        for one in elements(priorities, "div")
    }
    assert fields == {
        "Health and well-being": sorted(HEALTH),
        "Digital technologies and Industry 4.0": sorted(DIGITAL),
    }
    note = lists(be3)["Smart-specialisation priorities"][1]
    assert note == "Stated 31 Dec 2022 : Region pages of the first Observatory"


@pytest.mark.parametrize(
    ("heading", "items"),
    [
        (
            "Policy topics",
            [
                "Prediction and prevention",
                "ICT/genomics, health, lifestyle data (infrastructure)",
                "Electronic and mobile health solutions",
            ],
        ),
        (
            "NACE Rev. 2",
            [
                "C.21 Manufacture of basic pharmaceutical products and pharmaceutical preparations",
                "M Professional, scientific and technical activities",
                "Q Human health and social work activities",
            ],
        ),
        ("Policy objectives", ["D Digital transformation", "G Public health & security"]),
    ],
)
def test_its_topics_carry_codes_and_labels(be3, heading, items):
    assert lists(be3)[heading] == (items, IN_2019)


def test_its_scientific_domains(be3):
    items, note = lists(be3)["NABS 2007"]
    codes = ["NABS06", "NABS07", "NABS09", "NABS12", "NABS13"]
    assert [item.split()[0] for item in items] == codes
    assert note == IN_2019


@pytest.mark.parametrize(
    ("heading", "names", "note"),
    [
        ("Member 4", ["CEBR", "ERRIN", "S3MedTech", "Vanguard Initiative"], IN_BOTH),
        ("Not yet, planned 1", ["Regions4PerMed"], IN_2019),
        ("Through the country 1", ["1+ Million Genomes"], "List of the signatories"),
        (
            "Not a member 8",
            [
                "ClusSport",
                "ERA PerMed",
                "Euregha",
                "ICPerMed",
                "InnoStars",
                "MedTech4Europe",
                "NSPA",
                "S3P4PM",
            ],
            IN_2019,
        ),
        (
            "Not in the macro-region 4",
            [
                "Adriatic-Ionian macro-region",
                "Alpine macro-region",
                "Baltic Sea macro-region",
                "Danube macro-region",
            ],
            IN_2019,
        ),
        ("Not in the programme area 1", ["Central Europe"], IN_2019),
        ("Not of this type 2", ["Mountain region", "PM region (European Commission)"], IN_2019),
    ],
)
def test_its_networks_stand_under_their_status(be3, heading, names, note):
    listed, whole = groups(be3)[heading]
    assert len(listed) == len(names)
    assert all(item.startswith(name) for item, name in zip(listed, names, strict=True))
    assert note in whole


def test_what_comes_through_the_country_names_and_links_it(be3):
    group = next(
        one
        for one in elements(section(be3, "networks"), class_="group")
        if "Through the country" in text(element(one, "h3"))
    )
    assert "Belgium : member" in text(group)
    assert ("href", "/regions/BE/") in element(group, class_="detail").children[0].attributes


def test_its_map_and_its_picture_are_attributed(be3):
    caption = text(element(be3, "figcaption"))
    assert "© Eurostat, NUTS classification" in caption
    assert "Blank map of Europe (with disputed regions).svg" in text(section(be3, "sources"))
    assert "CC BY-SA 3.0" in text(section(be3, "sources"))


def test_every_source_of_the_page_is_listed_where_its_links_lead(be3):
    linked = {
        value[1:]
        for link in elements(be3, "a")
        for name, value in link.attributes
        if name == "href" and value.startswith("#source-")
    }
    listed = {
        value
        for item in elements(section(be3, "sources"), "li")
        for name, value in item.attributes
        if name == "id" and value != "cite"
    }
    assert linked == listed
    assert len(linked) > 3


def test_the_footer_holds_the_site_settings(be3):
    footer = text(element(be3, "footer"))
    assert "Horizon 2020" in footer
    assert "grant agreement No 825046" in footer
    assert "Department Economy, Science and Innovation of the Flemish Government" in footer
    assert "Koning Albert II-laan 35, 1030 Brussels" in footer
    elsewhere = element(be3, "nav", **{"aria-labelledby": "elsewhere"})
    links = [text(link) for link in elements(elsewhere, "a")]
    assert links == ["LinkedIn", "Facebook", "Twitter", "YouTube"]
