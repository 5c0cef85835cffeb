"""The history of every noun names author, time and reason of a change, and the values before it."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.db.migrations import CreateModel
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

import observatory.resources
import policies.resources
import regions.resources
import workbench.resources
from observatory.models import Release
from policies.models import PolicyDocument
from policies.resources import PolicyDocumentResource
from regions.ledger import Ledger
from regions.models import Alias, Membership, Record, Statement
from regions.resources.base import TableResource
from tests.model import factories
from tests.model.factories import BUILDERS, DAY, LATER_DAY, OLD_DAY, known, stored
from tests.tables import outcomes, read, sentences
from workbench.models import Import, ImportFile, Layout, Responsibility

pytestmark = pytest.mark.django_db

# Records of work done, and no nouns: what an import did is told by the history of each noun.
WORK = {Import, ImportFile, Layout, Release}
NOUNS = sorted(BUILDERS.keys() - WORK, key=lambda model: model.__name__)
# Who looks after what is a matter of accounts, which no table holds either.
WITHOUT_TABLE = {Responsibility}
TABLES = [model for model in NOUNS if model not in WITHOUT_TABLE]
# What an editor changes in a valid record of each noun.
EDITS = {
    "Alias": ("name", "Wallonie"),
    "Classification": ("stated_on", LATER_DAY),
    "Indicator": ("definition", "Inhabitants a square kilometre."),
    "Initiative": ("description", "A network of hospitals."),
    "Membership": ("status", "planned"),
    "Network": ("short_name", "ERRIN network"),
    "Observation": ("value", 216),
    "Page": ("title", "Privacy and cookies"),
    "Participation": ("stated_on", LATER_DAY),
    "Picture": ("attribution", "B. Painter"),
    "PolicyDocument": ("gloss", "The future of medicine"),
    "PolicyQuestion": ("label", "Is there a RIS3?"),
    "PolicyStatement": ("said", "no"),
    "Region": ("english_name", "Walloon Region"),
    "RegionChange": ("explanation", "Recoded."),
    "RememberedAnswer": ("reason", "Mountain is the type."),
    "Responsibility": ("region", "BE"),
    "ScaleGroup": ("label", "Strong innovator"),
    "SiteSettings": ("tagline", "Regions and their policies"),
    "SocialLink": ("position", 3),
    "Source": ("licence", "CC BY 4.0"),
    "Term": ("label", "Basic pharmaceutical products"),
    "Vocabulary": ("version", "2"),
    "Website": ("label", "Official site"),
}
RESOURCES = {
    made._meta.model: made
    for app in (regions, policies, observatory, workbench)
    for made in vars(app.resources).values()
    if isinstance(made, type) and issubclass(made, TableResource) and made._meta.model
}


@pytest.fixture
def editor():
    return get_user_model().objects.create_user("editor")


def history_of(record):
    return list(type(record).history.filter(id=record.pk).order_by("history_id"))


def signed(rows):
    return [(row.history_type, row.history_user, row.history_change_reason) for row in rows]


def save(record, editor, reason):
    record._history_user, record._change_reason = editor, reason
    return stored(record)


@pytest.mark.parametrize("model", NOUNS)
def test_making_changing_and_deleting_a_record_are_told(model, editor):
    started, record = timezone.now(), save(BUILDERS[model](), editor, "Entered")
    name, new = EDITS[model.__name__]
    attribute = model._meta.get_field(name).attname
    old = getattr(record, attribute)
    setattr(record, attribute, new)
    save(record, editor, "Corrected")
    rows = history_of(record)
    record._change_reason = "Given up"
    record.delete()
    rows += type(record).history.filter(history_type="-")
    assert signed(rows) == [
        ("+", editor, "Entered"),
        ("~", editor, "Corrected"),
        ("-", editor, "Given up"),
    ]
    assert all(started <= row.history_date <= timezone.now() for row in rows)
    assert [
        (change.field, change.old, change.new) for change in rows[1].diff_against(rows[0]).changes
    ] == [(name, old, new)]
    assert getattr(rows[2], attribute) == new


def test_every_noun_has_a_history_and_records_of_work_have_none():
    assert all(issubclass(model, Record) for model in NOUNS)
    assert not any(issubclass(model, Record) or hasattr(model, "history") for model in WORK)


@pytest.mark.parametrize("model", NOUNS)
def test_history_is_kept_from_the_migration_that_makes_the_noun(model):
    made = [
        {operation.name for operation in migration.operations if isinstance(operation, CreateModel)}
        for (app, _name), migration in MigrationLoader(None).disk_migrations.items()
        if app == model._meta.app_label
    ]
    (beside,) = [names for names in made if model.__name__ in names]
    assert f"Historical{model.__name__}" in beside


def test_what_goes_with_a_region_is_told_too(editor):
    fact = stored(factories.membership())
    region, key = fact.region, fact.pk
    region._history_user, region._change_reason = editor, "Merged"
    region.delete()
    told = Membership.history.get(history_type="-")
    assert (told.id, told.region_id, told.status) == (key, "BE3", "member")


class TestTermsOfADocument:
    @pytest.fixture
    def document(self):
        return stored(factories.policy_document())

    @pytest.fixture
    def terms(self):
        return [known(factories.term, vocabulary_id="nace-2", code=code) for code in ("C.21", "Q")]

    def test_adding_and_removing_terms_is_told(self, document, terms, editor):
        document._history_user, document._change_reason = editor, "Read again"
        document.terms.set(terms)
        document.terms.remove(terms[0])
        document.terms.clear()
        assert self.terms_told(document) == [set(), {"C.21", "Q"}, {"Q"}, set()]
        assert signed(history_of(document))[1] == ("~", editor, "Read again")

    def test_the_difference_names_the_terms(self, document, terms):
        document.terms.set(terms[:1])
        first, second = history_of(document)
        (change,) = second.diff_against(first).changes
        assert change.field == "terms"
        assert (len(change.old), [row["term"] for row in change.new]) == (0, [terms[0].pk])

    def test_the_terms_stay_told_when_the_document_is_deleted(self, document, terms):
        document.terms.set(terms)
        key = document.pk
        document.delete()
        before = PolicyDocument.history.filter(id=key, history_type="~").latest("history_id")
        assert {row.term.code for row in before.terms.all()} == {"C.21", "Q"}

    def test_a_bulk_write_of_the_document_keeps_its_terms_in_the_history(self, document, terms):
        document.terms.set(terms)
        table = with_value(PolicyDocumentResource().export(), "gloss", "The future of medicine")
        assert outcomes(import_table(PolicyDocument, table, None)) == (0, 1, 0, 0)
        assert self.terms_told(document)[-1] == {"C.21", "Q"}

    def terms_told(self, document):
        return [{row.term.code for row in told.terms.all()} for told in history_of(document)]


class TestLedger:
    def test_a_closed_and_an_opened_statement_are_told(self, editor):
        earlier = stored(factories.membership(status="planned", stated_on=OLD_DAY))
        ledger = Ledger(Membership, ["BE3"])
        ledger.place(factories.membership(status="member"))
        ledger.write(user=editor, reason="Second wave")
        later = Membership.objects.in_force().get()
        assert signed(history_of(earlier))[1:] == [("~", editor, "Second wave")]
        assert signed(history_of(later)) == [("+", editor, "Second wave")]
        closing = history_of(earlier)[1].diff_against(history_of(earlier)[0])
        assert [(c.field, c.old, c.new) for c in closing.changes] == [("superseded_on", None, DAY)]

    def test_what_stays_as_it_is_is_not_told_again(self, editor):
        same = stored(factories.membership())
        ledger = Ledger(Membership, ["BE3"])
        ledger.place(factories.membership())
        ledger.write(user=editor, reason="Once more")
        assert len(history_of(same)) == 1


def test_every_noun_has_a_table():
    assert RESOURCES.keys() == set(NOUNS) - WITHOUT_TABLE


@pytest.mark.parametrize("model", TABLES)
def test_what_a_table_brings_is_told_with_its_reason(model, editor):
    record = stored(BUILDERS[model]())
    table = RESOURCES[model]().export()
    record.delete()
    assert outcomes(import_table(model, table, editor)) == (1, 0, len(table) - 1, 0)
    (row,) = model.history.filter(history_change_reason="Wave of 2021")
    assert (row.history_type, row.history_user) == ("+", editor)
    assert row.instance == model.objects.get(pk=row.id)


# Every column of an alias is part of its key: another name is another alias.
@pytest.mark.parametrize("model", [model for model in TABLES if model is not Alias])
def test_what_a_table_changes_is_told_with_its_reason(model, editor):
    record = stored(BUILDERS[model]())
    is_statement = issubclass(model, Statement)
    name, new = ("stated_on", LATER_DAY) if is_statement else EDITS[model.__name__]
    table = RESOURCES[model]().export(model.objects.filter(pk=record.pk))
    plan = import_table(model, with_value(table, name, new), editor)
    assert outcomes(plan) == (0, 1, 0, 0)
    first, second = history_of(record)
    assert signed([second]) == [("~", editor, "Wave of 2021")]
    assert name in second.diff_against(first).changed_fields


@pytest.mark.parametrize("model", TABLES)
def test_a_table_that_changes_nothing_leaves_no_trace(model, editor):
    record = stored(BUILDERS[model]())
    plan = import_table(model, RESOURCES[model]().export(), editor)
    assert outcomes(plan) == (0, 0, model.objects.count(), 0)
    assert len(history_of(record)) == 1


def import_table(model, table, editor):
    headings = ",".join(table.headers)
    plan = read(RESOURCES[model], headings, *table, user=editor, reason="Wave of 2021")
    assert sentences(plan) == []
    return plan


def with_value(table, column, value):
    """The table with `value` in every row of `column`."""
    place = table.headers.index(column)
    text = value.isoformat() if isinstance(value, date) else str(value)
    rows = [[*row[:place], text, *row[place + 1 :]] for row in table]
    changed = type(table)(headers=table.headers)
    changed.extend(rows)
    return changed
