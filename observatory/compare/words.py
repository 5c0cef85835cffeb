"""How the facts of a row differ, in words: "B is 1.8 times A", "B is one step higher", "only B"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from observatory.compare.compared import FEWEST, LETTERS, Claim, Indicator, Item, Measure

PERCENT = "%"
# Below the first, "4.8% higher" says more than "1.0 times"; from the second on, decimals are noise.
FEWEST_TIMES, MANY_TIMES = Decimal("1.1"), Decimal(10)
TENTH = Decimal("0.1")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Difference:
    """The words at the end of a row. It is not the same where one region is not recorded."""

    text: str
    is_same: bool = False


def of_measures(measures: Sequence[Measure | None], indicator: Indicator) -> Difference:
    """How the values of an indicator differ, one a region; at least one of them is there."""
    found = _recorded(measures)
    if len(found) < FEWEST:
        return _completed("", measures)
    in_years = len({one.entry.year for _letter, one in found}) > 1
    if len({(one.entry.text, one.scale) for _letter, one in found}) == 1:
        return _same(measures, in_years)
    is_pair = len(measures) == FEWEST
    is_number = found[0][1].rank is None
    text = _of_numbers(found, indicator, is_pair) if is_number else _of_ranks(found, is_pair)
    if in_years:
        text = _("%(difference)s, different years") % {"difference": text}
    return _completed(text, measures)


def of_claims(claims: Sequence[Claim | None]) -> Difference:
    """How differently a subject is answered, by a claim a region; at least one of them is there."""
    found = _recorded(claims)
    if len(found) < FEWEST:
        return _completed("", claims)
    if len({one.key for _letter, one in found}) == 1:
        if len({one.words for _letter, one in found}) > 1:
            return _completed(_("same answer, other words"), claims)
        days = [one.entry.stated_on for _letter, one in found]
        return _same(claims, len({day.year for day in days if day}) > 1)
    holding = [letter for letter, one in found if one.holds]
    others = [one.holds for letter, one in found if letter not in holding]
    if holding and others and not any(one is None for one in others):
        return _completed(_("only %(letters)s") % {"letters": listed(holding)}, claims)
    return _completed(_("differs"), claims)


def of_lists(lists: Sequence[Collection[Item]]) -> Difference:
    """How lists differ, one a region; an empty one is not recorded, and at least one is."""
    given = [one or None for one in lists]
    found = [{item.key for item in items} for _letter, items in _recorded(given)]
    if len(found) < FEWEST:
        return _completed("", given)
    shared = len(set.intersection(*found))
    if shared == len(set.union(*found)):
        return _same(given, in_years=False)
    if not shared:
        return _completed(_("differs"), given)
    text = ngettext("differs, %(number)d in common", "differs, %(number)d in common", shared)
    return _completed(text % {"number": shared}, given)


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them: "A, B and C"."""
    if len(names) <= 1:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def _recorded(values: Sequence[T | None]) -> list[tuple[str, T]]:
    """The values that are there, each with the letter of its region."""
    return [(LETTERS[index], value) for index, value in enumerate(values) if value is not None]


def _same(values: Sequence[object], in_years: bool) -> Difference:
    if None in values:
        text = _("same, different years") if in_years else _("same")
        return _completed(text, values)
    return Difference(_("same, different years") if in_years else _("same"), is_same=True)


def _completed(text: str, values: Sequence[object]) -> Difference:
    """The difference with the regions of which nothing is recorded."""
    without = [LETTERS[index] for index, value in enumerate(values) if value is None]
    if not without:
        return Difference(text)
    missing = _("missing in %(letters)s") % {"letters": listed(without)}
    return Difference(f"{text}; {missing}" if text else missing)


def _of_ranks(found: list[tuple[str, Measure]], is_pair: bool) -> str:
    """Groups of one scale are counted apart in steps; those of two scales cannot be."""
    if len({one.scale for _letter, one in found}) > 1:
        return _("differs, on different scales")
    places = sorted((one.rank or 0, letter) for letter, one in found)
    (lowest, _first), (highest, letter) = places[0], places[-1]
    if not is_pair:
        return _range([(rank, letter, _text(found, letter)) for rank, letter in places])
    steps = highest - lowest
    text = ngettext(
        "%(letter)s is %(number)s step higher", "%(letter)s is %(number)s steps higher", steps
    )
    return text % {"letter": letter, "number": _in_words(steps)}


def _of_numbers(found: list[tuple[str, Measure]], indicator: Indicator, is_pair: bool) -> str:
    places = sorted((one.value or Decimal(0), letter) for letter, one in found)
    if not is_pair:
        return _range([(value, letter, _text(found, letter)) for value, letter in places])
    (lower, _first), (higher, letter) = places
    if indicator.unit == PERCENT:
        points = _number(higher - lower, indicator.decimals)
        text = _("%(letter)s is %(number)s points higher")
        return text % {"letter": letter, "number": points}
    if lower <= 0:
        text = _("%(letter)s is higher by %(number)s")
        return text % {"letter": letter, "number": _number(higher - lower, indicator.decimals)}
    return _ratio(letter, higher / lower, other=places[0][1])


def _ratio(letter: str, ratio: Decimal, other: str) -> str:
    if ratio < FEWEST_TIMES:
        return _percent(letter, (ratio - 1) * 100)
    number = _number(ratio, 0 if ratio >= MANY_TIMES else 1)
    text = _("%(letter)s is %(number)s times %(other)s")
    return text % {"letter": letter, "number": number, "other": other}


def _percent(letter: str, percent: Decimal) -> str:
    text = _("%(letter)s is %(number)s%% higher")
    if percent < TENTH:
        text = _("%(letter)s is less than %(number)s%% higher")
    return text % {"letter": letter, "number": _number(max(percent, TENTH), 1)}


def _range(places: list[tuple[Decimal, str, str]] | list[tuple[int, str, str]]) -> str:
    """From the lowest to the highest value (value, letter, text), each with all who share it."""
    (lowest, _first, low), (highest, _last, high) = places[0], places[-1]
    return _("from %(low)s (%(low_letters)s) to %(high)s (%(high_letters)s)") % {
        "low": low,
        "low_letters": listed([letter for value, letter, _text in places if value == lowest]),
        "high": high,
        "high_letters": listed([letter for value, letter, _text in places if value == highest]),
    }


def _text(found: list[tuple[str, Measure]], letter: str) -> str:
    return dict(found)[letter].entry.text


def _in_words(number: int) -> str:
    words = {
        1: _("one"),
        2: _("two"),
        3: _("three"),
        4: _("four"),
        5: _("five"),
    }
    return words.get(number, str(number))


def _number(value: Decimal, decimals: int) -> str:
    """A number rounded, with separators; a whole one without decimals."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    places = 0 if rounded == rounded.to_integral_value() else decimals
    return number_format(rounded, places, use_l10n=True, force_grouping=True)
