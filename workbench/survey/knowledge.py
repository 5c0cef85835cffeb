"""What the database knows, handed to the pure reader as plain data."""

from collections import defaultdict

from common.text import fold
from policies.models import PolicyQuestion, Term, Vocabulary
from regions.models import Alias, Indicator, Network, Region, ScaleGroup
from workbench.models import RememberedAnswer
from workbench.survey.known import (
    FIXED_QUESTIONS,
    Agreed,
    Kind,
    Known,
    KnownIndicator,
    KnownTerm,
    Question,
)


def load_known() -> Known:
    """Everything a survey file can refer to, in eight queries."""
    return Known(
        questions=tuple(_questions()),
        regions=_regions(),
        indicators={i.code: _indicator(i) for i in Indicator.objects.all()},
        scales=_scales(),
        terms=_terms(),
        answers={
            (a.question, fold(a.printed)): Agreed(a.reading, a.via_id, a.reason, a.value)
            for a in RememberedAnswer.objects.all()
        },
    )


def _questions():
    yield from FIXED_QUESTIONS
    for indicator in Indicator.objects.all():
        yield Question(Kind.INDICATOR, indicator.code, _headings(indicator, indicator.name))
    for network in Network.objects.all():
        names = (network.name, network.short_name)
        yield Question(Kind.NETWORK, network.code, _headings(network, *names))
    for vocabulary in Vocabulary.objects.all():
        yield Question(Kind.VOCABULARY, vocabulary.code, _headings(vocabulary, vocabulary.name))
    for asked in PolicyQuestion.objects.all():
        headings = _headings(asked, asked.label)
        yield Question(Kind.STATEMENT, asked.code, headings, asked.allows_words)


def _headings(noun, *names: str) -> tuple[str, ...]:
    return (*names, *noun.survey_headings.splitlines())


def _regions() -> dict[str, tuple[str, ...]]:
    aliases = defaultdict(list)
    for region, name in Alias.objects.values_list("region_id", "name"):
        aliases[region].append(name)
    names = ("official_name", "latin_name", "native_name", "english_name")
    return {
        code: (*filter(None, own), *aliases[code])
        for code, *own in Region.objects.values_list("code", *names)
    }


def _indicator(indicator: Indicator) -> KnownIndicator:
    return KnownIndicator(
        indicator.code,
        indicator.is_scale,
        indicator.decimals,
        indicator.unit,
        indicator.lowest,
        indicator.highest,
    )


def _scales() -> dict[str, dict[int, dict[str, str]]]:
    scales: dict = defaultdict(lambda: defaultdict(dict))
    for group in ScaleGroup.objects.order_by("-rank"):
        scales[group.indicator_id][group.scale_year][group.label] = group.code
    return scales


def _terms() -> dict[str, tuple[KnownTerm, ...]]:
    terms = defaultdict(list)
    for term in Term.objects.all():
        terms[term.vocabulary_id].append(KnownTerm(term.pk, term.code, term.label))
    return {code: tuple(listed) for code, listed in terms.items()}
