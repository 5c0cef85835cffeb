"""What the API's tables can be narrowed by. Whatever is not known is refused by its name."""

from __future__ import annotations

import django_filters
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_filters.rest_framework import DjangoFilterBackend, FilterSet
from drf_spectacular.utils import extend_schema_field
from rest_framework.filters import BaseFilterBackend

from catalogue import reading
from catalogue.facets import Facet
from common.postings import NOT_RECORDED
from observatory.api import parameters
from observatory.api.parameters import LONGEST, OWN
from observatory.kept import state_of
from observatory.lists.filters import EVERY, FIRST_YEAR, LAST_YEAR, CatalogueFilter
from observatory.notices import echo
from policies.models import Classification, Term, Vocabulary
from regions.models import Indicator, Membership, Network, Observation, Region, Source

# What only pages have: the API has sizes and pages of its own.
OF_PAGES = {"view", "size", "page"}
SORT = gettext_lazy("The order; without it, records come as they were entered.")
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
        query = request.query_params.copy()
        for name in OWN:
            query.pop(name, None)
        shelf = reading.shelf(view.listed.filter.noun, state_of(request))
        view.asked = view.listed.filter(query, shelf)
        known = {*shelf.facets, *(set(view.asked.filters) - OF_PAGES), *OWN}
        given = parameters.badly_given(request.query_params, known, {*shelf.facets, EVERY})
        parameters.refuse(given or unknown_values(view.asked))
        return queryset

    def get_schema_operation_parameters(self, view) -> list[dict]:
        """Every facet of the list with its values, as they are today."""
        asked = view.listed.filter
        facets = reading.shelf(asked.noun).facets.values()
        years = [name for name in ("from", "to") if hasattr(asked, "years")]
        return [
            *(_several(one.name, str(one.label), values_of(one)) for one in facets),
            _several(
                EVERY,
                _("Filters of which a record has to have all chosen values, not only one."),
                [one.name for one in facets if one.is_many],
            ),
            _single("q", _("Words that a record is looked for by."), WORDS_SCHEMA),
            _single("sort", SORT, {"type": "string", "enum": list(asked.sorts)}),
            *(_single(name, _("A year."), YEAR_SCHEMA) for name in years),
        ]


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


def _several(name: str, description: str, values: list[str]) -> dict:
    items = {"type": "string", "enum": values}
    told = _single(name, description, {"type": "array", "minItems": 1, "items": items})
    return {**told, "explode": True, "style": "form"}


def _single(name: str, description: str, schema: dict) -> dict:
    return {"name": name, "in": "query", "description": str(description), "schema": schema}


def code_of(model, field: str) -> django_filters.ModelChoiceFilter:
    """A filter by the code of another record."""
    return django_filters.ModelChoiceFilter(
        field_name=field, queryset=model.objects.all(), to_field_name="code"
    )


@extend_schema_field(YEAR_SCHEMA)
class YearFilter(django_filters.Filter):
    field_class = forms.IntegerField

    def __init__(self, *args, **options):
        super().__init__(*args, min_value=FIRST_YEAR, max_value=LAST_YEAR, **options)


class InForce(django_filters.ChoiceFilter):
    """`true`: no later answer took its place; `false`: one did; without it: both."""

    def __init__(self, **options):
        choices = [("true", _("in force")), ("false", _("superseded"))]
        super().__init__(choices=choices, **options)

    def filter(self, rows, value):
        return rows.filter(superseded_on__isnull=value == "true") if value else rows


class StatementFilter(FilterSet):
    region = code_of(Region, "region")
    source = code_of(Source, "source")
    in_force = InForce()


class ObservationFilter(StatementFilter):
    indicator = code_of(Indicator, "indicator")
    year = YearFilter()

    class Meta:
        model = Observation
        fields = ()


class MembershipFilter(StatementFilter):
    network = code_of(Network, "network")
    status = django_filters.ChoiceFilter(choices=Membership.Status.choices)

    class Meta:
        model = Membership
        fields = ()


class ClassificationFilter(StatementFilter):
    vocabulary = code_of(Vocabulary, "term__vocabulary")

    class Meta:
        model = Classification
        fields = ()


class TermFilter(FilterSet):
    vocabulary = code_of(Vocabulary, "vocabulary")

    class Meta:
        model = Term
        fields = ()
