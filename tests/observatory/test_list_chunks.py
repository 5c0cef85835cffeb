"""What the files of the lists are read by: records in order, some at a time."""

import pytest
from django.http import QueryDict
from pyroaring import BitMap

from catalogue.models import Entry
from observatory.lists.files.asking import READERS
from observatory.lists.nouns import LISTS
from observatory.lists.ordered import Ordered

pytestmark = pytest.mark.usefixtures("facts")


def runs_of(name, query, least):
    """The records of a list in order, and the same as they are read some at a time."""
    listing = LISTS[name].read(QueryDict(query))
    ordered = Ordered(listing.filter)
    return list(ordered[:]), list(ordered.runs(least))


@pytest.mark.parametrize("least", [1, 100, 1_000, 100_000])
@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("regions", ""),
        ("regions", "sort=code&country=BE&country=FR"),
        ("regions", "q=a"),
        ("regions", "q=be&sort=name"),
        ("policies", "sort=newest"),
        ("networks", ""),
    ],
)
def test_the_runs_follow_each_other_in_the_order_of_the_list(name, query, least):
    records, runs = runs_of(name, query, least)
    assert sum(map(len, runs)) == len(records)
    for run in runs:
        here, records = records[: len(run)], records[len(run) :]
        assert run == BitMap(here)


def test_a_run_has_as_many_records_as_asked_for_and_a_bucket_more():
    records, runs = runs_of("regions", "sort=code", 500)
    assert len(records) > 1_500
    assert all(500 <= len(run) < 1_100 for run in runs[:-1])


def test_a_list_without_records_has_no_runs():
    assert runs_of("regions", "q=nothingiscalledso", 500) == ([], [])


@pytest.mark.parametrize("name", LISTS)
def test_what_was_deleted_or_withdrawn_meanwhile_is_left_out(name):
    listing = LISTS[name].read(QueryDict())
    records = listing.filter.found.copy()
    ordered = Ordered(listing.filter)
    withdrawn, *kept = ordered[:]
    Entry.objects.filter(noun=listing.filter.noun, record=withdrawn).delete()
    chunk_of = READERS[name].chunk
    chunk = chunk_of(listing.shelf, records | BitMap([10**9]), ordered.order, frozenset())
    assert list(chunk.records) == kept
