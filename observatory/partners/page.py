"""The page of the partner finder: the form, the ranked regions in words, and why others are out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext as _

from common.text import fold
from observatory.partners import words as in_words
from observatory.partners.choices import Asked, read
from observatory.partners.finder import (
    FIGURES,
    Criterion,
    Found,
    Gains,
    Part,
    Result,
    Weight,
    find,
    gains,
)
from observatory.partners.profiles import Pool
from observatory.partners.similarity import FEWEST, comparable_levels, degree
from regions.models import Region, Source

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Option:
    """A criterion of the form: `about` names what it looks at."""

    name: str
    label: str
    about: str
    weight: str


@dataclass(frozen=True, slots=True)
class Line:
    """A part of a score as it is printed; `won` and `open_to` are per cent of the drawn bar."""

    part: Part
    label: str
    sentence: str

    @property
    def won(self) -> float:
        return _percent(self.part.points, self.part.maximum)

    @property
    def open_to(self) -> float:
        return _percent(self.part.comparable, self.part.maximum)

    @property
    def unknown(self) -> int:
        return self.part.maximum - self.part.comparable


@dataclass(frozen=True, slots=True)
class Row:
    """A region found: its place, its score in lines, and what it has that the base lacks."""

    place: int
    region: Region
    country: str
    result: Result
    lines: list[Line]
    topics: str
    networks: str
    unasked: str

    @property
    def has_gains(self) -> bool:
        return bool(self.topics or self.networks or self.unasked)


class PartnerPage:
    """One attribute for every part of the page. `small` is the region asked for if it is so small
    that nothing is recorded of it. The parts of the first few scores stand open."""

    unfolded = 5

    def __init__(self, query: QueryDict, pool: Pool):
        self.pool = pool
        self.asked: Asked = read(query)
        self.base = pool.regions.get(self.asked.code)
        self.small = None if self.base or not self.asked.code else _published(self.asked.code)

    @property
    def notices(self) -> list[str]:
        found = list(self.asked.notices)
        if self.asked.code and not self.base and not self.small:
            text = _("No region is published under the code %(code)s.")
            found.append(text % {"code": self.asked.code})
        if self.base and not self.asked.choices.counted:
            found.append(_("Every criterion is ignored, so nothing can be ranked. Weigh one."))
        return found

    @property
    def options(self) -> list[Option]:
        return [
            Option(
                one, str(in_words.LABELS[one]), self._about(one), self.asked.choices.weights[one]
            )
            for one in Criterion
        ]

    @property
    def weights(self) -> list[tuple[str, str]]:
        return [
            (Weight.IGNORE, _("ignore")),
            (Weight.NICE, _("nice")),
            (Weight.MUST, _("must")),
        ]

    @property
    def other_levels(self) -> str:
        """The levels that could take part beside the base's own, such as NUTS 2."""
        if not self.base:
            return _("NUTS 1 and 2 together")
        others = [one for one in comparable_levels(self._level) if one != self._level]
        return _("also NUTS %(level)d") % {"level": others[0]} if others else ""

    @cached_property
    def groups(self) -> list[tuple[str, list[Region]]]:
        """The regions to pick from: first those with topics of their own, then country by country,
        by the Latin letters of their names."""
        first, rest = [], {}
        for code, region in self.pool.regions.items():
            profile = self.pool.profiles[code]
            if not profile.is_current and region is not self.base:
                continue
            if profile.terms:
                first.append(region)
            else:
                rest.setdefault(code[:2], []).append(region)
        found = [(self.country(code), sorted(rows, key=_place)) for code, rows in rest.items()]
        found.sort(key=lambda group: fold(group[0]))
        return [(_("Most is recorded of"), sorted(first, key=_place)), *found]

    @property
    def examples(self) -> list[Region]:
        """Regions of which the most topics and networks of their own are recorded."""
        profiles = [one for one in self.pool.profiles.values() if one.terms]
        profiles.sort(key=lambda one: (-len(one.terms) - len(one.networks), one.code))
        return [self.pool.regions[one.code] for one in profiles[:EXAMPLES]]

    @property
    def around(self) -> list[Region]:
        """What a small region lies in, the nearest first."""
        code = self.asked.code
        above = [code[:length] for length in range(len(code) - 1, 1, -1)]
        return [self.pool.regions[one] for one in above if one in self.pool.regions]

    @cached_property
    def found(self) -> Found | None:
        if not self.base or not self.asked.choices.counted:
            return None
        base = self.pool.profiles[self.base.code]
        pool, by = self.pool.beside(base.level), self.pool.yardstick(base.level)
        return find(base, pool, by, self.pool.subjects, self.asked.choices)

    @cached_property
    def rows(self) -> list[Row]:
        results = self.found.results if self.found else ()
        return [self._row(place, one) for place, one in enumerate(results, start=1)]

    @property
    def excluded(self) -> list[tuple[str, int]]:
        """How many regions fail each must."""
        counts = self.found.excluded if self.found else {}
        return [(str(in_words.LABELS[one]), number) for one, number in counts.items()]

    @property
    def unmeetable(self) -> list[str]:
        """The musts that nobody can meet, because the base itself has nothing recorded."""
        if not self.base:
            return []
        base, subjects = self.pool.profiles[self.base.code], self.pool.subjects
        joined = {name for name, status in base.networks.items() if degree(status)}
        has = {
            Criterion.TOPICS: base.terms,
            Criterion.LACKING: base.terms,
            Criterion.NETWORKS: joined & set(subjects[Criterion.NETWORKS]),
            Criterion.MACRO_REGION: joined & set(subjects[Criterion.MACRO_REGION]),
            **{one: set(subjects[one]) & set(base.figures) for one in FIGURES},
        }
        weights = self.asked.choices.weights
        return [
            str(in_words.LABELS[one])
            for one in self.asked.choices.counted
            if weights[one] == Weight.MUST and not has[one]
        ]

    @property
    def too_few(self) -> str:
        """What fewer regions have than can be compared by."""
        words = self.pool.words
        names = {
            **{code: one.name for code, one in words.indicators.items()},
            **words.vocabularies,
            **words.networks,
        }
        return in_words.listed(names[code] for code in self.pool.yardstick(self._level).few)

    @property
    def fewest(self) -> int:
        return FEWEST

    @cached_property
    def sources(self) -> list[Source]:
        """Who states the figures that the page prints."""
        printed = {
            (code, indicator)
            for row in self.rows
            for line in row.lines
            for indicator, _likeness in line.part.compared.figures
            for code in (row.region.code, self.base.code)
        }
        codes = {self.pool.words.values[key].source for key in printed}
        if not codes:
            return []
        found = Source.objects.filter(code__in=codes).only("code", "title", "link", "licence")
        return sorted(found, key=lambda one: (fold(one.title), one.code))

    def country(self, code: str) -> str:
        country = self.pool.regions.get(code[:2])
        return (country.other_name or country.name) if country else code[:2]

    @property
    def _level(self) -> int:
        return len(self.base.code) - 2 if self.base else 1

    def _about(self, criterion: Criterion) -> str:
        """What a criterion looks at, as far as enough regions of the level have it."""
        words, by = self.pool.words, self.pool.yardstick(self._level)
        codes = self.pool.subjects.get(criterion, ())
        if criterion in {Criterion.TOPICS, Criterion.LACKING}:
            names = [words.vocabularies[one] for one in by.vocabularies]
        elif criterion in {Criterion.NETWORKS, Criterion.MACRO_REGION}:
            names = [words.networks[one] for one in codes if one in by.networks]
        else:
            names = [words.indicators[one].name for one in codes if one in by.rulers]
        return in_words.listed(names) or _("Recorded of too few regions to compare.")

    def _row(self, place: int, result: Result) -> Row:
        base, other, words = self.pool.profiles[self.base.code], result.profile, self.pool.words
        lines = [
            Line(
                part,
                str(in_words.LABELS[part.criterion]),
                in_words.sentence(part.criterion, part.compared, base, other, words),
            )
            for part in result.parts
        ]
        more: Gains = gains(base, other, self.pool.yardstick(base.level))
        return Row(
            place=place,
            region=self.pool.regions[other.code],
            country=self.country(other.code) if other.level else "",
            result=result,
            lines=lines,
            topics=in_words.topics(more.terms, words),
            networks=in_words.networks(more.networks, words),
            unasked=in_words.listed(
                [words.vocabularies[code] for code in more.unanswered]
                + [words.networks[code] for code in more.unasked]
            ),
        )


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0


def _place(region: Region) -> tuple[str, str]:
    name = fold(region.name)
    return (
        name if name.isascii() or not region.latin_name else fold(region.latin_name)
    ), region.code


def _published(code: str) -> Region | None:
    return Region.objects.published().filter(code=code).first()
