"""The pages about the data, and the desk at which releases are made."""

import json
import re

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client

from observatory.models import Release
from observatory.releases import publishing
from regions.models import Region
from regions.signals import written
from tests.releases.conftest import content

pytestmark = pytest.mark.usefixtures("released")
HOST = "http://testserver"


def text_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def desk(client):
    client.force_login(User.objects.create_superuser("anna", password="a long pass phrase"))
    return client


def test_the_page_of_the_data_leads_to_everything(client):
    text = text_of(client, "/data/")
    addresses = [
        "/data/releases/2026.1/",
        "/data/releases/2026.1/observatory-2026.1.zip",
        "/regions.csv",
        "/policies.xlsx",
        "/networks/download/",
        "/initiatives.atom",
        "/data/dictionary/",
        "/data/api/",
        "/api/v1/openapi.json",
        "/data/catalogue.ttl",
        "/id/region/BE3",
    ]
    for address in addresses:
        assert f'href="{address}"' in text
    assert 'rel="license"' in text
    for one in Release.objects.get().files.all():
        assert one.sha256 in text


def test_every_page_names_the_licence_and_the_last_release(client):
    for address in ("/", "/regions/", "/regions/BE3/"):
        text = text_of(client, address)
        assert 'href="https://creativecommons.org/licenses/by/4.0/" rel="license"' in text
        assert 'href="/data/releases/2026.1/">2026.1</a>' in text
    for address in ("/regions.csv", "/regions.json", "/api/v1/regions/", "/regions.atom"):
        assert client.get(address).headers["Link"].endswith('; rel="license"')


def test_the_page_of_a_release_tells_what_changed(client):
    Region.objects.filter(code="BE3").update(english_name="Wallonia")
    written.send(Region)
    publishing.release("2026.2")
    text = text_of(client, "/data/releases/2026.2/")
    assert "0 added, 1 changed, 0 removed" in text
    assert 'href="/data/releases/2026.1/"' in text
    assert "@misc{observatory-2026.2" in text


def json_ld(client, address: str) -> dict[str, dict]:
    """What a page tells search engines, by the type of thing."""
    blocks = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', text_of(client, address), re.DOTALL
    )
    found = [json.loads(one) for one in blocks]
    return {one["@type"]: one for one in found}


class TestSearchEngines:
    def test_a_release_is_told_with_its_files(self, client):
        told = json_ld(client, "/data/releases/2026.1/")["Dataset"]
        release = Release.objects.get()
        assert told["@id"] == f"{HOST}/id/release/2026.1"
        assert told["url"] == f"{HOST}/data/releases/2026.1/"
        assert told["name"].endswith("release 2026.1")
        assert 50 <= len(told["description"]) <= 5000
        assert (told["version"], told["citation"]) == ("2026.1", release.citation)
        assert told["datePublished"] == release.released_on.isoformat()
        assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"
        assert told["creator"]["name"]
        assert told["creativeWorkStatus"] == "Published"
        assert told["isPartOf"]["@id"] == f"{HOST}/data/#releases"
        assert "http://www.w3.org/ns/dcat#prev" not in told
        files = release.files.exclude(name__startswith="citation.")
        assert told["distribution"] == [
            {
                "@type": "DataDownload",
                "name": one.name,
                "encodingFormat": one.media_type,
                "contentUrl": f"{HOST}{one.get_absolute_url()}",
                "contentSize": f"{one.size} B",
                "sha256": one.sha256,
            }
            for one in files
        ]
        assert len(files) == 3

    def test_a_later_one_names_the_one_before(self, client):
        Region.objects.filter(code="BE3").update(english_name="Wallonia")
        written.send(Region)
        publishing.release("2026.2")
        told = json_ld(client, "/data/releases/2026.2/")["Dataset"]
        before = json_ld(client, "/data/releases/2026.1/")["Dataset"]
        assert told["http://www.w3.org/ns/dcat#prev"] == {"@id": before["@id"]}

    def test_a_withdrawn_one_is_told_as_withdrawn(self, client):
        Release.objects.update(withdrawn_on="2026-12-24", withdrawn_because="Wrong: </script>.")
        written.send(Release)
        told = json_ld(client, "/data/releases/2026.1/")["Dataset"]
        assert told["creativeWorkStatus"] == "Withdrawn"
        assert "Withdrawn: Wrong: </script>." in told["description"]
        assert told["dateModified"] == "2026-12-24"

    @pytest.mark.parametrize(
        ("address", "name"),
        [
            ("/data/releases/2026.1/", "Release 2026.1"),
            ("/data/dictionary/", "Data dictionary"),
            ("/data/api/", "API"),
        ],
    )
    def test_a_page_below_tells_where_it_is(self, client, address, name):
        steps = json_ld(client, f"{address}?x=1")["BreadcrumbList"]["itemListElement"]
        assert [(one["name"], one["item"]) for one in steps] == [
            ("Data", f"{HOST}/data/"),
            (name, f"{HOST}{address}"),
        ]


@pytest.mark.parametrize(
    "address",
    [
        "/data/releases/2026.9/",
        "/data/releases/2026.10/",
        "/data/releases/x/",
        "/data/releases/2026.1/other.zip",
        "/data/releases/2026.9/observatory-2026.1.zip",
    ],
)
def test_what_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_a_file_may_be_kept_for_ever(client):
    address = "/data/releases/2026.1/observatory-2026.1.zip"
    got = client.get(address)
    assert "immutable" in got.headers["Cache-Control"]
    assert b"".join(got.streaming_content) == content("2026.1", "observatory-2026.1.zip")
    kept = client.get(address, headers={"if-none-match": got.headers["ETag"]})
    assert (kept.status_code, kept.content) == (304, b"")
    assert all("immutable" in one.headers["Cache-Control"] for one in (got, kept))
    assert got.headers["Link"].endswith('; rel="license"')


def test_the_pages_take_few_questions(client, django_assert_max_num_queries):
    for address in ("/data/", "/data/releases/2026.1/"):
        client.get(address)
        with django_assert_max_num_queries(10):
            client.get(address)


class TestDesk:
    def test_an_editor_makes_a_release_with_one_button(self, desk):
        Region.objects.filter(code="BE3").update(english_name="Wallonia")
        written.send(Region)
        form = text_of(desk, "/admin/observatory/release/add/")
        assert 'value="2026.2"' in form
        answer = desk.post("/admin/observatory/release/add/", {"number": "2026.2"}, follow=True)
        assert answer.status_code == 200
        release = Release.objects.get(number="2026.2")
        assert release.changes["regions"] == {"added": 0, "changed": 1, "removed": 0}
        assert release.files.count() == 6

    @pytest.mark.parametrize(
        ("number", "sentence"),
        [
            ("2026.1", "already exists"),
            ("next", "such as 2026.1"),
            ("2026.2", "Nothing has changed since 2026.1"),
            ("", "This field is required"),
        ],
    )
    def test_what_is_wrong_is_said_on_the_form(self, desk, number, sentence):
        answer = desk.post("/admin/observatory/release/add/", {"number": number})
        assert answer.status_code == 200
        assert sentence in answer.content.decode()
        assert Release.objects.count() == 1

    def test_it_is_withdrawn_with_a_reason_and_nothing_else_is_changed(self, desk, client):
        release = Release.objects.get()
        address = f"/admin/observatory/release/{release.pk}/change/"
        form = desk.get(address).context["adminform"].form
        told = {
            "form_version": form.initial["form_version"],
            "number": "2030.1",
            "citation": "another",
            "withdrawn_on": "2026-12-24",
        }
        assert "Give both" in desk.post(address, told).content.decode()
        answer = desk.post(address, {**told, "withdrawn_because": "The shares are wrong."})
        assert answer.status_code == 302
        withdrawn = Release.objects.get()
        assert (withdrawn.number, withdrawn.citation) == ("2026.1", release.citation)
        assert "The shares are wrong." in text_of(client, "/data/releases/2026.1/")

    def test_what_a_colleague_did_meanwhile_is_not_overwritten(self, desk):
        release = Release.objects.get()
        address = f"/admin/observatory/release/{release.pk}/change/"
        version = desk.get(address).context["adminform"].form.initial["form_version"]
        Release.objects.update(withdrawn_on="2026-12-24", withdrawn_because="Of a colleague.")
        answer = desk.post(address, {"form_version": version})
        assert answer.status_code == 200
        assert Release.objects.get().withdrawn_because == "Of a colleague."

    def test_it_cannot_be_deleted(self, desk):
        address = f"/admin/observatory/release/{Release.objects.get().pk}/delete/"
        assert desk.post(address, {"post": "yes"}).status_code == 403

    def test_who_may_only_look_makes_none(self, client):
        somebody = User.objects.create_user("guest", is_staff=True)
        somebody.user_permissions.add(Permission.objects.get(codename="view_release"))
        guest = Client()
        guest.force_login(somebody)
        assert guest.get("/admin/observatory/release/").status_code == 200
        form = guest.get(f"/admin/observatory/release/{Release.objects.get().pk}/change/")
        assert form.content.decode().count("Released on") == 1
        answer = guest.post("/admin/observatory/release/add/", {"number": "2026.2"})
        assert answer.status_code == 403
