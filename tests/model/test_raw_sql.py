"""Bad rows that no form and no field of ours has seen: the database alone refuses every one.

Each row is a valid one with a single value spoilt, sent by `INSERT` as another program might.
"""

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from regions.models import Statement
from tests.model import factories
from tests.model.factories import BUILDERS, DAY, LATER_DAY, known, stored

pytestmark = pytest.mark.django_db

ON_SQLITE = connection.vendor == "sqlite"
REFUSED = (IntegrityError, DataError)
BLANKS = ["", " ", "   ", "\n", "\t", "\r\n", " Wallonie", "Wallonie ", "Wal\nlonie"]
NO_LINKS = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "ftp://example.org",
    "//example.org",
    "https://",
    "https://example.org/a b",
    " https://example.org",
    "https://example.org\n",
    "https://example.org\njavascript:alert(1)",
]
NO_NUMBERS = ["NaN", "Infinity", "-Infinity", float("inf"), "1e400", "1e13", "many", ""]
NO_NUMBERS += ["1" * 32, "-" + "1" * 32, 10**13]
NO_YEARS = [0, -1, 1899, 2101, 10000, 99999, str(2**63), "2019-12-31", "recently"]


def no_days(year):
    """What is no day, in a year that no other date of the record forbids."""
    values = ["", "0001-01-01", "0000-00-00", "1899-12-31", "2101-01-01", "10000-01-01"]
    values += [f"-{year}-01-01", f"31/12/{year}", "soon"]
    values += [f"{year}-{day}" for day in ("13-45", "00-10")]
    values += [f"{year}-{day}" for day in ("02-30", "02-29", "04-31")]
    # PostgreSQL reads these and stores the day they mean; SQLite would store the words.
    if ON_SQLITE:
        values += ["yesterday", "now", 20191231, f"{year}-12-31 10:00", f"{year}1231"]
        values += [f"{year}-2-3"]
    return values


NO_DEGREES = [1e9, -180.5, "NaN", "Infinity", "-Infinity", "east"]
NO_NUTS_CODES = ["be3", "Be3", "B", "", "BE3000", "BE 3", "BE3\n", "ΒΕ3", "BE-"]
NO_CODES = ["", "ERRIN", "er rin", "-errin", "errin\n", "érrin", "er/rin"]

SPOILT = {
    (factories.region, "official_name"): BLANKS,
    (factories.network, "name"): BLANKS,
    (factories.network, "short_name"): BLANKS,
    (factories.source, "title"): BLANKS,
    (factories.policy_document, "title"): BLANKS,
    (factories.initiative, "title"): BLANKS,
    (factories.alias, "name"): BLANKS,
    (factories.term, "label"): BLANKS,
    (factories.picture, "attribution"): BLANKS,
    (factories.website, "link"): ["", *NO_LINKS],
    (factories.social_link, "link"): ["", *NO_LINKS],
    (factories.page, "title"): BLANKS,
    (factories.page, "body"): ["", " ", "\n"],
    (factories.page, "slug"): NO_CODES,
    (factories.page, "updated_on"): [None, *no_days(2019)],
    (factories.source, "link"): NO_LINKS,
    (factories.network, "website"): NO_LINKS,
    (factories.policy_document, "link"): NO_LINKS,
    (factories.policy_document, "stored_copy"): NO_LINKS,
    (factories.observation, "value"): [None, *NO_NUMBERS],
    (factories.indicator, "lowest"): NO_NUMBERS,
    (factories.indicator, "highest"): NO_NUMBERS,
    (factories.region_change, "share"): [2, -1, 1.5, *NO_NUMBERS],
    (factories.observation, "year"): NO_YEARS,
    (factories.policy_document, "first_year"): NO_YEARS,
    (factories.region_change, "to_edition"): NO_YEARS,
    (factories.scale_group, "scale_year"): [None, *NO_YEARS],
    (factories.membership, "stated_on"): [None, *no_days(2022)],
    (factories.membership, "first_stated_on"): [None, LATER_DAY, *no_days(2019)],
    (factories.membership, "superseded_on"): [DAY, "2021-12-30", *no_days(2022)],
    (factories.membership, "since"): no_days(2019),
    (factories.membership, "until"): no_days(2019),
    (factories.source, "dated_on"): [None, *no_days(2019)],
    (factories.policy_document, "stated_on"): [None, *no_days(2022)],
    (factories.region, "longitude"): NO_DEGREES,
    (factories.region, "latitude"): [90.5, *NO_DEGREES],
    (factories.region, "code"): NO_NUTS_CODES,
    (factories.network, "code"): NO_CODES,
    (factories.indicator, "code"): NO_CODES,
    (factories.policy_question, "code"): NO_CODES,
    (factories.region, "state"): ["", "secret", "Published"],
    (factories.region, "nuts_editions"): ["", "now", "2016,2021", "2016 ", "2016\n"],
    (factories.region, "language"): ["French", "FR", "fr\n", " "],
    (factories.membership, "status"): ["", "maybe", "Member", "through_country", "not_recorded"],
    (factories.policy_document, "level"): ["galactic", "EU", "national", "eu"],
    (factories.policy_statement, "said"): ["", "maybe", "Yes", "words"],
    (factories.indicator, "kind"): ["", "colour"],
    (factories.indicator, "decimals"): [7, -1],
    (factories.network, "kind"): ["", "club"],
    (factories.remembered_answer, "reading"): ["", "through_region", "perhaps", "value"],
    (factories.remembered_answer, "value"): ["BE3", None],
    (factories.file_import, "state"): ["", "half done", "applied", None],
    (factories.layout, "fingerprint"): [None],
    (factories.site_settings, "id"): [2, 0],
}
FOREIGN_KEYS = {
    (factories.membership, "region_id"): ["BE9", "be3", None],
    (factories.membership, "network_id"): ["nobody", None],
    (factories.membership, "source_id"): ["", "hearsay", None],
    (factories.membership, "first_source_id"): ["hearsay", None],
    (factories.observation, "indicator_id"): ["happiness", None],
    (factories.observation, "source_id"): ["hearsay", None],
    (factories.classification, "term_id"): [10**6, None],
    (factories.classification, "source_id"): ["hearsay", None],
    (factories.policy_statement, "question_id"): ["why", None],
    (factories.policy_statement, "source_id"): ["hearsay", None],
    (factories.policy_document, "source_id"): ["hearsay", None],
    (factories.policy_document, "kind_id"): [10**6],
    (factories.term, "vocabulary_id"): ["nowhere", None],
    (factories.region, "parent_id"): ["BF"],
    (factories.responsibility, "region_id"): ["BE9", None],
    (factories.responsibility, "user_id"): [10**6, None],
    (factories.import_file, "of_id"): [10**6, None],
}
ODD_CHARACTERS = {
    (factories.region, "official_name"): ["\u200b", "Wal\u2028lonie", "Wal\x07lonie", "\u00a0"],
    (factories.website, "link"): ["https://a\u00a0b.eu"],
    (factories.region_change, "level"): [4],
    (factories.scale_group, "scale_year"): [2021],
}
# What PostgreSQL refuses by the type of the column.
ODD_TYPES = {
    (factories.observation, "is_computed"): ["maybe"],
    (factories.region, "is_territory"): ["maybe"],
    (factories.policy_document, "link_works"): ["maybe"],
    (factories.policy_question, "allows_words"): ["maybe"],
    (factories.page, "is_in_footer"): ["maybe"],
    (factories.indicator, "position"): ["first", 99999],
    (factories.scale_group, "rank"): ["first"],
}


def one_by_one(table):
    return [
        case(build, column, value) for (build, column), values in table.items() for value in values
    ]


def case(build, column, value, marks=()):
    if hasattr(value, "marks"):
        (value,), marks = value.values, value.marks
    name = f"{build.__name__}.{column}={str(value)[:30]!a}"
    return pytest.param(build, column, value, id=name, marks=marks)


@pytest.mark.parametrize("build", BUILDERS.values(), ids=lambda build: build.__name__)
def test_the_valid_row_is_accepted(build):
    assert_accepted(build())


@pytest.mark.parametrize(
    ("build", "column", "value"),
    [*one_by_one(SPOILT), *one_by_one(ODD_CHARACTERS), *one_by_one(ODD_TYPES)],
)
def test_a_spoilt_value_is_refused(build, column, value):
    assert_refused(build(), {column: value})


@pytest.mark.parametrize(("build", "column", "value"), one_by_one(FOREIGN_KEYS))
def test_what_a_row_refers_to_exists(build, column, value):
    assert_refused(build(), {column: value})


@pytest.mark.django_db(transaction=True)
def test_a_row_that_refers_to_nothing_is_refused_on_commit():
    fact = factories.membership()
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(fact, {"region_id": "BE9"})
    assert type(fact).objects.count() == 0


def test_a_parent_two_levels_up_is_refused():
    known(factories.region, code="BE31")
    assert_refused(factories.region(code="BE32"), {"parent_id": "BE"})
    assert_refused(factories.region(code="BE32"), {"parent_id": "BE31"})


def test_a_parent_of_another_country_is_refused():
    known(factories.region, code="FR")
    assert_refused(factories.region(code="BE3"), {"parent_id": "FR"})


def test_a_group_of_another_indicator_is_refused():
    factories.scale("another-group")
    code = "another-group/2019/strong"
    known(factories.scale_group, code=code, indicator_id="another-group")
    assert_refused(factories.grouped_observation(), {"group_id": code})


def test_a_number_for_a_scale_is_refused():
    factories.scale()
    assert_refused(factories.observation(), {"indicator_id": "innovation-group"})


@pytest.mark.parametrize("table", ["region", "policy_document"])
def test_what_stands_nowhere_is_refused(table):
    column = {"region": "parent_id", "policy_document": "region_id"}[table]
    assert_refused(getattr(factories, table)(), {column: None})


def test_a_number_beside_a_group_is_refused():
    assert_refused(factories.grouped_observation(), {"value": 5})


@pytest.mark.parametrize("model", [model for model in BUILDERS if issubclass(model, Statement)])
def test_a_second_statement_in_force_is_refused(model):
    stored(BUILDERS[model]())
    assert_refused(BUILDERS[model](stated_on=LATER_DAY), {})


def test_a_second_value_without_a_year_is_refused():
    stored(factories.observation(year=None))
    assert_refused(factories.observation(year=None, value=3), {})


def test_a_membership_through_no_or_its_own_region_is_refused():
    assert_refused(factories.membership(), {"status": "through_region"})
    assert_refused(factories.membership(), {"status": "through_region", "via_id": "BE3"})
    assert_refused(factories.membership(), {"via_id": "BE"})


def test_a_membership_that_ends_before_it_starts_is_refused():
    assert_refused(factories.membership(), {"since": "2020-01-02", "until": "2020-01-02"})
    assert_refused(factories.membership(), {"since": "2020-01-02", "until": "2019-12-31"})


def assert_accepted(record):
    before = type(record).objects.count()
    insert_for_good(record, {})
    assert type(record).objects.count() == before + 1


def assert_refused(record, spoilt):
    before = type(record).objects.count()
    with pytest.raises(REFUSED), transaction.atomic():
        insert_for_good(record, spoilt)
    assert type(record).objects.count() == before


def insert_for_good(record, spoilt):
    """Foreign keys are looked at on commit, or now."""
    insert(record, spoilt)
    connection.check_constraints()


def insert(record, spoilt):
    """One `INSERT` of the record as it would be stored, with the spoilt values as they are."""
    row = {
        field.column: field.get_db_prep_save(getattr(record, field.attname), connection)
        for field in record._meta.concrete_fields
        if not field.generated and not (field.primary_key and record.pk is None)
    } | spoilt
    quote = connection.ops.quote_name
    columns, places = ", ".join(map(quote, row)), ", ".join(["%s"] * len(row))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(record._meta.db_table)} ({columns}) VALUES ({places})",  # noqa: S608
            list(row.values()),
        )
