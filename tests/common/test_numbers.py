"""Numbers as people write them, read without guessing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.numbers import AmbiguousNumber, NotANumber, read_number


@pytest.mark.parametrize(
    ("written", "value", "understood"),
    [
        ("3,643,996", "3643996", "thousands separated by commas"),
        ("6.596.233", "6596233", "thousands separated by points"),
        ("1 215 290", "1215290", "thousands separated by spaces"),
        ("1\u202f215\u00a0290", "1215290", "thousands separated by spaces"),
        ("1’215’290", "1215290", "thousands separated by apostrophes"),
        ("1 234", "1234", "thousands separated by spaces"),
        ("1215290", "1215290", "digits only"),
        ("13.06", "13.06", "decimal point"),
        ("0,123", "0.123", "decimal comma"),
        ("1234,567", "1234.567", "decimal comma"),
        (".5", "0.5", "decimal point"),
        ("1,234.56", "1234.56", "thousands separated by commas, decimal point"),
        ("1.234,56", "1234.56", "thousands separated by points, decimal comma"),
        ("1 234,5", "1234.5", "thousands separated by spaces, decimal comma"),
        ("+3", "3", "digits only"),
        ("-5", "-5", "digits only"),
        ("–5,5", "-5.5", "decimal comma"),
        ("\u22125", "-5", "digits only"),
        ("-0", "0", "digits only"),
    ],
)
def test_a_number_is_read_and_told_how(written, value, understood):
    read = read_number(written)
    assert (read.value, read.is_percent, read.understood) == (Decimal(value), False, understood)
    assert str(read.value) == value


@pytest.mark.parametrize("written", ["18,51%", "18,51 %", "18.51\u00a0%"])
def test_a_percentage_keeps_its_figure(written):
    read = read_number(written)
    assert (read.value, read.is_percent) == (Decimal("18.51"), True)


@pytest.mark.parametrize("written", ["1,234", "1.234", "-12,345", "123.456%"])
def test_a_number_with_two_meanings_is_refused(written):
    with pytest.raises(AmbiguousNumber, match="may mean"):
        read_number(written)


def test_both_ways_out_of_an_ambiguity_can_be_read():
    with pytest.raises(AmbiguousNumber) as refusal:
        read_number("1,234")
    assert "1.2340 for the decimal one" in str(refusal.value)
    assert read_number("1.2340").value == Decimal("1.234")
    assert read_number("1234").value == 1234


def test_the_convention_of_the_file_settles_an_ambiguity():
    assert read_number("1,234", decimal=",").value == Decimal("1.234")
    assert read_number("1,234", decimal=".").value == 1234
    assert read_number("6,596,233", decimal=",").value == 6596233


def test_an_indicator_of_whole_numbers_settles_an_ambiguity():
    assert read_number("1,234", whole=True).value == 1234
    assert read_number("1,234", whole=True, decimal=",").value == 1234


def test_decimals_are_refused_where_whole_numbers_are_expected():
    with pytest.raises(NotANumber, match="not a whole number"):
        read_number("1.9", whole=True)
    assert read_number("217,0", whole=True).value == 217


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "the cell is blank"),
        (" \u200b", "the cell is blank"),
        ("NaN", "no digit"),
        ("-inf", "no digit"),
        ("–", "no digit"),
        ("1e400", "powers of ten"),
        ("1" * 32, "more than 18 digits"),
        ("1" * 1000, "too long"),
        ("0x1F", "words or signs"),
        ("about 3 million", "words or signs"),
        ("216 per km²", "words or signs"),
        ("(123)", "words or signs"),
        ("03.04.2024", "a date"),
        ("3/4/24", "a date"),
        ("2024-04-03", "a date"),
        ("3-4", "a range"),
        ("18,5 – 20,1%", "a range"),
        ("12,34,567", "not grouped by three"),
        ("1.234.56", "not grouped by three"),
        ("1,234.567,890", "not grouped by three"),
        ("12 345 6", "not grouped by three"),
        ("007", "like a code"),
        ("- 5", "not those of one number"),
        ("5%%", "not those of one number"),
        ("٣", "no digit"),
    ],
)
def test_what_is_no_number_is_refused_in_a_sentence(written, reason):
    with pytest.raises(NotANumber, match=reason) as refusal:
        read_number(written)
    assert "Write it like 3643996, 3,643,996 or 18.51%." in str(refusal.value)


def test_a_long_text_is_quoted_in_part():
    with pytest.raises(NotANumber) as refusal:
        read_number("population " * 1000)
    assert len(str(refusal.value)) < 200


numbers = st.decimals(
    min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False, places=4
)
styles = st.sampled_from(
    [(t, d) for t in ["", ",", ".", " ", "’", "\u202f"] for d in ",." if t != d]
)


@given(numbers, styles, st.sampled_from(["", "%", " %"]), st.sampled_from("-–\u2212"))
def test_every_number_in_every_style_is_read_as_it_was_meant(number, style, percent, minus):
    thousands, mark = style
    plain = f"{number:,.4f}".replace("-", minus)
    whole, decimals = plain.split(".")
    written = f"{whole.replace(',', thousands)}{mark}{decimals}{percent}"
    read = read_number(written)
    assert read.value == number
    assert read.is_percent == bool(percent)


@given(st.integers(-(10**18) + 1, 10**18 - 1), st.sampled_from(["", ",", ".", " ", "'"]))
def test_every_whole_number_in_every_style_is_read_as_it_was_meant(number, thousands):
    assert read_number(f"{number:,}".replace(",", thousands), whole=True).value == number


@given(st.text())
def test_any_text_is_a_number_or_a_sentence(text):
    problem = ""
    try:
        assert read_number(text).value.is_finite()
    except NotANumber as refusal:
        problem = str(refusal)
    assert problem == "" or problem.endswith(".")
