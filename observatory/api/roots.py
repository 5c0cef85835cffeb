"""Where the API begins, and where it ends: its list of addresses, and any other address."""

from __future__ import annotations

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from observatory.kept import kept_by_version


@extend_schema(exclude=True)
class ApiRoot(APIView):
    """The addresses of all nouns, of their description, and of how to use it."""

    names: list[str] = []

    @classmethod
    def as_view(cls, **options):
        return kept_by_version(super().as_view(**options))

    def get(self, request) -> Response:
        nouns = {name: reverse(f"api-{name}-list", request=request) for name in self.names}
        others = {"description": "api-description", "documentation": "api_docs"}
        told = {name: reverse(route, request=request) for name, route in others.items()}
        return Response({**nouns, **told})


@extend_schema(exclude=True)
class Nowhere(APIView):
    """Any other address below /api/: an error in the form of all others."""

    def get(self, request) -> Response:
        raise NotFound(_("There is nothing at this address."))
