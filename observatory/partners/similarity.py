"""How alike two regions are: Gower's coefficient over what is recorded of both.

Figures are compared on a robust scale, lists of terms and networks by a Jaccard index in which the
rare weighs more than the common. What is not recorded of either is left out and named, never taken
for a difference. docs/method-partners.md gives the formulas and the reasons.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles

# Below four values there are no quartiles, and no telling what is rare.
FEWEST = 4
# The largest value at least ten times the smallest: quantities are then compared as ratios.
LOGGED_FROM = 10
# Two quantities this many interquartile ranges apart have nothing in common.
RANGES_APART = 2
# Networks: the region's own full membership counts 1, any looser tie this much.
LOOSE = 0.5
FULL, NONE = "member", "not_member"


@dataclass(frozen=True, slots=True)
class Profile:
    """A region as it is compared.

    `figures` holds {indicator: value}, for an ordered scale the rank divided by the number of
    groups (0 to 1); `terms` the keys "vocabulary/code" of what its policies cover; `networks`
    {network: standing}, without those not recorded. A profile is current unless its code has been
    given up for one of a later edition.
    """

    code: str
    level: int
    country: str
    figures: Mapping[str, float]
    terms: frozenset[str]
    networks: Mapping[str, str]
    is_current: bool = True


@dataclass(frozen=True, slots=True)
class Ruler:
    """How one indicator is measured; at a distance of `spread` nothing is left in common."""

    is_logged: bool
    spread: float

    def likeness(self, one: float, other: float) -> float:
        """From 0 to 1, the same in both directions."""
        if one == other:
            return 1.0
        if self.is_logged and min(one, other) <= 0:
            return 0.0
        apart = abs(math.log(one) - math.log(other)) if self.is_logged else abs(one - other)
        return max(0.0, 1 - apart / self.spread) if self.spread else 0.0


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What the regions of comparable levels have, by which any two of them are compared.

    `vocabularies` holds how many regions have answered each list; `terms` and `networks` the
    rarity of each, in natural units of information. `few` names what fewer than four regions have,
    which takes no part.
    """

    rulers: Mapping[str, Ruler]
    vocabularies: Mapping[str, int]
    terms: Mapping[str, float]
    networks: Mapping[str, float]
    few: tuple[str, ...]

    def rarity(self, term: str) -> float:
        """Of a term; one that no other region has is as rare as can be."""
        return self.terms.get(term) or math.log(self.vocabularies[vocabulary_of(term)] + 1)


@dataclass(frozen=True, slots=True)
class Compared:
    """One part of a comparison.

    `likeness` is 0 to 1, None where nothing could be compared; `coverage`, 0 to 1, is the share of
    the part's weight that could be. `figures` gives each indicator's likeness, `shared` what both
    have, `theirs` what the other alone has, the rarest first; `missing` what is not recorded of one
    of the two (indicators, vocabularies or networks).
    """

    likeness: float | None
    coverage: float
    figures: tuple[tuple[str, float], ...] = ()
    shared: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Similarity:
    """`value`: 0 to 1 over what could be compared, None if nothing could; `coverage`: the share of
    the whole that could be. `damped` is what ranks: likeness that nobody recorded earns nothing."""

    value: float | None
    coverage: float
    figures: Compared
    terms: Compared
    networks: Compared

    @property
    def damped(self) -> float:
        return (self.value or 0.0) * self.coverage


def comparable_levels(level: int) -> tuple[int, ...]:
    """Levels that are measured together: regions with policies of their own are NUTS 1 in one
    country and NUTS 2 in the next, while countries and NUTS 3 regions are another matter."""
    return (1, 2) if level in {1, 2} else (level,)


def yardstick(profiles: Iterable[Profile], ordered: Collection[str] = ()) -> Yardstick:
    """The yardstick of these profiles; `ordered` are the indicators that are ordered scales."""
    everyone = [one for one in profiles if one.is_current]
    values: dict[str, list[float]] = {}
    for one in everyone:
        for indicator, value in one.figures.items():
            values.setdefault(indicator, []).append(value)
    answered = Counter(name for one in everyone for name in vocabularies(one))
    used = Counter(term for one in everyone for term in one.terms)
    known = Counter(network for one in everyone for network in one.networks)
    joined = Counter(
        network for one in everyone for network, status in one.networks.items() if degree(status)
    )
    counts = {**{name: len(found) for name, found in values.items()}, **answered, **known}
    return Yardstick(
        rulers={
            name: ruler(found, is_ordered=name in ordered)
            for name, found in sorted(values.items())
            if len(found) >= FEWEST
        },
        vocabularies={name: n for name, n in sorted(answered.items()) if n >= FEWEST},
        terms={term: _rarity(n, answered[vocabulary_of(term)]) for term, n in used.items()},
        networks={
            name: _rarity(joined[name], n)
            for name, n in sorted(known.items())
            if n >= FEWEST and joined[name]
        },
        few=tuple(sorted(name for name, n in counts.items() if n < FEWEST)),
    )


def ruler(values: Sequence[float], *, is_ordered: bool = False) -> Ruler:
    """How an indicator with these values (at least two) is measured."""
    if is_ordered:
        return Ruler(is_logged=False, spread=1.0)
    lowest, highest = min(values), max(values)
    is_logged = lowest > 0 and highest >= LOGGED_FROM * lowest
    placed = sorted(map(math.log, values)) if is_logged else sorted(values)
    first, _median, third = quantiles(placed, n=4, method="inclusive")
    # Where half of all regions have one value, the quartiles coincide: the whole range has to do.
    return Ruler(is_logged, RANGES_APART * (third - first) or placed[-1] - placed[0])


def similarity(one: Profile, other: Profile, by: Yardstick) -> Similarity:
    """Figures, terms and networks, a third each; a third that is missing leaves the others."""
    parts = (
        compare_figures(one, other, by, by.rulers),
        compare_terms(one, other, by),
        compare_networks(one, other, by, by.networks),
    )
    coverage = math.fsum(part.coverage for part in parts)
    alike = math.fsum(part.coverage * (part.likeness or 0.0) for part in parts)
    return Similarity(alike / coverage if coverage else None, coverage / len(parts), *parts)


def compare_figures(
    one: Profile, other: Profile, by: Yardstick, indicators: Iterable[str]
) -> Compared:
    """The mean likeness over those of the `indicators` that both have."""
    asked = [name for name in indicators if name in by.rulers]
    figures = tuple(
        (name, by.rulers[name].likeness(one.figures[name], other.figures[name]))
        for name in asked
        if name in one.figures and name in other.figures
    )
    compared = {name for name, _likeness in figures}
    missing = tuple(name for name in asked if name not in compared)
    if not figures:
        return Compared(None, 0.0, missing=missing)
    mean = math.fsum(likeness for _name, likeness in figures) / len(figures)
    return Compared(mean, len(figures) / len(asked), figures=figures, missing=missing)


def compare_terms(one: Profile, other: Profile, by: Yardstick) -> Compared:
    """The mean weighted Jaccard index over the vocabularies that both have answered."""
    both, missing = _answered_by_both(one, other, by)
    if not both:
        return Compared(None, 0.0, missing=missing)
    indices = []
    for name in both:
        mine, theirs = _terms_of(one, name), _terms_of(other, name)
        indices.append(_weight(mine & theirs, by) / _weight(mine | theirs, by))
    within = [term for name in both for term in _terms_of(other, name)]
    return Compared(
        math.fsum(indices) / len(indices),
        len(both) / len(by.vocabularies),
        shared=_rarest(one.terms.intersection(within), by),
        theirs=_rarest(set(within) - one.terms, by),
        missing=missing,
    )


def compare_lacking(one: Profile, other: Profile, by: Yardstick) -> Compared:
    """How much of what `one` does not list the other covers: the share of its weight, within the
    vocabularies that both have answered. Not the same in both directions."""
    both, missing = _answered_by_both(one, other, by)
    shares, found = [], set()
    for name in both:
        lacking = {term for term in by.terms if vocabulary_of(term) == name} - one.terms
        if lacking:
            found |= lacking & other.terms
            shares.append(_weight(lacking & other.terms, by) / _weight(lacking, by))
    if not shares:
        return Compared(None, 0.0, missing=missing)
    mean = math.fsum(shares) / len(shares)
    theirs = _rarest(found, by)
    return Compared(mean, len(shares) / len(by.vocabularies), theirs=theirs, missing=missing)


def compare_networks(
    one: Profile, other: Profile, by: Yardstick, networks: Iterable[str]
) -> Compared:
    """The weighted Jaccard (Ruzicka) index over those of the `networks` that are recorded of both.

    Networks that neither takes part in say nothing, as in any Jaccard index.
    """
    asked = [name for name in networks if name in by.networks]
    known = [name for name in asked if name in one.networks and name in other.networks]
    missing = tuple(name for name in asked if name not in known)
    weights = by.networks
    ties = {name: (degree(one.networks[name]), degree(other.networks[name])) for name in known}
    either = math.fsum(weights[name] * max(pair) for name, pair in ties.items())
    if not either:
        return Compared(None, 0.0, missing=missing)
    both = math.fsum(weights[name] * min(pair) for name, pair in ties.items())
    by_rarity = sorted(known, key=lambda name: (-weights[name], name))
    return Compared(
        both / either,
        math.fsum(weights[name] for name in known) / math.fsum(weights[name] for name in asked),
        shared=tuple(name for name in by_rarity if min(ties[name])),
        theirs=tuple(name for name in by_rarity if ties[name][1] and not ties[name][0]),
        missing=missing,
    )


def degree(status: str) -> float:
    """How far a standing is a part in the network: 1, one half, or 0."""
    return {FULL: 1.0, NONE: 0.0}.get(status, LOOSE)


def vocabulary_of(term: str) -> str:
    return term.partition("/")[0]


def vocabularies(one: Profile) -> set[str]:
    """The lists that a region has answered."""
    return {vocabulary_of(term) for term in one.terms}


def _rarity(having: int, asked: int) -> float:
    return math.log((asked + 1) / having)


def _terms_of(one: Profile, vocabulary: str) -> set[str]:
    return {term for term in one.terms if vocabulary_of(term) == vocabulary}


def _answered_by_both(
    one: Profile, other: Profile, by: Yardstick
) -> tuple[list[str], tuple[str, ...]]:
    answered = vocabularies(one) & vocabularies(other) if one.terms and other.terms else set()
    both = [name for name in by.vocabularies if name in answered]
    return both, tuple(name for name in by.vocabularies if name not in answered)


def _weight(terms: Iterable[str], by: Yardstick) -> float:
    return math.fsum(map(by.rarity, terms))


def _rarest(terms: Iterable[str], by: Yardstick) -> tuple[str, ...]:
    return tuple(sorted(terms, key=lambda term: (-by.rarity(term), term)))
