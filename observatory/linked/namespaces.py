"""The public vocabularies that our graphs are written in, and how plain values become terms."""

from __future__ import annotations

import re
from decimal import Decimal

from django.utils.encoding import iri_to_uri
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import (
    DCTERMS,
    FOAF,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SKOS,
    XSD,
)

# rdflib knows DCAT 2 only.
DCAT = Namespace("http://www.w3.org/ns/dcat#")
SCHEMA = Namespace("https://schema.org/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
PREFIXES = {
    "adms": ADMS,
    "dcat": DCAT,
    "dct": DCTERMS,
    "foaf": FOAF,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skos": SKOS,
    "spdx": SPDX,
    "xsd": XSD,
}
# How the EU names its regions, and the lists of values that its catalogues share.
NUTS = Namespace("http://data.europa.eu/nuts/code/")
AUTHORITY = "http://publications.europa.eu/resource/authority/"
ENGLISH = URIRef(f"{AUTHORITY}language/ENG")
LICENCES = {
    "CC BY 4.0": URIRef(f"{AUTHORITY}licence/CC_BY_4_0"),
    "CC BY-SA 4.0": URIRef(f"{AUTHORITY}licence/CC_BYSA_4_0"),
    "CC0 1.0": URIRef(f"{AUTHORITY}licence/CC0"),
}
LANGUAGE_TAG = re.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def graph() -> Graph:
    """An empty graph, in the store that costs least for one that is written out at once."""
    return Graph(store="SimpleMemory", bind_namespaces="none")


def worded(text: str, language: str = "") -> Literal:
    """A text with its language, where that is recorded and well-formed."""
    return Literal(text, lang=language if LANGUAGE_TAG.fullmatch(language) else None)


def number(value: Decimal) -> Literal:
    """A number as it was stated: a whole one as an integer, any other with its decimals."""
    if value == value.to_integral_value():
        return Literal(int(value))
    return Literal(f"{value.normalize():f}", datatype=XSD.decimal)


def year(value: int) -> Literal:
    return Literal(f"{value:04d}", datatype=XSD.gYear)


def web(address: str) -> URIRef:
    """An address as an IRI; signs that none may hold are written as %XX."""
    return URIRef(iri_to_uri(address))


def say_rights(into: Graph, node: URIRef, licence: str) -> None:
    """The terms of use as a source prints them, or the licence of the EU's list that they name.

    No terms recorded leave no trace: that is not the same as no terms.
    """
    if licence in LICENCES:
        into.add((node, DCTERMS.license, LICENCES[licence]))
    elif licence:
        rights = URIRef(f"{node}#rights")
        into.add((node, DCTERMS.rights, rights))
        into.add((rights, RDF.type, DCTERMS.RightsStatement))
        into.add((rights, RDFS.label, worded(licence, "en")))
