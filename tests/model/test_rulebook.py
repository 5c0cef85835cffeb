"""The rulebook: what it says of a row before it is written is what the database says then."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models, transaction
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Length
from django.test.utils import isolate_apps
from hypothesis import event, given
from hypothesis import strategies as st

from common.rulebook import Broken, broken_rules, unique_clashes
from policies.models import Term
from regions.models import Membership, Observation, Region, RegionChange
from tests.model import factories
from tests.model.factories import BUILDERS, DAY, LATER_DAY, OLD_DAY, stored
from tests.model.rules import RULES, checks

pytestmark = pytest.mark.django_db


def sentences(record):
    return [broken.sentence for broken in broken_rules([record]).get(0, [])]


def rules_of(model):
    return [rule for rule in model._meta.constraints if isinstance(rule, CheckConstraint)]


def broken_by_django(record):
    """The sentences of the checks that Django, with a query each, finds broken."""
    told = []
    for rule in rules_of(type(record)):
        try:
            rule.validate(type(record), record)
        except ValidationError as broken:
            told += broken.messages
    return told


def checks_told(record):
    every = {str(rule.violation_error_message) for rule in rules_of(type(record))}
    return [sentence for sentence in sentences(record) if sentence in every]


class TestChecks:
    @pytest.mark.parametrize(("name", "change"), checks())
    def test_a_broken_rule_is_told_by_its_sentence(self, name, change):
        model, rule = RULES[name]
        record = stored(BUILDERS[model]())
        for attribute, value in (change() if callable(change) else change).items():
            setattr(record, attribute, value)
        assert str(rule.violation_error_message) in sentences(record)
        assert checks_told(record) == broken_by_django(record)

    @pytest.mark.parametrize("model", BUILDERS)
    def test_nothing_is_told_of_a_valid_row(self, model):
        record = BUILDERS[model]()
        assert broken_rules([record]) == {}
        assert broken_rules([stored(record), model.objects.get(pk=record.pk)]) == {}

    def test_a_broken_rule_names_the_fields_it_is_about(self):
        assert broken_rules([factories.membership(since=DAY, until=DAY)]) == {
            0: [Broken(("since", "until"), "A membership ends after it starts.")]
        }
        (broken,) = broken_rules([factories.region(code="FR1", parent_id="BE")])[0]
        assert broken.fields == ("parent_id", "code")

    def test_among_many_rows_the_broken_ones_are_told_by_their_position(self):
        rows = [factories.observation(year=1900 + number % 200) for number in range(1000)]
        for position in (0, 111, 112, 500, 999):
            rows[position].year = 2101
        told = broken_rules(rows)
        assert list(told) == [0, 111, 112, 500, 999]
        assert set(map(tuple, told.values())) == {
            (Broken(("year",), "Give a year between 1900 and 2100."),)
        }

    def test_many_rows_take_few_queries(self, django_assert_max_num_queries):
        rows = [factories.observation(value=number) for number in range(1000)]
        broken_rules(rows[:1])
        with django_assert_max_num_queries(10):
            broken_rules(rows)

    def test_no_rows_break_no_rule(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert broken_rules([]) == unique_clashes([]) == {}

    def test_a_key_given_by_the_database_is_unknown_yet(self):
        parent = stored(factories.term())
        assert broken_rules([factories.term(code="C.22", parent_id=parent.pk)]) == {}

    def test_a_share_is_compared_as_a_number_not_as_a_text(self):
        low, high = factories.region_change(share="0.0"), factories.region_change(share="10")
        told = broken_rules([low, high, factories.region_change(share=Decimal("1E0"))])
        assert list(told) == [1]

    def test_a_rule_about_a_generated_column_is_about_what_it_is_made_of(self):
        with isolate_apps("regions"):

            class Place(models.Model):  # noqa: DJ008
                code = models.CharField(max_length=5)
                level = models.GeneratedField(
                    expression=Length("code") - 2,
                    output_field=models.PositiveSmallIntegerField(),
                    db_persist=True,
                )
                deepest = models.PositiveSmallIntegerField()

                class Meta:
                    app_label = "regions"
                    constraints = [
                        CheckConstraint(condition=Q(level__lte=F("deepest")), name="not_too_deep")
                    ]

            rows = [Place(code="BE3", deepest=1), Place(code="BE31", deepest=1)]
            assert broken_rules(rows) == {
                1: [Broken(("code", "deepest"), "Constraint “not_too_deep” is violated.")]
            }


def refusal(record):
    """What the database says to the record, nothing if it takes it; it keeps nothing of it."""
    try:
        with transaction.atomic():
            type(record).objects.bulk_create([record])
            transaction.set_rollback(True)
    except (IntegrityError, DataError) as refused:
        return str(refused)
    return ""


def assert_the_database_agrees(record):
    told, refused = checks_told(record), refusal(record)
    event("refused" if refused else "taken")
    assert bool(told) == bool(refused)
    names = [it.name for it in rules_of(type(record)) if str(it.violation_error_message) in told]
    assert not told or any(name in refused for name in names)


DAYS = st.sampled_from([OLD_DAY, DAY, LATER_DAY, date(1899, 12, 31), date(1900, 1, 1)])
YEARS = st.none() | st.sampled_from([1899, 1900, 2100, 2101, 0]) | st.integers(0, 32767)
EDGE = 10**12
NUMBERS = (
    st.none()
    | st.decimals(-9 * EDGE, 9 * EDGE, places=6)
    | st.sampled_from([EDGE, -EDGE, EDGE + 1, Decimal("0.000001"), EDGE + Decimal("0.000001")])
)
INDICATORS = st.sampled_from(["population-density", "innovation-group", "-group", "group", ""])
GROUPS = ["innovation-group/2019/strong", "innovation-group", "innovation", "-group/a", "/", ""]
TEXTS = st.sampled_from(["", " ", "2016 2021", "fr", "fr-BE", "x\u2028"]) | st.text(max_size=8)
CODES = st.sampled_from(["BE", "BE3", "BE31", "FR1"]) | st.text("ABZaz019Ä-", max_size=5)


class TestWhatTheDatabaseSaysLater:
    """Each record is a valid one in which some values are put in place of its own."""

    @given(
        st.fixed_dictionaries(
            {},
            optional={
                "stated_on": DAYS | st.dates(),
                "first_stated_on": DAYS | st.dates(),
                "superseded_on": st.none() | DAYS | st.dates(),
                "indicator_id": INDICATORS,
                "year": YEARS,
                "value": NUMBERS,
                "group_id": st.none() | st.sampled_from(GROUPS),
                "is_computed": st.booleans(),
            },
        )
    )
    def test_of_an_observation(self, values):
        said = {"source_id": "s", "first_source_id": "s", "stated_on": DAY, "first_stated_on": DAY}
        valid = {"region_id": "BE3", "indicator_id": "population-density", "value": 217}
        assert_the_database_agrees(Observation(**said | valid | values))

    @given(
        st.fixed_dictionaries(
            {},
            optional={
                "code": CODES,
                "parent_id": st.none() | CODES,
                "official_name": TEXTS,
                "language": TEXTS,
                "nuts_editions": TEXTS,
                "longitude": st.none() | st.floats(allow_nan=False),
                "latitude": st.none() | st.floats(-91, 91),
                "state": st.sampled_from(["draft", "published", "Published", "", "secret"]),
            },
        )
    )
    def test_of_a_region(self, values):
        valid = {"code": "BE3", "parent_id": "BE", "official_name": "x", "nuts_editions": "2021"}
        assert_the_database_agrees(Region(**valid | values))

    @given(
        st.fixed_dictionaries(
            {},
            optional={
                "status": st.sampled_from(["member", "through_region", "maybe", ""]),
                "via_id": st.none() | CODES,
                "region_id": CODES,
                "since": st.none() | DAYS | st.dates(),
                "until": st.none() | DAYS | st.dates(),
            },
        )
    )
    def test_of_a_membership(self, values):
        said = {"source_id": "s", "first_source_id": "s", "stated_on": DAY, "first_stated_on": DAY}
        valid = {"region_id": "BE3", "network_id": "errin", "status": "member"}
        assert_the_database_agrees(Membership(**said | valid | values))

    @given(st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=4) | st.decimals())
    def test_nothing_that_a_cell_may_hold_makes_it_stumble(self, it):
        row = Observation(year=it, value=it, stated_on=it, is_computed=it, note=it, group_id=it)
        assert 0 in broken_rules([row])
        broken_rules([Term(parent_id=it, code=it, label=it)])
        broken_rules([Region(longitude=it, code=it, state=it)])
        unique_clashes([Term(vocabulary_id=it, code=it)])
        unique_clashes([RegionChange(from_edition=it, to_edition=it, old_code=it)])
