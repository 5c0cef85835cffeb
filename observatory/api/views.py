"""The addresses of the API: for each noun its records, and one of them by its code or number."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.viewsets import ReadOnlyModelViewSet

from catalogue.nouns import NOUNS
from observatory.api import filters, parameters, serializers
from observatory.api.paging import Pages
from observatory.kept import kept_by_version
from observatory.lists.nouns import LISTS
from policies.models import Classification, Initiative, PolicyDocument, Term, Vocabulary
from regions.models import Indicator, Membership, Network, Observation, Source

LARGEST = 2**63 - 1


class TableView(ReadOnlyModelViewSet):
    """The records of one table, page by page, or one of them."""

    pagination_class = Pages
    filter_backends = (filters.StrictBackend,)
    permission_classes = (AllowAny,)  # nothing here writes: who tries is told so

    @classmethod
    def as_view(cls, *args, **options):
        return kept_by_version(super().as_view(*args, **options))

    def get_serializer(self, *args, **options):
        known = list(self.get_serializer_class()().fields)
        options["only"] = parameters.fields(self.request.query_params, known)
        return super().get_serializer(*args, **options)

    def get_object(self):
        query = self.request.query_params
        parameters.refuse(parameters.badly_given(query, {parameters.FIELDS}))
        return get_object_or_404(self.get_queryset(), **self.key())

    def key(self) -> dict[str, object]:
        """What finds the record that the address names. Raises NotFound."""
        return {self.lookup_field: self.kwargs[self.lookup_field]}


class NumberedView(TableView):
    """Records without a code are known by their number."""

    lookup_value_regex = "[0-9]+"

    def key(self):
        number = int(self.kwargs["pk"][:20])
        if number > LARGEST:
            raise NotFound
        return {"pk": number}


class RegionView(TableView):
    """Regions, from countries to NUTS 3."""

    listed = LISTS["regions"]
    filter_backends = (filters.CatalogueBackend,)
    queryset = NOUNS["region"].public()
    serializer_class = serializers.RegionSerializer
    lookup_field = "code"


class PolicyView(NumberedView):
    """Strategies, laws and plans."""

    listed = LISTS["policies"]
    filter_backends = (filters.CatalogueBackend,)
    queryset = PolicyDocument.objects.select_related("kind").prefetch_related("terms")
    serializer_class = serializers.PolicySerializer


class NetworkView(TableView):
    """Networks, macro-regions, programme areas and territorial types."""

    listed = LISTS["networks"]
    filter_backends = (filters.CatalogueBackend,)
    queryset = Network.objects.all()
    serializer_class = serializers.NetworkSerializer
    lookup_field = "code"


class InitiativeView(NumberedView):
    """Initiatives in which regions take part."""

    listed = LISTS["initiatives"]
    filter_backends = (filters.CatalogueBackend,)
    queryset = Initiative.objects.all()
    serializer_class = serializers.InitiativeSerializer


class IndicatorView(TableView):
    """What is measured."""

    queryset = Indicator.objects.all()
    serializer_class = serializers.IndicatorSerializer
    lookup_field = "code"


class ObservationView(NumberedView):
    """Measured values: of a region, for a year, by a source."""

    queryset = Observation.objects.about_published()
    serializer_class = serializers.ObservationSerializer
    filterset_class = filters.ObservationFilter


class MembershipView(NumberedView):
    """How regions stand towards networks."""

    queryset = Membership.objects.about_published()
    serializer_class = serializers.MembershipSerializer
    filterset_class = filters.MembershipFilter


class ClassificationView(NumberedView):
    """The terms that a region's policies cover."""

    queryset = Classification.objects.about_published().select_related("term")
    serializer_class = serializers.ClassificationSerializer
    filterset_class = filters.ClassificationFilter


class VocabularyView(TableView):
    """Code lists."""

    queryset = Vocabulary.objects.all()
    serializer_class = serializers.VocabularySerializer
    lookup_field = "code"


class TermView(TableView):
    """The entries of code lists, each known by its list's code and its own: nace-2:C.21."""

    queryset = Term.objects.select_related("parent", "replaced_by")
    serializer_class = serializers.TermSerializer
    filterset_class = filters.TermFilter
    lookup_field = "key"

    def key(self):
        vocabulary, _colon, code = self.kwargs["key"].partition(":")
        return {"vocabulary_id": vocabulary, "code": code}


class SourceView(TableView):
    """Who stated the facts, and under which licence."""

    queryset = Source.objects.all()
    serializer_class = serializers.SourceSerializer
    lookup_field = "code"
