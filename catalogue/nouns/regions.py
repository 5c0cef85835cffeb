"""What a region is found by: where it lies, what it belongs to, what its policies cover."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.facets import Facet, Option
from catalogue.nouns.base import NAME, TEXT, Found, Noun, Used, by_name, largest_first
from catalogue.nouns.terms import term_facets
from policies.models import Classification, Participation, PolicyQuestion, PolicyStatement
from regions.models import (
    Alias,
    Indicator,
    Membership,
    Network,
    Observation,
    Region,
    ScaleGroup,
    Website,
)
from regions.standing import HANDED_DOWN, LABELS, THROUGH_COUNTRY

STATEMENTS = (Observation, Membership, Classification, PolicyStatement, Participation, Website)
# The kinds of network that share a facet: what one joins, and what one lies in or is.
JOINED = ("network", "initiative", "partnership", "project")
AREAS = ("macro_region", "programme_area", "territorial_type")
KINDS = {
    "network": (JOINED, gettext_lazy("Member of")),
    "macro-region": (("macro_region",), gettext_lazy("Macro-region")),
    "programme-area": (("programme_area",), gettext_lazy("Programme area")),
    "territorial-type": (("territorial_type",), gettext_lazy("Type of territory")),
}
FACET_OF_KIND = {kind: facet for facet, (kinds, _label) in KINDS.items() for kind in kinds}
# From which share of what is asked on, in per cent, a region counts as recorded so far.
SHARES = (75, 50, 25, 1, 0)


@dataclass(slots=True)
class _Facts:
    """What is read of one region."""

    scales: dict[str, str] = field(default_factory=dict)
    memberships: dict[str, str] = field(default_factory=dict)
    terms: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[str, str] = field(default_factory=dict)
    aliases: list[str] = field(default_factory=list)
    asked_recorded: int = 0
    statements: int = 0
    newest: date | None = None


class Regions(Noun):
    code = "region"
    orders = ("recorded", "name", "code")

    def public(self) -> QuerySet[Region]:
        return Region.objects.published()

    def found(self, records: Collection[int]) -> Iterator[Found]:
        regions = list(self.public().filter(pk__in=records))
        codes = {one.code for one in regions}
        facts = _read(codes)
        kinds = dict(Network.objects.values_list("code", "kind"))
        asked = len(kinds) + Indicator.objects.count() + PolicyQuestion.objects.count()
        for region in regions:
            yield _found(region, facts[region.code], facts[region.country_code], kinds, asked)

    def facets(self, used: Used) -> list[Facet]:
        return [
            Facet("country", _("Country"), _countries(), is_complete=True),
            Facet("level", _("Level"), _levels(), is_complete=True),
            *_scales(),
            *_networks(JOINED),
            *term_facets(used),
            *_answers(),
            *_networks(AREAS),
            Facet("recorded", _("How much is recorded"), _shares(), is_complete=True),
            Facet("stated", _("Last stated in"), _years(used("stated"))),
            *_standings(used),
        ]


def _found(
    region: Region, facts: _Facts, country: _Facts, kinds: dict[str, str], asked: int
) -> Found:
    found = Found(region.pk)
    found.say("country", [region.country_code])
    found.say("level", [str(region.level)])
    for scale, family in facts.scales.items():
        found.say(scale, [family])
    for question, said in facts.answers.items():
        found.say(f"a-{question}", [said])
    for vocabulary, codes in facts.terms.items():
        found.say(f"t-{vocabulary}", codes)
    _say_networks(found, _standings_of(region, facts, country), kinds)
    standing = sum(1 for code in kinds if f"n-{code}" in found.values)
    found.say("recorded", [_share(facts.asked_recorded + standing, asked)])
    if facts.newest:
        found.say("stated", [str(facts.newest.year)])
    names = (region.official_name, region.latin_name, region.native_name, region.english_name)
    found.read(NAME, region.code, *names, *facts.aliases)
    found.read(TEXT, region.summary)
    found.sort(
        recorded=f"{largest_first(facts.statements)} {region.code}",
        name=by_name(region.name, region.latin_name),
        code=region.code,
    )
    return found


def _share(recorded: int, asked: int) -> str:
    """The part of what is asked that is recorded; anything at all is more than nothing."""
    share = max(100 * recorded // asked, 1) if recorded else 0
    return str(next(one for one in SHARES if share >= one))


def _standings_of(region: Region, facts: _Facts, country: _Facts) -> dict[str, str]:
    """The region's status in every network that it, or its country for it, says something of."""
    through = (
        {code: THROUGH_COUNTRY for code, said in country.memberships.items() if said in HANDED_DOWN}
        if not region.is_country
        else {}
    )
    return {**through, **facts.memberships}


def _say_networks(found: Found, standings: dict[str, str], kinds: dict[str, str]) -> None:
    joined = defaultdict(list)
    for code, status in standings.items():
        found.say(f"n-{code}", [status])
        if status == Membership.Status.MEMBER:
            joined[FACET_OF_KIND[kinds[code]]].append(code)
    for facet, codes in joined.items():
        found.say(facet, codes)


def _read(codes: set[str]) -> dict[str, _Facts]:
    """The facts of regions and of their countries."""
    facts: dict[str, _Facts] = defaultdict(_Facts)
    everybody = codes | {code[:2] for code in codes}
    _read_scales(facts, codes)
    rows = Membership.objects.in_force().filter(region__in=everybody)
    for code, network, status in rows.values_list("region", "network", "status"):
        facts[code].memberships[network] = status
    terms = Classification.objects.in_force().filter(region__in=codes)
    for code, vocabulary, term in terms.values_list("region", "term__vocabulary", "term__code"):
        facts[code].terms[vocabulary].append(term)
    answers = PolicyStatement.objects.in_force().filter(region__in=codes)
    for code, question, said in answers.values_list("region", "question", "said"):
        facts[code].answers[question] = said
    for code, name in Alias.objects.filter(region__in=codes).values_list("region", "name"):
        facts[code].aliases.append(name)
    _count(facts, codes)
    return facts


def _read_scales(facts: dict[str, _Facts], codes: set[str]) -> None:
    """The family of the newest group on every scale; a value without a year is the oldest."""
    rows = Observation.objects.in_force().filter(region__in=codes, group__isnull=False)
    oldest_first = rows.order_by(F("year").asc(nulls_first=True), "pk")
    for code, scale, family in oldest_first.values_list("region", "indicator", "group__family"):
        facts[code].scales[scale] = family


def _count(facts: dict[str, _Facts], codes: set[str]) -> None:
    """How many statements are in force, the newest day, and how many questions have an answer."""
    for model in STATEMENTS:
        rows = model.objects.in_force().filter(region__in=codes).order_by().values("region")
        asked = Count("indicator", distinct=True) if model is Observation else Count("pk")
        for row in rows.annotate(number=Count("pk"), newest=Max("stated_on"), asked=asked):
            one = facts[row["region"]]
            one.statements += row["number"]
            one.newest = max(filter(None, [one.newest, row["newest"]]))
            if model in (Observation, PolicyStatement):
                one.asked_recorded += row["asked"]


def _countries() -> list[Option]:
    rows = Region.objects.published().countries()
    names = [(row.other_name or row.name, row.code) for row in rows]
    return [Option(code, name) for name, code in sorted(names)]


def _levels() -> list[Option]:
    return [
        Option("0", _("Country")),
        *(Option(str(level), f"NUTS {level}") for level in (1, 2, 3)),
    ]


def _scales() -> list[Facet]:
    """A facet for every scale: the families of groups over all its editions, the highest first."""
    rows = ScaleGroup.objects.order_by("indicator__position", "indicator", "-rank", "-scale_year")
    scales: dict[tuple[str, str], dict[str, set[int]]] = {}
    for code, name, family, year in rows.values_list(
        "indicator", "indicator__name", "family", "scale_year"
    ):
        scales.setdefault((code, name), {}).setdefault(family, set()).add(year)
    return [
        Facet(code, name, [Option(one, _family(one, families)) for one in families])
        for (code, name), families in scales.items()
    ]


def _family(family: str, families: dict[str, set[int]]) -> str:
    """A family that not every edition of the scale has, says which one has it."""
    years = families[family]
    if years == set().union(*families.values()):
        return family
    listed = ", ".join(map(str, sorted(years)))
    return _("%(family)s (scale of %(years)s)") % {"family": family, "years": listed}


def _answers() -> list[Facet]:
    choices = [Option(value, str(label)) for value, label in PolicyStatement.Answer.choices]
    in_words = PolicyStatement.Answer.WORDS
    return [
        Facet(
            f"a-{one.code}",
            one.label,
            [option for option in choices if one.allows_words or option.value != in_words],
        )
        for one in PolicyQuestion.objects.all()
    ]


def _networks(wanted: tuple[str, ...]) -> list[Facet]:
    """What regions are members of: one facet for all that is joined, one for each sort of area."""
    rows = sorted(Network.objects.all(), key=lambda one: by_name(one.short_name))
    return [
        Facet(
            facet,
            str(label),
            [Option(one.code, one.short_name) for one in rows if one.kind in kinds],
            is_many=True,
        )
        for facet, (kinds, label) in KINDS.items()
        if kinds[0] in wanted and any(one.kind in kinds for one in rows)
    ]


def _standings(used: Used) -> list[Facet]:
    """A facet for every network, with what is said of a region's part in it."""
    rows = sorted(Network.objects.all(), key=lambda one: by_name(one.short_name))
    found = []
    for one in rows:
        said = used(f"n-{one.code}")
        options = [Option(value, str(label)) for value, label in LABELS.items() if value in said]
        if options:
            heading = _("Standing in each network")
            found.append(Facet(f"n-{one.code}", one.short_name, options, group=heading))
    return found


def _shares() -> list[Option]:
    highest, *others = SHARES
    labels = [Option(str(highest), _("%(share)d %% or more of what is asked") % {"share": highest})]
    for share, above in zip(others, SHARES, strict=False):
        text = _("%(from)d to %(to)d %%") % {"from": share, "to": above - 1}
        labels.append(Option(str(share), _("Nothing") if share == 0 else text))
    return labels


def _years(years: Iterable[str]) -> list[Option]:
    return [Option(year, year) for year in sorted(years, reverse=True)]
