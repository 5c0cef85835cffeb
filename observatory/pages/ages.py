"""How old statements are, in whole months."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from statistics import median_low


def months(since: date, today: date) -> int:
    """Whole months from one day to another; none if `since` lies ahead.

    The months of a year count twelve, whatever their length: from 31 January to 28 February it is
    not yet one.
    """
    full = (today.year - since.year) * 12 + today.month - since.month
    return max(full - (today.day < since.day), 0)


def median_months(days: Iterable[date], today: date) -> int | None:
    """The age that at least half of the days have not passed; None without any day."""
    ages = [months(day, today) for day in days]
    return median_low(ages) if ages else None
