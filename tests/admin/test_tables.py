"""Tables written out over the admin's pages: whole, harmless in a spreadsheet, read again."""

import csv
import io
import json
from datetime import date
from unittest.mock import patch

import openpyxl
import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from common.tables import read_table
from policies.models import Classification, Participation, PolicyDocument, Term
from regions.admin.tables import FORMATS
from regions.models import Alias, Membership, Network, Observation, Region, Source
from tests.admin.nouns import NOUNS
from tests.admin.pages import address, opened
from tests.admin.tables import CSV, ODS, XLSX, exported

JSON = str(len(FORMATS))
KINDS = {"CSV": CSV, "XLSX": XLSX, "ODS": ODS}
every_noun = pytest.mark.parametrize("model", NOUNS, ids=lambda model: model.__name__)
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def cells(content: bytes) -> list[list[str]]:
    table = read_table(content, "export")
    return [table.headings, *(row.cells for row in table.rows)]


def column(content: bytes, heading: str) -> list[str]:
    headings, *rows = cells(content)
    return [row[headings.index(heading)] for row in rows]


@every_noun
def test_all_formats_hold_the_same_table(model, records, desk):
    headings, *rows = cells(exported(desk, model, CSV))
    assert len(rows) == model.objects.count()
    assert cells(exported(desk, model, XLSX)) == [headings, *rows]
    assert cells(exported(desk, model, ODS)) == [headings, *rows]
    assert json.loads(exported(desk, model, JSON)) == [
        dict(zip(headings, row, strict=True)) for row in rows
    ]


TEXTS = [
    '=HYPERLINK("https://example.org";"x")',
    "+49 30 12345",
    "-1+1",
    "@SUM(A1)",
    "'=1+1",
    "''",
    "'s-Hertogenbosch",
    "Αττική",
    "إقليم الأندلس",
    "אזור (ב־2)",
    "Київ, область; «центр»",
    'one "quoted"; two, three',
    "😀",
    "_x000D_",
    "#N/A",
    "007",
]


@pytest.fixture
def odd_names(records):
    region = records[Region]
    Alias.objects.bulk_create(Alias(region=region, name=text) for text in TEXTS)
    return sorted([*TEXTS, records[Alias].name])


@every_kind
def test_every_text_comes_back_as_it_was(kind, odd_names, desk):
    assert sorted(column(exported(desk, Alias, kind), "name")) == odd_names


def test_no_text_is_a_formula_in_a_text_file(odd_names, desk):
    lines = exported(desk, Alias, CSV).decode("utf-8-sig")
    written = [cell for row in csv.reader(io.StringIO(lines, newline="")) for cell in row]
    assert [cell for cell in written if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert "'+49 30 12345" in written


def test_no_text_is_a_formula_in_a_workbook(odd_names, desk):
    sheet = openpyxl.load_workbook(io.BytesIO(exported(desk, Alias, XLSX))).active
    assert {cell.data_type for row in sheet.rows for cell in row} == {"s"}
    assert (sheet.title, sheet.freeze_panes) == ("Aliases", "A2")


def test_texts_stand_in_json_as_they_are_stored(odd_names, desk):
    rows = json.loads(exported(desk, Alias, JSON))
    assert sorted(row["name"] for row in rows) == odd_names


def test_figures_are_numbers_in_a_workbook(records, desk):
    Observation.objects.update(value="1.234")
    sheet = openpyxl.load_workbook(io.BytesIO(exported(desk, Observation, XLSX))).active
    headings = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, headings.index("value") + 1).value == 1.234
    assert sheet.cell(2, headings.index("year") + 1).value == 2019
    for kind in KINDS.values():
        assert column(exported(desk, Observation, kind), "value") == ["1.2340"]


@every_kind
def test_signs_that_no_workbook_can_hold_break_none(kind, records, desk):
    Region.objects.filter(code="BE3").update(summary="one\x01\x0b\uffff two\nthree")
    [summary] = [text for text in column(exported(desk, Region, kind), "summary") if text]
    assert summary.startswith("one")
    assert summary.endswith("two\nthree")


def test_a_text_that_is_too_long_for_a_workbook_is_told(records, desk):
    PolicyDocument.objects.update(summary="x" * 32_768)
    form = {**opened(desk, address(PolicyDocument, "export")), "format": XLSX}
    page = desk.post(address(PolicyDocument, "export"), form).content.decode()
    assert "a cell of an Excel workbook holds at most 32,767. Choose CSV or ODS." in page
    assert column(exported(desk, PolicyDocument, ODS), "summary") == ["x" * 32_768]


@pytest.mark.parametrize(
    ("model", "kind", "name", "content_type"),
    [
        (Membership, CSV, "memberships-2026-11-23.csv", "text/csv; charset=utf-8"),
        (
            PolicyDocument,
            XLSX,
            "policy-documents-2026-11-23.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (Alias, ODS, "aliases-2026-11-23.ods", "application/vnd.oasis.opendocument.spreadsheet"),
        (Region, JSON, "regions-2026-11-23.json", "application/json"),
    ],
)
def test_an_export_is_a_file_to_keep(model, kind, name, content_type, records, desk):
    form = {**opened(desk, address(model, "export")), "format": kind}
    with patch("django.utils.timezone.localdate", return_value=date(2026, 11, 23)):
        response = desk.post(address(model, "export"), form)
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Content-Type"] == content_type
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("query", ["?foo=1", "?region=1&x__y=2", "?status__exact=club", "?p=x"])
def test_an_export_of_a_list_that_does_not_exist_is_no_server_error(query, records, desk):
    desk.raise_request_exception = False
    for model in NOUNS:
        assert desk.get(address(model, "export") + query).status_code < 500
        assert desk.post(address(model, "export") + query, {"format": CSV}).status_code < 500


@pytest.mark.parametrize("form", [{}, {"format": ""}, {"format": "9"}, {"format": "x"}])
def test_an_export_in_no_format_asks_for_one(form, records, desk):
    response = desk.post(address(Region, "export"), form)
    assert response.status_code == 200
    assert 'name="format"' in response.content.decode()


def test_an_export_holds_what_the_list_shows(records, desk):
    rows = desk.post(address(Region, "export") + "?q=wallon", {"format": CSV, "resource": "0"})
    assert column(rows.content, "code") == ["BE3"]


@pytest.fixture
def many(records):
    """Twenty more of the records whose rows name others."""
    said = {"source": records[Source], "stated_on": date(2021, 12, 31)}
    region, kind, term = records[Region], Term.objects.get(code="strategy"), records[Term]
    for number in range(20):
        own = {"vocabulary_id": "nace-2", "code": f"X.{number}", "label": f"X {number}"}
        another = Term.objects.create(**own, parent=term)
        document = PolicyDocument.objects.create(
            title=f"Plan {number}", region=region, level="regional", kind=kind, **said
        )
        document.terms.set([term, another])
        Classification.objects.create(region=region, term=another, **said)


def test_an_export_needs_few_queries_however_long_it_is(
    many, records, desk, django_assert_max_num_queries
):
    form = {**opened(desk, address(Network, "export")), "format": CSV}
    for model in NOUNS:
        with django_assert_max_num_queries(12):
            desk.post(address(model, "export"), form)
    assert len(column(exported(desk, PolicyDocument), "terms")) == 21
    assert "nace-2:C.21; nace-2:X.7" in column(exported(desk, PolicyDocument), "terms")
    assert Participation.objects.count() == 1


# --- The way to the pages of the import ---


def importing(model) -> str:
    options = model._meta
    return f"{reverse('imports:start')}?noun={options.app_label}.{options.model_name}"


def desk_with(*actions) -> Client:
    user = User.objects.create_user("bea", is_staff=True)
    codes = [f"{action}_membership" for action in actions]
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    desk = Client()
    desk.force_login(user)
    return desk


@pytest.mark.parametrize("actions", [(), ("import",), ("export",), ("import", "export")], ids=str)
def test_a_list_leads_to_what_one_may_do(actions, records):
    page = desk_with("view", *actions).get(address(Membership, "changelist")).content.decode()
    assert (importing(Membership) in page) == ("import" in actions)
    assert (address(Membership, "export") in page) == ("export" in actions)


@every_noun
def test_the_old_address_of_the_import_leads_to_the_new_one(model, records, desk):
    for answer in (desk.get, desk.post):
        response = answer(address(model, "import"))
        assert (response.status_code, response["Location"]) == (302, importing(model))


def test_nobody_is_led_to_the_import_without_the_right(records):
    assert desk_with("view", "export").get(address(Membership, "import")).status_code == 403
