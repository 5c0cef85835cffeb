"""Tables read in over the admin's pages: shown first, then stored as a whole or not at all."""

import csv
import io

import pytest
from django.contrib.auth.models import User
from django.test import Client

from observatory.models import SiteSettings, SocialLink
from policies.models import Classification, Participation, PolicyDocument, PolicyStatement
from regions.models import (
    Alias,
    Membership,
    Network,
    Observation,
    Picture,
    Region,
    RegionChange,
    Website,
)
from tests.admin.nouns import NOUNS
from tests.admin.pages import address, opened, posted
from tests.admin.tables import CSV, ODS, XLSX, confirmed, exported, uploaded
from workbench.models import RememberedAnswer

every_noun = pytest.mark.parametrize("model", NOUNS, ids=lambda model: model.__name__)
NETWORKS = "code,name,short_name,kind\n"


@every_noun
@pytest.mark.parametrize("kind", [XLSX, ODS], ids=["XLSX", "ODS"])
def test_workbooks_come_back_unchanged_too(model, kind, records, desk):
    page = uploaded(desk, model, exported(desk, model, kind), kind)

    assert f"0 new, 0 changed, {model.objects.count()} unchanged." in page


LEAVES = [
    Alias,
    RegionChange,
    Observation,
    Membership,
    Website,
    Picture,
    Classification,
    Participation,
    PolicyDocument,
    PolicyStatement,
    SiteSettings,
    SocialLink,
    RememberedAnswer,
]


@pytest.mark.parametrize("model", LEAVES, ids=lambda model: model.__name__)
def test_what_was_exported_and_is_gone_comes_back(model, records, desk):
    content = exported(desk, model)
    model.objects.all().delete()

    page = uploaded(desk, model, content)
    assert "1 new, 0 changed, 0 unchanged." in page
    assert not model.objects.exists()

    assert "1 new, 0 changed, 0 unchanged." in confirmed(desk, model, page)
    latest = model.history.latest("history_id")
    assert (latest.history_user.username, latest.history_type) == ("anna", "+")
    assert latest.history_change_reason == "Imported from a table"


def test_a_table_is_shown_before_it_is_stored(records, desk):
    content = NETWORKS + "cebr,Biomedical Regions,CEBR,network\nerrin,Research,ERRIN,network\n"

    page = uploaded(desk, Network, content)
    assert "1 new, 1 changed, 0 unchanged." in page
    assert Network.objects.count() == 1

    assert "1 new, 1 changed, 0 unchanged." in confirmed(desk, Network, page)
    assert Network.objects.get(code="errin").name == "Research"


BAD = {
    "unknown column": ("code,name,colour\nx,y,z\n", "Unknown columns: colour."),
    "no key column": ("name,short_name\nx,y\n", "code"),
    "unknown kind": (NETWORKS + "cebr,C,CEBR,club\n", "Row 2: kind: “club” is not one of"),
    "broken rule": (NETWORKS + "CEBR!,C,CEBR,network\n", "holds small letters"),
    "blank name": (NETWORKS + "cebr, ,CEBR,network\n", "CEBR, name: This field cannot be blank."),
    "row twice": (NETWORKS + "a,A,A,network\na,B,B,network\n", "Row 3: The table has two rows"),
    "no rows": (NETWORKS, "No valid data to import."),
    "empty file": ("\n", "No valid data to import."),
    "not a table": (b"\x00\xff\xfe\x01", "cannot be read as the chosen format"),
}


@pytest.mark.parametrize(("content", "sentence"), BAD.values(), ids=BAD)
def test_a_bad_table_is_refused_in_words_and_changes_nothing(content, sentence, records, desk):
    if isinstance(content, str) and content.startswith(NETWORKS) and content != NETWORKS:
        content += "good,Good network,Good,network\n"

    page = uploaded(desk, Network, content)

    assert sentence in page
    assert "Confirm import" not in page
    assert_in_words(page)
    assert list(Network.objects.values_list("code", flat=True)) == ["errin"]


STRANGE = [
    b"",
    b"\xff\xfe",
    b"PK\x03\x04",
    b"code\n\x00\n",
    b"a,b\n1\n",
    b"a\n1,2,3\n",
    b",,\n1,,\n",
]


@every_noun
def test_no_table_is_too_strange(model, records, desk):
    for content in STRANGE:
        page = uploaded(desk, model, content)
        assert "Confirm import" not in page or "0 new, 0 changed" in page


@pytest.mark.parametrize("kind", [XLSX, ODS], ids=["XLSX", "ODS"])
def test_no_workbook_is_too_strange(kind, records, desk):
    for content in STRANGE:
        assert "Confirm import" not in uploaded(desk, Network, content, kind)


@every_noun
def test_a_table_of_blank_cells_is_told_in_words(model, records, desk):
    headings = exported(desk, model).decode().splitlines()[0]

    page = uploaded(desk, model, f"{headings}\n{',' * headings.count(',')}\n")

    # Settings left blank fall back to their defaults.
    assert "Confirm import" not in page or model is SiteSettings
    assert_in_words(page)


def assert_in_words(page):
    words = ("Traceback", "Error(", "object has no", "NoneType", "constraint failed", "import_id")
    assert [word for word in words if word in page] == []


GOOD = NETWORKS + "cebr,Biomedical Regions,CEBR,network\n"


def test_an_upload_is_confirmed_once(records, desk):
    page = uploaded(desk, Network, GOOD)
    confirmed(desk, Network, page)

    assert "was imported already" in confirmed(desk, Network, page)
    assert Network.objects.filter(code="cebr").count() == 1


def test_an_upload_is_confirmed_by_whom_it_was_shown_to(records, desk):
    page = uploaded(desk, Network, GOOD)
    other = Client()
    other.force_login(User.objects.create_superuser("bob"))

    assert "was not shown to you" in confirmed(other, Network, page)
    assert not Network.objects.filter(code="cebr").exists()


def test_an_upload_is_confirmed_for_the_noun_it_was_shown_for(records, desk):
    page = uploaded(desk, Network, GOOD)

    assert "was not shown to you" in confirmed(desk, Region, page)


@pytest.mark.parametrize(
    "change",
    [
        {"import_file_name": "/etc/passwd"},
        {"import_file_name": ""},
        {"format": "99"},
        {"format": "x"},
        {"format": ""},
        {"original_file_name": ""},
    ],
    ids=str,
)
def test_a_confirmation_that_was_tampered_with_is_refused(change, records, desk):
    form = {**posted(uploaded(desk, Network, GOOD)), **change}

    response = desk.post(address(Network, "process_import"), form, follow=True)

    assert "was not shown to you" in response.content.decode()
    assert not Network.objects.filter(code="cebr").exists()


def test_what_came_in_between_is_told_at_the_confirmation(records, desk):
    confirmed(desk, Network, uploaded(desk, Network, GOOD))
    members = "region,network,status,source,stated_on\nBE3,cebr,member,survey-2021,2021-12-31\n"
    page = uploaded(desk, Membership, members)
    Network.objects.filter(code="cebr").delete()

    answer = confirmed(desk, Membership, page)

    assert "Nothing was imported." in answer
    assert "“cebr” is not the code of a network known here" in answer
    assert_in_words(answer)


@pytest.mark.parametrize("query", ["?foo=1", "?region=1&x__y=2", "?status__exact=club", "?p=x"])
def test_an_export_of_a_list_that_does_not_exist_is_no_server_error(query, records, desk):
    desk.raise_request_exception = False
    for model in NOUNS:
        assert desk.get(address(model, "export") + query).status_code < 500
        assert desk.post(address(model, "export") + query, {"format": CSV}).status_code < 500


def test_an_export_holds_what_the_list_shows(records, desk):
    rows = desk.post(address(Region, "export") + "?q=wallon", {"format": CSV, "resource": "0"})

    assert [row[0] for row in csv.reader(io.StringIO(rows.content.decode()))] == ["code", "BE3"]


def test_an_export_needs_few_queries(records, desk, django_assert_max_num_queries):
    form = {**opened(desk, address(Network, "export")), "format": CSV}
    for model in NOUNS:
        with django_assert_max_num_queries(12):
            desk.post(address(model, "export"), form)
