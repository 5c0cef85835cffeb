"""Waves of one row: whichever comes first, whoever edits, the newest answers stay in force."""

from datetime import date

import pytest

from policies.models import Classification, PolicyDocument, PolicyStatement
from regions.models import Membership, Observation, Website
from tests.facts import import_file
from workbench.models import Import
from workbench.survey.shape import NoWave, wave_of, year_in

pytestmark = pytest.mark.django_db


def one_row(tmp_path, year, headings, *cells):
    path = tmp_path / f"wave-{year}.csv"
    path.write_text(f"Region,{headings}\nBE3 - Wallonie,{','.join(cells)}\n", encoding="utf-8")
    return import_file(path)


OBJECTIVES = (
    "Policy objective Personalised Medicine/Personalised Health related to Research "
    "and Innovation objectives"
)


def objectives_in_force():
    rows = Classification.objects.in_force().filter(region="BE3")
    rows = rows.filter(term__vocabulary="policy-objectives")
    return set(rows.values_list("term__code", flat=True))


@pytest.mark.parametrize("order", [(2019, 2021), (2021, 2019), (2019, 2021, 2019)])
def test_a_newer_full_list_closes_what_it_leaves_out_in_any_order(reference, tmp_path, order):
    lists = {2019: "D; G", 2021: "D"}
    for year in order:
        one_row(tmp_path, year, OBJECTIVES, lists[year])
    assert objectives_in_force() == {"D"}
    assert Classification.objects.filter(region="BE3", term__code="G").count() == 1


@pytest.mark.parametrize("order", [(2019, 2021), (2021, 2019)])
def test_a_newer_website_takes_the_place_of_an_older_one_in_any_order(reference, tmp_path, order):
    for year in order:
        one_row(tmp_path, year, "Regional website", f"https://{year}.example.org/")
    links = Website.objects.in_force().filter(region="BE3").values_list("link", flat=True)
    assert list(links) == ["https://2021.example.org"]


def test_a_corrected_list_of_the_same_wave_takes_back_what_it_leaves_out(reference, tmp_path):
    one_row(tmp_path, 2019, OBJECTIVES, "D; G")
    one_row(tmp_path, 2019, OBJECTIVES, "D")
    assert objectives_in_force() == {"D"}
    assert Classification.history.filter(region="BE3", history_type="-").count() == 1


def test_a_list_closes_nothing_that_another_source_stated(reference, tmp_path):
    before = Classification.objects.in_force().filter(region="BE3").count()
    one_row(tmp_path, 2023, OBJECTIVES, "D")
    assert Classification.objects.in_force().filter(region="BE3").count() == before + 1


def test_who_answers_for_its_country_no_longer_answers_for_itself(reference, tmp_path):
    one_row(tmp_path, 2019, "1M+Genome initiative", "no")
    one_row(tmp_path, 2021, "1M+Genome initiative", "country level member")
    own = Membership.objects.get(region="BE3", network="1mg")
    assert (own.status, own.superseded_on) == ("not_member", date(2021, 12, 31))


def test_what_an_editor_corrected_or_deleted_is_not_brought_back(reference, tmp_path):
    headings, answers = "Population per km² (2017),ERRIN,ICPerMed", ("216", "yes", "no")
    one_row(tmp_path, 2019, headings, *answers)
    density = Observation.objects.get(region="BE3", indicator="density")
    density.value = 215
    density.save()
    Membership.objects.get(region="BE3", network="errin").delete()
    code, said = one_row(tmp_path, 2019, headings, *answers)
    assert code == 1
    assert said.count("an editor has changed this since") == 2
    assert "0 changes" in said
    density.refresh_from_db()
    assert density.value == 215
    assert not Membership.objects.filter(region="BE3", network="errin").exists()


def test_a_document_keeps_its_editors_title_and_source(reference, tmp_path):
    one_row(tmp_path, 2019, "Policy documents", "1. Regional Plan A")
    document = PolicyDocument.objects.get(title="Plan A")
    document.title = "Plan A for health"
    document.source_id = "editors"
    document.save()
    said = one_row(tmp_path, 2021, "Policy documents", "1. Regional Plan A")[1]
    assert "0 changes" in said
    assert PolicyDocument.objects.get(region="BE3").source_id == "editors"


def test_a_second_column_of_regions_has_to_agree(reference, tmp_path):
    assert one_row(tmp_path, 2019, "NUTS code,ERRIN", "BE3", "yes")[0] == 0
    code, said = one_row(tmp_path, 2019, "NUTS code,ERRIN", "BE2", "yes")
    assert code == 1
    assert "which has no such name" in said


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("wave-2019.csv", 2019),
        ("survey_2021_final.xlsx", 2021),
        ("2021 survey (2021).ods", 2021),
        ("survey-2019-2021.csv", None),
        ("wave2019.csv", None),
        ("answers.csv", None),
    ],
)
def test_a_name_tells_the_year_if_it_tells_just_one(name, year):
    assert year_in(name) == year


@pytest.mark.parametrize("year", [None, 1989, 2150, -5])
def test_a_wave_of_no_year_or_of_one_that_cannot_be_is_none(year):
    with pytest.raises(NoWave):
        wave_of(year)


@pytest.mark.parametrize("year", ["99999", "-5", "0", "1850", "2150"])
def test_a_wave_is_of_a_year_that_has_been(reference, tmp_path, year):
    path = tmp_path / "answers.csv"
    path.write_text("Region,ERRIN\nBE3,yes\n", encoding="utf-8")
    code, said = import_file(path, f"--wave={year}")
    assert code == 2
    assert "A wave is of a year from 1990 to" in said


def test_two_cells_that_contradict_each_other_are_both_left_out(reference, tmp_path):
    path = tmp_path / "wave-2019.csv"
    path.write_text("Region,ERRIN,ERRIN?\nBE3,yes,no\n", encoding="utf-8")
    said = import_file(path, "--partial")[1]
    assert said.count("says otherwise") == 2
    assert not Membership.objects.filter(region="BE3", network="errin").exists()


@pytest.mark.parametrize("answer", ["No data", "No information available", "none"])
def test_nothing_known_is_never_a_no(reference, tmp_path, answer):
    asked = "Is the region looking for international/European/interregional collaboration "
    code, said = one_row(tmp_path, 2019, f"{asked}opportunities?", answer)
    assert code == 1
    assert "nothing is known" in said
    assert not PolicyStatement.objects.filter(region="BE3").exists()


def test_an_import_is_recorded_and_its_changes_name_it(reference, tmp_path):
    said = one_row(tmp_path, 2019, "ERRIN,ICPerMed", "yes", "no")[1]
    record = Import.objects.get()
    assert said.endswith(
        f"1 rows: 1 new, 0 changed, 0 unchanged, 0 with errors. Import no. {record.pk}.\n"
    )
    assert (record.state, record.shape, record.user) == ("applied", "wave", None)
    assert {"new": 1, "changed": 0, "unchanged": 0, "error": 0}.items() <= record.counts.items()
    row = Membership.history.filter(region="BE3", network="errin").latest()
    assert row.history_change_reason == f"Import of wave-2019.csv (no. {record.pk})"


def test_an_import_without_a_change_is_not_recorded(reference, tmp_path):
    one_row(tmp_path, 2019, "ERRIN", "yes")
    for options in ((), ("--partial",), ("--dry-run",)):
        assert import_file(tmp_path / "wave-2019.csv", *options)[0] == 0
    assert Import.objects.count() == 1
