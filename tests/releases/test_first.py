"""Before the first release, and of an empty database: pages and sentences, no faults."""

import pytest

from observatory.models import Release
from observatory.releases import publishing

pytestmark = pytest.mark.django_db


def test_before_the_first_release_the_page_says_that_there_is_none(client):
    assert "No release has been published yet." in client.get("/data/").content.decode()
    assert "Last release of the data" not in client.get("/").content.decode()
    assert client.get("/api/v1/releases/").json()["results"] == []
    assert client.get("/api/v1/regions/?release=2026.1").status_code == 400


def test_even_an_empty_database_can_be_released(client):
    release = publishing.release("2026.1")
    assert set(release.rows.values()) == {0}
    assert client.get("/data/releases/2026.1/").status_code == 200
    assert client.get("/api/v1/regions/?release=2026.1").json()["results"] == []
    assert Release.objects.count() == 1
