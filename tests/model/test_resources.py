"""Tables read in: what a blank cell says, what is refused, and what others deleted stays away."""

import pytest

from policies.models import Classification, Initiative, Participation, Term
from policies.resources import (
    ClassificationResource,
    InitiativeResource,
    ParticipationResource,
    TermResource,
)
from regions.models import Membership, Network, Region
from regions.resources import MembershipResource, NetworkResource, RegionResource
from tests.model import factories
from tests.model.factories import known, stored
from tests.tables import outcomes, read, sentences
from workbench.imports.plan import Cause
from workbench.imports.shape import Unfit
from workbench.tables import statements

pytestmark = pytest.mark.django_db

LOADER = "Reference facts of the project"
MEMBER = ("BE3", "errin", "member", "survey-2021", "2021-12-31")


def members(*rows, **choices):
    membership = factories.membership()
    assert not membership.pk
    return read(MembershipResource, "region,network,status,source,stated_on", *rows, **choices)


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

        plan = read(RegionResource, f"code,{heading}", ("BE3", blank))

        assert (sentences(plan), outcomes(plan)) == ([], (0, 0, 1, 0))
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
    OTHERWISE = *MEMBER[:2], "planned", *MEMBER[3:]

    @pytest.mark.parametrize("partial", [False, True])
    def test_other_answers_about_one_thing_on_one_day_are_both_refused(self, partial):
        plan = members(MEMBER, self.OTHERWISE, partial=partial)
        said = "Row {} says otherwise about the same thing on the same day. Keep one."
        assert [(told.row, told.heading, told.value, told.reason) for told in plan.refusals] == [
            (2, "status", "member", said.format(3)),
            (3, "status", "planned", said.format(2)),
        ]
        assert not Membership.objects.exists()

    def test_however_the_rows_name_their_region_and_however_long_the_file_is(self, monkeypatch):
        monkeypatch.setattr(statements, "CHUNK", 1)
        plan = members(MEMBER, ("Territory BE3", *self.OTHERWISE[1:]))
        assert [told.row for told in plan.refusals] == [2, 3]
        assert not Membership.objects.exists()

    def test_the_other_rows_are_imported_when_that_is_asked_for(self):
        other_day = *MEMBER[:4], "2019-12-31"
        assert outcomes(members(MEMBER, other_day, self.OTHERWISE, partial=True)) == (1, 0, 0, 2)
        assert [str(row.stated_on) for row in Membership.objects.all()] == ["2019-12-31"]

    def test_the_same_answer_twice_is_one_statement(self):
        assert sentences(members(MEMBER, MEMBER)) == []
        assert Membership.objects.count() == 1

    def test_two_rows_about_one_record_are_refused(self):
        rows = [("errin", name, name, "network") for name in ("A", "B")]
        plan = read(NetworkResource, "code,name,short_name,kind", *rows)
        (told,) = plan.refusals
        assert (told.row, told.reason) == (3, "Row 2 is about the same. Keep one of the two.")
        assert not Network.objects.exists()

    def test_other_answers_on_other_days_are_both_kept(self):
        assert sentences(members(MEMBER, (*MEMBER[:2], "planned", MEMBER[3], "2019-12-31"))) == []
        assert Membership.objects.count() == 2

    def test_two_columns_of_one_name_are_refused(self):
        with pytest.raises(Unfit, match="Two columns are matched to the same: Code"):
            read(NetworkResource, "code,code,name", ("a", "b", "A"))
        assert not Network.objects.exists()

    def test_a_table_without_a_column_that_every_row_needs_is_refused(self):
        with pytest.raises(Unfit, match="These columns are missing: source, stated_on"):
            read(MembershipResource, "region,network,status", ("BE3", "errin", "member"))


class TestFamilies:
    """Rows that name other rows of their file."""

    def terms(self, label, **choices):
        known(factories.vocabulary, code="nace-2")
        rows = [("C", "", label), ("C.21", "C", "Pharmacy"), ("Q", "", "Health")]
        table = [("nace-2", *row) for row in rows]
        return read(TermResource, "vocabulary,code,parent,label", *table, **choices)

    def test_parents_come_with_their_children(self):
        assert outcomes(self.terms("Industry")) == (3, 0, 0, 0)
        assert Term.objects.get(code="C.21").parent.code == "C"

    def test_a_bad_parent_refuses_the_table_in_words(self):
        assert "Give the term a label." in sentences(self.terms(""))
        assert not Term.objects.exists()

    def test_the_children_of_a_bad_parent_wait_with_it(self):
        plan = self.terms("", partial=True)
        assert outcomes(plan) == (1, 0, 0, 2)
        assert "“C” is not a term of this vocabulary, here or further up." in sentences(plan)
        assert [term.code for term in Term.objects.all()] == ["Q"]


class TestNames:
    """A record may be named otherwise than by its code, where only one bears the name."""

    @pytest.mark.parametrize("region", ["BE3", "territory be3", "La Wallonie", "BE3 - La Wallonie"])
    @pytest.mark.parametrize("network", ["errin", "ERRIN"])
    def test_one_bears_it(self, region, network):
        factories.membership()
        stored(factories.alias(name="La Wallonie"))
        assert sentences(members((region, network, *MEMBER[2:]))) == []
        assert Membership.objects.filter(region="BE3", network="errin").exists()

    def test_two_bear_it(self):
        for code in ("BE1", "BE10"):
            known(factories.region, code=code, official_name="Bruxelles")
        (told,) = members(("Bruxelles", *MEMBER[1:])).refusals
        assert (told.cause, told.question) == (Cause.UNKNOWN_ANSWER, "code:region")

    def test_the_code_and_the_name_of_two_regions(self):
        known(factories.region, code="BE2")
        (told,) = members(("BE2 - Territory BE3", *MEMBER[1:])).refusals
        assert told.cause is Cause.UNKNOWN_ANSWER


class TestDeleted:
    """The loader of the project's facts leaves away what others deleted."""

    NETWORKS = NetworkResource, "code,name,short_name,kind", ("errin", "Research", "E", "network")
    MEMBERS = MembershipResource, "region,network,status,source,stated_on", MEMBER

    def load(self, table):
        plan = read(*table, reason=LOADER, keeps_edits=True)
        assert sentences(plan) == []
        new, changed, unchanged, _in_error = outcomes(plan)
        assert changed == 0
        return new, unchanged

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
        assert outcomes(read(*self.NETWORKS)) == (1, 0, 0, 0)
        assert Network.objects.exists()

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

    def test_a_new_term_below_one_that_was_deleted(self):
        known(factories.vocabulary, code="nace-2")
        headings, parent = "vocabulary,code,parent,label", ("nace-2", "C", "", "Industry")
        assert self.load((TermResource, headings, parent)) == (1, 0)
        Term.objects.get().delete()
        child, other = ("nace-2", "C.21", "C", "Pharmacy"), ("nace-2", "Q", "", "Health")
        assert self.load((TermResource, headings, parent, child, other)) == (1, 2)
        assert [term.code for term in Term.objects.all()] == ["Q"]

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
        plan = read(*self.MEMBERS, reason=LOADER, keeps_edits=True)
        assert "“errin” is not the code of a network known here." in sentences(plan)
