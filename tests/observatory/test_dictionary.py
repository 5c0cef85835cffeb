"""The data dictionary: that it leaves nothing out, says what holds, and is found and read."""

import csv
import re
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue import reading
from observatory.dictionary.described import DescribedColumn
from observatory.dictionary.meanings import MEANINGS, TABLE_MEANINGS
from observatory.dictionary.nouns import TABLES
from observatory.dictionary.page import HEADINGS
from observatory.dictionary.tables import described
from observatory.lists.files.asking import READERS
from observatory.models import Page, SiteSettings, SocialLink
from policies.models import PolicyDocument, Vocabulary
from regions.models import Observation, Region, Source
from tests.admin.nouns import NOUNS
from tests.observatory.asked import MOST_QUERIES, queries
from tests.observatory.pages import element, elements, get, text
from tests.observatory.rows import multiply
from workbench.models import RememberedAnswer

# What editors maintain as well: the site's own texts, and what imports have been told.
NO_DATA = {SiteSettings, SocialLink, Page, RememberedAnswer}
MOST_TO_DESCRIBE = 2


def columns(*names):
    """All columns of the tables of these names, or of all, by table and name."""
    tables = described(names or TABLES)
    return {(table.name, one.name): one for table in tables for one in table.columns}


def test_every_noun_that_editors_maintain_is_a_table():
    models = [resource._meta.model for resource in TABLES.values()]
    assert len(models) == len(set(models))
    assert set(models) == set(NOUNS) - NO_DATA


@pytest.mark.django_db
class TestDescribed:
    def test_every_table_and_column_has_a_meaning_in_whole_words(self):
        for table in described():
            assert table.title
            for said in (table.meaning, *(one.meaning for one in table.columns)):
                assert re.match(r"(?!Such as)\S+( \S+)+.*[.]$", said, re.S), (table.name, said)

    def test_no_meaning_is_written_for_what_is_not_there(self):
        known = columns()
        names = {".".join(place) for place in known} | {column for _table, column in known}
        assert set(TABLE_MEANINGS) == set(TABLES)
        assert MEANINGS.keys() - names == set()

    def test_the_columns_are_those_of_the_files(self):
        for table in described():
            fields = TABLES[table.name]().table_fields()
            assert [one.name for one in table.columns] == [one.column_name for one in fields]
            assert set(table.key) <= {one.name for one in table.columns}

    def test_a_table_refers_to_itself_or_to_tables_before_it(self):
        order = list(TABLES)
        for (table, _name), one in columns().items():
            if one.refers_to:
                assert order.index(one.refers_to[0]) <= order.index(table)

    def test_what_a_column_holds_follows_from_model_and_rules(self):
        known = columns()
        types = {place: one.type for place, one in known.items()}
        assert types["regions", "code"] == types["regions", "language"] == "code"
        assert types["policy-documents", "language"] == types["terms", "parent"] == "code"
        assert types["regions", "nuts_editions"] == types["policy-documents", "terms"] == "codes"
        assert types["sources", "link"] == "link"
        assert types["observations", "year"] == "integer"
        assert types["observations", "value"] == types["regions", "longitude"] == "number"
        assert types["memberships", "since"] == "date"
        assert types["observations", "is_computed"] == "yes/no"
        assert types["regions", "summary"] == types["participations", "initiative"] == "text"
        assert known["observations", "year"].bounds == (1900, 2100)
        assert known["region-changes", "share"].bounds == (0, 1)
        assert known["region-changes", "from_edition"].bounds == (0, None)
        editions = known["regions", "nuts_editions"]
        assert (editions.pattern, editions.separator) == ("[0-9]{4}", " ")
        assert known["policy-documents", "terms"].separator == "; "
        assert re.fullmatch(known["classifications", "term"].pattern, "nace-2:C.21")
        assert not known["regions", "official_name"].pattern
        assert known["regions", "latitude"].unit == "°"

    def test_choices_and_references_are_those_of_the_model(self):
        known = columns()
        assert known["memberships", "status"].choices[1] == ("planned", "Not yet, planned")
        assert known["memberships", "via"].refers_to == ("regions", ("code",))
        assert known["terms", "parent"].refers_to == ("terms", ("vocabulary", "code"))
        assert known["terms", "replaced_by"].refers_to == ("terms", ())
        assert known["participations", "initiative"].refers_to == ("initiatives", ("title",))
        assert known["observations", "group"].refers_to == ("scale-groups", ("code",))
        assert known["regions", "code"].refers_to is None

    def test_what_may_be_blank_is_said(self):
        blank = {place for place, one in columns().items() if not one.is_required}
        assert {("regions", "parent"), ("policy-documents", "level")} <= blank
        assert {("observations", "year"), ("policy-documents", "terms")} <= blank
        assert ("policy-documents", "link_works") in blank
        never = {("regions", "is_territory"), ("memberships", "first_source"), ("terms", "label")}
        assert not never & blank

    def test_without_data_there_is_no_example(self, django_assert_num_queries):
        with django_assert_num_queries(MOST_TO_DESCRIBE):
            assert {one.example for one in columns().values()} == {None}
        with django_assert_num_queries(0):
            assert described([]) == []


@pytest.mark.usefixtures("facts")
class TestExamples:
    def test_they_are_what_the_first_record_with_a_value_would_show(self):
        for table, resource in TABLES.items():
            fields = resource().table_fields()
            wanted = dict.fromkeys(one.column_name for one in fields)
            for record in resource._meta.model.objects.order_by("pk").iterator():
                for one in fields:
                    if wanted[one.column_name] is None:
                        wanted[one.column_name] = one.export(record) or None
                if None not in wanted.values():
                    break
            assert {name: one.example for (_, name), one in columns(table).items()} == wanted

    def test_they_come_from_what_is_public(self):
        first = Source.objects.order_by("pk").first()
        draft = Region.objects.get(code="AT")
        facts = {"region": draft, "source": first, "stated_on": "2021-12-31"}
        Observation.objects.create(indicator_id="population", value=7, flag="secret", **facts)
        PolicyDocument.objects.create(title="A draft", gloss="Not yet", level="national", **facts)
        assert columns("observations")["observations", "flag"].example == "secret"
        Region.objects.filter(pk=draft.pk).update(state="draft")
        assert columns("observations")["observations", "flag"].example is None
        assert columns("policy-documents")["policy-documents", "gloss"].example != "Not yet"
        assert "AT" not in {one.example for one in columns().values()}

    def test_they_take_two_questions_however_much_there_is(self, django_assert_num_queries):
        multiply("BE3", number=20)
        with django_assert_num_queries(MOST_TO_DESCRIBE):
            described()

    def test_several_values_of_one_cell_are_shown_together(self):
        document = PolicyDocument.objects.order_by("pk").first()
        PolicyDocument.terms.through.objects.all().delete()
        assert columns("policy-documents")["policy-documents", "terms"].example is None
        terms = Vocabulary.objects.get(code="nace-2").terms.filter(code__in=["C.21", "A.01"])
        document.terms.set(terms)
        shown = columns("policy-documents")["policy-documents", "terms"].example
        assert shown == "nace-2:A.01; nace-2:C.21"


@pytest.mark.usefixtures("facts")
class TestPage:
    def test_it_tells_every_column_of_every_table(self):
        page = get("/data/dictionary/")
        for place, one in columns().items():
            row = element(page, "tr", id=".".join(place))
            assert text(element(row, "th")) == f"{one.name} {one.label}"
            for code, label in one.choices:
                assert f"{code} {label}" in text(row)
            assert (" never " in text(row)) == one.is_required

    def test_it_tells_every_column_of_the_files_of_lists(self, client):
        page = get("/data/dictionary/")
        for name, reader in READERS.items():
            noun = {"regions": "region", "policies": "policy"}.get(name, name.removesuffix("s"))
            wanted = [one.name for one in reader.columns(reading.shelf(noun))]
            section = element(page, "section", id=f"list-{name}")
            shown = [text(one) for one in elements(section, "th", scope="row")]
            assert shown == wanted

    def test_it_lists_the_vocabularies(self):
        row = text(element(get("/data/dictionary/"), "tr", id="vocabulary-nabs-2007"))
        vocabulary = Vocabulary.objects.get(code="nabs-2007")
        assert vocabulary.publisher in row
        assert row.endswith(f" {vocabulary.terms.count()}")

    def test_every_link_within_it_leads_somewhere(self, client):
        content = client.get("/data/dictionary/").content.decode()
        named = re.findall(r' id="([^"]+)"', content)
        assert len(named) == len(set(named))
        assert set(re.findall(r'href="#([^"]+)"', content)) <= set(named)

    @pytest.mark.parametrize("path", ["/data/dictionary/", "/data/dictionary.csv"])
    def test_it_asks_few_questions_and_answers_again_without_any(self, client, path):
        assert queries(client, path) <= MOST_QUERIES
        reading.forget()
        with CaptureQueriesContext(connection) as caught:
            answer = client.get(path)
        assert len(caught) <= MOST_QUERIES
        again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304

    @pytest.mark.parametrize("path", ["/data/dictionary/", "/data/dictionary.csv"])
    def test_it_takes_no_notice_of_what_an_address_asks_besides(self, client, path):
        plain = client.get(path).content
        many = "&".join(f"r={number}" for number in range(900))
        assert client.get(f"{path}?{many}&table=%3Cscript%3E").content == plain
        assert client.post(path).status_code == 405

    def test_what_nobody_has_recorded_is_said(self):
        PolicyDocument.objects.all().delete()
        page = get("/data/dictionary/")
        gloss = element(page, "tr", id="policy-documents.gloss")
        assert text(gloss).endswith("nothing recorded yet")

    def test_its_file_has_a_row_for_each_column(self, client):
        answer = client.get("/data/dictionary.csv")
        assert answer.headers["Content-Disposition"] == 'attachment; filename="dictionary.csv"'
        rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
        assert tuple(rows[0]) == HEADINGS
        of = {(row["table"], row["column"]): row for row in rows}
        assert len(of) == len(rows)
        assert columns().keys() <= of.keys()
        status = of["memberships", "status"]
        assert status["choices"].startswith("member = Member; planned = Not yet, planned; ")
        assert (status["type"], status["required"]) == ("code", "yes")
        assert of["memberships", "region"]["refers_to"] == "regions.code"
        assert of["classifications", "term"]["refers_to"] == "terms.code"
        assert of["regions", "latitude"]["unit"] == "°"
        assert of["regions (list)", "population"]["unit"] == "inhabitants"


def test_a_column_says_as_little_as_it_can():
    column = DescribedColumn("note", "Note", "What else there is.", "text", is_required=False)
    assert (column.example, column.choices, column.refers_to) == (None, (), None)
