"""What regions have in common and what only one of them has, in sentences.

A region of which nothing is recorded neither shares a thing nor lacks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from observatory.compare.compared import Asked, Claim, Compared, Subject
from observatory.compare.comparison import claims_of
from observatory.compare.words import listed

MOST_NAMED = 4  # things in one sentence; more are counted
PLANNED = "planned"

Claims = Sequence[Mapping[str, Claim]]


@dataclass(frozen=True, slots=True)
class Summary:
    """Sentences about all of the regions, and about each one alone in their order."""

    in_common: tuple[str, ...]
    only: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Topic:
    """Subjects of one kind and what each region says of them, by code. The sentences about what is
    shared and what one region has alone have places for `all` ("Both"), `names` and `topic`."""

    name: str
    subjects: Sequence[Subject]
    claims: Claims
    shared: str
    alone: str

    def names(self, fits: Callable[[list[Claim | None]], bool]) -> list[str]:
        """The subjects whose claims, one a region, fit."""
        found = ((one.name, [own.get(one.code) for own in self.claims]) for one in self.subjects)
        return [name for name, claims in found if fits(claims)]

    def sentence(self, words: str, names: Sequence[str]) -> str:
        everybody = {2: _("Both"), 3: _("All three"), 4: _("All four")}[len(self.claims)]
        told = {"all": everybody, "names": named(names), "topic": self.name}
        return words % told if names else ""


def summary(regions: Sequence[Compared], asked: Asked) -> Summary:
    """The sentences about two to four regions."""
    networks, answers = _networks(regions, asked), _answers(regions, asked)
    topics = [networks, *_vocabularies(regions, asked), answers]
    in_common = [one.sentence(one.shared, one.names(_is_shared)) for one in topics]
    through = _("%(all)s take part in %(names)s through their country.")
    in_common.insert(1, networks.sentence(through, networks.names(_is_through_countries)))
    only = (_only(topics, networks, answers, index) for index in range(len(regions)))
    return Summary(_told(in_common), tuple(only))


def named(names: Sequence[str]) -> str:
    """Names in a sentence, the first few of them: "A, B, C, D and 3 more"."""
    more = len(names) - MOST_NAMED
    if more <= 0:
        return listed(names)
    rest = ngettext("%(number)d more", "%(number)d more", more) % {"number": more}
    return listed([*names[:MOST_NAMED], rest])


def _networks(regions: Sequence[Compared], asked: Asked) -> _Topic:
    claims = [one.standings for one in regions]
    shared, alone = _("%(all)s belong to %(names)s."), _("Belongs to %(names)s.")
    return _Topic(_("networks"), asked.networks, claims, shared, alone)


def _vocabularies(regions: Sequence[Compared], asked: Asked) -> list[_Topic]:
    return [
        _Topic(
            vocabulary.subject.name,
            _quoted(vocabulary.terms),
            [claims_of(one, vocabulary) for one in regions],
            _("%(topic)s: %(names)s."),
            _("%(topic)s: %(names)s."),
        )
        for vocabulary in asked.vocabularies
    ]


def _answers(regions: Sequence[Compared], asked: Asked) -> _Topic:
    claims = [one.answers for one in regions]
    shared, alone = _("%(all)s answer yes to %(names)s."), _("Answers yes to %(names)s.")
    return _Topic(_("answers about policy"), _quoted(asked.questions), claims, shared, alone)


def _quoted(subjects: Iterable[Subject]) -> list[Subject]:
    """With names that may hold commas set apart from the sentence."""
    return [Subject(one.code, f"“{one.name}”") for one in subjects]


def _only(
    topics: Sequence[_Topic], networks: _Topic, answers: _Topic, index: int
) -> tuple[str, ...]:
    """The sentences about one region alone."""
    held = [
        one.sentence(one.alone, one.names(lambda own: _is_held_alone(own, index))) for one in topics
    ]
    through = networks.names(
        lambda own: _is_alone(own, index) and _is_through_countries([own[index]])
    )
    planned = networks.names(lambda own: _is_planned_alone(own, index))
    whole = [one.name for one in topics if _is_recorded_alone(one.claims, index)]
    parts = [] if answers.name in whole else answers.names(lambda own: _is_said_alone(own, index))
    recorded = networks.sentence(_("Recorded only here: %(names)s."), [*whole, *parts])
    in_part = networks.sentence(_("Takes part in %(names)s through its country."), through)
    to_join = networks.sentence(_("Plans to join %(names)s."), planned)
    return _told([*held, in_part, to_join, recorded])


def _is_shared(claims: Sequence[Claim | None]) -> bool:
    return all(one and one.holds and not one.is_through for one in claims)


def _is_through_countries(claims: Sequence[Claim | None]) -> bool:
    return all(one and one.holds and one.is_through for one in claims)


def _is_alone(claims: Sequence[Claim | None], index: int) -> bool:
    """Whether only this region has it, and all others are known not to."""
    return all(
        one is not None and bool(one.holds) == (at == index) for at, one in enumerate(claims)
    )


def _is_held_alone(claims: Sequence[Claim | None], index: int) -> bool:
    return _is_alone(claims, index) and _is_shared([claims[index]])


def _is_planned_alone(claims: Sequence[Claim | None], index: int) -> bool:
    return all(
        one is not None and (one.key == PLANNED) == (at == index) for at, one in enumerate(claims)
    )


def _is_said_alone(claims: Sequence[Claim | None], index: int) -> bool:
    return all((one is not None) == (at == index) for at, one in enumerate(claims))


def _is_recorded_alone(claims: Claims, index: int) -> bool:
    return all(bool(own) == (at == index) for at, own in enumerate(claims))


def _told(sentences: Iterable[str]) -> tuple[str, ...]:
    return tuple(one for one in sentences if one)
