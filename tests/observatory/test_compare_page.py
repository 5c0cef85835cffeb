"""The page that compares regions: real facts, its table for download, its cost."""

import csv
import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from observatory.compare import reading as comparison_facts
from policies.models import PolicyDocument
from regions.models import Membership, Observation
from tests.observatory.comparing import attribute, compared, row, rows
from tests.observatory.pages import element, elements, text
from tests.observatory.rows import STATED, multiply

pytestmark = pytest.mark.usefixtures("facts")

MOST_QUERIES, MOST_QUERIES_OF_FACTS = 10, 8
FOUR = ["BE3", "EL30", "BG31", "FI1C"]


def downloaded(*codes, **query):
    answer = Client().get("/compare.csv", {"r": codes, **query})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    headings, *lines = csv.reader(answer.content.decode("utf-8-sig").splitlines())
    return headings, lines


def queries(address):
    with CaptureQueriesContext(connection) as caught:
        assert Client().get(address).status_code == 200
    return len(caught)


def test_it_is_headed_with_the_names_in_their_languages():
    page = compared("BE3", "EL30")
    heading = element(page, "h1")
    assert text(heading).replace(" ,", ",") == "Wallonie and Αττική, compared"
    assert [attribute(one, "lang") for one in elements(heading, "span")] == ["fr", "el"]
    assert "Wallonie and Αττική, compared" in text(element(page, "title"))


@pytest.mark.parametrize(
    ("start", "one", "other", "difference"),
    [
        ("Innovation performance group", "Strong 2021", "Leader − 2021", "B is two steps higher"),
        ("Population on 1 January", "3,643,996 2019", "6,596,233 2019", "B is 1.8 times A"),
        ("Population density", "217 2019", "493 2019", "B is 2.3 times A"),
        (
            "Share of people aged 65",
            "18.51% year not",
            "20.20% year not",
            "B is 1.69 points higher",
        ),
        ("Total area", "16,895.2 2016", "13,586.6 2016", "A is 1.2 times B"),
        ("Mountainous NUTS 3", "2 computed 2024", "0 computed 2024", "A is higher by 2"),
        ("Has a smart specialisation", "Yes stated 31 Dec 2019", "not recorded", "missing in B"),
        ("Personalised medicine in the", "Yes", "Yes", "same, different years"),
        ("Prediction and prevention", "Covered", "Not listed", "only A"),
        ("Euregha", "Not a member", "Member", "only B"),
        ("Regions4PerMed", "Not yet, planned", "Not a member", "differs"),
        ("PM region", "Not of this type", "Is of this type", "only B"),
    ],
)
def test_wallonia_and_flanders_differ_in_words(start, one, other, difference):
    cells = row(compared("BE3", "BE2"), start)
    assert cells[0].startswith(one)
    assert cells[1].startswith(other)
    assert cells[2] == difference


def test_a_cell_names_the_year_or_the_day_and_the_source():
    page = compared("BE3", "BE2")
    assert row(page, "Total area")[0] == "16,895.2 2016 · jrc-area"
    assert row(page, "Euregha")[1] == "Member stated 31 Dec 2019 · survey-2019"


def test_what_reaches_both_through_the_country_is_the_same():
    through = "Through the country Belgium: member stated 23 Nov 2026 · e-cancer-1mg"
    assert row(compared("BE3", "BE2"), "1+ Million Genomes") == [through, through, "same"]


def test_documents_and_initiatives_are_listed_own_and_of_the_country():
    page = compared("BE3", "BE2")
    own, other, difference = row(page, "Policy documents")
    assert own.startswith("DPR (Déclaration de Politique Régionale) Le Futur de la Médecine")
    assert "National action plan eHealth through Belgium" in own
    assert "Vlaanderen in transitie stated 31 Dec 2021" in other
    assert difference == "differs, 1 in common"
    assert row(page, "Initiatives")[0::2] == ["not recorded", "missing in A"]


def test_sentences_tell_what_is_shared_and_what_only_one_has():
    common, *only = (
        text(one) for one in elements(element(compared("BE3", "BE2"), class_="cmp-sum"), "section")
    )
    assert "Both belong to CEBR, ERRIN, S3MedTech and Vanguard Initiative." in common
    assert "Both take part in 1+ Million Genomes through their country." in common
    assert "Both answer yes to “Personalised medicine in the RIS3”." in common
    assert "Policy topics: “Prediction and prevention”," in only[0]
    assert "Plans to join Regions4PerMed." in only[0]
    assert "Recorded only here: Smart-specialisation priorities" in only[0]
    assert "Belongs to ClusSport, Euregha, PM region (European Commission) and S3P4PM." in only[1]


def test_networks_that_neither_belongs_to_are_folded():
    networks = element(compared("BE3", "BE2"), id="networks")
    assert text(element(networks, "summary")) == "Neither belongs: 11"


def test_a_region_that_nobody_was_asked_about_is_not_recorded_and_never_no():
    page = compared("BE3", "AT11")
    assert row(page, "CEBR")[1:] == ["not recorded", "missing in B"]
    assert not [cells for _section, _about, cells in rows(page) if cells[1].startswith("Not ")]


def test_four_regions_tell_the_range_and_years_apart():
    page = compared(*FOUR)
    assert row(page, "Population density")[-1] == "from 37 (D) to 988 (B); missing in C"
    assert row(page, "Population on 1")[-1] == (
        "from 755,956 (C) to 3,742,235 (B), different years"
    )
    assert [
        text(one) for one in elements(element(page, class_="cmp-key"), class_="letter")
    ] == list("ABCD")


def test_the_newest_year_that_they_share_is_compared():
    Observation.objects.create(
        region_id="BE3", indicator_id="population", year=2022, value=3_700_000, **STATED
    )
    assert row(compared("BE3", "BE2"), "Population on 1")[0].startswith("3,643,996 2019")
    Observation.objects.create(
        region_id="BE2", indicator_id="population", year=2022, value=6_700_000, **STATED
    )
    assert row(compared("BE3", "BE2"), "Population on 1")[0].startswith("3,700,000 2022")


def test_a_closed_statement_is_not_compared():
    Membership.objects.filter(region="BE3", network="cebr").update(superseded_on=date(2022, 6, 1))
    assert row(compared("BE3", "BE2"), "CEBR")[0] == "not recorded"


def test_only_differences_leaves_out_what_is_the_same():
    page = compared("BE3", "BE2", show="differences")
    assert row(page, "Euregha")[-1] == "only B"
    assert "Show all rows" in text(element(page, class_="cmp-do"))
    assert not {"same", "same, different years"} & {cells[-1] for *_about, cells in rows(page)}


def test_every_source_that_a_cell_names_is_explained_below():
    page = compared(*FOUR)
    links = {attribute(one, "href") for one in elements(page, "a")}
    linked = {one for one in links if one.startswith("#source-")}
    listed = {f"#{attribute(one, 'id')}" for one in elements(element(page, id="sources"), "li")}
    assert linked == listed
    assert len(linked) > 4


@pytest.mark.parametrize("query", [{}, {"show": "differences"}])
@pytest.mark.parametrize("codes", [["BE3", "BE2"], FOUR, ["BE", "BE3"], ["AT11", "BE329"]])
def test_the_table_for_download_holds_the_rows_of_the_page(codes, query):
    page = rows(compared(*codes, **query))
    headings, lines = downloaded(*codes, **query)
    assert headings[:3] == ["Section", "Fact", "Detail"]
    assert headings[3].startswith(f"A: {codes[0]} ")
    recorded = [line for line in lines if {*line[3:-1:5]} != {"not recorded"}]
    assert recorded == lines or not query, "what nobody knows is no difference"
    for (section, about, cells), line in zip(page, recorded, strict=True):
        # The page has the unit of a share beside each number.
        assert (section, about) == (line[0], " ".join(one for one in line[1:3] if one.strip("%")))
        assert cells[-1] == line[-1]
        for shown, *said in zip(
            cells, *(line[3 + part : -1 : 5] for part in range(5)), strict=False
        ):
            words, years, notes, _days, sources = said
            plain = shown.replace(",", "") if re.fullmatch(r"[0-9.]+", words) else shown
            assert all(part in plain for part in words.rstrip(")").replace(" (", "; ").split("; "))
            for part in (years, notes, sources):
                assert all(one in shown for one in part.split("; "))


def test_a_number_in_the_file_is_only_digits_beside_its_unit_and_its_notes():
    headings, lines = downloaded("BE3", "BE2")
    found = {line[1]: dict(zip(headings, line, strict=True)) for line in lines}

    def told(fact):
        row = found[fact]
        return row["Detail"], row["A: BE3 Wallonie"], row["A: year"], row["A: note"]

    assert told("Population on 1 January") == ("inhabitants", "3643996", "2019", "")
    share = "Share of people aged 65 and over"
    assert told(share) == ("%", "18.51", "not recorded", "")
    assert told("Total area") == ("km²", "16895.2", "2016", "")
    assert told("Mountainous NUTS 3 regions") == ("regions", "2", "2024", "computed")
    assert told("Innovation performance group")[1] == "Strong"
    documents = found["Policy documents"]["A: BE3 Wallonie"]
    assert documents.endswith("(through Belgium)")


def test_the_file_is_named_after_the_regions_and_needs_two(client):
    answer = client.get("/compare.csv?r=BE3&r=BE2")
    assert answer["Content-Disposition"] == 'attachment; filename="compare-BE3-BE2.csv"'
    assert client.get("/compare.csv?r=BE3").status_code == 400
    assert client.get("/compare.csv").status_code == 400


def test_a_formula_in_a_title_is_inert_in_the_file():
    PolicyDocument.objects.create(
        region_id="BE1", title="=1+1", source_id="survey-2021", stated_on=date(2021, 12, 31)
    )
    _headings, lines = downloaded("BE1", "BE2")
    cell = next(line[3] for line in lines if line[1] == "Policy documents")
    assert cell.startswith("'=1+1")


def test_it_asks_few_questions_whatever_is_recorded():
    addresses = ["/compare/", "/compare/?r=BE3&r=BE2", "/compare/?r=BE3&r=BE2&r=HR041&r=ZZ9&r=FI1C"]
    cold = [queries(address) for address in addresses]
    assert max(cold) <= MOST_QUERIES
    few = [queries(address) for address in addresses]
    for code in ("BE3", "BE2", "BE"):
        multiply(code, number=30)
    assert max(queries(address) for address in addresses) <= MOST_QUERIES
    assert [queries(address) for address in addresses] == few


def test_the_facts_take_at_most_eight_questions(django_assert_max_num_queries):
    with django_assert_max_num_queries(MOST_QUERIES_OF_FACTS):
        known = comparison_facts.known({"BE3", "BE2"})
        places = [known.places["BE3"], known.places["BE2"]]
        comparison_facts.read(places, comparison_facts.country_names(known.places))
