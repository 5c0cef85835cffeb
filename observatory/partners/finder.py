"""The partner finder: regions ranked by a visitor's own weights, every score a sum of parts."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from observatory.partners.similarity import (
    Compared,
    Profile,
    Yardstick,
    comparable_levels,
    compare_figures,
    compare_lacking,
    compare_networks,
    compare_terms,
    degree,
    vocabularies,
)

FULL_SCORE = 100
SHOWN = 20
# From here on two regions are more alike than not: what "must" asks of figures.
ALIKE = 0.5
# Differences of scores below this are noise of the arithmetic, not of the facts.
DIGITS = 9


class Weight(StrEnum):
    """How much a criterion counts: not at all, once, or twice and as a condition."""

    IGNORE = "ignore"
    NICE = "nice"
    MUST = "must"


WORTH = {Weight.IGNORE: 0, Weight.NICE: 1, Weight.MUST: 2}


class Criterion(StrEnum):
    """What a region is ranked by, in the order of the page."""

    SIZE = "size"
    RATES = "rates"
    GROUPS = "groups"
    TOPICS = "topics"
    LACKING = "lacking"
    NETWORKS = "networks"
    MACRO_REGION = "macro-region"


FIGURES = (Criterion.SIZE, Criterion.RATES, Criterion.GROUPS)
# Indicators or networks of each criterion that has some; terms take part by their vocabularies.
Subjects = Mapping[Criterion, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a visitor asks for: a weight a criterion, whether the own country is left out
    (`is_abroad`), and whether all comparable levels take part (`is_wide`) or only the own."""

    weights: Mapping[Criterion, Weight]
    is_abroad: bool = False
    is_wide: bool = False

    @property
    def counted(self) -> list[Criterion]:
        return [one for one in Criterion if self.weights[one] != Weight.IGNORE]


@dataclass(frozen=True, slots=True)
class Part:
    """What one criterion adds to a score: points of `maximum`, of which `comparable` could have
    been earned; the rest is not recorded."""

    criterion: Criterion
    points: int
    comparable: int
    maximum: int
    compared: Compared


@dataclass(frozen=True, slots=True)
class Result:
    """A region found. Its score (0 to 100) is the sum of the points of its parts, and
    `comparable` the sum of what could have been earned."""

    profile: Profile
    score: int
    comparable: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The best results, out of so many `candidates`; why the others are out: `excluded` by a must
    (a region may fail several), or `incomparable`: nothing to go by is recorded."""

    results: tuple[Result, ...]
    candidates: int
    excluded: Mapping[Criterion, int]
    number_excluded: int
    incomparable: int


@dataclass(frozen=True, slots=True)
class Gains:
    """What a region has that another lacks, the rarest first: `terms` and `networks` that the other
    does not list or is not in. Of the vocabularies `unanswered` and the networks `unasked` nothing
    is recorded of the other."""

    terms: tuple[str, ...]
    networks: tuple[str, ...]
    unanswered: tuple[str, ...]
    unasked: tuple[str, ...]


def find(
    base: Profile,
    profiles: Iterable[Profile],
    by: Yardstick,
    subjects: Subjects,
    choices: Choices,
    number: int = SHOWN,
) -> Found:
    """The regions among `profiles` that fit `base` best, at most `number`."""
    excluded: Counter[Criterion] = Counter()
    scored: list[tuple[Profile, dict[Criterion, Compared]]] = []
    candidates = number_excluded = 0
    for other in profiles:
        if not _is_candidate(base, other, choices):
            continue
        candidates += 1
        compared = {one: compare(one, base, other, by, subjects) for one in choices.counted}
        failed = [one for one, found in compared.items() if _fails(one, found, choices)]
        excluded.update(failed)
        if failed:
            number_excluded += 1
        elif any(found.coverage for found in compared.values()):
            scored.append((other, compared))
    exact = [(_exact(compared, choices), other, compared) for other, compared in scored]
    exact.sort(key=lambda row: (-row[0], row[1].code))
    return Found(
        results=tuple(_result(other, compared, choices) for _, other, compared in exact[:number]),
        candidates=candidates,
        excluded={one: excluded[one] for one in choices.counted if excluded[one]},
        number_excluded=number_excluded,
        incomparable=candidates - number_excluded - len(scored),
    )


def compare(
    criterion: Criterion, base: Profile, other: Profile, by: Yardstick, subjects: Subjects
) -> Compared:
    """What is known of two regions by one criterion."""
    if criterion in FIGURES:
        return compare_figures(base, other, by, subjects[criterion])
    if criterion == Criterion.TOPICS:
        return compare_terms(base, other, by)
    if criterion == Criterion.LACKING:
        return compare_lacking(base, other, by)
    if criterion == Criterion.NETWORKS:
        return compare_networks(base, other, by, subjects[criterion])
    return _same_macro_region(base, other, subjects[criterion])


def gains(base: Profile, other: Profile, by: Yardstick) -> Gains:
    """What the other region has that `base` lacks, whatever counts for the score."""
    return Gains(
        terms=compare_lacking(base, other, by).theirs,
        networks=compare_networks(base, other, by, by.networks).theirs,
        unanswered=tuple(sorted(vocabularies(other) - vocabularies(base))),
        unasked=tuple(
            name
            for name, status in sorted(other.networks.items())
            if degree(status) and name not in base.networks
        ),
    )


def apportion(
    exact: Sequence[float], total: int, highest: Sequence[int] | None = None
) -> list[int]:
    """Whole numbers near `exact` that add up to `total`, by the largest remainders.

    None is below 0 or above its `highest` (`total`), which must leave room.
    """
    high = highest or [total] * len(exact)
    whole = [
        min(max(math.floor(round(number, DIGITS)), 0), most)
        for number, most in zip(exact, high, strict=True)
    ]
    places = range(len(whole))
    while sum(whole) < total:
        at = max(
            (i for i in places if whole[i] < high[i]),
            key=lambda i: (round(exact[i] - whole[i], DIGITS), -i),
        )
        whole[at] += 1
    while sum(whole) > total:
        at = min(
            (i for i in places if whole[i] > 0),
            key=lambda i: (round(exact[i] - whole[i], DIGITS), i),
        )
        whole[at] -= 1
    return whole


def _is_candidate(base: Profile, other: Profile, choices: Choices) -> bool:
    """Another region of a level asked for, neither a part of the base nor around it."""
    levels = comparable_levels(base.level) if choices.is_wide else (base.level,)
    if other.level not in levels or not other.is_current:
        return False
    if base.code.startswith(other.code) or other.code.startswith(base.code):
        return False
    return not (choices.is_abroad and other.country == base.country)


def _same_macro_region(base: Profile, other: Profile, networks: Iterable[str]) -> Compared:
    """Yes, no, or not recorded: a no takes a statement about each macro-region of the base."""
    mine = sorted(name for name in networks if degree(base.networks.get(name, "not_member")))
    shared = tuple(name for name in mine if degree(other.networks.get(name, "not_member")))
    missing = tuple(name for name in mine if name not in other.networks)
    if shared:
        return Compared(1.0, 1.0, shared=shared)
    if missing or not mine:
        return Compared(None, 0.0, missing=missing)
    return Compared(0.0, 1.0)


def _fails(criterion: Criterion, compared: Compared, choices: Choices) -> bool:
    """Whether a must does not hold; what is not recorded cannot be said to hold."""
    if choices.weights[criterion] != Weight.MUST:
        return False
    if criterion in FIGURES:
        return (compared.likeness or 0.0) < ALIKE
    return not (compared.theirs if criterion == Criterion.LACKING else compared.shared)


def _maxima(choices: Choices) -> list[float]:
    worths = [WORTH[choices.weights[one]] for one in choices.counted]
    return [FULL_SCORE * worth / sum(worths) for worth in worths]


def _earned(compared: Mapping[Criterion, Compared], choices: Choices) -> list[float]:
    return [
        most * found.coverage * (found.likeness or 0.0)
        for most, found in zip(_maxima(choices), compared.values(), strict=True)
    ]


def _exact(compared: Mapping[Criterion, Compared], choices: Choices) -> float:
    return round(math.fsum(_earned(compared, choices)), DIGITS)


def _result(profile: Profile, compared: dict[Criterion, Compared], choices: Choices) -> Result:
    exact = _maxima(choices)
    score = round(_exact(compared, choices))
    maxima = apportion(exact, FULL_SCORE)
    points = apportion(_earned(compared, choices), score, highest=maxima)
    rows = zip(compared.items(), exact, points, maxima, strict=True)
    parts = tuple(
        Part(one, won, _open_to(found, share, won, most), most, found)
        for (one, found), share, won, most in rows
    )
    comparable = sum(part.comparable for part in parts)
    return Result(profile, score, comparable, parts)


def _open_to(compared: Compared, share: float, won: int, most: int) -> int:
    """The whole points that could be earned: all of them, if all could be compared."""
    if compared.coverage == 1:
        return most
    return min(max(round(share * compared.coverage), won), most)
