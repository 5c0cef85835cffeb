"""Any facts, written in any dialect that is read, come back as the same facts."""

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.tables import Dialect
from common.tables.writing import ods_bytes, xlsx_bytes
from common.timeline import Said
from policies.models import PolicyDocument
from regions.ledger import Ledger
from regions.models import Membership, Network, Observation
from tests.imports import database
from tests.imports.exporting import dataset, delimited
from workbench.imports.choices import Choices
from workbench.imports.running import bring_in
from workbench.imports.shapes import shape_of

pytestmark = pytest.mark.django_db

ANY_EXAMPLE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])

ALPHABET = "aBzé ÅαβΓώЖщъ0189=+-@'\"“”;,.:/()&<>%#|_x\t"
LINE = (
    st.text(ALPHABET, min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
)
PROSE = st.lists(LINE, max_size=3).map("\n".join)
DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2021, 12, 31))
STATED = {"source_id": "survey-2021", "stated_on": dt.date(2021, 12, 31)}
NUMBER = st.decimals(-(10**9), 10**9, places=6, allow_nan=False, allow_infinity=False)
REGIONS, NETS = ["BE1", "BE2", "BE3", "FR1"], ["errin", "mountain", "cebr"]
LINK = st.sampled_from(["", "https://example.org/a?b=c&d='e'", "http://παράδειγμα.ελ/%20;x"])

MEMBERS = st.dictionaries(
    st.tuples(st.sampled_from(REGIONS), st.sampled_from(NETS)),
    st.fixed_dictionaries(
        {
            "status": st.sampled_from(["member", "planned", "partly", "not_member"]),
            "since": st.none() | DAYS.filter(lambda day: day.year < 2018),
            "until": st.none() | DAYS.filter(lambda day: day.year > 2018),
            "note": LINE | st.just(""),
        }
    ),
    min_size=1,
    max_size=5,
)
# What two sources said of a region in turn; no status: that it is not listed any more.
SAYING = st.tuples(
    DAYS, st.sampled_from(["member", "partly", ""]), st.sampled_from(["survey-2021", "eurostat"])
)
HISTORIES = st.dictionaries(
    st.sampled_from(REGIONS), st.lists(SAYING, min_size=1, max_size=6), min_size=1
)
VALUES = st.dictionaries(
    st.tuples(st.sampled_from(REGIONS), st.none() | st.integers(1990, 2030)),
    st.fixed_dictionaries(
        {"value": NUMBER, "flag": LINE.map(lambda t: t[:10].strip()), "note": LINE}
    ),
    min_size=1,
    max_size=5,
)
DOCUMENTS = st.dictionaries(
    st.tuples(st.sampled_from(REGIONS), LINE),
    st.fixed_dictionaries(
        {
            "gloss": LINE | st.just(""),
            "link": LINK,
            "summary": PROSE,
            "first_year": st.none() | st.integers(1990, 2010),
            "last_year": st.none() | st.integers(2010, 2030),
            "link_works": st.none() | st.booleans(),
        }
    ),
    min_size=1,
    max_size=5,
)
NETWORKS = st.dictionaries(
    st.from_regex(r"\A[a-z0-9][a-z0-9-]{0,9}\Z"),
    st.fixed_dictionaries(
        {"name": LINE, "short_name": LINE, "website": LINK, "description": PROSE}
    ),
    min_size=1,
    max_size=5,
)


def store_members(drawn):
    for (region, network), said in drawn.items():
        Membership(region_id=region, network_id=network, **said, **STATED).save()


def store_histories(drawn):
    ledger = Ledger(Membership)
    for region, said_later in drawn.items():
        told = [(dt.date(2014, 1, 1), "member", "eurostat"), *said_later]
        for day, status, source in told:
            if status:
                said = {"source_id": source, "stated_on": day, "note": f"Said by {source}"}
                ledger.place(Membership(region_id=region, network_id="cebr", status=status, **said))
            else:
                ledger.withdraw((region, "cebr"), Said(source, day))
    ledger.write()


def store_values(drawn):
    for (region, year), said in drawn.items():
        Observation(region_id=region, indicator_id="balance", year=year, **said, **STATED).save()


def store_documents(drawn):
    for (region, title), told in drawn.items():
        PolicyDocument(region_id=region, title=title, **told, **STATED).save()


def store_networks(drawn):
    for code, told in drawn.items():
        Network(code=code, kind="network", **told).save()


@st.composite
def dialects(draw):
    """How a table is written: in which kind of file, and how its numbers are."""
    kind = draw(st.sampled_from(["text", "text", "xlsx", "ods"]))
    separator = draw(st.sampled_from([",", ";", "\t"]))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
    return kind, separator, encoding, draw(st.sampled_from([".", ","]))


def written(table, kind, separator, encoding, decimal):
    """The file, and what a person has to choose to have it read."""
    if kind == "text":
        try:
            data, dialect = delimited(table, separator, encoding, decimal), Dialect()
        except UnicodeEncodeError:
            return written(table, kind, separator, "utf-8", decimal)
        if encoding == "cp1252":
            dialect = Dialect(encoding="Windows-1252")
        return data, Choices(dialect, decimal=decimal)
    write = xlsx_bytes if kind == "xlsx" else ods_bytes
    return write(table.title, table.headers, table), Choices(decimal=decimal)


def stored(noun):
    return sorted(map(repr, dataset(noun).dict))


def come_back(noun, store, drawn, dialect):
    """Store the facts, write them out, take them away and read them in again."""
    model = shape_of(noun).model
    with database.taken_out_again():
        for each in (Membership, model):
            each.objects.all().delete()
        store(drawn)
        before, (data, choices) = stored(noun), written(dataset(noun), *dialect)
        model.objects.all().delete()
        run = bring_in(data, "table", choices, [shape_of(noun)])
        assert [problem.reason for problem in run.plan.refusals] == []
        assert stored(noun) == before
        assert len(before) == len(run.plan.numbers)


@ANY_EXAMPLE
@given(MEMBERS, dialects())
def test_memberships_come_back(small_world, drawn, dialect):
    come_back("regions.membership", store_members, drawn, dialect)


@ANY_EXAMPLE
@given(HISTORIES, dialects())
def test_what_was_said_before_comes_back_too(small_world, drawn, dialect):
    come_back("regions.membership", store_histories, drawn, dialect)


@ANY_EXAMPLE
@given(VALUES, dialects())
def test_observations_come_back(small_world, drawn, dialect):
    come_back("regions.observation", store_values, drawn, dialect)


@ANY_EXAMPLE
@given(DOCUMENTS, dialects())
def test_policy_documents_come_back(small_world, drawn, dialect):
    come_back("policies.policydocument", store_documents, drawn, dialect)


@ANY_EXAMPLE
@given(NETWORKS, dialects())
def test_networks_come_back(small_world, drawn, dialect):
    come_back("regions.network", store_networks, drawn, dialect)
