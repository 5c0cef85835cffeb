"""The names that things have in graphs: addresses of this site that stay as they are."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from rdflib import URIRef

from observatory.addresses import absolute


class Names:
    """The identifiers of records, at the site's own name or at the one that was asked for."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        self.root = absolute("/", request).rstrip("/")
        # A graph names the same things again and again.
        self._known: dict[tuple[str, str], URIRef] = {}

    def at(self, path: str) -> URIRef:
        """The full address of a path of this site."""
        return URIRef(f"{self.root}{path}")

    def of(self, kind: str, code: object) -> URIRef:
        """The identifier of a record, such as /id/region/BE3."""
        key = (kind, str(code))
        if key not in self._known:
            self._known[key] = self.at(reverse("id", args=key))
        return self._known[key]

    def part(self, kind: str, code: object, name: str) -> URIRef:
        """What is told of in the graph of a record, such as /id/region/BE3#population-2019."""
        return URIRef(f"{self.of(kind, code)}#{name}")

    def statement(self, region: str, *names: object) -> URIRef:
        """A statement about a region, told by its subject: there is one in force."""
        return self.part("region", region, "-".join(str(name) for name in names))
