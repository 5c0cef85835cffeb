"""The settings: what the environment makes of them."""

import json
import os
import re
import runpy
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from environs import EnvError

from regions_project.settings import database_options, kept_secret_key

ROOT = Path(settings.BASE_DIR)
SETTINGS = ROOT / "regions_project" / "settings.py"
SOURCE = SETTINGS.read_text(encoding="utf-8")
VARIABLES = set(re.findall(r'env\.\w+\(\s*"(\w+)"', SOURCE))
POSTGRESQL = "postgres://u@db.example/observatory"


@pytest.fixture
def read(monkeypatch):
    """The settings as a dictionary, read with the given variables and no others of the project."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SECRET_KEY", "k" * 50)

    def read_with(**variables):
        for name, text in variables.items():
            monkeypatch.setenv(name, text)
        return runpy.run_path(str(SETTINGS))

    return read_with


def options(settings):
    return settings["DATABASES"]["default"]["OPTIONS"]


def manage(*arguments, **variables):
    """The finished process of `manage.py ARGUMENTS`, with only `variables` of those we read."""
    others = VARIABLES | {"DJANGO_ALLOW_ASYNC_UNSAFE", "DJANGO_SETTINGS_MODULE"}
    environment = {name: text for name, text in os.environ.items() if name not in others}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment | variables,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


# --- A public server ---


def test_the_check_for_deployment_has_nothing_to_say():
    key = "test-of-the-deployment-check-0123456789-abcdefghijklmnop"
    process = manage(
        *("check", "--deploy", "--fail-level", "WARNING"),
        HTTPS="true",
        SECRET_KEY=key,
        ALLOWED_HOSTS="observatory.example",
    )
    assert process.returncode == 0, process.stderr
    assert "no issues" in process.stdout


def test_https_makes_cookies_that_only_this_host_can_set(read):
    names = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME"]
    assert [read()[name] for name in names] == ["session", "csrf"]
    settings = read(HTTPS="true")
    assert [settings[name] for name in names] == ["__Host-session", "__Host-csrf"]
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["CSRF_COOKIE_SECURE"]


def test_https_is_promised_for_two_years(read):
    assert read()["SECURE_HSTS_SECONDS"] == 0
    settings = read(HTTPS="true")
    assert settings["SECURE_SSL_REDIRECT"]
    assert settings["SECURE_HSTS_SECONDS"] == 63_072_000
    assert settings["SECURE_HSTS_INCLUDE_SUBDOMAINS"]
    assert settings["SECURE_HSTS_PRELOAD"]


# --- Nothing set ---


def test_nothing_set_is_a_demonstration_on_this_machine(read):
    settings = read()
    assert (settings["DEBUG"], settings["HTTPS"]) == (False, False)
    assert settings["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert settings["DATABASES"]["default"]["ENGINE"].endswith("sqlite3")
    assert settings["DATABASES"]["default"]["NAME"] == str(ROOT / "db.sqlite3")


def test_a_list_of_hosts_is_read(read):
    assert read(ALLOWED_HOSTS="a.example,b.example")["ALLOWED_HOSTS"] == ["a.example", "b.example"]


def test_a_variable_that_cannot_be_read_is_named(read):
    with pytest.raises(EnvError, match="DEBUG"):
        read(DEBUG="perhaps")


# --- The secret key ---


def test_the_key_is_made_once_and_kept_to_its_owner(tmp_path):
    path = tmp_path / ".secret-key"
    key = kept_secret_key(path)
    assert len(key) >= 50
    assert kept_secret_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [*tmp_path.iterdir()] == [path]


def test_server_processes_that_start_together_agree_on_the_key(tmp_path):
    path = tmp_path / ".secret-key"
    with ThreadPoolExecutor(16) as pool:
        keys = [*pool.map(lambda _number: kept_secret_key(path), range(64))]
    assert set(keys) == {path.read_text(encoding="ascii")}


# --- The database ---


def test_sqlite_waits_for_its_turn():
    options = database_options("django.db.backends.sqlite3")
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] < 30
    assert "journal_mode=WAL" in options["init_command"]


def test_postgresql_gives_up_on_a_long_statement(read):
    assert options(read(DATABASE_URL=POSTGRESQL)) == {"options": "-c statement_timeout=10000"}
    assert options(read(DATABASE_STATEMENT_TIMEOUT="0")) == {}


def test_a_pool_keeps_the_connections_of_postgresql_if_asked_for(read):
    database = read(DATABASE_URL=POSTGRESQL)["DATABASES"]["default"]
    assert database["CONN_MAX_AGE"] == 60
    assert "pool" not in database["OPTIONS"]
    database = read(DATABASE_POOL="4")["DATABASES"]["default"]
    assert database["CONN_MAX_AGE"] == 0
    assert database["OPTIONS"]["pool"]["max_size"] == 4


def test_options_in_the_address_win(read):
    assert options(read(DATABASE_URL=f"{POSTGRESQL}?sslmode=require"))["sslmode"] == "require"


@pytest.mark.django_db
def test_the_connection_is_as_the_settings_say():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            assert connection.transaction_mode == "IMMEDIATE"
            cursor.execute("PRAGMA foreign_keys")
            assert cursor.fetchone() == (1,)
        else:
            cursor.execute("SHOW statement_timeout")
            assert cursor.fetchone() == ("10s",)


# --- Static files ---


def test_collected_files_are_served_under_hashed_names(tmp_path):
    folder = tmp_path / "files"
    process = manage(
        *(
            "collectstatic",
            "--noinput",
            "--ignore",
            "rest_framework",
            "--ignore",
            "import_export",
            "--ignore",
            "vendor",
        ),
        STATIC_ROOT=str(folder),
    )
    assert process.returncode == 0, process.stderr
    names = json.loads((folder / "staticfiles.json").read_text(encoding="utf-8"))["paths"]
    style = names["admin/css/base.css"]
    assert style != "admin/css/base.css"
    assert (folder / f"{style}.gz").exists()


# --- The document ---


def test_every_variable_is_in_the_document_and_no_other():
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)`", text, flags=re.MULTILINE)) == VARIABLES
