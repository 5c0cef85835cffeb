"""A region as a graph: its names, where it lies, and what sources say of it."""

from __future__ import annotations

from decimal import Decimal

from django.urls import reverse
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS

from catalogue.reading import State
from observatory import atlas
from observatory.linked.names import Names
from observatory.linked.namespaces import NUTS, SCHEMA, graph, number, worded
from observatory.linked.statements import (
    say_answer,
    say_classification,
    say_listing,
    say_membership,
    say_observation,
    say_participation,
    say_website,
)
from observatory.region import lineage
from policies.models import Classification, Participation, PolicyDocument, PolicyStatement
from regions.models import Alias, Membership, Observation, Region, Website

MOST_DOCUMENTS = 500


def region_graph(region: Region, names: Names, state: State) -> Graph:
    """Everything that is in force about the region itself; what it has from its country stands in
    the graph of the country."""
    made = graph()
    _say_names(made, names.of("region", region.code), region)
    _say_place(made, names, region)
    _say_codes(made, names, region, state)
    _say_statements(made, names, region)
    _say_documents(made, names, region)
    return made


def _say_names(into: Graph, node: URIRef, region: Region) -> None:
    """One preferred name in each language; whatever else it is called stands beside."""
    preferred = worded(region.name, region.language)
    into.add((node, SKOS.prefLabel, preferred))
    into.add((node, SCHEMA.name, preferred))
    if region.english_name and region.language != "en":
        into.add((node, SKOS.prefLabel, worded(region.english_name, "en")))
        into.add((node, SCHEMA.name, worded(region.english_name, "en")))
    aliases = list(Alias.objects.filter(region=region).values_list("name", flat=True))
    for other in (region.official_name, region.latin_name, *aliases):
        if other and other not in (region.name, region.english_name):
            into.add((node, SKOS.altLabel, worded(other)))
    if region.summary:
        into.add((node, SCHEMA.description, worded(region.summary, "en")))


def _say_place(into: Graph, names: Names, region: Region) -> None:
    node = names.of("region", region.code)
    into.add((node, RDF.type, SCHEMA.AdministrativeArea))
    if region.is_country:
        into.add((node, RDF.type, SCHEMA.Country))
    if region.parent_id:
        into.add((node, SCHEMA.containedInPlace, names.of("region", region.parent_id)))
    if atlas.has_centre(region):
        centre = names.part("region", region.code, "centre")
        into.add((node, SCHEMA.geo, centre))
        into.add((centre, RDF.type, SCHEMA.GeoCoordinates))
        into.add((centre, SCHEMA.longitude, number(Decimal(str(region.longitude)))))
        into.add((centre, SCHEMA.latitude, number(Decimal(str(region.latitude)))))
    into.add((node, SCHEMA.mainEntityOfPage, names.at(region.get_absolute_url())))


def _say_codes(into: Graph, names: Names, region: Region, state: State) -> None:
    """Its code, the same region among the EU's identifiers, and what came before and after it."""
    node = names.of("region", region.code)
    into.add((node, SKOS.notation, Literal(region.code)))
    into.add((node, DCTERMS.identifier, Literal(region.code)))
    into.add((node, OWL.sameAs, NUTS[region.code]))
    for edition in region.editions:
        into.add((node, OWL.versionInfo, Literal(f"NUTS {edition}")))
    lines, known = lineage.lineage(state), atlas.regions(state)
    turns = ((DCTERMS.replaces, lines.came), (DCTERMS.isReplacedBy, lines.went))
    for predicate, told in turns:
        for other in {code for turn in told(region.code) for code in turn.others}:
            if other != region.code:
                named = names.of("region", other) if other in known else NUTS[other]
                into.add((node, predicate, named))


def _say_statements(into: Graph, names: Names, region: Region) -> None:
    """One query for each kind of statement."""
    of_region = {"region": region.code, "superseded_on": None}
    sourced = ("source", "first_source")
    kinds = (
        (Observation, ("indicator", "group"), say_observation),
        (Membership, ("network",), say_membership),
        (PolicyStatement, ("question",), say_answer),
        (Classification, ("term",), say_classification),
        (Participation, (), say_participation),
        (Website, (), say_website),
    )
    for model, related, say in kinds:
        for fact in model.objects.filter(**of_region).select_related(*sourced, *related):
            say(into, names, fact)


def _say_documents(into: Graph, names: Names, region: Region) -> None:
    """Links to the policy documents of the territory, each told of in a graph of its own.

    Those stated last, if they are very many: the API has them all.
    """
    rows = PolicyDocument.objects.filter(region=region.code).select_related("source")
    for document in rows.order_by("-stated_on", "pk")[:MOST_DOCUMENTS]:
        node = names.of("policy", document.pk)
        into.add((node, DCTERMS.spatial, names.of("region", region.code)))
        into.add((node, DCTERMS.title, worded(document.title, document.language)))
        say_listing(into, names, document)
    every = f"{reverse('api-policies-list')}?territory={region.code}"
    into.add((names.of("region", region.code), RDFS.seeAlso, names.at(every)))
