import shutil
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from regions.models import Observation, Region
from tests.eurostat.server import busy, cut_off, good, serving, slow
from tests.model import factories
from tests.model.factories import known, stored
from workbench.eurostat import asking
from workbench.eurostat.tables import TABLES
from workbench.imports.undo import undo
from workbench.models import Import

ANSWERS = Path(__file__).parent / "answers"
POPULATION = (ANSWERS / "demo_r_d2jan.json").read_bytes()
DENSITY = (ANSWERS / "demo_r_d3dens.json").read_bytes()
PLACES = {
    "population": ("DE11", "DE30", "DEC0"),
    "density": ("BE3", "BE31", "BE32", "BE33", "AT11"),
    "share-65-plus": ("EL", "EL5", "EL51", "EL52", "EL53", "EL54"),
}
ONLY_POPULATION = ("--indicator", "population")


@pytest.fixture
def places(db, monkeypatch):
    """The regions, indicators and sources of the sample answers."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    quick = asking.Patience(silence=0.3, answer=1, between=0.5)
    monkeypatch.setattr(asking, "PATIENCE", quick)
    for table in TABLES:
        known(factories.source, code=table.source)
        decimals = 0 if table.indicator == "population" else 1
        stored(factories.indicator(code=table.indicator, decimals=decimals))
        for code in PLACES[table.indicator]:
            known(factories.region, code=code)


def update(*options):
    """The exit code of the command, and all it says."""
    said = StringIO()
    try:
        call_command("update_indicators", *options, stdout=said, stderr=said, no_color=True)
    except SystemExit as ended:
        return ended.code, said.getvalue()
    return 0, said.getvalue()


def update_from(settings, *manners, options=ONLY_POPULATION):
    with serving(*manners) as (address, asked):
        settings.EUROSTAT_ADDRESS = address
        return (*update(*options), asked)


def facts():
    fields = ("region_id", "indicator_id", "year", "value", "flag", "source_id")
    return list(Observation.objects.order_by(*fields).values_list(*fields))


@pytest.mark.parametrize("name", sorted(path.name for path in ANSWERS.iterdir()))
def test_each_sample_answer_is_imported_once_and_taken_back(places, name):
    options = ("--file", str(ANSWERS / name), "--stated-on", "2026-08-10")
    number = {"d2jan": 9, "d3dens": 10, "pjanind2": 12}[name.split(".")[0].split("_")[-1]]

    code, said = update(*options)
    assert code == 0, said
    assert f"{number} changes ({number} new)" in said
    assert len(facts()) == number
    assert {str(day) for day in Observation.objects.values_list("stated_on", flat=True)} == {
        "2026-08-10"
    }
    stored_before = facts()
    code, said = update(*options)
    assert code == 0
    assert f"0 changes (no facts). {number} rows: 0 new, 0 changed, {number} unchanged" in said
    assert facts() == stored_before
    undo(Import.objects.get())
    assert facts() == []


def test_numbers_and_flags_arrive_as_they_were_stated(places):
    update("--file", str(ANSWERS / "demo_r_d2jan.json"))
    about = ("DE11", "population", 2023, Decimal(4142738), "b", "eurostat-demo_r_d2jan")
    assert about in facts()


def test_numbers_with_three_decimals_are_no_question(places, tmp_path):
    file = tmp_path / "answer.json"
    file.write_bytes(DENSITY.replace(b"215.3", b"1.234").replace(b"215.8", b"12345.678"))
    code, said = update("--file", str(file))
    assert code == 0, said
    values = Observation.objects.filter(region_id="BE3").values_list("value", flat=True)
    assert set(values) == {Decimal("1.234"), Decimal("12345.678")}


def test_a_dry_run_plans_and_stores_nothing(places):
    code, said = update("--file", str(ANSWERS / "demo_r_d3dens.json"), "--dry-run")
    assert code == 0
    assert "10 changes (10 new)" in said
    assert said.endswith("Nothing was stored.\n")
    assert not facts()
    assert not Import.objects.exists()


def test_earlier_years_can_be_left_out(places):
    update("--file", str(ANSWERS / "demo_r_d3dens.json"), "--since", "2018")
    assert {year for _region, _indicator, year, *_ in facts()} == {2018}
    code, said = update("--file", str(ANSWERS / "demo_r_d3dens.json"), "--since", "2030")
    assert code == 2
    assert "The answer of demo_r_d3dens has no value since 2030." in said


def test_a_file_without_a_day_asks_for_one(places):
    code, said = update("--file", str(ANSWERS / "demo_r_d3dens.tsv"))
    assert (code, facts()) == (2, [])
    assert "Name the day: --stated-on" in said
    with pytest.raises(CommandError, match="is not a day such as"):
        update("--file", str(ANSWERS / "demo_r_d3dens.tsv"), "--stated-on", "soon")


def test_values_of_a_recoded_region_go_to_the_code_known_here(places):
    Region.objects.get(code="DEC0").delete()
    known(factories.region, code="DE99")
    stored(factories.region_change(old_code="DEC0", new_code="DE99"))
    code, said = update("--file", str(ANSWERS / "demo_r_d2jan.json"))
    assert code == 0
    assert "DEC0 was taken for DE99, which is the same region." in said
    assert Observation.objects.filter(region_id="DE99").count() == 3


def test_what_cannot_be_placed_is_listed_and_the_rest_imported(places):
    Region.objects.get(code="DEC0").delete()
    stored(factories.region_change(old_code="DEC0", new_code="DE30", share=Decimal("0.4")))
    code, said = update("--file", str(ANSWERS / "demo_r_d2jan.json"))
    assert code == 0
    assert "Not placed (boundary shift, or no whole share recorded): 3 values of DEC0." in said
    assert len(facts()) == 6


def test_all_tables_are_asked_for_and_each_is_an_import(places, settings):
    share = (ANSWERS / "demo_r_pjanind2.json").read_bytes()
    manners = (good(POPULATION), busy("0"), good(DENSITY), good(share))
    code, said, asked = update_from(settings, *manners, options=())
    assert code == 0, said
    assert [path.split("?")[0] for path in asked] == [
        "/demo_r_d2jan",
        "/demo_r_d3dens",
        "/demo_r_d3dens",
        "/demo_r_pjanind2",
    ]
    assert len(facts()) == 31
    assert Import.objects.count() == 3


FAILING = {
    "slow": (slow(0.8), "too slow"),
    "cut off": (cut_off(POPULATION), "broke off"),
    "a part of the answer": (good(POPULATION[:-200]), "cut off"),
    "a web page": (good(b"<html>Welcome</html>"), "a web page"),
    "a fault": (good(b"<html>", 500), "answered 500"),
    "busy for ever": (busy("0"), "too busy"),
    "another table": (good(DENSITY), "It is the table demo_r_d3dens; demo_r_d2jan is expected"),
}


@pytest.mark.parametrize("name", FAILING)
def test_a_failing_server_changes_nothing_and_is_told_in_one_line(places, settings, name):
    manner, sentence = FAILING[name]
    code, said, _asked = update_from(settings, manner)
    assert (code, facts()) == (2, [])
    assert said.startswith("Nothing was imported. ")
    assert sentence in said
    assert said.count("\n") == 1


def test_nothing_is_stored_if_a_later_table_fails(places, settings):
    code, said, _asked = update_from(settings, good(POPULATION), good(b"", 404), options=())
    assert (code, facts()) == (2, [])
    assert "demo_r_d3dens: Eurostat answered 404" in said


def test_a_value_that_breaks_a_rule_holds_back_all_the_others(places, settings, tmp_path):
    settings.IMPORT_ROWS = 4
    file = tmp_path / "answer.json"
    file.write_bytes(POPULATION.replace(b"1012141", b"1012141.1234567"))
    code, said = update("--file", str(file))
    assert (code, facts(), Import.objects.count()) == (1, [], 0)
    assert "DEC0 population 2025, value “1012141.1234567”: Write at most six decimals." in said
    assert "Nothing was imported, because some values break a rule." in said
    assert "Import no." not in said


def test_what_is_too_long_for_one_import_becomes_several(places, settings):
    settings.IMPORT_ROWS = 4
    code, said = update("--file", str(ANSWERS / "demo_r_d2jan.json"))
    assert code == 0, said
    assert len(facts()) == 9
    assert Import.objects.count() == 3
    for done in Import.objects.all():
        undo(done)
    assert facts() == []


def test_a_missing_source_is_named_before_anything_is_asked(db, settings):
    code, said, asked = update_from(settings, good(POPULATION))
    assert (code, asked) == (2, [])
    assert said.startswith("Nothing was imported. Not among the indicators yet: population.")
    known(factories.indicator, code="population")
    code, said = update("--file", str(ANSWERS / "demo_r_d2jan.json"))
    assert code == 2
    assert "Not among the sources yet: eurostat-demo_r_d2jan." in said


def test_regions_nobody_knows_here_are_no_import(db):
    for table in TABLES:
        known(factories.source, code=table.source)
        known(factories.indicator, code=table.indicator)
    code, said = update("--file", str(ANSWERS / "demo_r_d2jan.json"))
    assert code == 2
    assert "Not placed (unknown here): 9 values of DE11, DE30, DEC0." in said
    assert "Nothing in the answer of demo_r_d2jan is about a region known here." in said


def test_a_file_that_is_not_there_or_too_large_is_refused(places, tmp_path, monkeypatch):
    assert "cannot be opened" in update("--file", str(tmp_path / "none.json"))[1]
    copy = shutil.copy(ANSWERS / "demo_r_d2jan.json", tmp_path / "large.json")
    monkeypatch.setattr(asking, "MOST_MEGABYTES", 0)
    code, said = update("--file", str(copy))
    assert (code, said.count("\n")) == (2, 1)
    assert "large.json is larger than 0 MB" in said
