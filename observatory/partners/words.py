"""What two regions have in common, and what is not known of them, in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from observatory.partners.finder import FIGURES, Criterion
from observatory.partners.similarity import FULL, Compared, Profile, vocabularies

CLOSE, FAR = 0.75, 0.4  # likeness of two figures that reads as close, and as far apart
MOST_NAMED = 8  # of a list of what is shared
MOST_MISSING = 3  # a longer list of what is missing is counted

LABELS: dict[Criterion, str | Promise] = {
    Criterion.SIZE: gettext_lazy("Size"),
    Criterion.RATES: gettext_lazy("Shares and densities"),
    Criterion.GROUPS: gettext_lazy("Place on scales"),
    Criterion.TOPICS: gettext_lazy("Shared topics"),
    Criterion.LACKING: gettext_lazy("Topics you lack"),
    Criterion.NETWORKS: gettext_lazy("Shared networks"),
    Criterion.MACRO_REGION: gettext_lazy("Same macro-region"),
}


@dataclass(frozen=True, slots=True)
class IndicatorName:
    name: str
    unit: str
    decimals: int


@dataclass(frozen=True, slots=True)
class Value:
    """A figure as it is printed: `group` is the label of a scale group, empty for a number;
    `source` the code of who states it; a computed one was worked out by the project."""

    number: float
    year: int | None
    group: str
    source: str
    is_computed: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The names of everything compared, and the values of (region, indicator)."""

    indicators: Mapping[str, IndicatorName]
    vocabularies: Mapping[str, str]
    terms: Mapping[str, str]
    networks: Mapping[str, str]
    values: Mapping[tuple[str, str], Value]


def sentence(
    criterion: Criterion, compared: Compared, base: Profile, other: Profile, words: Words
) -> str:
    """What a criterion says of two regions: what is shared, what is apart, what not recorded."""
    if criterion in FIGURES:
        said = figures(compared, base.code, other.code, words)
        recorded: tuple[Iterable[str], Iterable[str]] = (base.figures, other.figures)
        name = _indicator(words)
    elif criterion in {Criterion.NETWORKS, Criterion.MACRO_REGION}:
        said = [in_common(criterion, compared, base, other, words)]
        recorded, name = (base.networks, other.networks), words.networks.__getitem__
    else:
        said = [in_common(criterion, compared, base, other, words)]
        recorded, name = (vocabularies(base), vocabularies(other)), words.vocabularies.__getitem__
    said += _missing(compared, recorded, base, other, name)
    return " ".join(one for one in said if one)


def in_common(
    criterion: Criterion, compared: Compared, base: Profile, other: Profile, words: Words
) -> str:
    """Which topics or networks the two share, or that they share none; empty if nobody knows."""
    if criterion == Criterion.MACRO_REGION:
        return _macro_region(compared, base, words)
    if criterion == Criterion.NETWORKS:
        return _networks(compared, base, other, words)
    return _topics(criterion, compared, base, words)


def figures(compared: Compared, base: str, other: str, words: Words) -> list[str]:
    """A sentence a degree of closeness; the value of the other region stands first."""
    found = [(likeness, _against(name, base, other, words)) for name, likeness in compared.figures]
    levels = (
        (_("Close in %(list)s."), [text for likeness, text in found if likeness >= CLOSE]),
        (_("Some way apart in %(list)s."), [text for like, text in found if FAR <= like < CLOSE]),
        (_("Far apart in %(list)s."), [text for likeness, text in found if likeness < FAR]),
    )
    return [text % {"list": listed(items)} for text, items in levels if items]


def listed(names: Iterable[str]) -> str:
    """Names with commas and “and”; the end of a long list is counted."""
    names = list(names)
    more = len(names) - MOST_NAMED
    if more > 1:
        tail = _("%(number)d more") % {"number": more}
        names = [*names[:MOST_NAMED], tail]
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def topics(terms: Iterable[str], words: Words) -> str:
    """Topics in quotation marks: their own names hold commas."""
    return listed(_("“%(topic)s”") % {"topic": words.terms[term]} for term in terms)


def networks(codes: Iterable[str], words: Words) -> str:
    return listed(words.networks[code] for code in codes)


def number(value: float, decimals: int) -> str:
    """With separators; a whole number without decimals, as the sources print it."""
    exact = Decimal(str(value))
    places = 0 if exact == exact.to_integral_value() else decimals
    return str(number_format(exact, places, use_l10n=True, force_grouping=True))


def _indicator(words: Words) -> Callable[[str], str]:
    return lambda code: words.indicators[code].name


def _against(indicator: str, base: str, other: str, words: Words) -> str:
    """An indicator with both values and their years."""
    about = words.indicators[indicator]
    mine, theirs = words.values[base, indicator], words.values[other, indicator]
    values = {
        "name": about.name,
        "theirs": theirs.group or number(theirs.number, about.decimals),
        "mine": mine.group or number(mine.number, about.decimals),
        "unit": f" {about.unit}" if about.unit and not mine.group else "",
        "when": _when(theirs),
        "other": _when(mine),
    }
    if values["when"] == values["other"]:
        return _("%(name)s (%(theirs)s against %(mine)s%(unit)s, %(when)s)") % values
    return _("%(name)s (%(theirs)s [%(when)s] against %(mine)s%(unit)s [%(other)s])") % values


def _when(value: Value) -> str:
    """The year of a value, and whether the project computed it."""
    year = str(value.year) if value.year else _("year not recorded")
    return _("%(year)s, computed") % {"year": year} if value.is_computed else year


def _topics(criterion: Criterion, compared: Compared, base: Profile, words: Words) -> str:
    if compared.likeness is None:
        return ""
    if criterion == Criterion.LACKING:
        if not compared.theirs:
            return _("They cover nothing that %(code)s does not list.") % {"code": base.code}
        values = {"list": topics(compared.theirs, words), "code": base.code}
        return _("They cover %(list)s; %(code)s does not list it.") % values
    if not compared.shared:
        return _("No topic in common in the lists that both have answered.")
    return _("Both cover %(list)s.") % {"list": topics(compared.shared, words)}


def _networks(compared: Compared, base: Profile, other: Profile, words: Words) -> str:
    ties = {name: {base.networks[name], other.networks[name]} for name in compared.shared}
    full = [name for name, standings in ties.items() if standings == {FULL}]
    loose = [name for name in compared.shared if name not in full]
    said = []
    if full:
        said.append(_("Both belong to %(list)s.") % {"list": networks(full, words)})
    if loose:
        text = _("In common, though not as full members both: %(list)s.")
        said.append(text % {"list": networks(loose, words)})
    if not said and compared.likeness is not None:
        said.append(_("No network in common among those recorded of both."))
    if not said and not compared.missing:
        said.append(_("Neither takes part in any of them."))
    return " ".join(said)


def _macro_region(compared: Compared, base: Profile, words: Words) -> str:
    if compared.shared:
        return _("Both lie in: %(list)s.") % {"list": networks(compared.shared, words)}
    if compared.likeness is not None:
        return _("Lies in no macro-region of %(code)s.") % {"code": base.code}
    if not compared.missing:
        return _("No macro-region is recorded of %(code)s.") % {"code": base.code}
    return ""


def _missing(
    compared: Compared,
    known: Sequence[Iterable[str]],
    base: Profile,
    other: Profile,
    name: Callable[[str], str],
) -> list[str]:
    """A sentence for each of the two regions of which something is not recorded."""
    said = []
    for region, recorded in zip((other, base), reversed(known), strict=True):
        here = set(recorded)
        absent = [code for code in compared.missing if code not in here]
        if absent:
            text = _("Not recorded of %(code)s: %(list)s.")
            said.append(text % {"code": region.code, "list": _named_or_counted(absent, name)})
    return said


def _named_or_counted(codes: list[str], name: Callable[[str], str]) -> str:
    if len(codes) <= MOST_MISSING:
        return ", ".join(map(name, codes))
    first = ", ".join(map(name, codes[:MOST_MISSING]))
    values = {"names": first, "number": len(codes) - MOST_MISSING}
    return _("%(names)s and %(number)d more") % values
