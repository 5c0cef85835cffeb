"""For random filters: the page, the file, the map and the counts agree on the records."""

import csv
import json
import random
import re
from io import BytesIO
from itertools import islice

import pytest
from django.http import QueryDict
from openpyxl import load_workbook

from common.postings import NOT_RECORDED
from observatory import atlas
from observatory.lists import on_map
from observatory.lists.files.chunks import TOGETHER
from observatory.lists.files.formats import FORMATS
from observatory.lists.nouns import LISTS
from observatory.lists.ordered import Ordered
from observatory.maps import locator
from regions.models import Region

pytestmark = pytest.mark.usefixtures("facts")

FILTERS = 200
# Rows of a file that are compared with the pages; a longer list goes on alike.
COMPARED = 200
KEY = {"regions": "code", "policies": "number", "networks": "code", "initiatives": "number"}
RECORD = {"regions": "region", "policies": "document", "networks": "network"}


def queries(name, number):
    """Random addresses of a list, with values that find something more often than not."""
    rng = random.Random(name)  # noqa: S311 - chance, not secrecy
    listing = LISTS[name].read(QueryDict())
    facets = listing.facets
    for _ in range(number):
        query = QueryDict(mutable=True)
        for facet in rng.sample(facets, min(rng.choice([0, 1, 1, 2, 3]), len(facets))):
            likely = [one.value for one in facet.options if one.number] or [NOT_RECORDED]
            chosen = rng.sample(likely, min(rng.randint(1, 3), len(likely)))
            query.setlist(facet.name, chosen)
            if facet.is_many and rng.random() < 0.4:
                query.appendlist("every", facet.name)
        if rng.random() < 0.2:
            query["q"] = rng.choice(["a", "be", "plan", "region", "wal", "health"])
        query["sort"] = rng.choice(list(listing.filter.sorts))
        yield query


@pytest.mark.parametrize("name", LISTS)
def test_a_count_is_what_choosing_its_option_leaves(name):
    rng = random.Random(name)  # noqa: S311 - chance, not secrecy
    for query in queries(name, FILTERS):
        listing = LISTS[name].read(query)
        facet = rng.choice(listing.facets)
        for option in rng.sample(facet.options, min(3, len(facet.options))):
            after = query.copy()
            kept = query.getlist(facet.name) if facet.is_every else []
            after.setlist(facet.name, [*kept, option.value])
            assert LISTS[name].read(after).page.paginator.count == option.number, (query, option)


def rows_of(text):
    return list(csv.DictReader(text.removeprefix("\ufeff").splitlines()))


def lines(client, query, number):
    """The first rows of the file; it is made as it is asked for.

    The answer is dropped, not closed: closing it would close the connection of the test as well.
    """
    answer = client.get(f"/regions.csv?{query.urlencode()}")
    pieces = islice(answer, 1 + -(-number // TOGETHER))  # the headings, and as many as it takes
    return rows_of("".join(part.decode() for part in pieces))[:number]


def walked(client, query, number):
    """The codes on as many pages of the list of regions as it takes."""
    codes, page = [], 1
    query["size"] = "100"
    while True:
        query["page"] = str(page)
        text = client.get(f"/regions/?{query.urlencode()}").content.decode()
        codes += re.findall(r'name="r" value="(\w+)"', text)
        if 'rel="next"' not in text or len(codes) >= number:
            return codes[:number]
        page += 1


def test_page_file_and_map_show_the_same_regions_in_the_same_order(client):
    for query in queries("regions", FILTERS):
        codes = [row["code"] for row in lines(client, query, COMPARED)]
        assert walked(client, query.copy(), COMPARED) == codes
        listing = LISTS["regions"].read(query)
        shown = on_map.found_map(listing.filter.found, atlas.regions(listing.shelf.state))
        drawn = with_centre_in_frame(listing.filter.found)
        assert shown.parts.count("M") == drawn
        if len(codes) < COMPARED:
            found = Region.objects.filter(code__in=codes).values_list("pk", flat=True)
            assert set(found) == set(listing.filter.found)


def with_centre_in_frame(records):
    rows = Region.objects.filter(pk__in=list(records), longitude__isnull=False)
    places = rows.values_list("longitude", "latitude")
    return sum(locator.is_inside(locator.project(*place)) for place in places)


@pytest.mark.parametrize("name", LISTS)
def test_every_record_stands_on_one_page_and_once_in_the_file(client, name):
    for query in queries(name, 20):
        listing = LISTS[name].read(query)
        every = Ordered(listing.filter)[:]
        assert len(every) == len(set(every)) == listing.page.paginator.count
        assert set(every) == set(listing.filter.found)
        file = client.get(f"/{name}.csv?{query.urlencode()}").getvalue().decode()
        assert len(rows_of(file)) == len(every)


def codes_of(client, name, form, query):
    """What tells the records of a file apart, in order: in every format the same."""
    answer = client.get(f"/{name}.{form}?{query.urlencode()}")
    assert answer.status_code == 200, (form, query)
    body, key = answer.getvalue(), KEY[name]
    if form == "csv":
        return [row[key] for row in rows_of(body.decode())]
    if form == "json":
        return [str(row[key]) for row in json.loads(body)]
    if form == "geojson":
        return [row["properties"][key] for row in json.loads(body)["features"]]
    headings, *rows = load_workbook(BytesIO(body), read_only=True).active.values
    return [str(row[headings.index(key)]) for row in rows]


@pytest.mark.parametrize("name", LISTS)
def test_every_format_has_the_same_records_in_the_same_order(client, name):
    forms = [one.name for one in FORMATS.values() if name == "regions" or not one.has_points]
    for query in queries(name, 20):
        first, *others = [codes_of(client, name, form, query) for form in forms]
        assert all(one == first for one in others), query
        listing = LISTS[name].read(query)
        assert len(first) == listing.page.paginator.count
        shown = [str(getattr(row, RECORD.get(name, "initiative")).pk) for row in listing.rows]
        if KEY[name] == "number":
            assert first[: len(shown)] == shown
        feed = client.get(f"/{name}.atom?{query.urlencode()}").content.decode()
        assert feed.count("<entry>") == len(shown)
