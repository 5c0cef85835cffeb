"""What the API answers from a release: what it said on that day, and nothing that came later."""

import pytest

from catalogue import reading
from catalogue.facets import unpack
from observatory.models import Release, ReleasedList, ReleasedRecord
from observatory.records import PUBLIC
from observatory.releases import publishing
from policies.models import Initiative, PolicyDocument, Term
from regions.models import Membership, Network, Observation, Region, Source
from regions.signals import written

pytestmark = pytest.mark.usefixtures("released")

ENOUGH = 300  # records of a noun that are compared
QUERIES = [
    "regions/?",
    "regions/?country=BE&level=1&level=2",
    "regions/?recorded=-",
    "regions/?network=errin&network=cebr&every=network",
    "regions/?fields=code,page",
    "policies/?",
    "policies/?level=regional",
    "policies/?q=plan",
    "policies/?sort=newest",
    "regions/?q=walloon",
    "regions/?q=gewest&sort=name&country=BE",
    "regions/?sort=name&country=BE&country=NL",
    "networks/?sort=members",
    "policies/?from=1990&to=2030",
    "networks/?kind=network",
    "initiatives/?",
    "observations/?region=BE3",
    "observations/?indicator=population&year=2019",
    "observations/?in_force=true&source=survey-2019",
    "observations/?indicator=population&country=BE&level=2",
    "observations/?level=0&in_force=true",
    "memberships/?country=FI",
    "classifications/?level=1",
    "observations/?in_force=false",
    "memberships/?status=member&network=errin",
    "classifications/?vocabulary=nace-2",
    "terms/?vocabulary=nace-2",
    "vocabularies/?",
    "indicators/?",
    "sources/?",
]

NONE_FOUND = {"regions/?recorded=-", "observations/?in_force=false"}


def answers(client, query):
    """How many records there are, and those of the first pages."""
    page = client.get(f"/api/v1/{query}&size=100").json()
    if "results" not in page:
        return page
    count, records, more = page["count"], page["results"], page["next"]
    while more and len(records) < ENOUGH:
        page = client.get(more).json()
        records, more = records + page["results"], page["next"]
    return count, records


@pytest.mark.parametrize("query", QUERIES)
def test_on_its_day_it_is_what_the_api_says_anyway(client, query):
    now = answers(client, query)
    assert answers(client, f"{query}&release=2026.1") == now
    if query not in NONE_FOUND:
        assert now[0] > 0


def test_later_changes_leave_it_as_it_was(client):
    before = {query: answers(client, f"{query}&release=2026.1") for query in QUERIES}
    change_everything()
    for query in QUERIES:
        assert answers(client, f"{query}&release=2026.1") == before[query], query
    changed = [query for query in QUERIES if answers(client, query) != before[query]]
    assert len(changed) > len(QUERIES) / 2  # so that all this could have failed


def change_everything():
    Membership.objects.all().delete()
    Observation.objects.filter(region="BE3").delete()
    Observation.objects.filter(source="survey-2019").update(note="looked at again")
    Region.objects.filter(country_code="BE").update(official_name="Another")
    Region.objects.filter(code="BE3").update(state="draft")
    Network.objects.filter(code="errin").delete()
    PolicyDocument.objects.filter(level="regional").update(level="")
    PolicyDocument.objects.update(first_year=1990, last_year=1991)
    Initiative.objects.update(kind="another")
    Term.objects.filter(vocabulary="nace-2").update(label="Another")
    Source.objects.update(note="another")
    written.send(Region)


@pytest.mark.parametrize("noun", PUBLIC)
def test_one_record_is_found_by_its_key(client, noun):
    first = client.get(f"/api/v1/{noun}/?size=1&release=2026.1").json()["results"][0]
    key = first.get("id") or first.get("key") or first["code"]
    assert client.get(f"/api/v1/{noun}/{key}/?release=2026.1").json() == first
    assert client.get(f"/api/v1/{noun}/{key}/").json() == first


def test_a_record_that_came_later_is_not_in_it(client):
    Network.objects.create(code="newest", name="Newest", short_name="New", kind="network")
    written.send(Network)
    assert client.get("/api/v1/networks/newest/").status_code == 200
    assert client.get("/api/v1/networks/newest/?release=2026.1").status_code == 404


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("regions/?release=2026.7", "release"),
        ("regions/?release=", "release"),
        ("regions/?release=%F0%9F%98%80", "release"),
        ("regions/?release=2026.1&release=2026.1", "release"),
        ("regions/BE3/?release=2030.1", "release"),
        ("regions/?release=2026.1&sort=colour", "sort"),
        ("regions/?release=2026.1&sort=name&sort=code", "sort"),
        ("sources/?release=2026.1&q=x", "q"),
        ("regions/?release=2026.1&country=XX", "country"),
        ("regions/?release=2026.1&colour=red", "colour"),
        ("regions/?release=2026.1&size=0", "size"),
        ("regions/?release=2026.1&cursor=abc", "cursor"),
        ("regions/?release=2026.1&fields=colour", "fields"),
        ("observations/?release=2026.1&region=XX", "region"),
        ("observations/?release=2026.1&country=BE3", "country"),
        ("observations/?release=2026.1&level=4", "level"),
        ("observations/?release=2026.1&year=MMXX", "year"),
        ("observations/?release=2026.1&year=3000", "year"),
        ("policies/?release=2026.1&from=2030&to=2031&fields=colour", "fields"),
        ("observations/?release=2026.1&in_force=perhaps", "in_force"),
        ("memberships/?release=2026.1&status=maybe", "status"),
        ("memberships/?release=2026.1&colour=red", "colour"),
        ("networks/errin/?release=2026.1&size=5", "size"),
        ("releases/?release=2026.1", "release"),
    ],
)
def test_what_is_wrong_is_refused_by_its_name(client, query, name):
    answer = client.get(f"/api/v1/{query}")
    assert answer.status_code == 400
    assert [one["attr"] for one in answer.json()["errors"]] == [name]


def test_no_list_of_a_release_knows_a_region_that_is_not_public(client):
    Region.objects.filter(code="BE2").update(state="draft")
    written.send(Region)
    publishing.release("2026.2")
    for query in ("networks/?region=BE2", "policies/?territory=BE2", "initiatives/?region=BE2"):
        assert client.get(f"/api/v1/{query}&release=2026.1").json()["count"] > 0
        refused = client.get(f"/api/v1/{query}&release=2026.2")
        assert refused.status_code == 400, query
    for query in ("networks/?region=BE", "policies/?territory=BE", "initiatives/?region=BE"):
        before = client.get(f"/api/v1/{query}&release=2026.1").json()
        now = client.get(f"/api/v1/{query}&release=2026.2").json()
        assert now.get("count", 0) <= before["count"]
    kept = ReleasedList.objects.filter(release__number="2026.2").values_list("facets", flat=True)
    assert "BE2" not in {
        one["value"] for facets in kept for facet in facets for one in facet["options"]
    }


def test_what_an_earlier_program_told_is_still_answered(client):
    release = Release.objects.get()
    ReleasedRecord.objects.create(
        release=release, noun="sources", number=10**6, key="old", body={"code": "old", "gone": 1}
    )
    assert client.get("/api/v1/sources/old/?release=2026.1").json() == {"code": "old", "gone": 1}
    assert unpack([{"name": "a", "label": "A", "options": [], "gone": 1}])[0].name == "a"
    ReleasedList.objects.filter(noun="policies").delete()
    reading.forget()
    assert client.get("/api/v1/policies/?release=2026.1").status_code == 404


def test_a_release_says_what_it_holds(client):
    [told] = client.get("/api/v1/releases/").json()["results"]
    assert told["number"] == "2026.1"
    assert told["rows"]["regions"] == PUBLIC["regions"].count()
    assert told == client.get("/api/v1/releases/2026.1/").json()
    for file in told["files"]:
        path = file["address"].removeprefix("http://testserver")
        got = client.get(path)
        assert got.headers["ETag"] == f'"{file["sha256"]}"'
        assert len(b"".join(got.streaming_content)) == file["size"]


def test_a_withdrawn_release_says_so(client):
    why = "The shares of 2019 were those of 2017: use 2026.2."
    assert client.get("/api/v1/networks/?release=2026.1").json()["release"]["withdrawn_on"] is None
    Release.objects.update(withdrawn_on="2026-12-24", withdrawn_because=why)
    written.send(Release)
    told = client.get("/api/v1/networks/?release=2026.1").json()["release"]
    assert (told["withdrawn_on"], told["withdrawn_because"]) == ("2026-12-24", why)
    assert client.get("/api/v1/releases/2026.1/").json()["withdrawn_because"] == why
    # A single record is as it was said, and the page about the API promises no more.
    assert "withdrawn" not in client.get("/api/v1/networks/errin/?release=2026.1").content.decode()
    said = client.get("/data/api/").content.decode()
    assert "a single record does not, but <code>/api/v1/releases/</code> does" in said
    for address in ("/data/", "/data/releases/2026.1/"):
        assert why in client.get(address).content.decode()


@pytest.mark.parametrize("noun", PUBLIC)
def test_a_page_of_a_release_takes_few_questions(client, django_assert_max_num_queries, noun):
    client.get(f"/api/v1/{noun}/?release=2026.1&size=50")
    with django_assert_max_num_queries(6):
        assert client.get(f"/api/v1/{noun}/?release=2026.1&size=100").status_code == 200


def test_two_releases_are_told_apart(client):
    Region.objects.filter(code="BE3").update(english_name="Wallonia, later")
    written.send(Region)
    publishing.release("2026.2")
    names = [
        client.get(f"/api/v1/regions/BE3/?fields=english_name&release={number}").json()
        for number in ("2026.1", "2026.2")
    ]
    assert names[0] != names[1] == {"english_name": "Wallonia, later"}
