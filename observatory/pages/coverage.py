"""How far everything is recorded: by level of regions, and question by question."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, Max, Model, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.text import fold
from observatory.pages.ages import median_months
from policies.models import (
    Classification,
    Participation,
    PolicyDocument,
    PolicyQuestion,
    PolicyStatement,
    Vocabulary,
)
from regions.models import Indicator, Membership, Network, Observation, Region, Statement, Website

# What is counted of every level, in the order of the columns; each is about one region.
NOUNS: dict[str, tuple[str | Promise, Callable[[], QuerySet]]] = {
    "figures": (_("Figures"), lambda: Observation.objects.in_force()),
    "memberships": (_("Networks"), lambda: Membership.objects.in_force()),
    "answers": (_("Policy answers"), lambda: PolicyStatement.objects.in_force()),
    "documents": (_("Documents"), PolicyDocument.objects.published),
    "terms": (_("Terms"), lambda: Classification.objects.in_force()),
    "initiatives": (_("Initiatives"), lambda: Participation.objects.in_force()),
    "websites": (_("Websites"), lambda: Website.objects.in_force()),
}


@dataclass(frozen=True, slots=True)
class LevelRow:
    """Of the regions of a level: how many there are, how many have anything, and each noun."""

    level: int
    regions: int
    anything: int
    numbers: list[int]


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """How many regions have a statement of their own, the day of the newest, and the median age
    of each region's last one, in months. `link` is empty for a question without a page."""

    name: str
    link: str
    regions: int
    newest: date | None
    age: int | None


@dataclass(frozen=True, slots=True)
class Questions:
    """The questions of one kind, in the order in which pages ask them."""

    code: str
    heading: str | Promise
    rows: list[QuestionRow]


@dataclass(frozen=True, slots=True)
class CoveragePage:
    columns: list[str | Promise]
    levels: list[LevelRow]
    questions: list[Questions]


def read(today: date) -> CoveragePage:
    """The whole page in nine queries; ages are counted up to `today`."""
    networks = sorted(Network.objects.order_by(), key=lambda one: (fold(one.short_name), one.code))
    vocabularies = Vocabulary.objects.exclude(code="document-kinds").order_by()
    by_name = sorted(vocabularies, key=lambda one: (fold(one.name), one.code))
    told = [
        ("indicators", _("Indicators"), Indicator.objects.all(), (Observation, "indicator")),
        ("networks", _("Networks"), networks, (Membership, "network")),
        (
            "answers",
            _("Questions on policy"),
            PolicyQuestion.objects.all(),
            (PolicyStatement, "question"),
        ),
        ("terms", _("Lists of terms"), by_name, (Classification, "term__vocabulary")),
    ]
    return CoveragePage(
        [heading for heading, _rows in NOUNS.values()],
        _levels(),
        [
            Questions(code, heading, _rows(nouns, _spoken(*where), today))
            for code, heading, nouns, where in told
        ],
    )


def _levels() -> list[LevelRow]:
    """One query: every noun is looked for in each region, and counted by level."""
    said = {
        f"has_{name}": Exists(rows().filter(region=OuterRef("code")).order_by())
        for name, (_heading, rows) in NOUNS.items()
    }
    has = {name: Q(**{name: True}) for name in said}
    numbers = {f"with_{name}": Count("pk", filter=one) for name, one in has.items()}
    rows = (
        Region.objects.published()
        .order_by()
        .annotate(**said)
        .values("level")
        .annotate(all=Count("pk"), any=Count("pk", filter=reduce(or_, has.values())), **numbers)
        .values_list("level", "all", "any", *numbers)
    )
    return [LevelRow(level, all_, any_, counts) for level, all_, any_, *counts in sorted(rows)]


def _spoken(model: type[Statement], question: str) -> dict[str, list[date]]:
    """The last day on which each region was spoken of, by the code of the question."""
    rows = (
        model.objects.in_force()
        .about_published()
        .order_by()
        .values_list(question, "region")
        .annotate(Max("stated_on"))
    )
    days: dict[str, list[date]] = {}
    for code, _region, last in rows:
        days.setdefault(code, []).append(last)
    return days


def _rows(nouns: Iterable[Model], days: dict[str, list[date]], today: date) -> list[QuestionRow]:
    return [
        QuestionRow(
            name=str(noun),
            link=noun.get_absolute_url() if hasattr(noun, "get_absolute_url") else "",
            regions=len(own := days.get(noun.code, [])),
            newest=max(own, default=None),
            age=median_months(own, today),
        )
        for noun in nouns
    ]
