"""Networks, indicators, documents, initiatives, terms and sources as graphs."""

from __future__ import annotations

from django.utils.translation import gettext as _
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, OWL, RDF, SKOS

from observatory.linked.names import Names
from observatory.linked.namespaces import DCAT, SCHEMA, graph, say_rights, web, worded, year
from observatory.linked.statements import (
    group_node,
    say_listing,
    say_membership,
    say_participation,
    say_sources,
)
from policies.models import Initiative, Participation, PolicyDocument, Term, Vocabulary
from regions.models import Indicator, Membership, Network, ScaleGroup, Source

SOURCED = ("source", "first_source")


def network_graph(network: Network, names: Names) -> Graph:
    """A network with everything that is said of regions' parts in it."""
    made, node = graph(), names.of("network", network.code)
    made.add((node, RDF.type, ORG.Organization))
    made.add((node, DCTERMS.identifier, Literal(network.code)))
    made.add((node, SKOS.prefLabel, worded(network.short_name)))
    made.add((node, SCHEMA.name, worded(network.name)))
    made.add((node, ORG.classification, _say_kind(made, names, network)))
    if network.website:
        made.add((node, FOAF.homepage, web(network.website)))
    _say_text(made, node, network.description)
    _say_page(made, names, node, network)
    rows = Membership.objects.in_force().about_published().filter(network=network)
    for fact in rows.select_related("network", *SOURCED):
        say_membership(made, names, fact)
    return made


def _say_kind(into: Graph, names: Names, network: Network) -> URIRef:
    """Which sort of network it is, as a concept."""
    kind = names.part("network", network.code, network.kind)
    into.add((kind, RDF.type, SKOS.Concept))
    into.add((kind, SKOS.notation, Literal(network.kind)))
    into.add((kind, SKOS.prefLabel, worded(str(network.get_kind_display()), "en")))
    return kind


def indicator_graph(indicator: Indicator, names: Names) -> Graph:
    """What is measured; of a scale, its groups from edition to edition."""
    made, node = graph(), names.of("indicator", indicator.code)
    made.add((node, RDF.type, SCHEMA.StatisticalVariable))
    made.add((node, DCTERMS.identifier, Literal(indicator.code)))
    made.add((node, SKOS.prefLabel, worded(indicator.name, "en")))
    made.add((node, SCHEMA.name, worded(indicator.name, "en")))
    _say_text(made, node, indicator.definition)
    if indicator.unit:
        made.add((node, SCHEMA.unitText, worded(indicator.unit)))
    if indicator.source is not None:
        made.add((node, DCTERMS.source, names.of("source", indicator.source_id)))
        say_sources(made, names, [indicator.source])
    _say_page(made, names, node, indicator)
    for group in ScaleGroup.objects.filter(indicator=indicator):
        _say_group(made, names, group)
    return made


def _say_group(into: Graph, names: Names, group: ScaleGroup) -> None:
    node = group_node(names, group.code)
    scale = names.part("indicator", group.indicator_id, f"scale-{group.scale_year}")
    into.add((scale, RDF.type, SKOS.ConceptScheme))
    told = _("The scale of %(year)d") % {"year": group.scale_year}
    into.add((scale, SKOS.prefLabel, worded(told, "en")))
    into.add((node, RDF.type, SKOS.Concept))
    into.add((node, SKOS.inScheme, scale))
    into.add((node, SKOS.notation, Literal(group.code)))
    into.add((node, SKOS.prefLabel, worded(group.label, "en")))
    into.add((node, SCHEMA.position, Literal(group.rank)))


def policy_graph(document: PolicyDocument, names: Names) -> Graph:
    """A policy document; found with its region, kind and source."""
    made, node = graph(), names.of("policy", document.pk)
    made.add((node, RDF.type, SCHEMA.CreativeWork))
    made.add((node, DCTERMS.identifier, Literal(document.pk)))
    made.add((node, DCTERMS.title, worded(document.title, document.language)))
    if document.gloss:
        made.add((node, DCTERMS.alternative, worded(document.gloss, "en")))
    if document.language:
        made.add((node, SCHEMA.inLanguage, Literal(document.language)))
    if document.region_id:
        made.add((node, DCTERMS.spatial, names.of("region", document.region_id)))
    if document.level:
        told = _("Level: %(level)s") % {"level": document.get_level_display()}
        made.add((node, SKOS.note, worded(told, "en")))
    if document.summary:
        made.add((node, DCTERMS.abstract, worded(document.summary, "en")))
    if document.link:
        made.add((node, SCHEMA.url, web(document.link)))
    if document.stored_copy:
        made.add((node, SCHEMA.archivedAt, web(document.stored_copy)))
    _say_validity(made, names, document)
    _say_terms(made, names, document)
    _say_page(made, names, node, document)
    say_listing(made, names, document)
    return made


def _say_validity(into: Graph, names: Names, document: PolicyDocument) -> None:
    """From its first year to its last, as far as these are recorded."""
    years = ((DCAT.startDate, document.first_year), (DCAT.endDate, document.last_year))
    period = names.part("policy", document.pk, "validity")
    for predicate, value in years:
        if value:
            into.add((names.of("policy", document.pk), DCTERMS.temporal, period))
            into.add((period, RDF.type, DCTERMS.PeriodOfTime))
            into.add((period, predicate, year(value)))


def _say_terms(into: Graph, names: Names, document: PolicyDocument) -> None:
    """What it is and what it covers, stated by the source of the document."""
    node = names.of("policy", document.pk)
    pairs = [(DCTERMS.subject, term) for term in document.terms.all()]
    pairs += [(DCTERMS.type, document.kind)] if document.kind else []
    for predicate, term in pairs:
        named = names.of("term", term.key)
        into.add((node, predicate, named))
        into.add((named, SKOS.prefLabel, worded(term.label, "en")))


def initiative_graph(initiative: Initiative, names: Names) -> Graph:
    """An initiative and the regions that sources name as part of it."""
    made, node = graph(), names.of("initiative", initiative.pk)
    made.add((node, RDF.type, SCHEMA.Project))
    made.add((node, DCTERMS.identifier, Literal(initiative.pk)))
    made.add((node, SCHEMA.name, worded(initiative.title)))
    if initiative.kind:
        made.add((node, SCHEMA.keywords, worded(initiative.kind)))
    if initiative.link:
        made.add((node, SCHEMA.url, web(initiative.link)))
    _say_text(made, node, initiative.description)
    _say_page(made, names, node, initiative)
    rows = Participation.objects.in_force().about_published().filter(initiative=initiative)
    for fact in rows.select_related(*SOURCED):
        say_participation(made, names, fact)
    return made


def vocabulary_graph(vocabulary: Vocabulary, names: Names) -> Graph:
    """A list of terms: where it comes from, and its topmost terms."""
    made, node = graph(), names.of("vocabulary", vocabulary.code)
    made.add((node, RDF.type, SKOS.ConceptScheme))
    made.add((node, DCTERMS.identifier, Literal(vocabulary.code)))
    made.add((node, DCTERMS.title, worded(vocabulary.name)))
    if vocabulary.version:
        made.add((node, OWL.versionInfo, Literal(vocabulary.version)))
    if vocabulary.publisher:
        publisher = names.part("vocabulary", vocabulary.code, "publisher")
        made.add((node, DCTERMS.publisher, publisher))
        made.add((publisher, RDF.type, FOAF.Agent))
        made.add((publisher, FOAF.name, worded(vocabulary.publisher)))
    if vocabulary.link:
        made.add((node, FOAF.page, web(vocabulary.link)))
    say_rights(made, node, vocabulary.licence)
    _say_page(made, names, node, vocabulary)
    for term in Term.objects.filter(vocabulary=vocabulary, parent=None):
        named = names.of("term", term.key)
        made.add((node, SKOS.hasTopConcept, named))
        made.add((named, SKOS.prefLabel, worded(term.label, "en")))
    return made


def term_graph(term: Term, names: Names) -> Graph:
    """A term in its place in the tree; found with its parent and what replaced it."""
    made, node = graph(), names.of("term", term.key)
    scheme = names.of("vocabulary", term.vocabulary_id)
    made.add((node, RDF.type, SKOS.Concept))
    made.add((node, SKOS.inScheme, scheme))
    made.add((node, SKOS.notation, Literal(term.code)))
    made.add((node, SKOS.prefLabel, worded(term.label, "en")))
    if term.definition:
        made.add((node, SKOS.definition, worded(term.definition, "en")))
    links = [(SKOS.narrower, one) for one in Term.objects.filter(parent=term)]
    links += [(DCTERMS.replaces, one) for one in Term.objects.filter(replaced_by=term)]
    links += [(SKOS.broader, term.parent)] if term.parent else []
    links += [(DCTERMS.isReplacedBy, term.replaced_by)] if term.replaced_by else []
    for predicate, other in links:
        named = names.of("term", other.key)
        made.add((node, predicate, named))
        made.add((named, SKOS.prefLabel, worded(other.label, "en")))
    if term.parent is None:
        made.add((node, SKOS.topConceptOf, scheme))
    _say_page(made, names, node, term)
    return made


def source_graph(source: Source, names: Names) -> Graph:
    """A source, as the graphs of its facts name it, with what is noted of it."""
    made, node = graph(), names.of("source", source.code)
    say_sources(made, names, [source])
    if source.note:
        made.add((node, SKOS.note, worded(source.note, "en")))
    return made


def _say_text(into: Graph, node: URIRef, text: str) -> None:
    if text:
        into.add((node, SCHEMA.description, worded(text, "en")))


def _say_page(into: Graph, names: Names, node: URIRef, record: object) -> None:
    into.add((node, SCHEMA.mainEntityOfPage, names.at(record.get_absolute_url())))
