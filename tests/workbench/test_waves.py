"""Both real waves: read completely, kept side by side, and the second time without a change."""

import csv
from datetime import date

import pytest

from policies.models import Classification, Participation, PolicyDocument, PolicyStatement
from regions.models import Membership, Network, Observation
from regions.standing import NOT_RECORDED, THROUGH_COUNTRY, standings
from tests.facts import WAVES, import_file
from workbench.imports.choices import Choices
from workbench.imports.files import OpenFile, open_file
from workbench.imports.running import look
from workbench.survey.facts import Reading
from workbench.survey.reading import read_wave
from workbench.survey.shape import WaveShape, wave_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def both_waves(reference):
    import_file(WAVES / "wave-2019.csv")
    import_file(WAVES / "wave-2021.csv")


def opened(year: int) -> OpenFile:
    path = WAVES / f"wave-{year}.csv"
    return open_file(path.read_bytes(), path.name, Choices(), [WaveShape()])


def read(year: int) -> Reading:
    file = opened(year)
    return read_wave(file.table, file.shape.known, wave_of(file.choices.year))


def planned(year: int):
    path = WAVES / f"wave-{year}.csv"
    return look(path.read_bytes(), path.name, Choices(), [WaveShape()]).plan


@pytest.mark.parametrize("year", [2019, 2021])
def test_every_cell_that_is_not_blank_becomes_facts_or_is_reported(reference, year):
    with (WAVES / f"wave-{year}.csv").open(encoding="utf-8", newline="") as file:
        headings, *rows = csv.reader(file)
    filled = sorted(
        (heading, " ".join(cell.split()))
        for row in rows
        for heading, cell in zip(headings, row, strict=True)
        if cell.strip()
    )
    reading, plan = read(year), planned(year)
    accounted = [*reading.cells, *reading.problems]
    assert sorted((cell.heading, " ".join(cell.value.split())) for cell in accounted) == filled
    assert all(cell.facts for cell in reading.cells)
    assert all(problem.reason for problem in reading.problems)
    # What was read is what is planned: each of these cells is told by the plan.
    assert plan.problems == reading.problems
    assert {(step.row, step.heading) for step in plan.steps} == {
        (cell.row, cell.heading) for cell in reading.cells
    }
    assert plan.numbers == [row.number for row in opened(year).table.rows]


def test_only_what_was_agreed_to_be_left_out_is_left_out(both_waves):
    left_out = [
        (problem.heading, problem.value, problem.is_agreed)
        for year in (2019, 2021)
        for problem in planned(year).problems
    ]
    institution = "National & Kapodistrian University of Athens, Medical School"
    assert left_out == [
        ("Mountain ?", "Athens is surrounded by mountains", True),
        ("Regional website", institution, True),
        ("Regional website", institution, True),
    ]


def test_the_second_time_nothing_changes_whatever_the_order(both_waves):
    before = Observation.history.count(), Membership.history.count()
    for year in (2021, 2019, 2019, 2021):
        code, said = import_file(WAVES / f"wave-{year}.csv")
        assert code == 1
        assert "0 changes" in said
    assert (Observation.history.count(), Membership.history.count()) == before


def test_both_editions_of_a_figure_are_kept(both_waves):
    def figures(indicator):
        rows = Observation.objects.in_force().filter(region="BE3", indicator=indicator)
        return {row.year: row.group.label if row.group_id else float(row.value) for row in rows}

    assert figures("density") == {2017: 216, 2019: 217}
    assert figures("innovation-group") == {2019: "Strong", 2021: "Strong"}
    assert figures("share-65-plus") == {None: 18.51}


def test_what_the_second_wave_does_not_ask_is_still_there(both_waves):
    def codes(vocabulary):
        rows = Classification.objects.in_force().filter(region="BE3", term__vocabulary=vocabulary)
        return set(rows.values_list("term__code", flat=True))

    planned = Membership.objects.in_force().get(region="BE3", network="regions4permed")
    assert (planned.status, planned.source_id) == ("planned", "survey-2019")
    assert codes("policy-topics") == {"T05", "T06", "T07"}
    assert codes("nace-2") == {"C.21", "Q", "M"}
    assert codes("nabs-2007") == {"NABS06", "NABS07", "NABS09", "NABS12", "NABS13"}
    assert codes("policy-objectives") == {"D", "G"}
    assert set(PolicyDocument.objects.filter(region="BE3").values_list("title", flat=True)) == {
        "DPR (Déclaration de Politique Régionale)",
        "Le Futur de la Médecine",
        "Les Wallons et la R&D",
    }
    answers = PolicyStatement.objects.in_force().filter(region="BE3")
    assert dict(answers.values_list("question", "said")) == {"ris3": "yes", "pm-in-ris3": "yes"}


def test_an_answer_repeated_in_the_later_wave_keeps_its_beginning(both_waves):
    row = Membership.objects.get(region="BE3", network="cebr")
    assert (row.first_source_id, row.first_stated_on) == ("survey-2019", date(2019, 12, 31))
    assert (row.source_id, row.stated_on) == ("survey-2021", date(2021, 12, 31))


def test_a_later_different_answer_closes_the_earlier_and_opens_its_own(reference, tmp_path):
    import_file(WAVES / "wave-2019.csv")
    later = tmp_path / "wave-2021.csv"
    later.write_text("Region,Regions4PM region,ICPerMed\nBE3 - Wallonie,yes,\n", encoding="utf-8")
    assert import_file(later)[0] == 0
    rows = Membership.objects.filter(region="BE3", network="regions4permed")
    assert list(rows.order_by("stated_on").values_list("status", "superseded_on")) == [
        ("planned", date(2021, 12, 31)),
        ("member", None),
    ]
    blank = Membership.objects.in_force().get(region="BE3", network="icpermed")
    assert (blank.status, blank.stated_on) == ("not_member", date(2019, 12, 31))


def test_a_country_level_answer_is_stored_once_for_the_country(both_waves):
    rows = Membership.objects.filter(network="1mg", region__code__startswith="BE")
    assert [(row.region_id, row.status) for row in rows] == [("BE", "member")]


def test_six_standings_are_told_apart(both_waves):
    def standing(region, network):
        memberships = Membership.objects.in_force().filter(region__in=[region, region[:2]])
        found = standings([Network.objects.get(code=network)], memberships, region)
        return found[0].status

    assert standing("BE3", "icpermed") == "not_member"
    assert standing("BE3", "regions4permed") == "planned"
    assert standing("BE3", "cebr") == "member"
    assert standing("BE3", "1mg") == THROUGH_COUNTRY
    assert standing("SE22", "euregha") == "through_region"
    assert standing("DE1", "mountain") == "partly"
    assert standing("FI1C", "errin") == NOT_RECORDED


def test_the_observer_of_the_survey_is_kept_beside_the_later_member(both_waves):
    rows = Membership.objects.filter(region="FR", network="1mg").order_by("first_stated_on")
    assert [(r.status, r.superseded_on is None) for r in rows] == [
        ("observer", False),
        ("member", True),
    ]


def test_an_official_group_takes_the_place_of_a_computed_one(both_waves):
    rows = Observation.objects.filter(region="EL30", indicator="innovation-group", year=2019)
    assert {(r.group_id, r.is_computed, r.superseded_on is None) for r in rows} == {
        ("innovation-group/2019/moderate", True, False),
        ("innovation-group/2019/moderate+", False, True),
    }


def test_numbered_documents_keep_their_level_territory_and_link(both_waves):
    finnish = PolicyDocument.objects.get(title="Regional Smart Specialisation")
    assert (finnish.region_id, finnish.level) == ("FI1C", "")
    assert finnish.link == "https://kumppanuusfoorumi.fi/alykas-erikoistuminen/"
    national = PolicyDocument.objects.get(title="National action plan eHealth")
    assert (national.region_id, national.level) == ("BE", "national")
    french = PolicyDocument.objects.get(title="Stratégie Santé Grand Est")
    assert (french.region_id, french.level) == ("FRF", "regional")


def test_numbered_initiatives_are_items_of_their_own(both_waves):
    assert Participation.objects.filter(region="FI1C").count() == 15
    assert Participation.objects.filter(
        region="FRF", initiative__title="Collaborations with Germany, switzerland"
    ).exists()


def test_an_answer_in_words_is_kept_in_words(both_waves):
    row = PolicyStatement.objects.in_force().get(region="FRF", question="looks-for-collaboration")
    assert (row.said, row.text) == ("words", "USA, Germany, Belgium, UK")


def test_a_dry_run_prints_the_plan_and_stores_nothing(reference):
    code, said = import_file(WAVES / "wave-2019.csv", "--dry-run")
    assert code == 1
    assert "new membership, BE3 cebr: Member" in said
    assert "Would make 252 changes" in said
    assert not PolicyDocument.objects.exists()


def test_another_source_that_says_otherwise_on_the_same_day_is_reported(reference, tmp_path):
    Membership.objects.create(
        region_id="BE3",
        network_id="errin",
        status="not_member",
        source_id="editors",
        stated_on=date(2023, 12, 31),
    )
    path = tmp_path / "wave-2023.csv"
    path.write_text("Region,ERRIN,ICPerMed\nBE3,yes,no\n", encoding="utf-8")
    code, said = import_file(path)
    assert code == 1
    assert "Row 2, ERRIN: “yes” cannot be read: editors says otherwise on the same day" in said
    assert "1 rows: 0 new, 0 changed, 0 unchanged, 1 with errors." in said
    assert Membership.objects.in_force().get(region="BE3", network="errin").status == "not_member"
    assert not Membership.objects.filter(region="BE3", network="icpermed").exists()


def test_what_the_plan_tells_is_stored(reference):
    import_file(WAVES / "wave-2019.csv")
    values = [f for cell in read(2019).cells for f in cell.facts if hasattr(f, "indicator")]
    assert values
    rows = Observation.objects.in_force()
    assert all(
        rows.filter(
            region=f.region, indicator=f.indicator, year=f.year, value=f.value, group=f.group
        ).exists()
        for f in values
    )
