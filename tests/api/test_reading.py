"""What programs get: the records of the lists, page by page, and errors that name their cause."""

import re

import pytest
from django.http import QueryDict
from django.test import Client

from observatory.lists.nouns import LISTS
from observatory.lists.ordered import Ordered
from policies.models import Classification
from regions.models import Membership, Network, Observation, Region, Source
from regions.signals import written

pytestmark = pytest.mark.usefixtures("facts")

NOUNS = [
    "regions",
    "observations",
    "indicators",
    "networks",
    "memberships",
    "policies",
    "initiatives",
    "vocabularies",
    "terms",
    "classifications",
    "sources",
]


def walk(client, address):
    """All records, page after page."""
    while address:
        page = client.get(address).json()
        yield from page["results"]
        address = page["next"]


def key(record):
    return record.get("id") or record.get("key") or record["code"]


@pytest.mark.parametrize("noun", NOUNS)
def test_a_walk_meets_each_record_once_whatever_is_edited_meanwhile(client, noun):
    size = 100 if noun in ("observations", "regions", "terms") else 3
    first = client.get(f"/api/v1/{noun}/?size={size}").json()
    met, edits = [], 0
    for record in walk(client, f"/api/v1/{noun}/?size={size}"):
        met.append(key(record))
        if len(met) % size == 0 and edits < 4:
            edits += 1
            rename_something(edits)
    assert len(met) == len(set(met)) == first["count"] > 0


def rename_something(number):
    """Edits that move records in every order but that of entry, and in the lists' own."""
    Region.objects.filter(code="AL").update(official_name=f"Z{number}")
    Network.objects.filter(code="errin").update(short_name=f"{number} ERRIN")
    Source.objects.filter(code="survey-2019").update(title=f"{number}")
    written.send(Region)


@pytest.mark.parametrize(
    ("noun", "query"),
    [
        ("regions", "country=BE"),
        ("regions", "country=BE&country=NL&level=1&level=2"),
        ("regions", "recorded=-"),
        ("regions", "q=wal"),
        ("regions", "q=a&sort=name&country=EL"),
        ("regions", "level=2&sort=code"),
        ("regions", "network=errin&network=cebr&every=network"),
        ("policies", ""),
        ("policies", "level=regional"),
        ("policies", "q=plan"),
        ("policies", "from=2015&to=2020"),
        ("policies", "sort=newest"),
        ("networks", ""),
        ("networks", "sort=members"),
        ("networks", "kind=network"),
        ("networks", "q=european"),
        ("initiatives", ""),
        ("initiatives", "sort=title"),
        ("initiatives", "q=the"),
        ("initiatives", "sort=regions"),
    ],
)
def test_it_finds_what_the_list_finds(client, noun, query):
    listing = LISTS[noun].read(QueryDict(query))
    assert not listing.notices
    join = "&" if query else ""
    found = list(walk(client, f"/api/v1/{noun}/?{query}{join}size=100"))
    wanted = [
        record_of(row) for row in LISTS[noun].rows(Ordered(listing.filter)[:], listing.filter)
    ]
    if "q=" not in query and "sort=" not in query:
        wanted.sort(key=lambda one: one.pk)
    name = "code" if noun in ("regions", "networks") else "pk"
    assert [key(record) for record in found] == [getattr(one, name) for one in wanted]


def record_of(row):
    names = ("region", "document", "network", "initiative")
    return next(getattr(row, name) for name in names if getattr(row, name, None))


@pytest.mark.parametrize(
    ("noun", "statement"),
    [
        ("observations", Observation),
        ("memberships", Membership),
        ("classifications", Classification),
    ],
)
def test_statements_are_asked_for_by_country_and_level(client, noun, statement):
    found = walk(client, f"/api/v1/{noun}/?country=FI&level=2&size=100")
    about = statement.objects.filter(region__country_code="FI", region__level=2)
    assert [one["id"] for one in found] == sorted(about.values_list("pk", flat=True))
    assert about.exists()


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("regions/?colour=red", "colour"),
        ("regions/?country=ZZ", "country"),
        ("regions/?size=0", "size"),
        ("regions/?size=101", "size"),
        ("regions/?size=1e9", "size"),
        ("regions/?size=99999999999999999999999", "size"),
        ("regions/?cursor=99999999999999999999999", "cursor"),
        ("observations/?year=99999999999999999999999", "year"),
        ("observations/?region=99999999999999999999999", "region"),
        ("policies/?from=99999999999999999999999", "from"),
        ("policies/?level=99999999999999999999999", "level"),
        ("regions/?cursor=abc", "cursor"),
        ("regions/?cursor=-1", "cursor"),
        ("regions/?fields=code,colour", "fields"),
        ("regions/?fields=", "fields"),
        ("regions/?sort=colour", "sort"),
        ("regions/?view=map", "view"),
        ("regions/?format=csv", "format"),
        ("regions/?page=2", "page"),
        ("regions/?sort=name&sort=code", "sort"),
        ("regions/BE3/?size=1", "size"),
        ("regions/BE3/?fields=colour", "fields"),
        ("observations/?year=20xx", "year"),
        ("observations/?indicator=nothing", "indicator"),
        ("observations/?country=BE3", "country"),
        ("memberships/?level=4", "level"),
        ("observations/?in_force=maybe", "in_force"),
        ("memberships/?status=maybe", "status"),
        ("policies/?from=1e3", "from"),
        ("sources/?q=", "q"),
    ],
)
def test_what_is_wrong_is_refused_by_its_name(client, address, name):
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 400
    told = answer.json()
    assert told["type"] == "validation_error"
    assert [one["attr"] for one in told["errors"]] == [name]
    assert re.search(r"[.]$", told["errors"][0]["detail"])


@pytest.mark.parametrize(
    "address",
    ["regions/?country=", "regions/?sort=", "regions/?fields=", "regions/?size=", "terms/?",
     "observations/?region=", "observations/?year=", "observations/?in_force=",
     "memberships/?status=", "policies/?from=", "regions/?release="],
)  # fmt: skip
def test_what_a_stranger_writes_is_not_repeated_at_length(client, address):
    answer = client.get(f"/api/v1/{address}{'x' * 300}")
    assert answer.status_code == 400
    assert "x" * 41 not in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    ["", "v2/", "v1/nothing/", "v1/regions/ZZ9/", "v1/policies/0/", "v1/policies/x/",
     "v1/terms/nace-2/", "v1/terms/nace-2:/", "v1/regions/BE3/more/"],
)  # fmt: skip
def test_what_is_not_there_is_not_found_in_the_same_form(client, address):
    answer = client.get(f"/api/{address}")
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["code"] == "not_found"


@pytest.mark.parametrize("accepted", ["text/html", "text/csv", "*/*", "nonsense", ""])
def test_it_answers_in_json_whatever_is_accepted(client, accepted):
    """A browser comes along by /id/source/survey-2019, and a program may ask for what it likes."""
    answer = client.get("/api/v1/sources/survey-2019/", headers={"Accept": accepted})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")


def test_a_code_that_was_given_up_leads_to_its_successor(client):
    answer = client.get("/api/v1/regions/UKM21/?fields=code")
    assert answer.status_code == 301
    assert answer["Location"] == "/api/v1/regions/UKM71/?fields=code"
    assert client.get("/api/v1/regions/be3/")["Location"] == "/api/v1/regions/BE3/"


def test_what_no_page_can_answer_is_refused_in_the_same_form(client):
    answer = client.get("/api/v1/regions/?q=%00")
    assert answer.status_code == 400
    assert answer.json()["type"] == "client_error"


def test_a_page_that_is_kept_is_not_sent_again(client):
    first = client.get("/api/v1/regions/")
    again = client.get("/api/v1/regions/", headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    rename_something(1)
    changed = client.get("/api/v1/regions/", headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200


def test_scripts_of_other_sites_may_read_it_and_nothing_else(client):
    asked = {"Origin": "https://example.org"}
    assert client.get("/api/v1/", headers=asked)["Access-Control-Allow-Origin"] == "*"
    assert client.get("/regions.json", headers=asked)["Access-Control-Allow-Origin"] == "*"
    for closed in ("/regions/", "/admin/import/nothing.csv"):
        assert "Access-Control-Allow-Origin" not in client.get(closed, headers=asked)
    before = client.options("/api/v1/", headers={**asked, "Access-Control-Request-Method": "GET"})
    assert before["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "if-none-match" in before["Access-Control-Allow-Headers"]


def test_who_asks_too_often_is_told_when_to_ask_again(client, settings, tmp_path):
    settings.API_RATE = "2/min"
    throttle = {**settings.CACHES["throttle"], "LOCATION": tmp_path}
    settings.CACHES = {**settings.CACHES, "throttle": throttle}
    answers = [client.get(f"/api/v1/regions/?size={size}") for size in (1, 2, 3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 60
    assert answers[2].json()["errors"][0]["code"] == "throttled"
    assert client.get("/regions/").status_code == 200


def test_only_the_fields_that_were_asked_for_are_sent(client):
    page = client.get("/api/v1/regions/?fields=code,level&country=BE&size=1").json()
    assert page["results"] == [{"code": "BE", "level": 0}]
    assert client.get("/api/v1/regions/BE3/?fields=native_name").json() == {
        "native_name": Region.objects.get(code="BE3").native_name
    }


def test_what_the_public_does_not_see_is_not_there(client):
    Region.objects.filter(code="BE3").update(state=Region.State.DRAFT)
    written.send(Region)
    assert client.get("/api/v1/regions/BE3/").status_code == 404
    rows = list(walk(client, "/api/v1/observations/?size=100&fields=region"))
    assert {"region": "BE3"} not in rows


@pytest.mark.parametrize("noun", ["observations", "memberships", "classifications"])
@pytest.mark.parametrize("state", [Region.State.DRAFT, Region.State.IN_REVIEW])
def test_nobody_learns_by_asking_that_a_region_is_being_prepared(client, noun, state):
    Region.objects.filter(code="BE3").update(state=state)
    written.send(Region)
    asked = client.get(f"/api/v1/{noun}/?region=BE3")
    unknown = client.get(f"/api/v1/{noun}/?region=ZZ9")
    assert (asked.status_code, unknown.status_code) == (400, 400)
    assert asked.json() == unknown.json()
    assert [one["attr"] for one in asked.json()["errors"]] == ["region"]
    schemas = client.get("/api/v1/openapi.json").json()["components"]["schemas"]
    assert "BE3" not in schemas["CodeOfRegion"]["enum"]


def test_it_sets_no_cookie_and_takes_nothing(client):
    assert not client.get("/api/v1/regions/").cookies
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(Client(enforce_csrf_checks=True), method)("/api/v1/regions/")
        assert answer.status_code == 405
        assert answer.json()["errors"][0]["code"] == "method_not_allowed"


@pytest.mark.parametrize("noun", NOUNS)
def test_a_page_of_records_takes_few_questions(client, django_assert_max_num_queries, noun):
    client.get(f"/api/v1/{noun}/?size=2")
    with django_assert_max_num_queries(6):
        client.get(f"/api/v1/{noun}/?size=100")
