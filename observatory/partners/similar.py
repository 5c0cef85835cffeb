"""Which regions are most like one, why, and what they have that it does not record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from observatory.partners import words as in_words
from observatory.partners.finder import Criterion
from observatory.partners.profiles import Pool
from observatory.partners.similarity import Profile, Similarity, Yardstick, degree, similarity
from regions.models import Region

NUMBER = 5
# With less than this share in common to compare, likeness would be hearsay.
LEAST_COVERAGE = 0.1


@dataclass(frozen=True, slots=True)
class SimilarRegion:
    """A region with the reasons in words. `likeness` is per cent of what could be compared, and
    `coverage` how many per cent of the whole that was."""

    region: Region
    profile: Profile
    likeness: int
    coverage: int
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Topics and networks, by name, that most of the similar regions have and this one does not
    record."""

    topics: str
    networks: str

    def __bool__(self) -> bool:
        return bool(self.topics or self.networks)


@dataclass(frozen=True, slots=True)
class SimilarSection:
    """The section of a region's page."""

    code: str
    rows: list[SimilarRegion]
    gaps: Gaps


def section(code: str, pool: Pool) -> SimilarSection:
    """What to print of the region; nothing but its code if it is not in the pool."""
    profile = pool.profiles.get(code)
    rows = similar(profile, pool) if profile else []
    return SimilarSection(code, rows, gaps(profile, rows, pool) if profile else Gaps("", ""))


def similar(profile: Profile, profiles: Pool, number: int = NUMBER) -> list[SimilarRegion]:
    """The regions of the same level that are most like this one, the most alike first."""
    by = profiles.yardstick(profile.level)
    found = [
        (similarity(profile, other, by), other)
        for other in profiles.beside(profile.level)
        if other.level == profile.level and other.is_current and other.code != profile.code
    ]
    found = [row for row in found if row[0].coverage >= LEAST_COVERAGE and row[0].damped]
    found.sort(key=lambda row: (-round(row[0].damped, 9), row[1].code))
    return [_row(profile, other, how, profiles) for how, other in found[:number]]


def gaps(profile: Profile, similar: Sequence[SimilarRegion], profiles: Pool) -> Gaps:
    """What more than half of the similar regions have and this one has not recorded: a topic that
    it does not list, a network that nobody has said anything about."""
    by = profiles.yardstick(profile.level)
    others = [one.profile for one in similar]
    terms = _most([other.terms for other in others]) - profile.terms
    joined = [
        {name for name, status in other.networks.items() if degree(status)} for other in others
    ]
    networks = _most(joined) - set(profile.networks)
    return Gaps(
        in_words.topics(_rarest(terms, by), profiles.words),
        in_words.networks(sorted(networks), profiles.words),
    )


def _row(profile: Profile, other: Profile, how: Similarity, pool: Pool) -> SimilarRegion:
    return SimilarRegion(
        region=pool.regions[other.code],
        profile=other,
        likeness=round(100 * (how.value or 0)),
        coverage=round(100 * how.coverage),
        reasons=_reasons(profile, other, how, pool),
    )


def _reasons(profile: Profile, other: Profile, how: Similarity, pool: Pool) -> list[str]:
    """What the two have in common, without what is missing."""
    words, reasons = pool.words, []
    if any(likeness >= in_words.CLOSE for _name, likeness in how.figures.figures):
        reasons.append(in_words.figures(how.figures, profile.code, other.code, words)[0])
    for criterion, part in ((Criterion.TOPICS, how.terms), (Criterion.NETWORKS, how.networks)):
        if part.shared:
            reasons.append(in_words.in_common(criterion, part, profile, other, words))
    return reasons


def _most(sets: Sequence[Iterable[str]]) -> set[str]:
    """What is in more than half of the sets."""
    counts = Counter(name for one in sets for name in one)
    return {name for name, number in counts.items() if 2 * number > len(sets)}


def _rarest(terms: Iterable[str], by: Yardstick) -> list[str]:
    return sorted(terms, key=lambda term: (-by.terms.get(term, 0.0), term))
