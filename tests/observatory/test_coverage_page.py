"""The page that tells how far everything is recorded, and how old it is."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.pages import coverage as coverage_page
from observatory.pages.ages import median_months, months
from policies.models import PolicyQuestion, PolicyStatement
from regions.models import Membership, Region
from tests.observatory.asked import MOST_QUERIES, queries
from tests.observatory.pages import element, elements, get, text
from tests.observatory.rows import multiply

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("since", "today", "age"),
    [
        (date(2021, 12, 31), date(2026, 11, 23), 58),
        (date(2021, 12, 31), date(2026, 12, 31), 60),
        (date(2026, 11, 23), date(2026, 11, 23), 0),
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2027, 1, 1), date(2026, 1, 1), 0),
    ],
)
def test_an_age_is_counted_in_whole_months(since, today, age):
    assert months(since, today) == age


@given(DAYS, DAYS, DAYS)
def test_the_older_statement_has_no_smaller_age(one, other, today):
    older, newer = sorted([one, other])
    assert months(older, today) >= months(newer, today) >= 0


@given(st.lists(DAYS, min_size=1), DAYS)
def test_the_median_is_the_age_of_one_of_them_and_half_are_no_older(days, today):
    ages = [months(day, today) for day in days]
    median = median_months(days, today)
    assert median in ages
    assert 2 * sum(age <= median for age in ages) >= len(ages)
    assert median_months(reversed(days), today) == median


def test_nothing_has_no_age():
    assert median_months([], date(2026, 1, 1)) is None


def table(page, name):
    """The rows of a section's table: first cell, then the others."""
    body = element(element(page, "section", id=name), "tbody")
    rows = [
        [text(cell) for cell in one.children if hasattr(cell, "name")]
        for one in elements(body, "tr")
    ]
    return {first: others for first, *others in rows}


@pytest.mark.usefixtures("facts")
class TestPage:
    def test_it_counts_regions_by_level(self):
        levels = table(get("/coverage/"), "levels")
        assert levels["1"] == ["135", "108", "108", "12", "4", "5", "5", "2", "0"]
        assert levels["3"] == ["1,769", *["0"] * 8]
        for level, (regions, anything, *nouns) in levels.items():
            counts = [int(number.replace(",", "")) for number in (regions, anything, *nouns)]
            assert counts[0] >= counts[1] >= max(counts[2:]), level

    def test_it_counts_regions_question_by_question(self):
        page = get("/coverage/")
        assert table(page, "networks")["ERRIN"][:2] == ["7", "31 Dec 2021"]
        assert table(page, "answers")["Personalised medicine in the RIS3"][0] == "3"
        assert table(page, "terms")["NACE Rev. 2.1"] == ["0", "–", "–"]
        assert "Document kinds" not in table(page, "terms")
        assert list(elements(page, "a", href="/indicators/population/"))
        assert list(elements(page, "a", href="/terms/policy-topics/"))

    def test_ages_are_those_of_each_regions_last_statement(self):
        read = coverage_page.read(date(2026, 12, 31))
        questions = {row.name: row for kind in read.questions for row in kind.rows}
        share = questions["Share of people aged 65 and over"]
        assert (share.regions, share.newest, share.age) == (8, date(2021, 12, 31), 60)

    def test_only_statements_in_force_about_published_regions_count(self):
        Membership.objects.filter(region="BE3", network="errin").update(superseded_on="2022-06-01")
        Region.objects.filter(code="BE2").update(state="in_review")
        page = get("/coverage/")
        assert table(page, "networks")["ERRIN"][0] == "5"
        assert table(page, "levels")["1"][0] == "134"

    def test_it_asks_few_questions_however_much_is_recorded(self, client):
        few = queries(client, "/coverage/")
        multiply("BE3", 30)
        multiply("DE1", 30)
        assert queries(client, "/coverage/") == few <= MOST_QUERIES

    def test_a_kind_of_question_that_nobody_asks_says_so(self):
        PolicyStatement.objects.all().delete()
        PolicyQuestion.objects.all().delete()
        asked = element(get("/coverage/"), "section", id="answers")
        assert "Nothing is asked yet" in text(asked)
