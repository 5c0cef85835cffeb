"""The pages of the import wizard: what they say of good files, bad ones and odd requests."""

import re

import pytest
from django.urls import reverse

from regions.models import Membership, Observation
from tests.admin.pages import posted
from tests.workbench.desk import (
    COLUMNS,
    FIGURES,
    GOOD,
    address,
    checked,
    confirmed,
    text,
    upload,
    uploaded,
)
from workbench.imports import drafts
from workbench.models import Import, Layout, RememberedAnswer

pytestmark = pytest.mark.django_db


class TestUpload:
    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", "is empty"),
            (b"\x89PNG\r\n\x1a\n" + bytes(99), "a picture"),
            (b"PK\x03\x04 no archive", ""),
            (b"region,network,status,source,stated_on\n", "no rows"),
            (b"a,b\nc,d\n", "Choose the kind of file."),
            (b"a\x00b,c\n1,2\n", ""),
        ],
        ids=["empty", "picture", "damaged", "headings only", "unknown", "NUL"],
    )
    def test_what_is_no_table_is_refused_in_a_sentence_and_not_kept(self, desk, content, sentence):
        page = upload(desk, content)
        assert 'class="errornote"' in page.content.decode()
        assert sentence in text(page)
        assert not Import.objects.exists()

    def test_no_file_is_said_so(self, desk):
        assert "Choose a file." in text(desk.post(reverse("imports:start"), {}))

    def test_a_file_that_is_too_large_is_read_past(self, desk, settings, monkeypatch):
        settings.IMPORT_FILE_MEGABYTES = 1
        monkeypatch.setattr(drafts, "upload", None)
        page = upload(desk, b"x" * 1_200_000, "large.csv")
        assert "“large.csv” is larger than 1 MB, the most that can be read." in text(page)

    def test_plain_columns_lead_to_the_check_at_once(self, desk):
        draft, page = uploaded(desk, GOOD)
        assert page.redirect_chain[-1][0] == address("check", draft)
        assert "Import 1 change" in text(page)

    def test_a_kind_is_chosen_beforehand_by_its_address(self, desk):
        page = desk.get(reverse("imports:start") + "?noun=regions.membership")
        assert '<option value="regions.membership" selected>' in page.content.decode()
        assert desk.get(reverse("imports:start") + "?noun=auth.user").status_code == 200

    def test_a_longer_list_needs_no_more_queries(self, desk, django_assert_max_num_queries):
        for number in range(30):
            uploaded(desk, GOOD, name=f"table {number}.csv")
        with django_assert_max_num_queries(12):
            page = desk.get(reverse("imports:start"))
        assert "1–25 of 30" in text(page)
        assert page.content.decode().count("Go on") == 25

    def test_a_name_of_markup_stays_a_name(self, desk):
        uploaded(desk, GOOD, name="<b>x</b>&.csv")
        page = desk.get(reverse("imports:start")).content.decode()
        assert "<b>x" not in page


class TestColumns:
    HEADINGS = ("NUTS", "Netz", "status")

    def test_what_a_table_lacks_is_said_once_for_all_rows(self, desk):
        rows = [["BE2", "errin", "member"], ["BE3", "errin", "no"]]
        draft, page = uploaded(desk, *rows, headings=self.HEADINGS)
        assert page.redirect_chain[-1][0] == address("match", draft)
        fields = posted(page.content.decode())
        assert fields["column-0"] == "region"
        assert fields["column-1"] == ""
        fields |= {"column-1": "network", "constant-source": "survey-2021"}
        page = desk.post(address("match", draft), fields, follow=True)
        assert "stated_on" in text(page), "what is still missing is named"
        page = desk.post(
            address("match", draft), {**fields, "constant-stated_on": "2021-12-31"}, follow=True
        )
        assert "“no” Answers" not in text(page)
        assert [tab for tab in ("New 1", "With errors 1") if tab not in text(page)] == []

    def test_columns_are_remembered_but_not_what_was_said_of_one_file(self, desk):
        """A day that held for the last file is no day for this one, nor is its order of dates."""
        headings = [*self.HEADINGS, "since"]
        own = {"constant-source": "survey-2021", "constant-stated_on": "2021-12-31"}
        draft, page = uploaded(desk, ["BE2", "errin", "member", "05/06/2020"], headings=headings)
        fields = posted(page.content.decode()) | {"column-1": "network", **own}
        read = {"layout_name": "Our networks", "days": "day"}
        desk.post(address("match", draft), {**fields, **read})
        confirmed(desk, draft)
        assert Membership.objects.get(region="BE2").since.isoformat() == "2020-06-05"
        assert Layout.objects.get().name == "Our networks"

        draft, page = uploaded(desk, ["BE3", "errin", "member", "07/08/2021"], headings=headings)
        assert page.redirect_chain[-1][0] == address("match", draft)
        fields = posted(page.content.decode())
        assert fields["column-1"] == "network"
        assert (fields["constant-stated_on"], fields["constant-source"]) == ("", "")
        page = desk.post(address("match", draft), {**fields, **own}, follow=True)
        assert "Dates that can be read in two ways (1)" in text(page)

    def test_two_columns_for_one_are_refused_in_words(self, desk):
        draft, page = uploaded(desk, [*GOOD, "BE2"], headings=[*COLUMNS, "Land"])
        fields = posted(page.content.decode()) | {"column-5": "region"}
        page = desk.post(address("match", draft), fields, follow=True)
        assert "Two columns are matched to the same: Region." in text(page)

    def test_another_separator_is_read_anew_and_shown_before_it_is_checked(self, desk):
        content = b"region;a,network,status,source,stated_on\n"
        content += b"BE3;x,errin,member,survey-2021,2021-12-31\n"
        upload(desk, content, kind="regions.membership")
        draft = Import.objects.get()
        page = desk.get(address("match", draft))
        fields = posted(page.content.decode()) | {"separator": ";"}
        page = desk.post(address("match", draft), fields, follow=True)
        assert "The file was read anew." in text(page)
        assert "semicolons" in text(page)

    def test_a_way_in_which_it_cannot_be_read_is_not_taken(self, desk):
        draft, _page = uploaded(desk, GOOD)
        fields = posted(desk.get(address("match", draft)).content.decode())
        page = desk.post(address("match", draft), {**fields, "heading_row": "77"}, follow=True)
        assert "It cannot be read like that." in text(page)
        assert posted(page.content.decode())["heading_row"] == "1"

    def test_another_kind_of_file_may_be_chosen_afterwards(self, desk):
        draft, _page = uploaded(desk, GOOD)
        fields = posted(desk.get(address("match", draft)).content.decode())
        fields["kind"] = "regions.website"
        page = desk.post(address("match", draft), fields, follow=True)
        assert "Websites" in text(page)
        assert "network" in text(page)

    @pytest.mark.parametrize(
        "changes",
        [
            *({"column-0": "nothing"}, {"kind": "auth.user"}, {"heading_row": "9" * 40}),
            *({"separator": "x"}, {"layout_name": "x" * 101}, {"decimal": "?"}),
        ],
    )
    def test_odd_choices_are_no_server_error(self, desk, changes):
        draft, _page = uploaded(desk, GOOD)
        fields = posted(desk.get(address("match", draft)).content.decode())
        text(desk.post(address("match", draft), {**fields, **changes}, follow=True))

    def test_a_wave_asks_for_its_year(self, desk):
        draft, page = uploaded(desk, ["BE3", "yes"], headings=["Region", "ERRIN"], kind="wave")
        fields = posted(page.content.decode())
        assert "This field is required." in text(desk.post(address("match", draft), fields))
        page = desk.post(address("match", draft), {**fields, "year": "2021"}, follow=True)
        assert "Import 1 change" in text(page)


class TestCheck:
    def test_one_that_is_not_wanted_is_discarded_and_says_so(self, desk):
        draft, page = uploaded(desk, GOOD)
        assert "Discard this upload" in text(page)
        page = desk.post(address("discard", draft), follow=True)
        assert "The upload table.csv was discarded: nothing was imported." in text(page)
        assert not Import.objects.exists()
        assert desk.post(address("discard", draft)).status_code == 404

    def test_one_that_another_import_has_overtaken_says_so_and_can_be_checked_again(self, desk):
        first, _page = uploaded(desk, GOOD)
        second, page = uploaded(desk, GOOD, name="the same.csv")
        assert "Another import" not in text(page)
        confirmed(desk, first)
        page = desk.get(address("check", second))
        assert "Another import was carried out or undone" in text(page)
        page = desk.post(address("check", second), posted(page.content.decode()), follow=True)
        assert "Another import" not in text(page)
        assert "Unchanged 1" in text(page)
        desk.post(address("undo", first))
        page = desk.get(address("check", second))
        page = desk.post(address("check", second), posted(page.content.decode()), follow=True)
        assert "Import 1 change" in text(page)

    def test_the_counts_add_up(self, desk):
        uploaded(desk, GOOD)
        confirmed(desk, Import.objects.get())
        rows = [GOOD, ["BE2", *GOOD[1:]], ["BE3", "nothing", *GOOD[2:]], ["ZZ", *GOOD[1:]]]
        _draft, page = uploaded(desk, *rows)
        for tab in ("New 1", "Changed 0", "Unchanged 1", "With errors 2", "4 rows"):
            assert tab in text(page)

    def test_what_changes_nothing_offers_no_button(self, desk):
        uploaded(desk, GOOD)
        confirmed(desk, Import.objects.get())
        _draft, page = uploaded(desk, GOOD)
        assert "0 changed: this file changes nothing." in text(page)
        assert 'name="digest"' not in page.content.decode()

    def test_a_rule_for_the_whole_file_mends_every_number(self, desk):
        rows = [[r, "population-density", "2019", "1,234", *GOOD[3:]] for r in ("BE2", "BE3")]
        draft, page = uploaded(desk, *rows, headings=FIGURES)
        assert "Numbers that can be read in two ways (2)" in text(page)
        assert "Import 2 changes" in text(checked(desk, draft, decimal=","))
        confirmed(desk, draft)
        assert {str(o.value.normalize()) for o in Observation.objects.all()} == {"1.234"}

    def test_dates_too(self, desk):
        draft, page = uploaded(desk, [*GOOD[:4], "03/04/2021"])
        assert "Dates that can be read in two ways (1)" in text(page)
        checked(desk, draft, days="day")
        confirmed(desk, draft)
        assert str(Membership.objects.get().stated_on) == "2021-04-03"

    def test_an_unknown_answer_is_asked_once_and_remembered(self, desk):
        rows = [["BE2", "errin", "Mitglied", *GOOD[3:]], ["BE3", "errin", "mitglied", *GOOD[3:]]]
        draft, page = uploaded(desk, *rows)
        assert "Answers that are not known here (1)" in text(page)
        name = re.search(r'<select id="(answer-\w+)"', page.content.decode())[1]
        assert "Import 2 changes" in text(checked(desk, draft, **{name: "value:member"}))
        confirmed(desk, draft)
        kept = RememberedAnswer.objects.get()
        assert (kept.printed, kept.value) == ("Mitglied", "member")

    def test_a_reading_that_was_not_offered_is_not_taken(self, desk):
        draft, page = uploaded(desk, ["BE2", "errin", "Mitglied", *GOOD[3:]])
        name = re.search(r'<select id="(answer-\w+)"', page.content.decode())[1]
        for key in ("value:owner", "add", "x" * 500, "value:", "planned"):
            assert "With errors 1" in text(checked(desk, draft, **{name: key}))

    def test_a_code_is_typed_where_the_list_is_long(self, desk, monkeypatch):
        monkeypatch.setattr("workbench.imports.offers.MOST_LISTED", 2)
        draft, page = uploaded(desk, ["Wallonia", *GOOD[1:]])
        name = re.search(r'<select id="(answer-\w+)"', page.content.decode())[1]
        page = checked(desk, draft, **{f"{name}-code": "BE33"})
        assert "“BE33”, given for “Wallonia”, is not known here." in text(page)
        assert "Import 1 change" in text(checked(desk, draft, **{f"{name}-code": "BE3"}))

    def test_a_cell_is_mended_in_place(self, desk):
        draft, page = uploaded(desk, GOOD, [*GOOD[:4], "soon"])
        assert 'name="cell-3-4" value="soon"' in page.content.decode()
        page = checked(desk, draft, **{"cell-3-4": "2020-12-31"})
        assert "With errors 0" in text(page)

    def test_a_cell_with_two_boxes_takes_what_was_written_into_either(self, desk):
        draft, _page = uploaded(desk, [*GOOD[:4], "soon"])
        for texts in (["2020-12-31", "soon"], ["2020-12-31", "2021-12-31"]):
            assert "With errors 0" in text(checked(desk, draft, **{"cell-2-4": texts}))

    @pytest.mark.parametrize(
        "name", ["cell-999-1", "cell-2-99", "cell-2-", "cell-2--1", "cell-999999999-9999", "cell"]
    )
    def test_a_cell_that_is_none_is_passed_over(self, desk, name):
        draft, _page = uploaded(desk, GOOD)
        assert "Import 1 change" in text(checked(desk, draft, **{name: "x"}))

    def test_blank_cells_clear_only_if_that_is_chosen(self, desk):
        since = [*COLUMNS, "note"]
        uploaded(desk, [*GOOD, "By letter"], headings=since)
        confirmed(desk, Import.objects.get())
        draft, page = uploaded(desk, [*GOOD, ""], headings=since)
        assert "clear what is stored: 1 value" in text(page)
        assert "0 changed: this file changes nothing." in text(page)
        assert "Import 1 change" in text(checked(desk, draft, blanks="clear"))
        confirmed(desk, draft)
        assert [m.note for m in Membership.objects.in_force()] == [""]

    def test_columns_that_are_not_read_are_listed(self, desk):
        draft, page = uploaded(desk, [*GOOD, "blue"], headings=[*COLUMNS, "Favourite colour"])
        page = desk.post(address("match", draft), posted(page.content.decode()), follow=True)
        assert "1 column is left unread: “Favourite colour”." in text(page)

    def test_many_bad_cells_come_page_by_page(self, desk):
        draft, page = uploaded(desk, *[[*GOOD[:4], f"day {n}"] for n in range(130)])
        assert page.content.decode().count('name="cell-') == 100
        assert "1–100 of 130" in text(page)
        page = desk.get(address("check", draft) + "?show=error&page=2")
        assert page.content.decode().count('name="cell-') == 30

    @pytest.mark.parametrize(
        "query", ["show=x", "page=x", "page=-1", "page=99999", "show=new&page=7"]
    )
    def test_odd_addresses_show_a_page(self, desk, query):
        draft, _page = uploaded(desk, GOOD)
        text(desk.get(f"{address('check', draft)}?{query}"))
