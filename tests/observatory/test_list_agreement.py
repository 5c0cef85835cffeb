"""For random filters: the page, the file, the map and the counts agree on the records."""

import csv
import random
import re

import pytest
from django.http import QueryDict

from common.postings import NOT_RECORDED
from observatory.lists.nouns import LISTS
from regions.models import Region

pytestmark = pytest.mark.usefixtures("facts")

FILTERS = 200
# Through the server, page by page, so many of them.
WALKED = 25
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


def walked(client, query):
    """The codes of every page of the list of regions."""
    codes, page = [], 1
    while True:
        query["page"] = str(page)
        text = client.get(f"/regions/?{query.urlencode()}").content.decode()
        codes += re.findall(r'name="r" value="(\w+)"', text)
        if 'rel="next"' not in text:
            return codes
        page += 1


def test_page_file_and_map_show_the_same_regions_in_the_same_order(client):
    for query in queries("regions", WALKED):
        query["size"] = "100"
        rows = rows_of(client.get(f"/regions.csv?{query.urlencode()}").getvalue().decode())
        codes = [row["code"] for row in rows]
        assert walked(client, query.copy()) == codes
        assert dots_on_map(client, query.copy()) == len(with_centre_in_frame(codes))


def dots_on_map(client, query):
    query["view"] = "map"
    query.pop("page", None)
    text = client.get(f"/regions/?{query.urlencode()}").content.decode()
    drawn = re.search(r'class="dots parts" d="([^"]*)"', text)
    return drawn[1].count("M") if drawn else 0


def with_centre_in_frame(codes):
    from observatory.maps import locator as maps

    rows = Region.objects.filter(code__in=codes, longitude__isnull=False)
    return [one for one in rows if maps.is_inside(maps.project(one.longitude, one.latitude))]


@pytest.mark.parametrize("name", LISTS)
def test_every_record_stands_on_one_page_and_once_in_the_file(client, name):
    for query in queries(name, 20):
        listing = LISTS[name].read(query)
        every = [getattr(row, RECORD.get(name, "initiative")).pk for row in listing.all_rows(7)]
        assert len(every) == len(set(every)) == listing.page.paginator.count
        assert set(every) == set(listing.filter.found)
        file = client.get(f"/{name}.csv?{query.urlencode()}").getvalue().decode()
        assert len(rows_of(file)) == len(every)
