"""The rulebook on single values and keys: limits are told in words, keys that are taken found."""

from datetime import UTC, datetime
from decimal import Decimal
from unittest.mock import ANY

import pytest

from common.rulebook import Broken, broken_rules, unique_clashes
from regions.models import Alias, Membership
from tests.model import factories
from tests.model.factories import BUILDERS, stored
from tests.model.rules import RULES, UNIQUE

pytestmark = pytest.mark.django_db

EMPTY = "This cell must be filled."
UNFIT = "This column cannot hold such a value."
PLAIN_UNIQUE = [name for name in UNIQUE if RULES[name][1].condition is None]


def sentences(record):
    return [broken.sentence for broken in broken_rules([record]).get(0, [])]


LIMITS = [
    (factories.region, {"official_name": "x" * 201}, "Ensure this value has at most 200 char"),
    (factories.region, {"official_name": " \t"}, EMPTY),
    (factories.region, {"official_name": None}, EMPTY),
    (factories.region, {"state": "secret"}, "Value 'secret' is not a valid choice."),
    (factories.region, {"state": "a\0b"}, "Null characters are not allowed."),
    (factories.region, {"state": "\ud800"}, UNFIT),
    (factories.region, {"is_territory": "maybe"}, "“maybe” value must be either True or False."),
    (factories.region, {"is_territory": None}, EMPTY),
    (factories.region, {"longitude": float("nan")}, "Give a number."),
    (factories.region, {"longitude": "east"}, "“east” value must be a float."),
    (factories.region, {"longitude": 10**400}, UNFIT),
    (factories.alias, {"region_id": None}, EMPTY),
    (factories.alias, {"region_id": ""}, EMPTY),
    (factories.website, {"link": "ftp://example.org"}, "Enter a valid URL."),
    (factories.source, {"dated_on": "2021-02-30"}, "“2021-02-30” value has the correct format"),
    (factories.source, {"dated_on": []}, UNFIT),
    (factories.membership, {"stated_on": None}, "Say on which day the source stated it."),
    (factories.membership, {"source_id": None}, "Say where this fact comes from."),
    (factories.membership, {"since": "soon"}, "“soon” value has an invalid date format."),
    (factories.indicator, {"position": -1}, "Ensure this value is greater than or equal to 0."),
    (factories.indicator, {"position": 32768}, "Ensure this value is less than or equal to 32767"),
    (factories.indicator, {"position": 2**63}, UNFIT),
    (factories.indicator, {"position": float("inf")}, UNFIT),
    (factories.indicator, {"position": "first"}, "“first” value must be an integer."),
    (factories.term, {"parent_id": 2**63}, UNFIT),
    (factories.term, {"parent_id": "C"}, "“C” value must be an integer."),
    (factories.observation, {"value": "many"}, "“many” value must be a decimal number."),
    (factories.observation, {"value": Decimal("NaN")}, "“NaN” value must be a decimal number."),
    (factories.observation, {"value": float("-inf")}, "“-inf” value must be a decimal number."),
    (factories.observation, {"value": 10**14}, "Ensure that there are no more than 14 digits"),
    (factories.observation, {"value": "0.1234567"}, "Ensure that there are no more than 6 decimal"),
    (factories.observation, {"value": [1]}, "“[1]” value must be a decimal number."),
]


class TestLimits:
    @pytest.mark.parametrize(("build", "change", "sentence"), LIMITS)
    def test_a_limit_that_is_not_kept_is_told(self, build, change, sentence):
        record = build()
        for attribute, value in change.items():
            setattr(record, attribute, value)
        (attribute,) = change
        told = broken_rules([build(), record])
        assert list(told) == [1]
        assert told[1][0] == Broken((attribute,), ANY)
        assert told[1][0].sentence.startswith(sentence)
        assert type(told[1][0].sentence) is str

    def test_what_is_stored_in_one_form_is_judged_in_that_form(self):
        blanks = {"official_name": " Wallonie ", "native_name": "x" * 200 + " \n", "state": "draft"}
        assert broken_rules([factories.region(**blanks)]) == {}

    def test_values_are_read_as_saving_would_read_them(self):
        record = factories.observation(year="2019", value="217", stated_on="2021-12-31")
        assert broken_rules([record]) == {}
        assert broken_rules([factories.source(dated_on=datetime(2021, 1, 1, 10, tzinfo=UTC))]) == {}

    def test_rules_about_a_value_that_no_column_holds_are_left_out(self):
        record = factories.observation(value="many", year=2101)
        assert broken_rules([record])[0] == [
            Broken(("value",), ANY),
            Broken(("year",), "Give a year between 1900 and 2100."),
        ]

    def test_equal_values_of_different_kinds_are_told_apart(self):
        rows = [factories.observation(value=Decimal(value)) for value in ("1", "1.0000000", "1.0")]
        assert list(broken_rules(rows)) == [1]
        rows = [factories.region_change(level=level) for level in (1, True, 1.0, "1", "one")]
        assert list(broken_rules(rows)) == [4]
        said = broken_rules([factories.region(state=value) for value in (1, True)])
        assert [told[0].sentence for told in said.values()] == [
            "Value '1' is not a valid choice.",
            "Value 'True' is not a valid choice.",
        ]

    def test_what_is_no_number_is_told_alike_by_both_databases(self):
        told = broken_rules([factories.region(longitude=float("nan"))])
        assert told == {0: [Broken(("longitude",), "Give a number.")]}

    @pytest.mark.parametrize("value", [99_999, -99_999])
    def test_a_number_too_large_for_its_column_still_hears_the_rule(self, value):
        assert "Give a year between 1900 and 2100." in sentences(factories.observation(year=value))

    def test_a_text_too_long_for_its_column_is_not_cut_off_before_it_is_judged(self):
        told = sentences(factories.region(code="BE300-", parent_id="BE30"))
        assert told[0].startswith("Ensure this value has at most 5 characters")
        assert RULES["region_code_is_well_formed"][1].violation_error_message in told

    def test_records_that_are_referred_to_are_not_looked_up(self, django_assert_num_queries):
        nowhere = factories.alias(region_id="BE3")
        nowhere.region_id = "FR9"
        broken_rules([nowhere])
        with django_assert_num_queries(1):
            assert broken_rules([nowhere] * 100) == {}


class TestUniqueness:
    @pytest.mark.parametrize("name", PLAIN_UNIQUE)
    def test_a_key_taken_by_a_stored_record_is_told(self, name):
        model, rule = RULES[name]
        stored(BUILDERS[model](**UNIQUE[name][0]))
        twin = BUILDERS[model](**UNIQUE[name][0] | UNIQUE[name][1])
        (told,) = unique_clashes([twin])[0]
        assert told.sentence == str(rule.violation_error_message)
        assert told.fields == tuple(model._meta.get_field(field).attname for field in rule.fields)

    @pytest.mark.parametrize("name", PLAIN_UNIQUE)
    def test_a_key_taken_by_an_earlier_row_is_told(self, name):
        model, rule = RULES[name]
        rows = [BUILDERS[model](**UNIQUE[name][0]), BUILDERS[model](**UNIQUE[name][0])]
        assert list(unique_clashes(rows)) == [1]
        assert str(rule.violation_error_message) in [it.sentence for it in unique_clashes(rows)[1]]

    @pytest.mark.parametrize("model", BUILDERS)
    def test_a_record_does_not_clash_with_itself(self, model):
        record = stored(BUILDERS[model]())
        assert unique_clashes([record]) == {}
        assert unique_clashes([record, model.objects.get(pk=record.pk)]) == {}

    def test_a_code_used_twice_is_told(self):
        stored(factories.region(code="BE3"))
        rows = [factories.region(code=code) for code in ("BE1", "BE3", "BE1", "BE2")]
        assert unique_clashes(rows) == {
            1: [Broken(("code",), "Region with this Code already exists.")],
            2: [Broken(("code",), "Region with this Code already exists.")],
        }

    def test_names_are_compared_in_the_form_they_are_stored_in(self):
        stored(factories.alias(name="Île-de-France"))
        twin = factories.alias(name=" I\u0302le-de-France")
        assert list(unique_clashes([twin, factories.alias(name="Île de France")])) == [0]

    def test_empty_values_are_distinct(self):
        rows = [factories.policy_document(region_id=None, level="eu") for _ in range(2)]
        assert unique_clashes([*rows, stored(factories.policy_document())]) == {}

    def test_a_value_that_is_none_clashes_with_nothing(self):
        rows = [factories.region_change(to_edition="soon") for _ in range(2)]
        assert unique_clashes(rows) == {}

    def test_one_that_moves_away_does_not_make_room_within_the_list(self):
        mover = stored(factories.alias(name="Wallonia"))
        mover.name = "Walloon Region"
        assert list(unique_clashes([mover, factories.alias(name="Wallonia")])) == [1]

    def test_many_rows_take_one_query_a_key(self, django_assert_num_queries):
        rows = [Alias(region_id="BE3", name=f"Name {number}") for number in range(900)]
        with django_assert_num_queries(1):
            assert unique_clashes(rows) == {}
        with django_assert_num_queries(1):
            assert list(unique_clashes([factories.region_change(name="Twin")] * 3)) == [1, 2]
        with django_assert_num_queries(0):
            assert unique_clashes([Membership(region_id="BE3")]) == {}
