"""Every rule: a valid record, the one change that breaks it, its sentence, the database's no."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import CheckConstraint, UniqueConstraint

from policies import models as policies
from tests.model import factories
from tests.model.factories import BUILDERS, LATER_DAY, stored
from tests.model.rules import (
    CHECKS,
    IN_RAW_SQL_ONLY,
    NOUNS,
    RULES,
    STATEMENTS,
    UNIQUE,
    WHEN_MADE,
    checks,
)

pytestmark = pytest.mark.django_db


def test_every_rule_of_every_noun_stands_in_the_tables():
    assert set(RULES) == CHECKS.keys() | UNIQUE.keys() | WHEN_MADE.keys() | IN_RAW_SQL_ONLY
    assert set(NOUNS) == BUILDERS.keys()
    assert {type(rule) for model, rule in RULES.values()} == {CheckConstraint, UniqueConstraint}


def test_every_rule_has_a_sentence_of_its_own():
    for _model, rule in RULES.values():
        sentence = str(rule.violation_error_message)
        assert sentence != str(rule.default_violation_error_message), rule.name
        assert sentence[0].isupper(), rule.name
        assert sentence.endswith("."), rule.name


@pytest.mark.parametrize("model", NOUNS)
def test_a_valid_record_passes(model):
    record = BUILDERS[model]()
    record.full_clean()
    stored(record).full_clean()
    assert model.objects.filter(pk=record.pk).exists()


@pytest.mark.parametrize(("name", "change"), checks())
def test_a_check_says_its_sentence_and_the_database_holds_it(name, change):
    model, rule = RULES[name]
    record = stored(BUILDERS[model]())
    change = change() if callable(change) else change
    for attribute, value in change.items():
        setattr(record, attribute, value)
    assert sentences(rule, record) == [rule.violation_error_message]
    with pytest.raises(ValidationError):
        record.full_clean()
    with pytest.raises((IntegrityError, DataError)) as refused, transaction.atomic():
        model.objects.filter(pk=stored_key(model)).update(**change)
    assert any(broken in str(refused.value) for broken in broken_checks(model, record))


@pytest.mark.parametrize("name", WHEN_MADE)
def test_what_never_changes_is_not_made_wrongly(name):
    model, rule = RULES[name]
    record = BUILDERS[model](**WHEN_MADE[name])
    assert sentences(rule, record) == [rule.violation_error_message]
    with pytest.raises(ValidationError):
        record.full_clean()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.bulk_create([record])


@pytest.mark.parametrize("name", UNIQUE)
def test_a_uniqueness_says_its_sentence_and_the_database_holds_it(name):
    model, rule = RULES[name]
    shared, own = UNIQUE[name]
    stored(BUILDERS[model](**shared))
    twin = BUILDERS[model](**shared | own)
    assert sentences(rule, twin) == [rule.violation_error_message]
    with pytest.raises(ValidationError) as told:
        twin.full_clean()
    assert told.value.messages == [rule.violation_error_message]
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.bulk_create([twin])


@pytest.mark.parametrize("model", [*STATEMENTS, policies.PolicyDocument])
@pytest.mark.parametrize("field", ["source", "stated_on"])
def test_no_fact_without_source_and_date(model, field):
    fact = BUILDERS[model]()
    setattr(fact, field, None)
    with pytest.raises(ValidationError) as told:
        fact.full_clean()
    assert any(line.startswith("Say ") for line in told.value.message_dict[field])
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.bulk_create([fact])


@pytest.mark.parametrize("model", STATEMENTS)
def test_a_superseded_statement_makes_room_for_the_next(model):
    stored(BUILDERS[model](superseded_on=LATER_DAY))
    successor = BUILDERS[model](stated_on=LATER_DAY)
    successor.full_clean()
    stored(successor)
    assert model.objects.count() == 2
    assert model.objects.in_force().get() == successor


@pytest.mark.parametrize("model", [model for model in NOUNS if hasattr(model, "code")])
def test_a_code_is_used_once(model):
    twin = BUILDERS[model]()
    stored(BUILDERS[model]())
    with pytest.raises(ValidationError):
        twin.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.bulk_create([twin])


def sentences(rule, record):
    """What `rule` says of `record`: nothing if it keeps it."""
    try:
        rule.validate(type(record), record)
    except ValidationError as told:
        return told.messages
    return []


def broken_checks(model, record):
    checks = [rule for rule in model._meta.constraints if isinstance(rule, CheckConstraint)]
    return [rule.name for rule in checks if sentences(rule, record)]


def stored_key(model):
    return model.objects.order_by("-pk").values_list("pk", flat=True)[0]


def test_a_longitude_that_is_no_number_is_refused():
    with pytest.raises(ValidationError) as told:
        factories.region(longitude=float("nan")).full_clean()
    assert told.value.message_dict["longitude"] == ["Give a number."]
