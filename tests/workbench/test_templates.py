"""Templates of tables: what is not changed changes nothing, and what is offered is understood."""

import pytest
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q

from regions.models import Network, Region
from tests.model import factories
from tests.model.factories import BUILDERS, stored
from tests.workbench.templates import (
    EVERY,
    NOUNS,
    WAVE,
    assert_examples_can_be_written,
    blank,
    drop_downs,
    every_region,
    explained,
    headings_of,
    opened,
    rows_of,
    rows_of_options,
    saved,
    typed,
)
from workbench.imports.choices import Choices
from workbench.imports.plan import Cause
from workbench.imports.running import look
from workbench.imports.shape import Unfit
from workbench.imports.shapes import all_shapes, shape_of
from workbench.imports.templates import file_name, my_regions, template
from workbench.models import Responsibility

pytestmark = pytest.mark.django_db

# What a whole row has against it, whatever a single cell says.
OF_THE_ROW = {Cause.MISSING, Cause.RULE, Cause.TWICE, Cause.CONTRADICTED}

every_noun = pytest.mark.parametrize("key", NOUNS)
every_shape = pytest.mark.parametrize("key", EVERY)


@pytest.fixture
def facts(reference):
    """The reference facts, and a record of each noun of which they have none."""
    for key in NOUNS:
        model = shape_of(key).model
        if not model.objects.exists():
            stored(BUILDERS[model]())


class TestFilled:
    @every_noun
    def test_uploaded_unchanged_it_changes_nothing(self, key, facts):
        shape = shape_of(key)
        in_force = Q(superseded_on=None) if hasattr(shape.model, "superseded_on") else Q()
        count = shape.model.objects.filter(in_force).count()

        run = look(template(shape, regions=every_region()), "mine.xlsx", Choices(), all_shapes())

        assert run.file.shape.key == key
        assert run.file.is_plain
        assert (run.plan.refusals, run.plan.changes) == ([], [])
        assert len(run.file.table.rows) == run.plan.row_counts()["unchanged"] == count > 0

    @every_noun
    def test_so_it_does_if_a_program_has_saved_it_and_its_kind_is_chosen(self, key, facts):
        shape = shape_of(key)
        data = saved(opened(template(shape, regions=["BE", "BE3"])))

        run = look(data, "mine.xlsx", Choices(), [shape])

        assert (run.plan.refusals, run.plan.changes) == ([], [])
        assert run.file.table.rows

    @every_noun
    def test_more_rows_need_no_more_queries(self, key, facts, django_assert_max_num_queries):
        with django_assert_max_num_queries(16):
            template(shape_of(key), regions=every_region())

    def test_facts_are_those_of_the_regions(self, facts):
        book = opened(template(shape_of("regions.observation"), regions=["BE3", "BE31"]))
        assert {row["region"] for row in rows_of(book)} == {"BE3", "BE31"}

    def test_regions_are_themselves(self, facts):
        book = opened(template(shape_of("regions.region"), regions=["BE3", "BE"]))
        assert [row["code"] for row in rows_of(book)] == ["BE", "BE3"]

    def test_what_is_about_no_region_is_there_as_a_whole(self, facts):
        book = opened(template(shape_of("regions.network"), regions=["BE3"]))
        assert len(rows_of(book)) == Network.objects.count()

    def test_statements_are_those_in_force(self, facts):
        later = {"status": "observer", "stated_on": factories.LATER_DAY}
        stored(factories.membership(superseded_on=factories.LATER_DAY))
        stored(factories.membership(**later))
        book = opened(template(shape_of("regions.membership"), regions=["BE3"]))

        told = [row for row in rows_of(book) if row["network"] == "errin"]

        assert [(row["status"], row["stated_on"]) for row in told] == [("observer", "2024-12-31")]


class TestBlank:
    @every_shape
    def test_it_is_small_and_has_no_rows(self, key, facts):
        data = template(shape_of(key))

        assert len(data) < 60_000
        with pytest.raises(Unfit, match="no rows"):
            look(data, "blank.xlsx", WAVE, [shape_of(key)])

    @every_shape
    def test_every_heading_is_known(self, key, facts):
        shape, headings = shape_of(key), headings_of(blank(key))
        matched = shape.match(headings)

        assert not any(column.guessed for column in matched)
        assert {column.key for column in matched} == {ask.key for ask in shape.asks()}
        assert len(matched) == len(shape.asks())

    def test_rows_that_are_only_formatted_do_not_count(self, facts):
        book = blank("regions.network")
        for row in book.active.iter_rows(min_row=2, max_row=50, max_col=9):
            for cell in row:
                cell.number_format = "@"

        with pytest.raises(Unfit, match="no rows"):
            look(saved(book), "blank.xlsx", Choices(), all_shapes())

    @every_shape
    def test_only_the_lists_are_hidden_and_they_stand_last(self, key, facts):
        book = blank(key)
        titles, lists = book.sheetnames, ["Lists"] if drop_downs(book) else []

        assert titles[1:] == ["How to fill it in", *lists]
        assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == lists

    def test_what_must_be_filled_shows_in_the_look_of_the_heading(self, facts):
        book = blank("regions.membership")
        dark = {cell.value for cell in book.active[1] if cell.font.color is not None}

        assert dark == {"region", "network", "status", "source", "stated_on"}
        assert {heading for heading, told in explained(book).items() if told[1] == "yes"} == dark
        assert all(cell.font.bold for cell in book.active[1])

    @every_noun
    def test_texts_are_typed_as_texts_and_numbers_as_numbers(self, key, facts):
        shape, sheet = shape_of(key), blank(key).active
        kinds = (models.IntegerField, models.DecimalField, models.FloatField)
        about = {
            f.column_name: f.attribute.removesuffix("_id") for f in shape.resource.table_fields()
        }
        for cell in sheet[1]:
            field = shape.model._meta.get_field(about[cell.value])
            format_of_column = sheet.column_dimensions[cell.column_letter].number_format
            assert format_of_column == ("General" if isinstance(field, kinds) else "@")


class TestDropDowns:
    @every_noun
    def test_every_option_is_read(self, key, facts):
        book = blank(key)
        rows = rows_of_options(book)
        if not rows:
            assert not any(f.widget.options() for f in shape_of(key).resource.table_fields())
            return

        run = look(typed(book, *rows), "typed.xlsx", Choices(), [shape_of(key)])

        assert len(run.file.table.rows) == len(rows)
        assert [p for p in run.plan.problems if p.cause not in OF_THE_ROW] == []

    def test_they_warn_and_do_not_block(self, facts):
        rules = blank("regions.membership").active.data_validations.dataValidation
        assert {rule.errorStyle for rule in rules} == {"warning"}

    def test_names_are_read_like_codes(self, facts):
        row = {"region": "Région wallonne", "network": "ERRIN", "status": "Member"}
        row |= {"source": "survey-2021", "stated_on": "2021-12-31"}

        run = look(typed(blank("regions.membership"), row), "x.xlsx", Choices(), all_shapes())

        assert run.plan.refusals == []
        assert run.plan.row_counts()["new"] == 1

    def test_those_alone_are_offered_that_may_be_named(self, facts):
        kinds = drop_downs(blank("policies.policydocument"))["kind"]
        assert {option.partition(":")[0] for option in kinds} == {"document-kinds"}
        assert drop_downs(blank("regions.scalegroup"))["indicator"] == ["innovation-group"]


class TestExamples:
    @every_noun
    def test_each_can_be_written_into_its_column(self, key, facts):
        assert_examples_can_be_written(key)

    def test_they_are_of_one_stored_record_and_not_on_the_first_sheet(self, facts):
        told = explained(blank("regions.network"))
        assert Network.objects.filter(code=told["code"][3], name=told["name"][3]).exists()
        assert blank("regions.network").active.max_row == 1

    def test_long_lists_are_told_in_part(self, facts):
        allowed = explained(blank("regions.alias"))["region"][2]
        assert f"and {Region.objects.count() - 12} more" in allowed
        assert len(allowed) < 1_000


class TestMyRegions:
    def test_they_are_the_territories_and_all_below(self, reference):
        user = User.objects.create(username="anna")
        assert my_regions(user) == []

        for code in ("BE3", "LU"):
            Responsibility.objects.create(user=user, region_id=code)

        mine = my_regions(user)
        assert {"BE3", "BE32", "LU", "LU000"} <= set(mine)
        assert mine == sorted(code for code in every_region() if code.startswith(("BE3", "LU")))

    @pytest.mark.parametrize(
        ("key", "regions", "name"),
        [
            ("regions.membership", None, "memberships-template.xlsx"),
            ("regions.membership", ["BE", "BE1", "BE10"], "memberships-BE.xlsx"),
            ("regions.membership", ["NL", "BE3", "BE31"], "memberships-BE3-NL.xlsx"),
            ("regions.membership", ["AT", "BE", "CZ", "DE", "EL"], "memberships-my-regions.xlsx"),
            ("regions.membership", [], "memberships-my-regions.xlsx"),
            ("regions.region", ["BE"], "regions-BE.xlsx"),
            ("regions.network", ["BE"], "networks-current.xlsx"),
            ("policies.policydocument", None, "policy-documents-template.xlsx"),
            ("wave", None, "survey-wave-template.xlsx"),
            ("wave", ["BE"], "survey-wave-BE.xlsx"),
        ],
    )
    def test_files_are_named_for_what_is_in_them(self, key, regions, name):
        assert file_name(shape_of(key), regions) == name
