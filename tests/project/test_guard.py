"""The input guard: what it refuses, in which words, and what it lets pass."""

from base64 import b64encode
from io import BytesIO

import pytest
from django.db import transaction
from django.test import RequestFactory
from django.urls import reverse

from common.guard import InputGuard, problems
from tests.project.hostile import BEYOND

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("q=%00", "control character"),
        ("q=a%0ab", "control character"),
        ("%1b=1", "control character"),
        ("q=%ff", "not UTF-8"),
        ("%ed%a0%80", "not UTF-8"),
        ("q=" + "x" * 8_000, "longer than 8,000 characters"),
        ("&".join("a" * 1_001), "more than 1,000 parameters"),
        ("q=" + "+".join("a" * 101), "more than 100 words"),
        ("id=9223372036854775808", "more than 18 digits"),
        ("id__in=1,2," + BEYOND, "more than 18 digits"),
        ("year=" + "%d9%a9" * 19, "more than 18 digits"),
        ("page=" + "_".join(BEYOND), "more than 18 digits"),
        ("name__regex=(a%2B)%2B", "regular expression"),
        ("joined__year=10000", "1 to 9999"),
        ("joined__iso_year=0", "1 to 9999"),
        ("joined__year=2021x", "1 to 9999"),
        ("name__range=1,2", "range"),
        ("_to_field=", "field without a name"),
    ],
)
def test_a_bad_query_is_refused_with_its_reason(stranger, query, sentence):
    response = stranger.get("/", QUERY_STRING=query)
    assert response.status_code == 400
    assert sentence in response.content.decode()


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/regions/%00/", "control character"),
        ("/regions/%09/", "control character"),
        ("/regions/%ff/", "not UTF-8"),
        (f"/regions/{BEYOND}/", "more than 18 digits"),
    ],
)
def test_a_bad_path_is_refused_with_its_reason(stranger, path, sentence):
    response = stranger.get(path)
    assert response.status_code == 400
    assert sentence in response.content.decode()


@pytest.mark.parametrize(
    ("headers", "sentence"),
    [
        ({"HTTP_COOKIE": 'session="\\000abcdefgh"'}, "cookie"),
        ({"HTTP_COOKIE": "\x00=1"}, "cookie"),
        ({"HTTP_AUTHORIZATION": "Basic " + b64encode(b"a\x00b:c").decode()}, "user name"),
        ({"HTTP_AUTHORIZATION": "Bearer \x00"}, "user name"),
        ({"CONTENT_TYPE": "text/plain; charset=base64"}, "encoding"),
        ({"CONTENT_TYPE": "text/plain; charset=latin-1"}, "encoding"),
    ],
)
def test_a_bad_header_is_refused_with_its_reason(stranger, headers, sentence):
    response = stranger.get("/", **headers)
    assert response.status_code == 400
    assert sentence in response.content.decode()


def test_a_refusal_repeats_nothing_of_the_request(stranger):
    response = stranger.get("/", QUERY_STRING="mark4711=%00&q=mark4712", HTTP_COOKIE="a=mark4713")
    assert response.status_code == 400
    assert b"mark471" not in response.content


@pytest.mark.parametrize(
    "query",
    [
        "q=%C3%AEle-de-france",
        "q=%CE%91%CF%84%CF%84%CE%B9%CE%BA%CE%AE",
        "q=Wallonie%09",
        "q=" + BEYOND,
        "q=" + "+".join("a" * 100),
        "q=100%25",
        "q=%F0%9F%87%A7",
        "about=https%3A%2F%2Fexample.org%2Fstatus%2F1589273648273648273",
        "id=123456789012345678",
        "p=-1&o=1.-2",
        "joined__year=2021",
        "joined__year__in=2020,2021",
        "country=BE&country=FR&group=strong&network=errin",
        "",
    ],
)
def test_what_people_send_passes(rf, query):
    assert not [*problems(rf.get("/", QUERY_STRING=query))]


@pytest.mark.parametrize("path", ["/regions/BE3/", "/regions/%CE%91/", "/a%20b/", "/100%25/"])
def test_paths_that_people_follow_pass(rf, path):
    assert not [*problems(rf.get(path))]


def test_text_of_several_lines_passes_in_a_form(rf):
    request = rf.post("/", "summary=a%0D%0Ab%09c", content_type=FORM)
    assert not [*problems(request)]


def test_a_long_number_may_be_written_in_a_form(rf):
    assert not [*problems(rf.post("/", f"note={BEYOND}", content_type=FORM))]


def test_an_upload_is_not_read():
    class Untouchable(BytesIO):
        def read(self, *args):
            pytest.fail("the guard read an upload")

    request = RequestFactory().post("/", {"file": BytesIO(b"1;2")})
    request._stream = Untouchable()
    assert not [*problems(request)]
    assert not request._read_started


# --- Sign-in ---


def test_a_control_character_in_a_user_name_is_refused(stranger):
    response = stranger.post("/admin/login/", "username=a%00b&password=c", content_type=FORM)
    assert response.status_code == 400


@pytest.mark.django_db
def test_a_control_character_in_an_upload_form_is_left_to_the_form(stranger):
    response = stranger.post("/admin/login/", {"username": "a\x00b", "password": "c"})
    assert response.status_code == 200
    assert "Null characters are not allowed" in response.content.decode()


# --- The admin's lists ---


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("id__exact=999999999999999999999", 400),
        ("date_joined__year=10000", 400),
        ("q=%00", 400),
        ("_to_field=x", 400),
        ("id__in=4e30", 302),
        ("p=99999999", 200),
        ("o=999", 200),
        ("e=1", 200),
        ("q=(a", 200),
    ],
)
def test_hostile_parameters_of_an_admin_list(editor, quiet, query, status):
    path = reverse("admin:auth_user_changelist")
    assert editor.get(path, QUERY_STRING=query).status_code == status


@pytest.mark.parametrize("row", ["", "x", "1,2", "\x00"])
def test_ticked_rows_that_are_none(editor, quiet, row):
    form = {"action": "delete_selected", "_selected_action": row, "index": "0"}
    path = reverse("admin:auth_user_changelist")
    with transaction.atomic():
        assert editor.post(path, form).status_code == 400
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("changelist", {"action": "delete_selected", "_selected_action": BEYOND}),
        ("add", {"username": "reader", "groups": BEYOND}),
    ],
)
def test_a_choice_beyond_64_bits_is_no_server_error(editor, quiet, name, form):
    """SQLite raises (400), PostgreSQL finds nothing (200)."""
    with transaction.atomic():
        response = editor.post(reverse(f"admin:auth_user_{name}"), form)
        transaction.set_rollback(True)
    assert response.status_code in {200, 400}


# --- The net ---


@pytest.mark.urls("tests.project.urls")
@pytest.mark.parametrize(
    ("method", "name", "status"),
    [
        ("GET", "overflow", 400),
        ("HEAD", "data", 400),
        ("GET", "value", 500),
        ("POST", "overflow", 500),
        ("POST", "data", 500),
    ],
)
def test_only_values_out_of_range_end_in_the_net(stranger, quiet, method, name, status):
    assert stranger.generic(method, f"/fault/{name}/").status_code == status


@pytest.mark.urls("tests.project.urls")
def test_what_ends_in_the_net_is_logged_with_its_trace(stranger, caplog):
    stranger.get("/fault/overflow/")
    record = next(record for record in caplog.records if record.name == "common.guard")
    assert isinstance(record.exc_info[1], OverflowError)


def test_the_guard_stands_before_every_middleware_that_reads_input(settings):
    names = settings.MIDDLEWARE
    guard = names.index(f"{InputGuard.__module__}.{InputGuard.__name__}")
    for reader in ("whitenoise", "sessions", "common.CommonMiddleware", "csrf", "auth"):
        assert guard < next(index for index, name in enumerate(names) if reader in name)
