"""The facts that the project carries: all of them are loaded, once, and edits survive."""

import csv
import shutil
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils.module_loading import import_string

from policies.models import Term
from regions.models import Membership, Network, Observation, Region
from workbench.management.commands.load_reference import REASON

pytestmark = pytest.mark.django_db

FIXTURES = settings.BASE_DIR / "fixtures"


def load(folder=FIXTURES) -> str:
    said = StringIO()
    call_command("load_reference", fixtures=folder, stdout=said, no_color=True)
    return said.getvalue()


def test_every_table_of_the_folder_is_loaded():
    listed = {name for name, resource in settings.REFERENCE_TABLES}
    carried = {str(path.relative_to(FIXTURES)) for path in FIXTURES.rglob("*.csv")}
    assert listed == {name for name in carried if not name.startswith("waves/")}


def test_every_row_is_stored(reference):
    rows: dict = {}
    for name, resource in settings.REFERENCE_TABLES:
        model = import_string(resource)._meta.model
        with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
            rows[model] = rows.get(model, 0) + sum(1 for row in csv.DictReader(file))
    rows[Region] -= 8  # the portraits tell more about regions of the first table
    assert {model: model.objects.count() for model in rows} == rows


def test_loading_again_changes_nothing(reference):
    assert "Reference facts: 0 changes" in load()


def test_the_history_tells_where_the_facts_come_from(reference):
    history = Observation.history.filter(region="BE31", indicator="population", year=2018).get()
    assert (history.history_change_reason, history.history_type) == (REASON, "+")


def test_what_an_editor_changed_is_left_alone(reference):
    network = Network.objects.get(code="errin")
    network.short_name = "ERRIN network"
    network.save()
    membership = Membership.objects.get(region="SE32", network="nspa")
    membership.status = "observer"
    membership.save()
    assert "Reference facts: 0 changes" in load()
    network.refresh_from_db()
    membership.refresh_from_db()
    assert (network.short_name, membership.status) == ("ERRIN network", "observer")


def test_what_an_editor_deleted_stays_away_with_all_that_names_it(reference):
    for membership in Membership.objects.filter(network="nspa"):
        membership.delete()
    Network.objects.get(code="nspa").delete()
    assert "Reference facts: 0 changes" in load()
    assert not Network.objects.filter(code="nspa").exists()


def test_a_corrected_file_corrects_what_nobody_edited(reference, tmp_path):
    folder = shutil.copytree(FIXTURES, tmp_path / "fixtures")
    table = folder / "terms" / "policy-topics.csv"
    table.write_text(table.read_text().replace("Genetic counselling", "Genetic advice"))
    assert "Reference facts: 1 changes" in load(folder)
    assert Term.objects.get(vocabulary="policy-topics", code="T10").label == "Genetic advice"


def test_a_fault_in_a_file_is_named_with_its_row_and_nothing_is_loaded(reference, tmp_path):
    folder = shutil.copytree(FIXTURES, tmp_path / "fixtures")
    regions = folder / "regions.csv"
    regions.write_text(regions.read_text().replace("Région wallonne", "Wallonie"))
    table = folder / "memberships.csv"
    table.write_text(table.read_text().replace(",SE32,", ",SE99,").replace("SE32,", "SE99,"))
    with pytest.raises(CommandError, match=r"(?s)memberships.csv was not loaded.*Row \d+.*SE99"):
        load(folder)
    assert Region.objects.get(code="BE3").official_name == "Région wallonne"


def test_computed_groups_are_labelled_as_computed(reference):
    groups = Observation.objects.filter(indicator="innovation-group")
    assert groups.count() == 180
    assert all(row.is_computed for row in groups)
