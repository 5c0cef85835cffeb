"""Editions on the database: each wave keeps what the one before said, whichever came in first."""

from decimal import Decimal
from itertools import permutations

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from common.timeline import Outcome, Said
from regions.ledger import Ledger
from regions.models import Membership, Observation, Region
from regions.resources import MembershipResource, ObservationResource
from tests.model import factories
from tests.model.factories import DAY, LATER_DAY, OLD_DAY, known
from tests.tables import outcomes, read, sentences

pytestmark = pytest.mark.django_db

DAYS = {"survey-2019": OLD_DAY, "survey-2021": DAY, "survey-2024": LATER_DAY}
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SUBJECT = ("BE3", "errin")


def membership(source, status, **values):
    return factories.membership(source_id=source, stated_on=DAYS[source], status=status, **values)


def density(source, value, **values):
    return factories.observation(
        source_id=source, stated_on=DAYS[source], value=Decimal(value), **values
    )


def place(*statements):
    """Each statement by an import of its own; the outcomes."""
    outcomes = []
    for statement in statements:
        ledger = Ledger(type(statement), [statement.region_id])
        outcomes.append(ledger.place(statement).outcome)
        ledger.write(reason="A wave")
    return outcomes


def told(model=Membership, answer="status"):
    """Every stored statement: answer, first and last source and day, day of closing."""
    return [
        (
            getattr(row, answer),
            (row.first_source_id, row.first_stated_on),
            (row.source_id, row.stated_on),
            row.superseded_on,
        )
        for row in model.objects.order_by("first_stated_on")
    ]


OLD, NEW, NEWEST = DAYS.items()


class TestEditions:
    def test_planned_in_2019_and_member_in_2021_are_both_kept(self):
        outcomes = place(membership("survey-2019", "planned"), membership("survey-2021", "member"))
        assert outcomes == [Outcome.NEW, Outcome.CHANGED]
        assert told() == [("planned", OLD, OLD, DAY), ("member", NEW, NEW, None)]
        assert Membership.objects.in_force().get().status == "member"

    def test_an_answer_said_again_moves_its_date_on(self):
        outcomes = place(membership("survey-2019", "member"), membership("survey-2021", "member"))
        assert outcomes == [Outcome.NEW, Outcome.RENEWED]
        assert told() == [("member", OLD, NEW, None)]

    def test_a_network_that_a_wave_leaves_blank_stays_as_it_was(self):
        place(membership("survey-2019", "planned"))
        ledger = Ledger(Membership, ["BE3"])
        assert not ledger.is_changed
        ledger.write(reason="A wave without this network")
        assert told() == [("planned", OLD, OLD, None)]

    def test_the_same_wave_again_changes_nothing(self):
        wave = [membership("survey-2019", "planned"), membership("survey-2021", "member")]
        place(*wave)
        before = told()
        assert place(*wave) == [Outcome.UNCHANGED, Outcome.UNCHANGED]
        assert told() == before

    def test_a_source_corrects_itself(self):
        place(membership("survey-2021", "planned"))
        assert place(membership("survey-2021", "member")) == [Outcome.CORRECTED]
        assert told() == [("member", NEW, NEW, None)]

    def test_a_source_corrects_one_end_of_a_run(self):
        place(membership("survey-2019", "member"), membership("survey-2021", "member"))
        assert place(membership("survey-2021", "observer")) == [Outcome.CORRECTED]
        assert told() == [("member", OLD, OLD, DAY), ("observer", NEW, NEW, None)]

    def test_a_late_answer_splits_a_run_and_nothing_is_lost(self):
        place(membership("survey-2019", "member"), membership("survey-2024", "member"))
        assert place(membership("survey-2021", "planned")) == [Outcome.EARLIER]
        assert told() == [
            ("member", OLD, OLD, DAY),
            ("planned", NEW, NEW, LATER_DAY),
            ("member", NEWEST, NEWEST, None),
        ]

    def test_two_sources_that_contradict_each_other_are_reported_and_change_nothing(self):
        place(membership("survey-2021", "member"))
        known(factories.source, code="errin-website")
        other = factories.membership(source_id="errin-website", status="not_member")
        ledger = Ledger(Membership, ["BE3"])
        placement = ledger.place(other)
        assert placement.outcome is Outcome.CONTRADICTED
        assert placement.before.last == Said("survey-2021", DAY)
        assert not ledger.is_changed
        assert told() == [("member", NEW, NEW, None)]

    def test_a_table_that_contradicts_is_refused_with_a_sentence(self):
        place(membership("survey-2021", "member"))
        known(factories.source, code="errin-website")
        table = MembershipResource().export()
        other = dict.fromkeys(["source", "first_source"], "errin-website")
        plan = read_rows(MembershipResource, [table.dict[0] | {"status": "not_member"} | other])
        (sentence,) = sentences(plan)
        assert "survey-2021 says otherwise on the same day" in sentence
        assert told() == [("member", NEW, NEW, None)]

    def test_a_note_corrected_by_the_same_source_is_kept(self):
        place(membership("survey-2021", "member", note="since 2020"))
        (cells,) = MembershipResource().export().dict
        plan = read_rows(MembershipResource, [cells | {"note": "since 2018"}])
        assert (sentences(plan), outcomes(plan)) == ([], (0, 1, 0, 0))
        assert Membership.objects.get().note == "since 2018"


class TestComputed:
    def test_a_computed_value_never_replaces_a_stated_one(self):
        place(density("survey-2019", "216"))
        computed = density("survey-2021", "215.9", is_computed=True)
        assert place(computed) == [Outcome.UNCHANGED]
        assert Observation.objects.get().value == 216

    def test_a_stated_value_closes_a_computed_one(self):
        place(density("survey-2019", "215.9", is_computed=True))
        assert place(density("survey-2021", "216")) == [Outcome.CHANGED]
        assert told(Observation, "is_computed") == [(True, OLD, OLD, DAY), (False, NEW, NEW, None)]

    def test_a_stated_value_closes_a_computed_one_of_a_later_day(self):
        place(density("survey-2021", "215.9", is_computed=True))
        place(density("survey-2019", "216"))
        assert Observation.objects.in_force().get().is_computed is False

    def test_a_stated_value_closes_a_computed_one_of_the_same_day(self):
        known(factories.source, code="our-reckoning")
        place(factories.observation(source_id="our-reckoning", value=3, is_computed=True))
        assert place(density("survey-2021", "216")) != [Outcome.CONTRADICTED]
        assert Observation.objects.in_force().get().is_computed is False

    def test_the_number_of_decimals_makes_no_other_answer(self):
        place(density("survey-2019", "18.5"))
        assert place(density("survey-2021", "18.500000")) == [Outcome.RENEWED]


@pytest.mark.parametrize("indicator", ["innovation-group", "share-of-65"])
def test_a_table_keeps_to_the_kind_and_the_limits_of_the_indicator(indicator):
    factories.scale()
    known(factories.indicator, code="share-of-65", lowest=0, highest=100)
    table = ObservationResource().export([density("survey-2021", "500", indicator_id=indicator)])
    assert outcomes(read_rows(ObservationResource, table.dict)) == (0, 0, 0, 1)
    assert not Observation.objects.exists()


class TestWithdrawal:
    def withdraw(self, day):
        ledger = Ledger(Membership, ["BE3"])
        outcome = ledger.withdraw(SUBJECT, Said("survey-2021", day)).outcome
        ledger.write(reason="The full list leaves it out")
        return outcome

    def test_a_later_list_that_leaves_it_out_closes_it(self):
        place(membership("survey-2019", "member"))
        assert self.withdraw(DAY) is Outcome.CHANGED
        assert told() == [("member", OLD, OLD, DAY)]
        assert self.withdraw(LATER_DAY) is Outcome.UNCHANGED

    def test_an_older_list_withdraws_nothing(self):
        place(membership("survey-2021", "member"))
        assert self.withdraw(OLD_DAY) is Outcome.UNCHANGED
        assert told() == [("member", NEW, NEW, None)]

    def test_what_was_withdrawn_and_is_stated_again_is_a_statement_of_its_own(self):
        place(membership("survey-2019", "member"))
        self.withdraw(DAY)
        assert place(membership("survey-2024", "member")) == [Outcome.NEW]
        assert told() == [("member", OLD, OLD, DAY), ("member", NEWEST, NEWEST, None)]

    def test_what_nobody_stated_cannot_be_withdrawn(self):
        assert self.withdraw(DAY) is Outcome.UNCHANGED


class TestOrder:
    ANSWERS = {"survey-2019": "planned", "survey-2021": "member", "survey-2024": "planned"}

    @pytest.mark.parametrize("order", list(permutations(ANSWERS)))
    def test_whichever_wave_comes_first_the_same_is_stored(self, order):
        place(*(membership(source, self.ANSWERS[source]) for source in order))
        assert told() == [
            ("planned", OLD, OLD, DAY),
            ("member", NEW, NEW, LATER_DAY),
            ("planned", NEWEST, NEWEST, None),
        ]

    @given(
        answers=st.dictionaries(
            st.sampled_from(sorted(DAYS)), st.sampled_from(["member", "planned"]), min_size=1
        ),
        data=st.data(),
    )
    def test_in_any_order_the_latest_answer_is_in_force(self, answers, data):
        order = data.draw(st.permutations(sorted(answers)))
        with transaction.atomic():
            place(*(membership(source, answers[source]) for source in order))
            rows = Membership.objects.in_force().values_list("status", flat=True)
            assert list(rows) == [answers[max(answers)]]
            transaction.set_rollback(True)

    @pytest.mark.parametrize(
        ("stated_in", "is_stated_first"),
        [
            ("survey-2024", True),
            ("survey-2024", False),
            ("survey-2019", True),
            ("survey-2019", False),
        ],
    )
    def test_a_stated_value_is_in_force_whether_the_computed_came_first(
        self, stated_in, is_stated_first
    ):
        stated = density(stated_in, "216")
        computed = density("survey-2021", "215.9", is_computed=True)
        place(*([stated, computed] if is_stated_first else [computed, stated]))
        assert Observation.objects.in_force().get().is_computed is False


class TestQueries:
    """A place costs no query; reading and writing cost a few for hundreds of rows."""

    @pytest.fixture
    def codes(self):
        known(factories.region, code="BE")
        second = [f"BE1{sign}" for sign in SIGNS[:20]]
        codes = ["BE1", *second, *(code + sign for code in second for sign in SIGNS[:24])]
        Region.objects.bulk_create([factories.region(code=c, parent_id=c[:-1]) for c in codes])
        return codes[:500]

    def statements(self, codes, **values):
        base = factories.membership(**values)
        return [Membership(**{**_values(base), "region_id": code}) for code in codes]

    def test_placing_needs_no_query(self, codes, django_assert_num_queries):
        statements = self.statements(codes)
        with django_assert_num_queries(1):
            ledger = Ledger(Membership, codes)
            outcomes = {ledger.place(statement).outcome for statement in statements}
        assert outcomes == {Outcome.NEW}

    def test_writing_needs_few(self, codes):
        assert self.writing(self.statements(codes, stated_on=OLD_DAY)) <= 20
        assert self.writing(self.statements(codes, stated_on=DAY)) <= 20
        assert self.writing(self.statements(codes, stated_on=LATER_DAY, status="partly")) <= 40
        assert Membership.objects.count() == 1000
        assert Membership.objects.in_force().count() == 500

    def writing(self, statements):
        ledger = Ledger(Membership, [statement.region_id for statement in statements])
        for statement in statements:
            ledger.place(statement)
        with CaptureQueriesContext(connection) as queries:
            ledger.write(reason="A wave")
        return len(queries)


def _values(record):
    return {field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}


def read_rows(resource, rows):
    return read(resource, ",".join(rows[0]), *(row.values() for row in rows))
