"""The catalogue follows the records: in the same transaction, whoever writes, in every process."""

import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from catalogue import reading, settling, triggers
from catalogue.models import Touched, Version
from catalogue.nouns import NOUNS
from policies.models import PolicyDocument, Term
from regions.models import Alias, Membership, Region
from tests.catalogue.editing import STATED

pytestmark = pytest.mark.usefixtures("facts")


def found(noun, facet, value):
    return reading.shelf(noun).index.having(facet, value)


def number(code):
    return Region.objects.get(code=code).pk


def test_loading_the_facts_has_settled_them():
    assert not Touched.objects.exists()
    assert number("BE3") in found("region", "network", "errin")


@pytest.mark.parametrize("way", ["model", "query", "bulk", "sql"])
def test_a_change_is_seen_whoever_makes_it(way):
    row = Membership.objects.in_force().get(region="BE3", network="errin")
    if way == "model":
        row.status = "observer"
        row.save()
    elif way == "query":
        Membership.objects.filter(pk=row.pk).update(status="observer")
    elif way == "bulk":
        row.status = "observer"
        Membership.objects.bulk_update([row], ["status"])
    else:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE regions_membership SET status = 'observer' WHERE id = %s", [row.pk]
            )
    assert number("BE3") not in found("region", "network", "errin")
    assert number("BE3") in found("region", "n-errin", "observer")


def test_a_countrys_statement_is_seen_on_its_regions():
    Membership.objects.create(region_id="AT", network_id="errin", status="member", **STATED)
    assert number("AT11") in found("region", "n-errin", "through_country")
    Membership.objects.filter(region="AT", network="errin").delete()
    assert number("AT11") not in found("region", "n-errin", "through_country")


def test_a_new_network_has_a_facet_at_once():
    from regions.models import Network

    network = Network.objects.create(code="new", name="New", short_name="New", kind="network")
    Membership.objects.create(region_id="BE3", network=network, status="planned", **STATED)
    facets = reading.shelf("region").facets
    assert "new" in [one.value for one in facets["network"].options]
    assert [one.value for one in facets["n-new"].options] == ["planned"]


def test_a_renamed_term_is_renamed_in_the_facet():
    Term.objects.filter(vocabulary="policy-topics", code="T02").update(label="Research anew")
    options = reading.shelf("region").facets["t-policy-topics"].options
    assert "Research anew" in [one.label for one in options]


def test_terms_of_a_document_follow_it():
    document = PolicyDocument.objects.first()
    term = Term.objects.get(vocabulary="policy-topics", code="T02")
    document.terms.add(term)
    assert document.pk in found("policy", "t-policy-topics", "T02")
    document.terms.clear()
    assert document.pk not in found("policy", "t-policy-topics", "T02")


def test_what_a_deleted_record_was_found_by_is_forgotten():
    document = PolicyDocument.objects.first()
    key = document.pk
    assert key in reading.shelf("policy").index.everything
    document.delete()
    shelf = reading.shelf("policy")
    assert key not in shelf.index.everything
    assert all(key not in one.recorded for one in shelf.index.facets.values())


def test_what_is_rolled_back_was_never_there():
    before = reading.current()
    with transaction.atomic():
        Alias.objects.create(region_id="BE3", name="Walloonia")
        settling.settle()
        assert reading.current() != before
        transaction.set_rollback(True)
    assert reading.current() == before
    assert number("BE3") in found("region", "network", "errin")


def test_a_version_stands_for_one_state_of_the_data():
    first = reading.current()
    assert reading.current() == first
    Alias.objects.create(region_id="BE3", name="Walloonia")
    second = reading.current()
    assert second.number > first.number
    assert second.stamp != first.stamp


def test_asking_whether_anything_has_changed_touches_one_row():
    reading.shelf("region")
    with CaptureQueriesContext(connection) as caught:
        reading.shelf("region")
    assert len(caught) == 1
    assert "LIMIT 1" in caught[0]["sql"]


def test_a_restored_backup_with_the_same_numbers_is_read_anew():
    shelf = reading.shelf("region")
    Version.objects.filter(number=shelf.state.number).update(stamp="another history")
    Region.objects.filter(code="BE3").update(state="draft")
    assert number("BE3") not in reading.shelf("region").index.everything
    assert number("BE3") in shelf.index.everything


def test_an_older_shelf_is_not_disturbed_by_a_newer_one():
    older = reading.shelf("region")
    Membership.objects.filter(region="BE3", network="errin").delete()
    newer = reading.shelf("region")
    assert number("BE3") in older.index.having("network", "errin")
    assert number("BE3") not in newer.index.having("network", "errin")
    assert newer.index.facets["country"] is older.index.facets["country"]


def test_a_reader_shows_the_older_version_while_somebody_else_writes(monkeypatch):
    before = reading.current()
    Alias.objects.create(region_id="BE3", name="Walloonia")

    def busy():
        raise OperationalError("database is locked")

    monkeypatch.setattr(reading, "settle", busy)
    assert reading.current() == before


def test_the_admin_settles_what_it_saves(client):
    user = get_user_model().objects.create_superuser("editor", password="x")
    client.force_login(user)
    alias = Alias.objects.create(region_id="BE3", name="Walloonia")
    settling.settle()
    before = Version.objects.count()
    client.post(f"/admin/regions/alias/{alias.pk}/delete/", {"post": "yes"})
    assert not Alias.objects.filter(pk=alias.pk).exists()
    assert Version.objects.count() == before + 1
    assert not Touched.objects.exists()


def test_a_save_asks_as_many_questions_of_many_records_as_of_few(monkeypatch):
    document = PolicyDocument.objects.first()

    def asked():
        document.title += "x"
        document.save()
        with CaptureQueriesContext(connection) as caught:
            settling.settle()
        return len(caught)

    few = asked()
    rows = [
        PolicyDocument(title=f"Plan {n}", region_id="BE3", level="regional", **STATED)
        for n in range(300)
    ]
    PolicyDocument.objects.bulk_create(rows)
    settling.settle()
    assert asked() <= few


def test_a_new_revision_has_everything_made_anew_by_the_next_migrate(monkeypatch):
    monkeypatch.setattr(triggers, "REVISION", triggers.REVISION + 1)
    triggers.install()
    assert set(Touched.objects.filter(record=None).values_list("noun", flat=True)) >= set(NOUNS)
    settling.settle()
    assert number("BE3") in found("region", "network", "errin")
    assert not Touched.objects.exists()


def test_triggers_are_installed_once():
    triggers.install()
    assert not Touched.objects.exists()
