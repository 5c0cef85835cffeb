"""What the API's tables can be narrowed by. Whatever is not known is refused by its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters.rest_framework import DjangoFilterBackend, FilterSet
from drf_spectacular.utils import extend_schema_field
from rest_framework.filters import BaseFilterBackend

from catalogue import reading
from catalogue.facets import Facet
from catalogue.nouns import NOUNS
from catalogue.reading import Shelf
from common.postings import NOT_RECORDED
from observatory.api import parameters
from observatory.api.parameters import LABELS, LONGEST, OWN
from observatory.kept import state_of
from observatory.lists.filters import EVERY, FIRST_YEAR, LAST_YEAR, CatalogueFilter
from observatory.lists.nouns import LISTS
from observatory.notices import echo
from policies.models import Classification, Term, Vocabulary
from regions.models import Indicator, Membership, Network, Observation, Source

# What only pages have: the API has sizes and pages of its own.
OF_PAGES = {"view", "size", "page"}
NUTS_LEVELS = ("0", "1", "2", "3")
FEW = 24  # values, up to which a description of the API tells their names as well
# The usual sentence repeats whatever was given, however long.
NO_SUCH_VALUE = {"invalid_choice": gettext_lazy("This parameter has no such value.")}
EVERY_TOLD = gettext_lazy("Filters of which a record has to have all chosen values, not only one.")
SORT = gettext_lazy("The order; without it, records come as they were entered.")
YEARS = {
    "from": gettext_lazy("Only documents that hold in this year or in a later one."),
    "to": gettext_lazy("Only documents that hold in this year or in an earlier one."),
}
WORDS_SCHEMA = {"type": "string", "maxLength": LONGEST, "pattern": r"^[^\x00-\x1f\x7f-\x9f]*$"}
YEAR_SCHEMA = {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}


class StrictBackend(DjangoFilterBackend):
    """A table's filter; a parameter that it does not have is no "everything", but an error."""

    def filter_queryset(self, request, queryset, view):
        known = self.get_filterset(request, queryset, view)
        names = set(known.filters) if known else set()
        parameters.refuse(parameters.badly_given(request.query_params, names | OWN))
        return super().filter_queryset(request, queryset, view)


class CatalogueBackend(BaseFilterBackend):
    """The filter of a list of the site: the same parameters find the same records."""

    def filter_queryset(self, request, queryset, view):
        listed = LISTS[view.noun].filter
        shelf = reading.shelf(listed.noun, state_of(request))
        view.asked = asked_of(listed, request.query_params, shelf)
        return queryset

    def get_schema_operation_parameters(self, view) -> list[dict]:
        """Every facet of the list with its values, as they are today."""
        asked = LISTS[view.noun].filter
        facets = reading.shelf(asked.noun).facets.values()
        several = [one.name for one in facets if one.is_many]
        years = YEARS if hasattr(asked, "years") else {}
        return [
            *(_several(one.name, _told(one), values_of(one), _labels(one)) for one in facets),
            *([_several(EVERY, EVERY_TOLD, several)] if several else []),
            _single("q", _("Only records in which these words are found."), WORDS_SCHEMA),
            _single("sort", SORT, {**_one_of(asked.sorts), LABELS: _texts(asked.sorts)}),
            *(_single(name, told, YEAR_SCHEMA) for name, told in years.items()),
        ]


def asked_of(listed: type[CatalogueFilter], query: QueryDict, shelf: Shelf) -> CatalogueFilter:
    """What an address asks of a list, on what the list is found by.

    Raises ValidationError, which names every parameter that the page would mend.
    """
    own = query.copy()
    for name in OWN:
        own.pop(name, None)
    asked = listed(own, shelf)
    known = {*shelf.facets, *(set(asked.filters) - OF_PAGES), *OWN}
    given = parameters.badly_given(query, known, {*shelf.facets, EVERY})
    parameters.refuse(given or unknown_values(asked))
    return asked


def unknown_values(asked: CatalogueFilter) -> list[tuple[str, str]]:
    """(parameter, sentence) for all values that a list's filter does not know."""
    asked.form.is_valid()
    return [
        (name, _("“%(value)s” is not a value of this parameter.") % {"value": echo(value)})
        for name, field in asked.form.fields.items()
        for value in getattr(field, "unknown", ())
    ]


def values_of(facet: Facet) -> list[str]:
    return [NOT_RECORDED, *(one.value for one in facet.options)]


def _told(facet: Facet) -> str:
    chosen = _("Only records with one of these values of “%(label)s”.") % {"label": facet.label}
    if facet.is_complete:
        return chosen
    return " ".join([chosen, _("“-” stands for those of which it is not recorded.")])


def _labels(facet: Facet) -> dict[str, str]:
    """The names of values that are few and do not speak for themselves."""
    told = {one.value: _without(one.value, str(one.label)) for one in facet.options}
    unlike = {value: label for value, label in told.items() if label.casefold() != value.casefold()}
    return unlike if len(unlike) <= FEW else {}


def _without(code: str, label: str) -> str:
    """The label without the code that the terms of some lists bear in front."""
    return label if code.isdigit() else label.removeprefix(f"{code} ")


def _one_of(values: Iterable[str]) -> dict:
    return {"type": "string", "enum": list(values)}


def _texts(labels: Mapping[str, object]) -> dict[str, str]:
    return {value: str(label) for value, label in labels.items()}


def _several(
    name: str, description: str | Promise, values: list[str], labels: dict[str, str] | None = None
) -> dict:
    items = {**_one_of(values), **({LABELS: labels} if labels else {})}
    told = _single(name, description, {"type": "array", "minItems": 1, "items": items})
    return {**told, "explode": True, "style": "form"}


def _single(name: str, description: str | Promise, schema: dict) -> dict:
    return {"name": name, "in": "query", "description": str(description), "schema": schema}


def code_of(records: QuerySet, field: str, meaning: Promise) -> django_filters.ModelChoiceFilter:
    """A filter by the code of another record, which has to be one of these."""
    return django_filters.ModelChoiceFilter(
        field_name=field,
        queryset=records,
        to_field_name="code",
        help_text=meaning,
        error_messages=NO_SUCH_VALUE,
    )


@extend_schema_field({**YEAR_SCHEMA, "description": gettext_lazy("Only values of this year.")})
class YearFilter(django_filters.Filter):
    field_class = forms.IntegerField

    def __init__(self, *args, **options):
        super().__init__(*args, min_value=FIRST_YEAR, max_value=LAST_YEAR, **options)


class InForce(django_filters.ChoiceFilter):
    """`true`: no later answer took its place; `false`: one did; without it: both."""

    def __init__(self, **options):
        choices = [("true", gettext_lazy("in force")), ("false", gettext_lazy("superseded"))]
        told = gettext_lazy(
            "Only statements that are in force, or only those whose place a later answer took;"
            " without it, both."
        )
        super().__init__(choices=choices, help_text=told, error_messages=NO_SUCH_VALUE, **options)

    def filter(self, rows, value):
        return rows.filter(superseded_on__isnull=value == "true") if value else rows


@extend_schema_field(
    {
        "type": "string",
        "description": gettext_lazy("Only statements about this country and its regions."),
    }
)
class CountryFilter(django_filters.ModelChoiceFilter):
    def __init__(self, **options):
        countries = NOUNS["region"].public().filter(level=0)
        told = {"to_field_name": "code", "error_messages": NO_SUCH_VALUE}
        super().__init__(queryset=countries, **told, **options)

    def filter(self, rows, value):
        return rows.filter(region__country_code=value.code) if value else rows


@extend_schema_field(
    {
        "type": "string",
        "enum": NUTS_LEVELS,
        "description": gettext_lazy("Only statements about regions of this level of NUTS."),
    }
)
class LevelFilter(django_filters.ChoiceFilter):
    def __init__(self, **options):
        choices = [(level, level) for level in NUTS_LEVELS]
        super().__init__("region__level", choices=choices, error_messages=NO_SUCH_VALUE, **options)


class StatementFilter(FilterSet):
    # Nobody learns by asking that a region is being prepared: its code is none of these.
    region = code_of(
        NOUNS["region"].public(), "region", gettext_lazy("Only statements about this region.")
    )
    country = CountryFilter()
    level = LevelFilter()
    source = code_of(
        Source.objects.all(), "source", gettext_lazy("Only what this source stated last.")
    )
    in_force = InForce()


class ObservationFilter(StatementFilter):
    indicator = code_of(
        Indicator.objects.all(), "indicator", gettext_lazy("Only values of this indicator.")
    )
    year = YearFilter()

    class Meta:
        model = Observation
        fields = ()


class MembershipFilter(StatementFilter):
    network = code_of(
        Network.objects.all(), "network", gettext_lazy("Only memberships in this network.")
    )
    status = django_filters.ChoiceFilter(
        choices=Membership.Status.choices,
        help_text=gettext_lazy("Only regions of which this is said."),
        error_messages=NO_SUCH_VALUE,
    )

    class Meta:
        model = Membership
        fields = ()


class ClassificationFilter(StatementFilter):
    vocabulary = code_of(
        Vocabulary.objects.all(), "term__vocabulary", gettext_lazy("Only terms of this vocabulary.")
    )

    class Meta:
        model = Classification
        fields = ()


class TermFilter(FilterSet):
    vocabulary = code_of(
        Vocabulary.objects.all(), "vocabulary", gettext_lazy("Only terms of this vocabulary.")
    )

    class Meta:
        model = Term
        fields = ()
