"""What sources say of a region, as nodes of a graph: each with its source and its day."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from django.utils.translation import gettext as _
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, PROV, RDF, RDFS, SKOS

from observatory.linked.names import Names
from observatory.linked.namespaces import SCHEMA, number, say_rights, web, worded, year
from policies.models import Classification, Participation, PolicyDocument, PolicyStatement
from regions.models import Membership, Observation, Source, Statement, Website
from regions.standing import LABELS


def say_observation(into: Graph, names: Names, fact: Observation) -> None:
    """A value of a year. A place on a scale has its label, and the group that it is."""
    parts = [fact.indicator_id] + ([fact.year] if fact.year else [])
    node = names.statement(fact.region_id, *parts)
    into.add((node, RDF.type, SCHEMA.Observation))
    into.add((node, SCHEMA.observationAbout, names.of("region", fact.region_id)))
    into.add((node, SCHEMA.variableMeasured, names.of("indicator", fact.indicator_id)))
    if fact.year:
        into.add((node, SCHEMA.observationDate, year(fact.year)))
    if fact.group is not None:
        into.add((node, SCHEMA.value, worded(fact.group.label, "en")))
        into.add((node, SCHEMA.valueReference, group_node(names, fact.group.code)))
    else:
        into.add((node, SCHEMA.value, number(fact.value)))
        if fact.indicator.unit:
            into.add((node, SCHEMA.unitText, worded(fact.indicator.unit)))
    if fact.is_computed:
        told = _("Computed by this site from what the source states.")
        into.add((node, SCHEMA.measurementMethod, worded(told, "en")))
    for text in filter(None, (fact.flag, fact.note)):
        into.add((node, RDFS.comment, worded(text)))
    say_stated(into, names, node, fact)


def group_node(names: Names, code: str) -> URIRef:
    """A group of a scale, told of with its indicator: innovation-group/2019/strong+."""
    indicator, scale_year, group = code.split("/")
    return names.part("indicator", indicator, f"{scale_year}-{group}")


def say_membership(into: Graph, names: Names, fact: Membership) -> None:
    """What is said of a region's part in a network. Only a member is called one.

    The vocabulary takes whoever `org:member` names for a member of the organisation. So that "not a
    member" can be said at all, every statement is about its region, and tells its status.
    """
    node = names.statement(fact.region_id, "in", fact.network_id)
    region = names.of("region", fact.region_id)
    network = names.of("network", fact.network_id)
    into.add((node, RDF.type, ORG.Membership))
    into.add((node, SCHEMA.about, region))
    into.add((node, ORG.organization, network))
    into.add((node, SKOS.notation, Literal(fact.status)))
    into.add((node, SCHEMA.roleName, worded(str(LABELS[fact.status]), "en")))
    if fact.status == Membership.Status.MEMBER:
        into.add((node, ORG.member, region))
        into.add((region, ORG.memberOf, network))
    if fact.via_id:
        into.add((node, PROV.actedOnBehalfOf, names.of("region", fact.via_id)))
    for day, predicate in ((fact.since, SCHEMA.startDate), (fact.until, SCHEMA.endDate)):
        if day is not None:
            into.add((node, predicate, Literal(day)))
    if fact.note:
        into.add((node, RDFS.comment, worded(fact.note)))
    say_stated(into, names, node, fact)


def say_answer(into: Graph, names: Names, fact: PolicyStatement) -> None:
    """What a region answers to a policy question: yes, no, or its words."""
    node = names.statement(fact.region_id, "answer", fact.question_id)
    region = names.of("region", fact.region_id)
    into.add((region, SCHEMA.additionalProperty, node))
    into.add((node, RDF.type, SCHEMA.PropertyValue))
    into.add((node, SCHEMA.about, region))
    into.add((node, SCHEMA.propertyID, Literal(fact.question_id)))
    into.add((node, SCHEMA.name, worded(fact.question.label, "en")))
    in_words = fact.said == PolicyStatement.Answer.WORDS
    said = worded(fact.text) if in_words else Literal(fact.said == PolicyStatement.Answer.YES)
    into.add((node, SCHEMA.value, said))
    if fact.text and not in_words:
        into.add((node, RDFS.comment, worded(fact.text)))
    say_stated(into, names, node, fact)


def say_classification(into: Graph, names: Names, fact: Classification) -> None:
    """That the policies of a region cover a term."""
    code = fact.term.key
    node = names.statement(fact.region_id, "covers", code)
    region, term = names.of("region", fact.region_id), names.of("term", code)
    into.add((term, SKOS.prefLabel, worded(fact.term.label, "en")))
    say_triple(into, node, (region, DCTERMS.subject, term))
    say_stated(into, names, node, fact)


def say_participation(into: Graph, names: Names, fact: Participation) -> None:
    """That a region takes part in an initiative."""
    node = names.statement(fact.region_id, "takes-part-in", fact.initiative_id)
    region = names.of("region", fact.region_id)
    initiative = names.of("initiative", fact.initiative_id)
    say_triple(into, node, (initiative, DCTERMS.contributor, region))
    say_stated(into, names, node, fact)


def say_website(into: Graph, names: Names, fact: Website) -> None:
    """That a region is found at an address on the web; the name is made from the address."""
    node = names.statement(fact.region_id, "website", sha256(fact.link.encode()).hexdigest()[:12])
    say_triple(into, node, (names.of("region", fact.region_id), FOAF.page, web(fact.link)))
    if fact.label:
        into.add((node, RDFS.label, worded(fact.label)))
    say_stated(into, names, node, fact)


def say_listing(into: Graph, names: Names, document: PolicyDocument) -> None:
    """That a source lists a policy document: the day is that of the list, not of the document."""
    node = names.part("policy", document.pk, "listing")
    into.add((node, RDF.type, PROV.Entity))
    into.add((node, FOAF.primaryTopic, names.of("policy", document.pk)))
    say_stated(into, names, node, document)


def say_triple(into: Graph, node: URIRef, triple: tuple[URIRef, URIRef, URIRef]) -> None:
    """The triple itself, and a node for it to which source and day can be tied."""
    into.add(triple)
    into.add((node, RDF.type, RDF.Statement))
    parts = zip((RDF.subject, RDF.predicate, RDF.object), triple, strict=True)
    for predicate, part in parts:
        into.add((node, predicate, part))


def say_stated(into: Graph, names: Names, node: URIRef, fact: Statement | PolicyDocument) -> None:
    """Who stated it last and on which day, and first where that differs; the sources in short."""
    into.add((node, DCTERMS.source, names.of("source", fact.source_id)))
    into.add((node, DCTERMS.date, Literal(fact.stated_on)))
    sources = [fact.source]
    first_on = getattr(fact, "first_stated_on", fact.stated_on)
    first = getattr(fact, "first_source", fact.source)
    if (first_on, first.code) != (fact.stated_on, fact.source_id):
        into.add((node, DCTERMS.created, Literal(first_on)))
        into.add((node, PROV.hadPrimarySource, names.of("source", first.code)))
        sources.append(first)
    say_sources(into, names, sources)


def say_sources(into: Graph, names: Names, sources: Iterable[Source]) -> None:
    """What names a source, and under which terms its facts may be used, if that is recorded."""
    for source in sources:
        node = names.of("source", source.code)
        if (node, DCTERMS.identifier, None) in into:
            continue
        into.add((node, RDF.type, PROV.Entity))
        into.add((node, RDF.type, DCTERMS.BibliographicResource))
        into.add((node, DCTERMS.identifier, Literal(source.code)))
        into.add((node, DCTERMS.title, worded(source.title)))
        into.add((node, DCTERMS.issued, Literal(source.dated_on)))
        if source.publisher:
            publisher = URIRef(f"{node}#publisher")
            into.add((node, DCTERMS.publisher, publisher))
            into.add((publisher, RDF.type, FOAF.Agent))
            into.add((publisher, FOAF.name, worded(source.publisher)))
        if source.link:
            into.add((node, FOAF.page, web(source.link)))
        say_rights(into, node, source.licence)
