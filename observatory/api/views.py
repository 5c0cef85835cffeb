"""The addresses of the API: for each noun its records, and one of them by its code or number."""

from __future__ import annotations

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from observatory.api import filters, parameters
from observatory.api.paging import Pages
from observatory.api.released import Released, release_named
from observatory.kept import kept_by_version, state_of
from observatory.models import Release
from observatory.records import PUBLIC
from observatory.region import lineage
from observatory.serializers import SERIALIZERS, ReleaseSerializer

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


class NounView(TableView):
    """The records of a noun as they are now, or as a release holds them."""

    noun: str

    def get_queryset(self):
        return PUBLIC[self.noun].all()

    def get_serializer_class(self):
        return SERIALIZERS[self.noun]

    def list(self, request, *args, **options):
        if release := release_named(request):
            filterset = getattr(self, "filterset_class", None)
            names = frozenset(filterset.base_filters if filterset else ())
            return Response(Released(release, self.noun, request).page(names))
        return super().list(request, *args, **options)

    def retrieve(self, request, *args, **options):
        if release := release_named(request):
            return Response(Released(release, self.noun, request).one(self.released_key()))
        return super().retrieve(request, *args, **options)

    def released_key(self) -> str:
        """The key of the record in a release. Raises NotFound."""
        return self.kwargs[self.lookup_field]


class NumberedView(NounView):
    """Records without a code are known by their number."""

    lookup_value_regex = "[0-9]+"

    def key(self):
        number = int(self.kwargs["pk"][:20])
        if number > LARGEST:
            raise NotFound
        return {"pk": number}

    def released_key(self):
        return str(self.key()["pk"])


class RegionView(NounView):
    """Regions, from countries to NUTS 3."""

    noun = "regions"
    filter_backends = (filters.CatalogueBackend,)
    lookup_field = "code"

    def retrieve(self, request, *args, **options):
        """One region; a code that was given up leads on to its successor, as its page does."""
        try:
            return super().retrieve(request, *args, **options)
        except Http404:
            meant = lineage.moved(self.kwargs["code"], state_of(request))
            if meant is None or meant == self.kwargs["code"]:
                raise
            address = reverse("api-regions-detail", args=[meant])
            query = request.META["QUERY_STRING"]
            return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


class PolicyView(NumberedView):
    """Strategies, laws and plans."""

    noun = "policies"
    filter_backends = (filters.CatalogueBackend,)


class NetworkView(NounView):
    """Networks, macro-regions, programme areas and territorial types."""

    noun = "networks"
    filter_backends = (filters.CatalogueBackend,)
    lookup_field = "code"


class InitiativeView(NumberedView):
    """Initiatives in which regions take part."""

    noun = "initiatives"
    filter_backends = (filters.CatalogueBackend,)


class IndicatorView(NounView):
    """What is measured."""

    noun = "indicators"
    lookup_field = "code"


class ObservationView(NumberedView):
    """Measured values: of a region, for a year, by a source."""

    noun = "observations"
    filterset_class = filters.ObservationFilter


class MembershipView(NumberedView):
    """How regions stand towards networks."""

    noun = "memberships"
    filterset_class = filters.MembershipFilter


class ClassificationView(NumberedView):
    """The terms that a region's policies cover."""

    noun = "classifications"
    filterset_class = filters.ClassificationFilter


class VocabularyView(NounView):
    """Code lists."""

    noun = "vocabularies"
    lookup_field = "code"


class TermView(NounView):
    """The entries of code lists, each known by its list's code and its own: nace-2:C.21."""

    noun = "terms"
    filterset_class = filters.TermFilter
    lookup_field = "key"

    def key(self):
        vocabulary, _colon, code = self.kwargs["key"].partition(":")
        return {"vocabulary_id": vocabulary, "code": code}


class SourceView(NounView):
    """Who stated the facts, and under which licence."""

    noun = "sources"
    lookup_field = "code"


class ReleaseView(TableView):
    """The data as they were published under a number, with the files and their SHA-256."""

    queryset = Release.objects.select_related("previous").prefetch_related("files__release")
    serializer_class = ReleaseSerializer
    lookup_field = "number"
