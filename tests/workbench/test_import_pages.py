"""The pages of the import wizard: what they say of good files, bad ones and odd requests."""

import re
from io import BytesIO

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.urls import reverse

from regions.models import Membership, Observation
from tests.admin.pages import posted
from tests.model import factories
from tests.model.factories import known
from tests.workbench.wizard import table
from workbench.imports import drafts, jobs
from workbench.imports.jobs import State
from workbench.models import Import, Layout, RememberedAnswer, Responsibility

pytestmark = pytest.mark.django_db

COLUMNS = ["region", "network", "status", "source", "stated_on"]
GOOD = ["BE3", "errin", "member", "survey-2021", "2021-12-31"]
FIGURES = ["region", "indicator", "year", "value", "source", "stated_on"]


@pytest.fixture
def anna(db):
    return User.objects.create_superuser("anna", password="a long pass phrase")


@pytest.fixture
def desk(client, anna):
    for build, code in (
        *((factories.region, code) for code in ("BE2", "BE3")),
        *((factories.network, "errin"), (factories.source, "survey-2021")),
    ):
        known(build, code=code)
    known(factories.indicator, code="population-density", decimals=3)
    client.force_login(anna)
    return client


def text(response):
    """What the page says, without its marks."""
    assert response.status_code == 200, response
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    found = " ".join(re.sub(r"<[^>]*>", " ", main).split())
    assert not re.search(r"Traceback|Error:|&lt;class|\bNone\b|\bNaN\b", found), found
    return found.replace("&quot;", '"').replace("&#x27;", "'")


def upload(desk, content, name="table.csv", **choices):
    file = SimpleUploadedFile(name, content)
    return desk.post(reverse("imports:start"), {"file": file, **choices}, follow=True)


def uploaded(desk, *rows, headings=COLUMNS, **options):
    """The draft of an upload, and the page that it leads to."""
    page = upload(desk, table(headings, rows), **options)
    return Import.objects.waiting().first(), page


def address(name, draft, *parts):
    return reverse(f"imports:{name}", args=[draft.pk, *parts])


def checked(desk, draft, **changes):
    """The page of the check, posted with some fields filled in."""
    url = address("check", draft)
    fields = posted(desk.get(f"{url}?show=error").content.decode())
    return desk.post(url, {**fields, **changes}, follow=True)


def confirmed(desk, draft, **changes):
    draft.refresh_from_db()
    values = {"digest": draft.digest, **changes}
    return desk.post(address("confirm", draft), values, follow=True)


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

    def test_columns_are_remembered_and_the_next_file_is_plain(self, desk):
        draft, page = uploaded(desk, ["BE2", "errin", "member"], headings=self.HEADINGS)
        fields = posted(page.content.decode()) | {
            "column-1": "network",
            "constant-source": "survey-2021",
            "constant-stated_on": "2021-12-31",
            "layout_name": "Our networks",
        }
        desk.post(address("match", draft), fields)
        confirmed(desk, draft)
        assert Layout.objects.get().name == "Our networks"
        draft, page = uploaded(desk, ["BE3", "errin", "member"], headings=self.HEADINGS)
        assert "Import 1 change" in text(page)

    def test_two_columns_for_one_are_refused_in_words(self, desk):
        draft, page = uploaded(desk, [*GOOD, "BE2"], headings=[*COLUMNS, "Land"])
        fields = posted(page.content.decode()) | {"column-5": "region"}
        page = desk.post(address("match", draft), fields, follow=True)
        assert "Two columns are matched to the same: region." in text(page)

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


class TestConfirmation:
    def test_the_record_says_what_was_done(self, desk, anna):
        draft, _page = uploaded(desk, GOOD)
        page = confirmed(desk, draft)
        assert page.redirect_chain[-1][0] == address("done", draft)
        for said in ("1 new, 0 changed, 0 unchanged", draft.file_hash, "anna", "5 columns"):
            assert said in text(page)

    def test_with_errors_nothing_is_imported_unless_that_is_chosen(self, desk):
        draft, page = uploaded(desk, GOOD, ["ZZ", *GOOD[1:]])
        assert "Import the 1 good row, keep 1 for later" in text(page)
        assert "Nothing was imported" in text(confirmed(desk, draft))
        assert not Membership.objects.exists()
        page = confirmed(desk, draft, partial="1")
        assert "1 row was kept for later" in text(page)
        assert Membership.objects.count() == 1

    def test_confirmed_twice_it_is_done_once(self, desk):
        draft, _page = uploaded(desk, GOOD)
        confirmed(desk, draft)
        page = confirmed(desk, draft)
        assert "carried out already" in text(page)
        assert Membership.history.count() == 1

    def test_what_is_no_longer_as_shown_is_shown_again(self, desk):
        draft, _page = uploaded(desk, GOOD)
        factories.stored(factories.membership(status="observer", stated_on=factories.OLD_DAY))
        page = confirmed(desk, draft)
        assert "Nothing was imported: since you looked" in text(page)
        assert "Changed 1" in text(page)
        assert "1 new" not in text(confirmed(desk, draft))

    @pytest.mark.parametrize("digest", ["", "0" * 64, "x" * 5000, "é"])
    def test_a_digest_that_was_not_shown_imports_nothing(self, desk, digest):
        draft, _page = uploaded(desk, GOOD)
        text(desk.post(address("confirm", draft), {"digest": digest}, follow=True))
        assert not Membership.objects.exists()

    def test_another_tab_cannot_change_what_was_imported(self, desk):
        draft, page = uploaded(desk, GOOD)
        fields = posted(page.content.decode())
        confirmed(desk, draft)
        for name in ("check", "match"):
            page = desk.post(address(name, draft), {**fields, "blanks": "clear"}, follow=True)
            assert "carried out already" in text(page)
        draft.refresh_from_db()
        assert (draft.state, draft.choices["clears_blanks"]) == ("applied", False)

    def test_undone_it_says_so_and_is_not_undone_again(self, desk):
        draft, _page = uploaded(desk, GOOD)
        confirmed(desk, draft)
        assert "1 restored, 0 kept" in text(desk.get(address("undo", draft)))
        page = desk.post(address("undo", draft), follow=True)
        assert "Undone: 1 restored, 0 kept." in text(page)
        page = desk.post(address("undo", draft), follow=True)
        assert "undone already" in text(page)
        assert not Membership.objects.exists()

    def test_a_database_that_is_busy_is_a_sentence(self, desk, monkeypatch):
        def locked(*args, **kwargs):
            raise OperationalError("database is locked")

        draft, _page = uploaded(desk, GOOD)
        monkeypatch.setattr(drafts, "choose", locked)
        response = desk.post(address("check", draft), {})
        assert response.status_code == 409
        assert "another import is being written" in response.content.decode()

    def test_long_work_shows_how_far_it_is(self, desk, monkeypatch):
        draft, _page = uploaded(desk, GOOD)
        monkeypatch.setattr(jobs, "state", lambda record: State("apply", 12_000, 100_000))
        page = desk.get(address("check", draft))
        assert "12,000 of 100,000 rows" in text(page)
        assert page.headers["Refresh"] == "2"
        desk.post(address("confirm", draft), {"digest": draft.digest})
        assert not Membership.objects.exists()


class TestDownloads:
    def test_rows_to_mend_come_back_mended(self, desk):
        draft, _page = uploaded(desk, GOOD, ["ZZ", *GOOD[1:]], name="our table.csv")
        response = desk.get(address("bad_rows", draft, "xlsx"))
        assert 'filename="our table-to-mend.xlsx"' in response.headers["Content-Disposition"]
        book = openpyxl.load_workbook(BytesIO(response.content))
        headings, row = book.active.iter_rows(values_only=True)
        assert headings == (*COLUMNS, "What to mend")
        assert row[:5] == ("ZZ", *GOOD[1:])
        assert row[5].startswith("region: “ZZ” is not")
        book.active["A2"] = "BE2"
        stream = BytesIO()
        book.save(stream)
        page = upload(desk, stream.getvalue(), "mended.xlsx")
        assert "Import 1 change" in text(page)
        assert "What to mend" not in text(page)

    def test_as_csv_too(self, desk):
        draft, _page = uploaded(desk, GOOD, ["ZZ", *GOOD[1:]])
        lines = desk.get(address("bad_rows", draft, "csv")).content.decode("utf-8-sig").splitlines()
        assert len(lines) == 2
        assert lines[0] == ",".join([*COLUMNS, "What to mend"])
        assert desk.get(address("bad_rows", draft, "exe")).status_code == 404

    def test_the_result_of_each_row(self, desk):
        draft, _page = uploaded(desk, GOOD, ["ZZ", *GOOD[1:]])
        confirmed(desk, draft, partial="1")
        lines = desk.get(address("results", draft)).content.decode("utf-8-sig").splitlines()
        assert lines[0] == "Row,Result,Changes,Not read"
        assert lines[1].startswith("2,new,")
        assert lines[2].startswith("3,kept for later,")

    def test_the_file_itself_is_handed_out_and_never_shown(self, desk):
        content = table(COLUMNS, [GOOD])
        upload(desk, content, "<script>.html")
        response = desk.get(address("original", Import.objects.get()))
        assert response.content == content
        assert response.headers["Content-Type"] == "application/octet-stream"
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.headers["X-Content-Type-Options"] == "nosniff"


class TestTemplates:
    def test_whoever_looks_after_no_region_chooses_a_country(self, desk):
        page = desk.get(reverse("imports:templates"))
        assert "Choose a country" in text(page)
        page = desk.get(reverse("imports:templates") + "?region=BE")
        url = reverse("imports:template", args=["regions.region"]) + "?region=BE"
        assert url in page.content.decode()
        book = openpyxl.load_workbook(BytesIO(desk.get(url).content))
        assert [cell.value for cell in book.worksheets[0]["A"]] == ["code", "BE", "BE2", "BE3"]

    def test_my_regions_are_those_i_look_after(self, desk, anna):
        url = reverse("imports:template", args=["regions.region"]) + "?mine=1"
        assert "You look after no regions yet" in text(desk.get(url, follow=True))
        Responsibility.objects.create(user=anna, region_id="BE3")
        book = openpyxl.load_workbook(BytesIO(desk.get(url).content))
        assert [cell.value for cell in book.worksheets[0]["A"]] == ["code", "BE3"]

    @pytest.mark.parametrize("query", ["?region=ZZ", "?region=", "?region=%25"])
    def test_no_such_territory_is_no_page(self, desk, query):
        url = reverse("imports:template", args=["regions.region"])
        assert desk.get(url + query).status_code == 404
        text(desk.get(reverse("imports:templates") + query))

    def test_no_such_kind_is_no_page(self, desk):
        assert desk.get(reverse("imports:template", args=["auth.user"])).status_code == 404
