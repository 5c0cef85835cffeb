"""A region's figures beside those of other regions of its level, of its country, of the Union."""

from __future__ import annotations

from dataclasses import dataclass

from observatory.partners.profiles import Pool
from observatory.partners.words import Value
from observatory.region.strips import Strip, strip

UNION = "EU"
# Fewer regions with a value of the same year are no field to be ranked in.
FEWEST = 5


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a figure; of the country and the Union the newest value, if any.

    `rank` counts from the largest value, among the `among` regions of the level whose newest value
    is of the same year.
    """

    rank: int | None
    among: int
    strip: Strip | None
    country: Value | None
    union: Value | None


def beside(code: str, pool: Pool) -> dict[str, Beside]:
    """For each numeric indicator that the region has a value of."""
    profile = pool.profiles.get(code)
    if profile is None:
        return {}
    return {
        indicator: _beside(code, indicator, pool)
        for indicator in profile.figures
        if indicator not in pool.ordered
    }


def _beside(code: str, indicator: str, pool: Pool) -> Beside:
    values = pool.words.values
    own = values[code, indicator]
    others = [
        values[other, indicator].number
        for other, profile in pool.profiles.items()
        if len(other) == len(code)
        and (other, indicator) in values
        and values[other, indicator].year == own.year
        and (profile.is_current or other == code)
    ]
    country = values.get((code[:2], indicator)) if len(code) > 2 else None
    union = values.get((UNION, indicator))
    is_field = own.year is not None and len(others) >= FEWEST
    marks = [one.number for one in (country, union) if one and one.year == own.year]
    return Beside(
        rank=1 + sum(one > own.number for one in others) if is_field else None,
        among=len(others),
        strip=strip(own.number, others, marks) if is_field else None,
        country=country,
        union=union,
    )
