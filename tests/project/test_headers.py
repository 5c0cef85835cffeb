"""The security headers, on every kind of answer."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, override_settings

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("tests.project.urls"),
    pytest.mark.usefixtures("quiet"),
]

EXPECTED = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
# Kind of answer: (status, path, what the request adds).
ANSWERS = {
    "public page": (200, "/public/", {}),
    "refusal by the guard": (400, "/public/?q=%00", {}),
    "unknown host": (400, "/public/", {"HTTP_HOST": "elsewhere.example"}),
    "value out of range": (400, "/fault/overflow/", {}),
    "permission denied": (403, "/fault/denied/", {}),
    "unknown address": (404, "/none/", {}),
    "fault of ours": (500, "/fault/value/", {}),
    "redirect": (302, "/admin/", {}),
    "slash appended": (301, "/public", {}),
    "static file": (200, "/static/admin/css/base.css", {}),
    "static file, unchanged": (
        304,
        "/static/admin/css/base.css",
        {"HTTP_IF_MODIFIED_SINCE": "Fri, 01 Jan 2100 00:00:00 GMT"},
    ),
    "sign-in": (200, "/admin/login/", {}),
}
HTTPS = {
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 63_072_000,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SECURE_HSTS_PRELOAD": True,
}


def assert_strict(response):
    assert {name: response.headers.get(name) for name in EXPECTED} == EXPECTED
    policy = response.headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives.pop("default-src") == "'none'"
    assert directives.pop("frame-ancestors") == "'none'"
    assert directives.pop("base-uri") == "'none'"
    assert set(directives.values()) == {"'self'"}
    assert "form-action" in directives
    features = response.headers["Permissions-Policy"].split(", ")
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(features)
    assert all(feature.endswith("=()") for feature in features)


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_kind_of_answer_is_strict(stranger, kind):
    status, path, extra = ANSWERS[kind]
    response = stranger.get(path, **extra)
    assert response.status_code == status
    assert_strict(response)


def test_a_form_without_its_mark_is_refused_strictly_and_in_plain_words():
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a"})
    assert response.status_code == 403
    assert "The form could not be taken" in response.content.decode()
    assert_strict(response)


@pytest.mark.parametrize("path", ["/admin/", "/admin/auth/user/", "/admin/auth/user/add/"])
def test_the_admin_is_strict_too(editor, path):
    response = editor.get(path)
    assert response.status_code == 200
    assert_strict(response)


@pytest.mark.parametrize("kind", ANSWERS)
def test_https_is_promised_on_every_kind_of_answer(stranger, kind):
    status, path, extra = ANSWERS[kind]
    with override_settings(**HTTPS):
        response = stranger.get(path, secure=True, **extra)
    assert response.status_code == status
    promise = "max-age=63072000; includeSubDomains; preload"
    assert response.headers["Strict-Transport-Security"] == promise


@pytest.mark.parametrize(("host", "status"), [("testserver", 301), ("elsewhere.example", 400)])
def test_plain_http_is_sent_to_https(stranger, host, status):
    with override_settings(**HTTPS):
        response = stranger.get("/public/", HTTP_HOST=host)
    assert response.status_code == status
    assert_strict(response)


# --- Cookies ---


@pytest.mark.parametrize("path", ["/public/", "/public/rendered/", "/none/", "/public/?q=%00"])
def test_a_public_page_sets_no_cookie(stranger, path):
    response = stranger.get(path)
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_the_cookies_of_sign_in_are_out_of_reach_for_scripts_and_other_sites(stranger):
    get_user_model().objects.create_superuser("root", password="a password of length")
    form = {"username": "root", "password": "a password of length"}
    cookies = stranger.post("/admin/login/?next=/admin/", form).cookies
    assert set(cookies) == {"session", "csrf"}
    for cookie in cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
    assert cookies["session"]["max-age"] == 12 * 60 * 60


# --- The pages of errors ---


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("refusal by the guard", "This request cannot be answered"),
        ("unknown host", "This request cannot be answered"),
        ("permission denied", "This page is not open to you"),
        ("unknown address", "There is no such page"),
        ("fault of ours", "Something failed on our side"),
    ],
)
def test_a_page_of_errors_is_plain_whole_and_styled(stranger, kind, words):
    _status, path, extra = ANSWERS[kind]
    page = stranger.get(path, **extra).content.decode()
    assert page.startswith("<!DOCTYPE html>")
    assert re.findall(r"<h1>(.*?)</h1>", page) == [words]
    assert '<link rel="stylesheet" href="/static/site.css">' in page
    assert "Traceback" not in page
    assert not re.search(r"<style|<script|style=", page)
