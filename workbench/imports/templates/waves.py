"""The columns and rows of a template for a wave of the survey: a region a row, blank otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from common.tables.packages import Cell
from policies.models import Initiative, PolicyDocument
from regions.models import Indicator, Observation, Picture, Region, Website
from workbench.imports.templates.sheets import Column, listed
from workbench.survey.columns import match as matched
from workbench.survey.known import Kind, Known, KnownIndicator, Question
from workbench.survey.shape import WaveShape

YES_OR_NO = ("yes", "no")
# The answers about a network that need no agreement.
NETWORK_ANSWERS = (
    *("yes", "no", "not yet", "observer"),
    *("country level member", "country level observer"),
)


def is_regional(shape: WaveShape) -> bool:
    """A row is about a region."""
    return True


def columns(shape: WaveShape) -> list[Column]:
    """One for each question that can be told from its heading, that for the region first."""
    survey = _Survey.loaded(shape.known)
    questions = sorted(shape.known.questions, key=lambda asked: asked.kind is not Kind.REGION)
    headings = ((question, _heading(question, survey)) for question in questions)
    return [_column(question, heading, survey) for question, heading in headings if heading]


def rows(shape: WaveShape, regions: list[str] | None) -> Iterator[list[Cell]]:
    """The regions to be asked, and no answers; codes of what is no territory are never asked."""
    for region in _asked_regions().filter(code__in=regions or []):
        yield [_named(region)]


def _asked_regions():
    return Region.objects.filter(is_territory=True).order_by("code")


def _named(region: Region) -> str:
    return f"{region.code} - {region.official_name}"


@dataclass(frozen=True, slots=True)
class _Survey:
    """What may be asked, and what is looked up for headings and examples."""

    known: Known
    # Indicator -> its largest value, and how many of its values are of a year.
    figures: dict[str, tuple[Decimal | None, int]]
    definitions: dict[str, str]
    examples: dict[Kind, str]

    @classmethod
    def loaded(cls, known: Known) -> _Survey:
        stored = Observation.objects.order_by().values_list("indicator")
        told = stored.annotate(Max("value"), Count("year"))
        figures = {code: (value, years) for code, value, years in told}
        definitions = dict(Indicator.objects.values_list("code", "definition"))
        return cls(known, figures, definitions, _examples())


def _examples() -> dict[Kind, str]:
    """Of the answers that are no number and on no list, such as stand in a survey."""
    regional = PolicyDocument.objects.filter(level=PolicyDocument.Level.REGIONAL)
    region = _asked_regions().filter(level__gte=1).first()
    document = regional.values_list("title", flat=True).first() or _("Innovation strategy")
    initiative = Initiative.objects.values_list("title", flat=True).first() or _("Health hub")
    website = Website.objects.values_list("link", flat=True).first()
    picture = Picture.objects.values_list("attribution", flat=True).first()
    return {
        Kind.REGION: _named(region) if region else "BE3",
        Kind.DOCUMENTS: f"1. Regional level {document}",
        Kind.INITIATIVES: f"1. {initiative} https://www.example.org",
        Kind.WEBSITE: website or "https://www.wallonie.be",
        Kind.PICTURE: picture or _("A. Photographer, CC BY 4.0"),
    }


def _heading(question: Question, survey: _Survey) -> str:
    """The first of its headings that is read as this very question; nothing if none is."""
    year = f" ({_year_of(question, survey)})" if _wants_year(question, survey) else ""
    headings = [f"{heading}{year}" for heading in question.headings]
    found = matched(headings, survey.known.questions)
    return next((c.heading for c in found if c.question == question and not c.guessed), "")


def _wants_year(question: Question, survey: _Survey) -> bool:
    """Figures are of a year, unless all that are stored of an indicator are of none."""
    if question.kind is not Kind.INDICATOR:
        return False
    return question.code not in survey.figures or survey.figures[question.code][1] > 0


def _year_of(question: Question, survey: _Survey) -> int:
    """Last year, the latest of which there are figures; for a scale not before its newest."""
    return max([timezone.localdate().year - 1, *survey.known.scales.get(question.code, {})])


def _column(question: Question, heading: str, survey: _Survey) -> Column:
    match question.kind:
        case Kind.INDICATOR:
            return _indicator(question, heading, survey)
        case Kind.VOCABULARY:
            return _vocabulary(question, heading, survey)
        case Kind.NETWORK:
            meaning = _("What the region, or its whole country, is to this network.")
            return _choice(heading, meaning, NETWORK_ANSWERS)
        case Kind.STATEMENT:
            return _statement(question, heading)
    meaning, allowed = _fixed(question.kind)
    example = survey.examples[question.kind]
    return Column(heading, meaning, allowed, example, is_required=question.kind is Kind.REGION)


def _statement(question: Question, heading: str) -> Column:
    meaning = _("What the region says of itself.")
    if not question.allows_words:
        return _choice(heading, meaning, YES_OR_NO)
    return Column(heading, meaning, _("yes, no, or an answer in words."), YES_OR_NO[0])


def _choice(heading: str, meaning: str, options: tuple[str, ...]) -> Column:
    allowed = _("One of: %(options)s.") % {"options": ", ".join(options)}
    return Column(heading, meaning, allowed, next(iter(options), ""), options)


def _indicator(question: Question, heading: str, survey: _Survey) -> Column:
    meaning = survey.definitions.get(question.code) or _("The figure of the year in the heading.")
    indicator = survey.known.indicators[question.code]
    if indicator.is_scale:
        scales = survey.known.scales.get(question.code, {})
        groups = tuple(scales[max(scales)]) if scales else ()
        return _choice(heading, meaning, groups)
    value = survey.figures.get(question.code, (None, 0))[0]
    numbers = (value, indicator.lowest, indicator.highest, 1)
    example = next(number for number in numbers if number is not None)
    return Column(heading, meaning, _allowed_number(indicator), example, is_number=True)


def _allowed_number(indicator: KnownIndicator) -> str:
    allowed = _("A whole number") if not indicator.decimals else _("A number")
    if indicator.unit:
        allowed += f" ({indicator.unit})"
    if indicator.lowest is not None:
        allowed += " " + _("from %(lowest)s") % {"lowest": f"{indicator.lowest.normalize():f}"}
    if indicator.highest is not None:
        allowed += " " + _("to %(highest)s") % {"highest": f"{indicator.highest.normalize():f}"}
    return f"{allowed}."


def _vocabulary(question: Question, heading: str, survey: _Survey) -> Column:
    terms = survey.known.terms.get(question.code, ())
    shown = listed([(term.code, term.label) for term in terms])
    return Column(
        heading,
        _("All terms of this list that the region's policies cover."),
        _("Codes or names, with semicolons between: %(terms)s.") % {"terms": shown},
        "; ".join(term.code for term in terms[:2]),
    )


def _fixed(kind: Kind) -> tuple[str, str]:
    """The meaning of a question that is the same in every survey, and what it allows."""
    return {
        Kind.REGION: (
            _("The region that the row is about."),
            _("Its code, such as BE3, with or without its name behind."),
        ),
        Kind.DOCUMENTS: (
            _("The documents that set out the region's policy."),
            _("A numbered list; before a title its level: regional, national, EU."),
        ),
        Kind.INITIATIVES: (
            _("The initiatives in which the region takes part."),
            _("A numbered list of titles, each with its address on the web if it has one."),
        ),
        Kind.WEBSITE: (_("Where the region is found on the web."), _("One address.")),
        Kind.PICTURE: (_("Whom to credit for the region's picture."), _("Author and licence.")),
    }[kind]
