"""The partner finder as visitors meet it: the page, the table, and addresses of every kind."""

import csv
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue import reading
from common.tables.inert import original
from observatory.partners import profiles
from regions.models import Indicator, Membership, Network, Observation, Region
from tests.observatory.pages import element, elements, get, text
from tests.observatory.rows import STATED, multiply

pytestmark = pytest.mark.usefixtures("facts")

PATH = "/partners/"
MOST_QUERIES = 10
MOST_QUERIES_OF_PROFILES = 6
ALL = "size=nice&rates=nice&groups=nice&topics=nice&lacking=nice&networks=nice&macro-region=nice"
IGNORED = ALL.replace("nice", "ignore")


def found(page):
    """The codes of the regions found, in order."""
    return [text(element(row, class_="code")) for row in elements(page, class_="partner")]


def notices(page):
    return [text(one) for box in elements(page, class_="notice") for one in elements(box, "p")]


def table(client, address):
    answer = client.get(f"/partners.csv?{address}")
    assert answer.status_code == 200
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))


def queries(client, address):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(PATH + address).status_code == 200
    return len(caught)


def test_the_best_partners_of_the_walloon_region():
    page = get(PATH, **{"for": "BE3"})
    assert found(page)[:4] == ["DE1", "FRF", "BE2", "BE1"]
    best = text(element(page, class_="partner"))
    assert "58 of 100 points" in best
    assert (
        "Both cover “Electronic and mobile health solutions”, “Prediction and prevention” "
        "and “ICT/genomics, health, lifestyle data (infrastructure)”." in best
    )
    assert "Both belong to Vanguard Initiative, S3MedTech and CEBR." in best
    assert "Total area (35,682.7 against 16,895.2 km², 2016)" in best
    assert "Topics “Medical research and innovation (-omics, biomarkers, diagnostics" in best


def test_the_parts_that_are_printed_add_up_to_the_score_that_is_printed():
    page = get(PATH, **{"for": "BE3", "topics": "must", "lacking": "nice"})
    for row in elements(page, class_="partner"):
        score = int(text(element(element(row, class_="score"), "b")))
        points = [text(one).split(" of ") for one in elements(row, class_="points")]
        assert score == sum(int(won) for won, _most in points)
        assert sum(int(most) for _won, most in points) == 100


def test_the_table_holds_the_rows_of_the_page(client):
    address = f"for=BE3&wide=1&{ALL}"
    page = get(f"{PATH}?{address}")
    rows = table(client, address)
    assert [row["code"] for row in rows] == found(page)
    for row, shown in zip(rows, elements(page, class_="partner"), strict=True):
        parts = [name for name in row if name.endswith(": points")]
        assert int(row["score"]) == sum(int(row[name]) for name in parts)
        assert f"{row['score']} of 100 points" in text(shown)
        sentences = [original(value) for name, value in row.items() if name.endswith(": words")]
        assert all(" ".join(one.split()) in text(shown) for one in sentences)


def test_the_table_is_linked_with_the_whole_state():
    page = get(PATH, **{"for": "BE3", "topics": "must", "abroad": "1"})
    links = [dict(one.attributes).get("href", "") for one in elements(page, "a")]
    [link] = [one for one in links if one.startswith("/partners.csv")]
    assert "topics=must" in link
    assert "abroad=1" in link
    assert "/compare/?r=BE3&r=DE1" in links


def test_a_must_leaves_out_and_says_how_many():
    page = get(PATH, **{"for": "BE3", "topics": "must"})
    assert found(page) == ["DE1", "FRF", "BE1"]
    assert "131 are left out by a must: Shared topics (131)." in text(
        element(page, class_="results")
    )


def test_a_must_that_the_own_region_cannot_meet_is_explained():
    page = get(PATH, **{"for": "BE3", "macro-region": "must"})
    assert "Same macro-region: nothing of the kind is recorded of BE3 itself" in text(page)


def test_the_own_country_and_the_other_level_are_a_choice():
    assert not {"BE1", "BE2"} & set(found(get(PATH, **{"for": "BE3", "abroad": "1"})))
    wide = found(get(PATH, **{"for": "BE3", "wide": "1"}))
    assert "SE22" in wide
    assert not [code for code in wide if code.startswith("BE3")]


def test_what_is_not_recorded_is_named_and_drawn_apart():
    page = get(PATH, **{"for": "BE3"})
    row = list(elements(page, class_="partner"))[4]
    assert "Not recorded of DED: Policy topics." in text(row)
    assert "(20 not recorded)" in text(row)
    unknown = element(list(elements(row, "svg"))[-2], class_="unknown")
    assert dict(unknown.attributes)["d"] == "M0.0 4H100"


def test_a_value_computed_by_the_project_says_so():
    page = get(PATH, **{"for": "EL30"})
    assert "Moderate [2019, computed] against Moderate [2021]" in text(page)


def test_names_of_any_script_are_marked_with_their_language():
    heading = element(get(PATH, **{"for": "EL30"}), "h1")
    assert text(element(heading, "span", lang="el")) == "Αττική"


def test_without_a_region_the_page_explains_and_offers_examples():
    page = get(PATH)
    links = [
        dict(one.attributes).get("href") for one in elements(element(page, class_="results"), "a")
    ]
    assert links == ["?for=BE3", "?for=DE1", "?for=FRF"]
    first = element(page, "optgroup")
    assert "Wallonie (BE3)" in text(first)
    assert text(page).count("(BE3)") == 1
    labels = [dict(one.attributes)["label"] for one in elements(page, "optgroup")]
    assert labels[1:3] == ["Albania", "Austria"]


def test_a_small_region_leads_to_those_around_it():
    page = get(PATH, **{"for": "BE329"})
    results = element(page, class_="results")
    assert "Nothing is recorded of this small region itself" in text(results)
    links = [dict(one.attributes).get("href") for one in elements(results, "a")]
    assert links[:3] == ["?for=BE32", "?for=BE3", "?for=BE"]


def test_a_country_is_ranked_among_countries():
    assert {len(code) for code in found(get(PATH, **{"for": "BE"}))} == {2}


def test_small_letters_are_read_as_capitals():
    assert found(get(PATH, **{"for": "be3"}))[0] == "DE1"


def test_ignoring_everything_ranks_nothing_and_says_so():
    page = get(f"{PATH}?for=BE3&{IGNORED}")
    assert notices(page) == ["Every criterion is ignored, so nothing can be ranked. Weigh one."]


@pytest.mark.parametrize(
    ("address", "notice"),
    [
        ("for=ZZ9", "No region is published under the code ZZ9."),
        ("for=%3Cscript%3E", "“<script>” is not the code of a region. Codes look like BE3."),
        ("for=BE3&size=huge", "“huge” is no weight for “size”; it counts as usual."),
        ("for=BE3&wide=yes", "“yes” is no value of “wide” and was left out."),
        ("for=BE3&colour=red", "“colour” is no part of such an address and was left out."),
        (
            "for=BE3&for=BE2",
            "“for” takes one value: “BE3” was taken, the others were left out.",
        ),
    ],
)
def test_what_is_not_known_is_left_out_and_said(client, address, notice):
    page = get(f"{PATH}?{address}")
    assert notices(page) == [notice]
    assert list(elements(page, "script")) == []
    assert client.get(f"/partners.csv?{address}").status_code == 400


@pytest.mark.parametrize(
    "address",
    [
        "for=" + "9" * 5000,
        "for=BE3&" + "&".join(f"for=BE{number}" for number in range(300)),
        "for=BE3&" + "&".join(f"x{number}=1" for number in range(300)),
        "for=BE3&size=" + "m" * 9000,
        "for=%ED%A0%80&size=%FF%FE",
        "for=BE3&abroad=1e400&wide=NaN",
        "for=%EF%BC%A2%EF%BC%A53",
        "?=&==&&&",
    ],
)
@pytest.mark.parametrize("path", [PATH, "/partners.csv"])
def test_no_address_brings_it_down_or_is_repeated_at_length(client, path, address):
    answer = client.get(f"{path}?{address}")
    assert answer.status_code in {200, 400}
    assert "m" * 50 not in answer.content.decode()


@pytest.mark.parametrize("path", [PATH, "/partners.csv"])
def test_it_only_answers_to_reading(client, path):
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("address", ["", "?for=BE3", f"?for=DE1&wide=1&{ALL}", "?for=BE329"])
def test_it_asks_few_questions(client, address):
    assert queries(client, address) <= MOST_QUERIES


def test_it_asks_no_more_questions_when_there_are_more_facts(client):
    queries(client, "?for=BE3")
    before = queries(client, "?for=BE3")
    multiply("BE3", number=20)
    multiply("DE1", number=20)
    assert queries(client, "?for=BE3") <= MOST_QUERIES
    assert queries(client, "?for=BE3") == before


def test_all_profiles_are_read_in_six_queries():
    with CaptureQueriesContext(connection) as caught:
        pool = profiles.read(reading.current())
    assert len(caught) <= MOST_QUERIES_OF_PROFILES
    assert len(pool.profiles) > 500


def test_a_new_indicator_network_and_vocabulary_take_part_by_themselves():
    Indicator.objects.create(
        code="beds", name="Hospital beds", unit="beds per 1,000", kind="number"
    )
    Network.objects.create(code="new", name="New network", short_name="New", kind="network")
    for number, code in enumerate(["BE3", "BE2", "BE1", "DE1"], start=1):
        Membership.objects.create(region_id=code, network_id="new", status="member", **STATED)
        Observation.objects.create(
            region_id=code, indicator_id="beds", year=2024, value=number, **STATED
        )
    best = text(element(get(PATH, **{"for": "BE3"}), class_="partner"))
    assert "Hospital beds" in best
    assert "New" in text(get(PATH, **{"for": "BE3"}))


def test_the_newest_value_counts_and_one_without_year_comes_last():
    Observation.objects.create(
        region_id="BE3", indicator_id="share-65-plus", year=2001, value="30", **STATED
    )
    values = profiles.read(reading.current()).words.values
    assert (values["BE3", "share-65-plus"].year, values["BE3", "density"].year) == (2001, 2019)


def test_the_standing_of_a_region_is_its_own_or_its_countrys():
    networks = profiles.read(reading.current()).profiles["BE3"].networks
    assert networks["1mg"] == "through_country"
    Membership.objects.create(region_id="BE3", network_id="1mg", status="not_member", **STATED)
    assert profiles.read(reading.current()).profiles["BE3"].networks["1mg"] == "not_member"


def test_what_is_not_published_or_was_given_up_is_no_partner():
    Region.objects.filter(code="DE1").update(state="draft")
    assert "DE1" not in found(get(PATH, **{"for": "BE3"}))
    assert not profiles.read(reading.current()).profiles["NL31"].is_current
