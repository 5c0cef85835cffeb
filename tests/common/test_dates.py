"""Days as people write them, read without guessing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.dates import AmbiguousDay, NotADay, read_day


@pytest.mark.parametrize(
    "written",
    [
        "2024-04-13",
        "2024-4-13",
        "2024/04/13",
        "2024-04-13 00:00",
        "2024-04-13 00:00:00",
        "2024-04-13T00:00:00.000",
        "13.04.2024",
        "13.4.2024",
        "13. 4. 2024",
        "13/04/2024",
        "04/13/2024",
        "13-04-2024",
        "13–04–2024",
        "13 April 2024",
        "13th April 2024",
        "13 apr 2024",
        "13-Apr-2024",
        "13 APRIL, 2024",
        "April 13, 2024",
        "Apr. 13 2024",
        "april 13th, 2024",
        " 13\u00a0April  2024 ",
    ],
)
@pytest.mark.parametrize("day_first", [None, True, False])
def test_a_day_with_one_meaning_is_read(written, day_first):
    assert read_day(written, day_first=day_first) == date(2024, 4, 13)


def test_with_points_the_day_comes_first():
    assert read_day("3.4.2024") == read_day("03.04.2024", day_first=False) == date(2024, 4, 3)


@pytest.mark.parametrize("written", ["03/04/2024", "03-04-2024", "3/4/2024"])
def test_a_day_with_two_meanings_is_refused_unless_one_is_named(written):
    with pytest.raises(AmbiguousDay) as refusal:
        read_day(written)
    assert str(refusal.value) == (
        f"“{written}” may mean 3 April 2024 or 4 March 2024. Write 2024-04-03 or 2024-03-04."
    )
    assert read_day(written, day_first=True) == date(2024, 4, 3)
    assert read_day(written, day_first=False) == date(2024, 3, 4)


def test_both_meanings_may_be_the_same_day():
    assert read_day("04/04/2024") == date(2024, 4, 4)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("03/04/24", "its year has two digits"),
        ("3.4.24", "its year has two digits"),
        ("3 April 24", "its year has two digits"),
        ("1899-12-31", "its year is not between 1900 and 2100"),
        ("1 May 2101", "its year is not between 1900 and 2100"),
        ("0024-04-03", "its year is not between 1900 and 2100"),
        ("30 February 2024", "there is no such day"),
        ("2023-02-29", "there is no such day"),
        ("31.04.2024", "there is no such day"),
        ("04/31/2024", "there is no such day"),
        ("32/01/2024", "there is no such day"),
        ("2024-13-01", "there is no such day"),
        ("2024-00-10", "there is no such day"),
        ("12.31.2024", "there is no such day"),
        ("2024-04-03 10:30:00", "it holds a time of day as well"),
        ("2024", "it names a year alone"),
        ("April 2024", "it names no day of the month"),
        ("04/2024", "it names no day of the month"),
        ("2024-04", "it names no day of the month"),
        ("45385", "it is a number"),
        ("1.5", "it is a number"),
        ("unknown", "it has no digit"),
        ("3 Abril 2024", "it is not written as a day"),
        ("3/4-2024", "it is not written as a day"),
        ("٣/٤/٢٠٢٤", "it has no digit"),
        ("3 April 2024 " * 9, "it is too long"),
    ],
)
def test_what_is_no_day_is_refused_in_a_sentence(written, reason):
    with pytest.raises(NotADay) as refusal:
        read_day(written)
    sentence = str(refusal.value)
    assert f"cannot be read as a date: {reason}. Write it like 2021-12-31." in sentence
    assert len(sentence) < 200
    assert not isinstance(refusal.value, AmbiguousDay)


@pytest.mark.parametrize("written", ["", " \u200b"])
def test_a_blank_cell_is_no_day(written):
    with pytest.raises(NotADay, match="A date was expected and the cell is blank"):
        read_day(written)


days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
FORMS = [
    "{0:%Y-%m-%d}",
    "{0:%Y-%m-%d} 00:00:00",
    "{0:%d.%m.%Y}",
    "{0.day}.{0.month}.{0.year}",
    "{0:%d %B %Y}",
    "{0.day} {0:%b} {0.year}",
    "{0:%B} {0.day}, {0.year}",
]


@given(days, st.sampled_from(FORMS), st.sampled_from([None, True, False]))
def test_every_day_in_every_form_is_read_as_it_was_meant(day, form, day_first):
    assert read_day(form.format(day), day_first=day_first) == day


@given(days, st.sampled_from("/-"), st.booleans())
def test_every_day_is_read_in_the_order_that_is_named(day, sign, day_first):
    form = f"%d{sign}%m{sign}%Y" if day_first else f"%m{sign}%d{sign}%Y"
    written = day.strftime(form)
    assert read_day(written, day_first=day_first) == day
    try:
        assert read_day(written) == day
    except AmbiguousDay as refusal:
        assert day.isoformat() in str(refusal)  # noqa: PT017  (a refusal is one of two answers)
        assert day.day <= 12


@given(
    st.text() | st.from_regex(r"[0-9]{1,4}[-/. ][0-9A-Za-z]{1,4}[-/. ][0-9]{1,4}", fullmatch=True)
)
def test_any_text_is_a_day_or_a_sentence(text):
    problem = ""
    try:
        assert 1900 <= read_day(text).year <= 2100
    except NotADay as refusal:
        problem = str(refusal)
    assert problem == "" or problem.endswith(".")
