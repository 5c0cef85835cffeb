"""The feeds of the lists: what each document says of itself, of its entries and of the next one."""

from datetime import datetime
from html import unescape
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from observatory.lists import feeds
from observatory.lists.nouns import LISTS
from observatory.models import SiteSettings
from policies.models import Participation, PolicyDocument
from regions.models import Membership, Network, Region
from regions.writing import create_all, delete_all
from tests.catalogue.editing import FIRST, STATED
from tests.observatory.asked import queries
from tests.observatory.pages import element, get
from tests.observatory.rows import multiply

pytestmark = pytest.mark.usefixtures("facts")
ATOM = "{http://www.w3.org/2005/Atom}"
BELGIUM = "country=BE&level=1&sort=code"


def feed_of(client, address, **more):
    answer = client.get(address, **more)
    assert answer.status_code == 200, address
    return ElementTree.fromstring(answer.content)  # noqa: S314 - our own


def told(node, name):
    return node.findtext(f"{ATOM}{name}")


def entries(feed):
    return feed.findall(f"{ATOM}entry")


def links(node):
    return {one.get("rel"): one.get("href") for one in node.findall(f"{ATOM}link")}


def moments(client, address):
    return {
        told(one, "id"): datetime.fromisoformat(told(one, "updated"))
        for one in entries(feed_of(client, address))
    }


@pytest.mark.parametrize("name", LISTS)
def test_a_feed_and_its_entries_say_all_that_they_have_to(client, name):
    SiteSettings.objects.update_or_create(pk=1, defaults={"name": "A reference work"})
    feed = feed_of(client, f"/{name}.atom")
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "A reference work"
    assert told(feed, "updated")
    assert told(feed, "rights").startswith("CC BY 4.0, https://")
    assert links(feed)["self"] == told(feed, "id") == f"http://testserver/{name}.atom"
    found = entries(feed)
    for one in found:
        assert all(told(one, part) for part in ("title", "id", "updated", "summary"))
        path = links(one)["alternate"].removeprefix("http://testserver")
        assert client.get(path).status_code == 200
        named = client.get(told(one, "id").removeprefix("http://testserver"))
        assert (named.status_code, named["Location"].endswith(path)) == (303, True)
    assert len({told(one, "id") for one in found}) == len(found) > 0


def test_addresses_and_ids_are_of_the_site_and_not_of_the_host_that_was_asked(client, settings):
    settings.SITE_ADDRESS = "https://regions.example"
    feed = feed_of(client, f"/regions.atom?{BELGIUM}", headers={"host": "localhost"})
    one = entries(feed)[2]
    assert told(one, "id") == "https://regions.example/id/region/BE3"
    assert links(one) == {"alternate": "https://regions.example/regions/BE3/"}
    assert told(feed, "id") == f"https://regions.example/regions.atom?{BELGIUM}"
    assert links(feed) == {
        "self": f"https://regions.example/regions.atom?{BELGIUM}",
        "alternate": f"https://regions.example/regions/?{BELGIUM}",
    }


def test_the_name_of_a_document_stays_when_its_title_is_corrected(client):
    before = {told(one, "id") for one in entries(feed_of(client, "/policies.atom?size=100"))}
    document = PolicyDocument.objects.filter(region="BE3").first()
    document.title = "Anew"
    document.save()
    again = entries(feed_of(client, "/policies.atom?size=100"))
    assert "Anew" in {told(one, "title") for one in again}
    assert {told(one, "id") for one in again} == before


def test_the_documents_of_a_feed_lead_to_each_other_and_leave_nothing_out(client):
    multiply("BE3", number=60)
    address, found, ids = "/regions.atom?country=BE&view=map&sort=code", [], set()
    while address:
        feed = feed_of(client, address)
        found += [told(one, "title") for one in entries(feed)]
        ids.add(told(feed, "id"))
        leads = links(feed)
        address = leads.get("next", "").removeprefix("http://testserver")
    shown = Region.objects.published().filter(country_code="BE").values_list("code", flat=True)
    assert [one.split()[0] for one in found] == sorted(shown)
    assert ids == {"http://testserver/regions.atom?country=BE&sort=code"}
    assert leads["first"] == ids.pop()
    assert leads["previous"].endswith("&page=2")
    assert "last" not in leads


def test_a_summary_says_what_and_where(client):
    network = Network.objects.create(code="rd", short_name="R", name="R&D <now>", kind="network")
    narrowed = {"regions": "&country=BE"}
    summaries = {
        told(one, "id").rpartition("/id/")[2]: unescape(told(one, "summary"))
        for name in LISTS
        for one in entries(feed_of(client, f"/{name}.atom?size=100{narrowed.get(name, '')}"))
    }
    assert summaries["region/BE"] == "Country"
    assert summaries["region/BE3"] == "Belgium, NUTS 1"
    assert summaries[f"network/{network.code}"] == "Network, R&D <now>"
    document = PolicyDocument.objects.filter(region="BE3").first()
    assert summaries[f"policy/{document.pk}"].endswith("BE3 Wallonie")
    part = Participation.objects.in_force().first()
    assert str(part.region) in summaries[f"initiative/{part.initiative_id}"]


def test_what_is_stated_of_a_record_moves_its_entry(client):
    networks = "/networks.atom?size=100"
    before, about = moments(client, f"/regions.atom?{BELGIUM}"), moments(client, networks)
    network = Network.objects.exclude(memberships__region="BE3").order_by("code").first()
    said = {"region_id": "BE3", "network": network, "status": "member"}
    create_all([Membership(**said, **STATED, **FIRST)])
    after, now = moments(client, f"/regions.atom?{BELGIUM}"), moments(client, networks)
    assert moved(before, after) == ["http://testserver/id/region/BE3"]
    assert moved(about, now) == [f"http://testserver/id/network/{network.code}"]
    rows = Membership.objects.filter(region="BE3", network=network)
    delete_all(Membership, [one.pk for one in rows])
    without = moments(client, f"/regions.atom?{BELGIUM}")
    assert moved(after, without) == moved(before, after)
    PolicyDocument.objects.create(title="Of it", region_id="BE2", level="regional", **STATED)
    issued = moments(client, f"/regions.atom?{BELGIUM}")
    assert moved(without, issued) == ["http://testserver/id/region/BE2"]


def moved(before, after):
    return [one for one in before if after[one] > before[one]]


def test_a_feed_asks_few_questions_however_much_is_stated(client):
    few = queries(client, "/regions.atom?country=BE")
    multiply("BE3", number=20)
    assert queries(client, "/regions.atom?country=BE") == few
    rows = LISTS["regions"].read(client.get("/regions/").wsgi_request.GET).rows
    with CaptureQueriesContext(connection) as caught:
        feeds._changed([one.region for one in rows])
    assert len(caught) == 1


@pytest.mark.parametrize("name", LISTS)
def test_the_page_of_a_list_names_its_feed_to_programs(name):
    page = get(f"/{name}/", size="50")
    link = dict(element(page, "link", type="application/atom+xml").attributes)
    assert (link["rel"], link["href"]) == ("alternate", f"/{name}.atom?size=50")
