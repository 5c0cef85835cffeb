"""Facts made up for a comparison."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from observatory.compare.compared import (
    Asked,
    Claim,
    Entry,
    Indicator,
    Measure,
    Origin,
    Subject,
    Vocabulary,
)

WAVE = Origin("survey-2021", "Survey, wave 2021")
POPULATION = Indicator(Subject("population", "Population", "inhabitants"), "inhabitants")
SHARE = Indicator(Subject("share", "Share of the old"), "%", 2)
GROUP = Indicator(Subject("innovation-group", "Innovation group"))
ASKED = Asked(
    indicators=(POPULATION, SHARE, GROUP),
    questions=(Subject("ris3", "Has a RIS3"),),
    vocabularies=(
        Vocabulary(
            Subject("policy-topics", "Policy topics"),
            (Subject("T02", "Research"), Subject("T05", "Prevention")),
        ),
    ),
    networks=(Subject("cebr", "CEBR"), Subject("errin", "ERRIN")),
)


def entry(text, year=None, *, has_year=False, on=date(2021, 12, 31)):
    return Entry(text, WAVE, on, has_year=has_year, year=year)


def number(value, year=2019):
    shown = replace(entry(f"{Decimal(value):,}", year, has_year=True), number=Decimal(value))
    return Measure(shown, value=Decimal(value))


def group(rank, label, year=2021, scale=2021):
    return Measure(entry(label, year, has_year=True), rank=rank, scale=scale)


def claim(key, holds=None, *, year=2021, words=""):
    return Claim(entry(key, on=date(year, 12, 31)), key, holds, words=words)


YES, NO = claim("yes", True), claim("no", False)
MEMBER, OUTSIDE = claim("member", True), claim("not_member", False)
PLANNED = claim("planned")
THROUGH = replace(claim("through_country/member", True), is_through=True)
