"""The filters of the list of regions: one declaration for the form, the query and the counts."""

from __future__ import annotations

import django_filters
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from regions.models import Observation, Region, ScaleGroup

# The facet that the list is born with; the facets of other indicators are a later matter.
INNOVATION_GROUP = "innovation-group"
NOT_RECORDED = "none"
LEVELS = [("0", _("Country")), ("1", "NUTS 1"), ("2", "NUTS 2"), ("3", "NUTS 3")]


def with_group(queryset: QuerySet) -> QuerySet:
    """Annotates `group_family`: that of the region's newest innovation group in force, or None."""
    newest = (
        Observation.objects.in_force()
        .filter(region=OuterRef("code"), indicator=INNOVATION_GROUP)
        .order_by(F("year").desc(nulls_last=True))
        .values("group__family")[:1]
    )
    return queryset.annotate(group_family=Subquery(newest))


def countries() -> list[tuple[str, str]]:
    """The countries that have a page, by their English name."""
    rows = Region.objects.published().countries()
    names = ((row.code, row.other_name or row.name) for row in rows)
    return sorted(names, key=lambda pair: pair[1])


def families() -> list[tuple[str, str]]:
    """The families of innovation groups over all editions of the scale, the highest first."""
    groups = ScaleGroup.objects.filter(indicator=INNOVATION_GROUP).order_by("-rank", "-scale_year")
    scales: dict[str, set[int]] = {}
    for family, year in groups.values_list("family", "scale_year"):
        scales.setdefault(family, set()).add(year)
    names = [(family, _family_label(family, years, scales)) for family, years in scales.items()]
    return [*names, (NOT_RECORDED, gettext("Not recorded"))]


def _family_label(family: str, years: set[int], scales: dict[str, set[int]]) -> str:
    """A family that not every edition of the scale has, says which one has it."""
    if years == set().union(*scales.values()):
        return family
    listed = ", ".join(map(str, sorted(years)))
    return gettext("%(family)s (scale of %(years)s)") % {"family": family, "years": listed}


class RegionFilter(django_filters.FilterSet):
    """Narrows regions: any of the values of one filter, and all of the filters."""

    country = django_filters.MultipleChoiceFilter(field_name="country_code", label=_("Country"))
    group = django_filters.MultipleChoiceFilter(method="in_group", label=_("Innovation group"))
    level = django_filters.MultipleChoiceFilter(
        field_name="level", label=_("Level"), choices=LEVELS
    )

    class Meta:
        model = Region
        fields: list[str] = []

    def __init__(self, data, queryset, *, choices: dict[str, list[tuple[str, str]]]):
        super().__init__(data, queryset)
        for name, pairs in choices.items():
            self.filters[name].extra["choices"] = pairs

    def in_group(self, queryset: QuerySet, name: str, values: list[str]) -> QuerySet:
        wanted = Q(group_family__in=values)
        if NOT_RECORDED in values:
            wanted |= Q(group_family=None)
        return with_group(queryset).filter(wanted)


# By which column the regions of a facet are counted.
COUNTED_BY = {"country": "country_code", "group": "group_family", "level": "level"}


def count(queryset: QuerySet, facet: str) -> dict[str, int]:
    """How many regions of `queryset` have each value of a facet, in one query."""
    if facet == "group":
        queryset = with_group(queryset)
    column = COUNTED_BY[facet]
    rows = queryset.order_by().values_list(column).annotate(number=Count("code"))
    return {NOT_RECORDED if value is None else str(value): number for value, number in rows}
