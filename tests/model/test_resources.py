"""Tables read in: what a blank cell says, what is refused, and what others deleted stays away."""

from decimal import Decimal

import pytest
from django.utils import translation
from tablib import Dataset

from policies.models import Classification, Initiative, Participation, Term
from policies.resources import (
    ClassificationResource,
    InitiativeResource,
    ParticipationResource,
    TermResource,
)
from regions.models import Membership, Network, Region
from regions.resources import (
    MembershipResource,
    NetworkResource,
    RegionResource,
    widgets,
)
from tests.model import factories
from tests.model.factories import known, stored

pytestmark = pytest.mark.django_db

LOADER = "Reference facts of the project"
MEMBER = ("BE3", "errin", "member", "survey-2021", "2021-12-31")


def read(resource, headings, *rows, **options):
    return resource().import_data(Dataset(*rows, headers=headings.split(",")), **options)


def members(*rows):
    membership = factories.membership()
    assert not membership.pk
    return read(MembershipResource, "region,network,status,source,stated_on", *rows)


def sentences(result):
    return [
        *(str(error.error) for error in result.base_errors),
        *(sentence for row in result.invalid_rows for sentence in row.error.messages),
    ]


class TestBlankCells:
    @pytest.mark.parametrize("blank", ["", "  ", None])
    @pytest.mark.parametrize(
        ("heading", "value"),
        [
            ("is_territory", True),
            ("is_territory", False),
            ("summary", "Five provinces."),
            ("parent", "BE"),
            ("longitude", 4.747),
            ("state", "draft"),
        ],
    )
    def test_what_is_stored_stays(self, heading, value, blank):
        name = "parent_id" if heading == "parent" else heading
        known(factories.region, code="BE")
        stored(factories.region(**{name: value}))

        result = read(RegionResource, f"code,{heading}", ("BE3", blank))

        assert (sentences(result), result.totals["skip"]) == ([], 1)
        assert getattr(Region.objects.get(code="BE3"), name) == value

    def test_a_new_record_has_its_defaults(self):
        headings = "code,official_name,nuts_editions,is_territory,state,longitude"
        read(RegionResource, headings, ("BE", "Belgique", "2024", "", "", ""))
        region = Region.objects.get(code="BE")
        assert (region.is_territory, region.state, region.longitude) == (True, "published", None)

    def test_a_filled_cell_beside_it_is_stored(self):
        stored(factories.region(summary="Five provinces."))
        read(RegionResource, "code,summary,is_territory", ("BE3", "", "no"))
        region = Region.objects.get(code="BE3")
        assert (region.summary, region.is_territory) == ("Five provinces.", False)


class TestTwoRows:
    def test_other_answers_about_one_thing_on_one_day_are_refused(self):
        result = members(MEMBER, (*MEMBER[:2], "planned", *MEMBER[3:]))
        (row,) = result.invalid_rows
        assert row.number == 2  # the third line of the file
        assert sentences(result) == [
            "Row 2 says otherwise about the same thing on the same day.",
        ]
        assert [row.status for row in Membership.objects.all()] == ["member"]

    def test_the_same_answer_twice_is_one_statement(self):
        assert sentences(members(MEMBER, MEMBER)) == []
        assert Membership.objects.count() == 1

    def test_other_answers_on_other_days_are_both_kept(self):
        assert sentences(members(MEMBER, (*MEMBER[:2], "planned", MEMBER[3], "2019-12-31"))) == []
        assert Membership.objects.count() == 2

    def test_two_columns_of_one_name_are_refused(self):
        result = read(NetworkResource, "code,code,name", ("a", "b", "A"))
        assert sentences(result)[0] == "The table has two columns of the same name: code."
        assert not Network.objects.exists()


class TestNumbers:
    @pytest.mark.parametrize(
        "text", ["18.51", "18.5100000", "0", "0e50", "-123456789012.123456", "1e11", ".5"]
    )
    def test_what_the_database_keeps_is_read(self, text):
        assert widgets.NumberWidget().clean(text) == Decimal(text)

    @pytest.mark.parametrize("text", ["0.1234567", "1e-7", "1e-999999999", f"0.{'1' * 40}"])
    def test_more_than_six_decimals_are_refused(self, text):
        with pytest.raises(ValueError, match="Write at most six decimals"):
            widgets.NumberWidget().clean(text)

    @pytest.mark.parametrize("text", ["1234567890123", "1e12", "-1e999999999"])
    def test_more_than_twelve_digits_before_the_point_are_refused(self, text):
        with pytest.raises(ValueError, match="at most twelve digits before the point"):
            widgets.NumberWidget().clean(text)

    @pytest.mark.parametrize("text", ["nan", "inf", "1,5", "--5"])
    def test_what_is_no_number_is_refused(self, text):
        for widget in (widgets.NumberWidget(), widgets.DegreesWidget()):
            with pytest.raises(ValueError, match="is not a number"):
                widget.clean(text)

    @pytest.mark.parametrize("text", ["--5", "5-", "-", "1.5", "²", "1234567890"])
    def test_what_is_no_whole_number_is_refused(self, text):
        with pytest.raises(ValueError, match="is not a whole number"):
            widgets.WholeNumberWidget().clean(text)

    def test_a_whole_number_is_read(self):
        assert [widgets.WholeNumberWidget().clean(t) for t in ("2019", " -5 ")] == [2019, -5]

    def test_degrees_are_as_exact_as_they_were_measured(self):
        assert widgets.DegreesWidget().clean("4.7471234567") == 4.7471234567


def test_the_sentences_are_translated(monkeypatch):
    monkeypatch.setattr(widgets, "_", lambda text: {"Write at most six decimals.": "Six !"}[text])
    with translation.override("fr"), pytest.raises(ValueError, match="Six !"):
        widgets.NumberWidget().clean("0.1234567")


class TestDeleted:
    """The loader of the project's facts leaves away what others deleted."""

    NETWORKS = NetworkResource, "code,name,short_name,kind", ("errin", "Research", "E", "network")
    MEMBERS = MembershipResource, "region,network,status,source,stated_on", MEMBER

    def load(self, table):
        result = read(*table, reason=LOADER, keep_edits=True)
        assert sentences(result) == []
        assert not result.has_errors()
        return result.totals["new"], result.totals["skip"]

    def test_a_record(self):
        assert self.load(self.NETWORKS) == (1, 0)
        Network.objects.get().delete()
        assert self.load(self.NETWORKS) == (0, 1)
        assert not Network.objects.exists()

    def test_a_record_made_again_is_there(self):
        self.load(self.NETWORKS)
        Network.objects.get().delete()
        read(*self.NETWORKS)
        assert self.load(self.NETWORKS) == (0, 1)
        assert Network.objects.exists()

    def test_a_record_that_the_loader_deleted_comes_back(self):
        self.load(self.NETWORKS)
        network = Network.objects.get()
        network._change_reason = LOADER
        network.delete()
        assert self.load(self.NETWORKS) == (1, 0)

    def test_whoever_does_not_keep_edits_brings_it_back(self):
        self.load(self.NETWORKS)
        Network.objects.get().delete()
        assert read(*self.NETWORKS).totals["new"] == 1

    def test_a_statement(self):
        factories.membership()
        assert self.load(self.MEMBERS) == (1, 0)
        Membership.objects.get().delete()
        assert self.load(self.MEMBERS) == (0, 1)
        other_day = (*self.MEMBERS[:2], (*MEMBER[:4], "2024-12-31"))
        assert self.load(other_day) == (1, 0)

    def test_a_statement_about_a_record_that_was_deleted_too(self):
        factories.membership()
        self.load(self.MEMBERS)
        Membership.objects.get().delete()
        Network.objects.get().delete()
        assert self.load(self.MEMBERS) == (0, 1)

    def test_terms_and_what_is_classified_by_them(self):
        factories.classification()
        terms = TermResource, "vocabulary,code,label", ("nace-2", "C.21", "Pharmacy")
        stated = ("BE3", "nace-2:C.21", "survey-2021", "2021-12-31")
        classes = ClassificationResource, "region,term,source,stated_on", stated
        assert self.load(classes) == (1, 0)
        Classification.objects.get().delete()
        Term.objects.get().delete()
        assert (self.load(terms), self.load(classes)) == ((0, 1), (0, 1))

    def test_initiatives_and_who_takes_part(self):
        factories.participation()
        titles = InitiativeResource, "title,link", ("S3MedTech", "https://example.org/s3")
        stated = ("BE3", "S3MedTech", "survey-2021", "2021-12-31")
        parts = ParticipationResource, "region,initiative,source,stated_on", stated
        assert self.load(parts) == (1, 0)
        Participation.objects.get().delete()
        Initiative.objects.get().delete()
        assert (self.load(titles), self.load(parts)) == ((0, 1), (0, 1))

    def test_a_code_that_nobody_ever_had_is_still_refused(self):
        known(factories.region, code="BE3")
        result = read(*self.MEMBERS, reason=LOADER, keep_edits=True)
        assert "“errin” is not the code of a network known here." in sentences(result)
