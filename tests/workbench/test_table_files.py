"""The same command on the table of a noun: told by its headings, or by name."""

import pytest

from regions.models import Membership
from tests.facts import import_file
from workbench.models import Import

pytestmark = pytest.mark.django_db

HEADINGS = "region,network,status,source,stated_on\n"
GOOD, BAD = "BE3,errin,member,editors,2023-12-31\n", "BE2,errin,perhaps,editors,2023-12-31\n"


@pytest.fixture
def table(reference, tmp_path):
    def made(*rows):
        path = tmp_path / "memberships.csv"
        path.write_text(HEADINGS + "".join(rows), encoding="utf-8")
        return path

    return made


def stated():
    rows = Membership.objects.filter(network="errin", stated_on="2023-12-31")
    return list(rows.values_list("region", "status"))


@pytest.mark.parametrize("options", [(), ("--kind", "regions.membership")])
def test_a_table_is_imported_and_its_changes_name_the_import(table, options):
    code, said = import_file(table(GOOD), *options)
    assert code == 0
    assert "Taken for: table of memberships." in said
    record = Import.objects.get()
    assert said.endswith(
        "1 changes (1 new). 1 rows: 1 new, 0 changed, 0 unchanged, 0 with errors. "
        f"Import no. {record.pk}.\n"
    )
    assert stated() == [("BE3", "member")]
    told = Membership.history.filter(region="BE3", network="errin").latest()
    assert told.history_change_reason == f"Import of memberships.csv (no. {record.pk})"


def test_the_second_time_nothing_changes(table):
    import_file(table(GOOD))
    code, said = import_file(table(GOOD))
    assert code == 0
    assert "0 changes (no facts). 1 rows: 0 new, 0 changed, 1 unchanged, 0 with errors." in said
    assert Import.objects.count() == 1


def test_a_dry_run_prints_the_plan_and_stores_nothing(table):
    code, said = import_file(table(GOOD), "--dry-run")
    assert code == 0
    assert "row 2, status: new membership, BE3 errin: Member\n" in said
    assert "Would make 1 changes (1 new)." in said
    assert said.endswith("Nothing was stored.\n")
    assert (stated(), Import.objects.count()) == ([], 0)


def test_one_bad_row_refuses_the_file(table):
    code, said = import_file(table(GOOD, BAD))
    assert code == 1
    assert "Row 3, status: “perhaps” cannot be read: “perhaps” is not one of:" in said
    assert "Nothing was imported, because 1 cells cannot be read." in said
    assert (stated(), Import.objects.count()) == ([], 0)


def test_the_good_rows_are_imported_when_that_is_asked_for(table):
    code, said = import_file(table(GOOD, BAD), "--partial")
    assert code == 1
    assert "2 rows: 1 new, 0 changed, 0 unchanged, 1 with errors." in said
    assert stated() == [("BE3", "member")]


def test_a_kind_that_does_not_exist_is_refused(table):
    code, said = import_file(table(GOOD), "--kind", "regions.club")
    assert (code, said) == (
        2,
        "memberships.csv was not imported. There is no kind of file called regions.club.\n",
    )


def test_a_file_of_another_kind_than_it_is_said_to_be_is_refused(table):
    code, said = import_file(table(GOOD), "--kind", "regions.observation")
    assert code == 2
    assert "These columns are missing: indicator" in said
    assert "Traceback" not in said
