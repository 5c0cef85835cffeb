"""What a map can show, found in the data: a new indicator, network or question needs no code."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from common.text import fold
from observatory.maps.state import LEVELS, Available
from policies.models import PolicyQuestion, PolicyStatement
from regions.models import Indicator, Membership, Network, Observation, Region

NUMBER, SCALE = Indicator.Kind.NUMBER, Indicator.Kind.SCALE
INDICATOR, NETWORK, QUESTION = "indicator", "network", "question"
GROUPS: dict[str, str | Promise] = {
    SCALE: gettext_lazy("Ordered scales"),
    NUMBER: gettext_lazy("Figures"),
    QUESTION: gettext_lazy("Policy questions"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a map can show: `noun` and `code` say what, `kind` of which sort it is."""

    noun: str
    code: str
    kind: str
    label: str
    unit: str = ""
    decimals: int = 0

    @property
    def value(self) -> str:
        """As it stands in an address: indicator:population."""
        return f"{self.noun}:{self.code}"

    @property
    def group(self) -> str | Promise:
        return GROUPS[self.kind] if self.kind in GROUPS else Network.Kind(self.kind).label

    @property
    def is_dated(self) -> bool:
        """Whether a value holds for a year; an answer is only stated in one."""
        return self.noun == INDICATOR


def choices() -> list[Choice]:
    """Everything that can be shown, scales first: three short lists in one query."""
    rows = _listed(Indicator.objects.all(), INDICATOR, F("kind"), F("position"), F("name")).union(
        _listed(Network.objects.all(), NETWORK, F("kind"), Value(0), F("short_name")),
        _listed(PolicyQuestion.objects.all(), QUESTION, Value(QUESTION), F("position"), F("label")),
        all=True,
    )
    order = [SCALE, NUMBER, QUESTION, *Network.Kind.values]
    found = sorted(rows, key=lambda row: (order.index(row[1]), row[2], fold(row[4]), row[3]))
    return [
        Choice(noun, code, kind, label, unit, decimals)
        for noun, kind, _position, code, label, unit, decimals in found
    ]


def _listed(queryset: QuerySet, noun: str, kind: F | Value, position: F | Value, label: F):
    has_unit = queryset.model is Indicator
    columns = {
        "a": Value(noun, CharField()),
        "b": kind,
        "c": position,
        "e": label,
        "f": F("unit") if has_unit else Value("", CharField()),
        "g": F("decimals") if has_unit else Value(0),
    }
    return queryset.order_by().annotate(**columns).values_list("a", "b", "c", "code", "e", "f", "g")


def available(choice: Choice) -> Available:
    """How many published regions have a value, by level and year."""
    rows = statements(choice).filter(region__level__in=LEVELS)
    columns = ("region__level", "year") if choice.is_dated else ("region__level",)
    counted = rows.order_by().values_list(*columns).annotate(Count("region"))
    found: dict[int, dict[int | None, int]] = {}
    for level, *year, number in counted:
        found.setdefault(level, {})[year[0] if year else None] = number
    return found


def statements(choice: Choice) -> QuerySet:
    """What is in force about the choice, of published regions."""
    published = Q(region__in=Region.objects.published().values("code"))
    if choice.noun == NETWORK:
        return Membership.objects.in_force().filter(published, network=choice.code)
    if choice.noun == QUESTION:
        return PolicyStatement.objects.in_force().filter(published, question=choice.code)
    return Observation.objects.in_force().filter(published, indicator=choice.code)
