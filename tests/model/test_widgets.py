"""Cells of tables: numbers and days as people write them, exact or refused in a sentence."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from common.dates import AmbiguousDay
from common.numbers import AmbiguousNumber
from regions.resources import widgets


class TestNumbers:
    @pytest.mark.parametrize(
        "text",
        ["18.51", "18.5100000", "0", "-123456789.123456", "123456789012.12", "100000000000", ".5"],
    )
    def test_what_the_database_keeps_is_read(self, text):
        assert widgets.NumberWidget().clean(text) == Decimal(text)

    @pytest.mark.parametrize(
        ("text", "number"),
        [("1,5", "1.5"), ("18,51", "18.51"), ("1.234,5", "1234.5"), ("3 643 996", "3643996")],
    )
    def test_numbers_are_read_as_they_are_written_in_europe(self, text, number):
        assert widgets.NumberWidget().clean(text) == Decimal(number)
        assert widgets.DegreesWidget().clean(text) == float(number)

    @pytest.mark.parametrize(
        ("text", "with_point", "with_comma"),
        [("1.234", "1.234", "1234"), ("1,234", "1234", "1.234")],
    )
    def test_what_can_be_read_in_two_ways_is_refused_until_one_is_chosen(
        self, text, with_point, with_comma
    ):
        widget = widgets.NumberWidget()
        with pytest.raises(AmbiguousNumber, match=r"may mean 1234 or 1\.234"):
            widget.clean(text)
        assert widget.clean(text, manner=widgets.Manner(".")) == Decimal(with_point)
        assert widget.clean(text, manner=widgets.Manner(",")) == Decimal(with_comma)

    def test_what_is_written_out_can_be_read_in_one_way_only(self):
        assert widgets.NumberWidget().render(Decimal("1.234")) == "1.2340"

    @pytest.mark.parametrize("text", ["0.1234567", f"0.{'1' * 17}"])
    def test_more_than_six_decimals_are_refused(self, text):
        with pytest.raises(ValueError, match="Write at most six decimals"):
            widgets.NumberWidget().clean(text)

    @pytest.mark.parametrize("text", ["1234567890123", "-1000000000000", "1,000,000,000,000"])
    def test_more_than_twelve_digits_before_the_point_are_refused(self, text):
        with pytest.raises(ValueError, match="at most twelve digits before the point"):
            widgets.NumberWidget().clean(text)

    @pytest.mark.parametrize("text", ["-123456789012.123456", "1234567890.123456"])
    def test_more_than_fifteen_digits_together_are_refused(self, text):
        with pytest.raises(ValueError, match="at most fifteen digits"):
            widgets.NumberWidget().clean(text)

    @pytest.mark.parametrize(
        "text", ["nan", "inf", "--5", "1e11", "0e50", "1e-999999999", "-1e999999999", "1" * 40]
    )
    def test_what_is_no_number_is_refused(self, text):
        for widget in (widgets.NumberWidget(), widgets.DegreesWidget()):
            with pytest.raises(ValueError, match="cannot be read as a number"):
                widget.clean(text)

    def test_only_the_value_of_an_indicator_may_bear_a_percent_sign(self):
        with pytest.raises(ValueError, match="is a percentage; a number is expected"):
            widgets.NumberWidget().clean("18.51%")
        assert widgets.ValueWidget().clean("18,51 %") == Decimal("18.51")

    @pytest.mark.parametrize("text", ["--5", "5-", "-", "1.5", "²", "1234567890"])
    def test_what_is_no_whole_number_is_refused(self, text):
        with pytest.raises(ValueError, match="is not a whole number"):
            widgets.WholeNumberWidget().clean(text)

    def test_a_whole_number_is_read(self):
        assert [widgets.WholeNumberWidget().clean(t) for t in ("2019", " -5 ")] == [2019, -5]

    def test_degrees_are_as_exact_as_they_were_measured(self):
        assert widgets.DegreesWidget().clean("4.7471234567") == 4.7471234567


class TestDays:
    @pytest.mark.parametrize("text", ["2021-12-31", "31.12.2021", "31/12/2021", "31 December 2021"])
    def test_days_are_read_as_they_are_written_in_europe(self, text):
        assert widgets.DayWidget().clean(text) == date(2021, 12, 31)

    def test_what_can_be_two_days_is_refused_until_one_is_chosen(self):
        with pytest.raises(AmbiguousDay):
            widgets.DayWidget().clean("03/04/2024")
        day_first, month_first = (widgets.Manner(day_first=first) for first in (True, False))
        assert widgets.DayWidget().clean("03/04/2024", manner=day_first) == date(2024, 4, 3)
        assert widgets.DayWidget().clean("03/04/2024", manner=month_first) == date(2024, 3, 4)


def test_the_sentences_are_translated(monkeypatch):
    monkeypatch.setattr(widgets, "_", lambda text: {"Write at most six decimals.": "Six !"}[text])
    with translation.override("fr"), pytest.raises(ValueError, match="Six !"):
        widgets.NumberWidget().clean("0.1234567")
