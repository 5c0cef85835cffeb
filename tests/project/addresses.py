"""Every address of the project, found by walking its URL configuration."""

import re
from collections.abc import Iterator

from django.contrib.admindocs.views import simplify_regex
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

# What stands in for each part that varies; "1" for the rest.
SAMPLES = {"code": "BE3", "app_label": "auth", "url": "elsewhere", "format": "csv"}
PLACEHOLDER = re.compile(r"<(?:\w+:)?(\w+)>")


def _filled(pattern: URLPattern | URLResolver) -> str:
    part = pattern.pattern
    if isinstance(part, RoutePattern):
        text = str(part)
    else:
        text = simplify_regex(str(part)).removeprefix("/")
    return PLACEHOLDER.sub(lambda match: SAMPLES.get(match[1], "1"), text)


def addresses(urlconf: str | None = None) -> Iterator[str]:
    """Paths such as `/admin/auth/user/1/change/`, one for each pattern of `urlconf`."""

    def walk(resolver: URLResolver, prefix: str) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            path = prefix + _filled(pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, path)
            else:
                yield path

    return walk(get_resolver(urlconf), "/")
