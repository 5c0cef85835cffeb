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
    """The addresses of all nouns, and that of their description."""

    names: list[str] = []

    @classmethod
    def as_view(cls, **options):
        return kept_by_version(super().as_view(**options))

    def get(self, request) -> Response:
        nouns = {name: reverse(f"api-{name}-list", request=request) for name in self.names}
        return Response({**nouns, "description": reverse("api-description", request=request)})


@extend_schema(exclude=True)
class Nowhere(APIView):
    """Any other address below /api/: an error in the form of all others."""

    def get(self, request) -> Response:
        raise NotFound(_("There is nothing at this address."))
