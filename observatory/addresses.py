"""The full addresses of this site's pages, for whoever takes them elsewhere."""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest

# Of a demonstration on this machine.
NOWHERE_ELSE = "http://localhost:8000"


def absolute(path: str, request: HttpRequest | None = None) -> str:
    """The address of a path: at the site's own name if one is set, else as the visitor asked.

    Identifiers and citations have to be the same for everybody, by whatever name a site is reached.
    """
    asked = request.build_absolute_uri("/") if request else NOWHERE_ELSE
    return urljoin(settings.SITE_ADDRESS or asked, path)
