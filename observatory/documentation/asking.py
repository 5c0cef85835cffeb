"""What the API says of itself and answers, asked within this process."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import resolve
from drf_spectacular.generators import SchemaGenerator

from catalogue.reading import State

# In place of the name of the site, which is known only when somebody asks.
HOST = "site.invalid"
HERE = f"http://{HOST}"


class OwnRequest(HttpRequest):
    """A request that nobody sent, for one version of the data."""

    def __init__(self, path: str, query: str, state: State):
        super().__init__()
        self.method = "GET"
        self.path = self.path_info = path
        self.META["QUERY_STRING"] = query
        self.GET = QueryDict(query)
        self.state_of_data = state

    def get_host(self) -> str:
        return HOST


def description() -> dict[str, Any]:
    """The OpenAPI description, with the values that parameters take today."""
    return SchemaGenerator().get_schema(public=True)


def answer(path: str, query: str, state: State) -> tuple[int, Any]:
    """The status and the content of an answer of the API; it counts for nobody's limit."""
    found = resolve(path)
    actions = getattr(found.func, "actions", None)
    options = {**found.func.initkwargs, "throttle_classes": ()}
    view = found.func.cls.as_view(*([actions] if actions else []), **options)
    told = view(OwnRequest(path, query, state), *found.args, **found.kwargs)
    return told.status_code, json.loads(told.render().content)
