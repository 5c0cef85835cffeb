"""What comes of an import by the pages: confirmations, downloads, templates."""

from io import BytesIO

import openpyxl
import pytest
from django.db import OperationalError
from django.urls import reverse

from regions.models import Membership
from tests.admin.pages import posted
from tests.model import factories
from tests.workbench.desk import (
    COLUMNS,
    GOOD,
    address,
    confirmed,
    text,
    upload,
    uploaded,
)
from tests.workbench.wizard import table
from workbench.imports import drafts, jobs
from workbench.imports.jobs import State
from workbench.models import Import, Responsibility

pytestmark = pytest.mark.django_db


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
        asked = text(desk.get(address("undo", draft)))
        assert "1 restored, 0 kept" in asked
        assert "To be restored: membership (1)." in asked
        page = desk.post(address("undo", draft), follow=True)
        assert "Undone: 1 restored, 0 kept." in text(page)
        page = desk.post(address("undo", draft), follow=True)
        assert "undone already" in text(page)
        assert not Membership.objects.exists()

    def test_what_it_kept_is_listed_before_and_afterwards_as_it_is_now(self, desk):
        draft, _page = uploaded(desk, GOOD)
        confirmed(desk, draft)
        mine = Membership.objects.get()
        mine.status = "planned"
        mine.save()
        asked = text(desk.get(address("undo", draft)))
        assert "0 restored, 1 kept" in asked
        page = text(desk.post(address("undo", draft), follow=True))
        for told in (asked, page):
            assert "Not yet, planned" in told
            assert "edited since" in told.lower()

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
