"""The catalogue of the data, as DCAT-AP 3 has it: datasets, their files, and the API."""

from __future__ import annotations

from django.utils.translation import gettext as _
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, PROV, RDF, RDFS, XSD

from observatory.linked.names import Names
from observatory.linked.namespaces import (
    ADMS,
    AUTHORITY,
    DCAT,
    ENGLISH,
    SPDX,
    graph,
    say_rights,
    worded,
    year,
)
from observatory.linked.offers import Holdings, OfferedFile, OfferedList, Released
from observatory.linked.places import country_node

PROFILE = URIRef("http://data.europa.eu/r5r/")
OPENAPI = URIRef("https://spec.openapis.org/oas/v3.1.0")
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
ZIP = "application/zip"
# How the EU's list calls a media type, blank if it has no name for it, and what such files keep to.
FILE_TYPES = {
    "text/csv": ("CSV", "https://www.rfc-editor.org/rfc/rfc4180"),
    "application/json": ("JSON", "https://www.rfc-editor.org/rfc/rfc8259"),
    "application/geo+json": ("GEOJSON", "https://www.rfc-editor.org/rfc/rfc7946"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (
        "XLSX",
        "https://www.iso.org/standard/71691.html",
    ),
    ZIP: ("ZIP", "https://www.w3.org/TR/tabular-metadata/"),
    "application/jsonl": ("", "https://jsonlines.org/"),
}
THEMES = [URIRef(f"{AUTHORITY}data-theme/{theme}") for theme in ("HEAL", "REGI")]
KEYWORDS = ("European regions", "NUTS", "personalised medicine", "regional policy")
IRREGULAR = URIRef(f"{AUTHORITY}frequency/IRREG")
AS_NEEDED = URIRef(f"{AUTHORITY}frequency/AS_NEEDED")
PUBLIC = URIRef(f"{AUTHORITY}access-right/PUBLIC")
STATUS = f"{AUTHORITY}dataset-status/"


def catalogue_graph(held: Holdings, names: Names) -> Graph:
    """The catalogue with the data of today, every release, and the API."""
    made = graph()
    _say_catalogue(made, names, held)
    _say_agent(made, names, held)
    _say_current(made, names, held)
    for one in held.lists:
        _say_list(made, names, held, one)
    _say_service(made, names, held)
    if held.releases:
        _say_series(made, names, held)
    for release in held.releases:
        say_release(made, names, release, held)
    return made


def release_graph(release: Released, held: Holdings, names: Names) -> Graph:
    """One release by itself."""
    made = graph()
    _say_agent(made, names, held)
    say_release(made, names, release, held)
    return made


def node_of(names: Names, name: str) -> URIRef:
    """What the page of the data is about, such as /data/#catalogue."""
    return names.at(f"/data/#{name}")


def _say_catalogue(into: Graph, names: Names, held: Holdings) -> None:
    node = node_of(names, "catalogue")
    into.add((node, RDF.type, DCAT.Catalog))
    told = _("%(site)s: catalogue of the data") % {"site": held.site}
    into.add((node, DCTERMS.title, worded(told, "en")))
    into.add((node, DCTERMS.description, worded(_description(held), "en")))
    into.add((node, DCTERMS.publisher, node_of(names, "publisher")))
    into.add((node, DCTERMS.language, ENGLISH))
    into.add((node, DCTERMS.conformsTo, PROFILE))
    into.add((PROFILE, RDF.type, DCTERMS.Standard))
    into.add((node, FOAF.homepage, names.at("/data/")))
    into.add((node, DCAT.themeTaxonomy, URIRef(f"{AUTHORITY}data-theme")))
    into.add((node, DCAT.dataset, node_of(names, "dataset")))
    into.add((node, DCAT.service, node_of(names, "api")))
    _say_licence(into, node, held)
    _say_spatial(into, node, held)
    if held.modified is not None:
        into.add((node, DCTERMS.modified, Literal(held.modified.date())))


def _description(held: Holdings) -> str:
    return held.tagline or _("Facts about regions of Europe, each with its source and day.")


def _say_agent(into: Graph, names: Names, held: Holdings) -> None:
    node = node_of(names, "publisher")
    into.add((node, RDF.type, FOAF.Agent))
    into.add((node, FOAF.name, worded(held.publisher)))
    into.add((node, FOAF.homepage, names.at("/")))


def _say_licence(into: Graph, node: URIRef, held: Holdings) -> None:
    """The licence of the whole. Where a source sets other terms, its own node says so."""
    licence = URIRef(held.licence.address)
    into.add((node, DCTERMS.license, licence))
    into.add((licence, RDF.type, DCTERMS.LicenseDocument))
    into.add((licence, RDFS.label, worded(held.licence.name)))


def _say_spatial(into: Graph, node: URIRef, held: Holdings) -> None:
    for code, _name in held.countries:
        place = country_node(code)
        into.add((node, DCTERMS.spatial, place))
        into.add((place, RDF.type, DCTERMS.Location))


def _say_about(into: Graph, node: URIRef, names: Names, held: Holdings) -> None:
    """What datasets of all data have in common."""
    into.add((node, DCTERMS.publisher, node_of(names, "publisher")))
    into.add((node, DCTERMS.language, ENGLISH))
    into.add((node, DCTERMS.accessRights, PUBLIC))
    for theme in THEMES:
        into.add((node, DCAT.theme, theme))
    for word in KEYWORDS:
        into.add((node, DCAT.keyword, worded(word, "en")))
    _say_spatial(into, node, held)


def _say_current(into: Graph, names: Names, held: Holdings) -> None:
    """The data as they are today, with the years that they are of and the sources they are from."""
    node = node_of(names, "dataset")
    into.add((node, RDF.type, DCAT.Dataset))
    into.add((node, DCTERMS.identifier, Literal(str(node))))
    into.add((node, DCTERMS.title, worded(_("%(site)s: data") % {"site": held.site}, "en")))
    into.add((node, DCTERMS.description, worded(_description(held), "en")))
    into.add((node, DCAT.landingPage, names.at("/data/")))
    into.add((node, FOAF.page, names.at("/data/dictionary/")))
    into.add((node, DCTERMS.accrualPeriodicity, IRREGULAR))
    _say_about(into, node, names, held)
    if held.modified is not None:
        into.add((node, DCTERMS.modified, Literal(held.modified, datatype=XSD.dateTime)))
    period = node_of(names, "years")
    for predicate, value in zip((DCAT.startDate, DCAT.endDate), held.years, strict=True):
        if value is not None:
            into.add((node, DCTERMS.temporal, period))
            into.add((period, RDF.type, DCTERMS.PeriodOfTime))
            into.add((period, predicate, year(value)))
    for source in held.sources:
        named = names.of("source", source.code)
        into.add((node, DCTERMS.source, named))
        into.add((named, RDF.type, PROV.Entity))
        into.add((named, DCTERMS.title, worded(source.title)))
        say_rights(into, named, source.licence)


def _say_list(into: Graph, names: Names, held: Holdings, one: OfferedList) -> None:
    """A file of each format; the list itself is the page on which it can be narrowed first."""
    for file in one.files:
        node = node_of(names, f"{one.name}-{file.name}")
        into.add((node_of(names, "dataset"), DCAT.distribution, node))
        told = f"{one.title} ({file.label})"
        into.add((node, DCTERMS.title, worded(told, "en")))
        into.add((node, DCAT.accessURL, names.at(f"/{one.name}/")))
        into.add((node, DCAT.downloadURL, names.at(f"/{one.name}.{file.name}")))
        _say_file(into, node, file, held)


def _say_file(into: Graph, node: URIRef, file: OfferedFile, held: Holdings) -> None:
    into.add((node, RDF.type, DCAT.Distribution))
    if file.media_type in FILE_TYPES:
        kind, standard = FILE_TYPES[file.media_type]
        media_type = URIRef(MEDIA_TYPES + file.media_type)
        into.add((node, DCAT.mediaType, media_type))
        if kind:
            into.add((node, DCTERMS["format"], URIRef(f"{AUTHORITY}file-type/{kind}")))
        into.add((node, DCTERMS.conformsTo, URIRef(standard)))
        into.add((URIRef(standard), RDF.type, DCTERMS.Standard))
        if file.media_type == ZIP:
            into.add((node, DCAT.packageFormat, media_type))
    _say_licence(into, node, held)
    if file.size is not None:
        into.add((node, DCAT.byteSize, Literal(file.size, datatype=XSD.nonNegativeInteger)))
    if file.sha256:
        checksum = URIRef(f"{node}-checksum")
        into.add((node, SPDX.checksum, checksum))
        into.add((checksum, RDF.type, SPDX.Checksum))
        into.add((checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256))
        into.add((checksum, SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary)))


def _say_service(into: Graph, names: Names, held: Holdings) -> None:
    node = node_of(names, "api")
    into.add((node, RDF.type, DCAT.DataService))
    into.add((node, DCTERMS.title, worded(_("%(site)s: read API") % {"site": held.site}, "en")))
    into.add((node, DCAT.endpointURL, names.at("/api/v1/")))
    into.add((node, DCAT.endpointDescription, names.at("/api/v1/openapi.json")))
    into.add((node, FOAF.page, names.at("/data/api/")))
    into.add((node, DCAT.servesDataset, node_of(names, "dataset")))
    into.add((node, DCTERMS.conformsTo, OPENAPI))
    into.add((OPENAPI, RDF.type, DCTERMS.Standard))
    into.add((node, DCTERMS.publisher, node_of(names, "publisher")))
    into.add((node, DCTERMS.accessRights, PUBLIC))
    for theme in THEMES:
        into.add((node, DCAT.theme, theme))
    _say_licence(into, node, held)


def _say_series(into: Graph, names: Names, held: Holdings) -> None:
    """The releases together, from the first to the last."""
    node = node_of(names, "releases")
    into.add((node, RDF.type, DCAT.DatasetSeries))
    into.add((node_of(names, "catalogue"), DCAT.dataset, node))
    into.add((node, DCTERMS.title, worded(_("%(site)s: releases") % {"site": held.site}, "en")))
    told = _("All data of one day under a number. A published release never changes.")
    into.add((node, DCTERMS.description, worded(told, "en")))
    into.add((node, DCTERMS.accrualPeriodicity, AS_NEEDED))
    days = [one.released_on for one in held.releases]
    into.add((node, DCTERMS.issued, Literal(min(days))))
    into.add((node, DCTERMS.modified, Literal(max(days))))
    _say_about(into, node, names, held)


def say_release(into: Graph, names: Names, release: Released, held: Holdings) -> None:
    """A release as a dataset of the series, with its files and what they add up to."""
    node = names.of("release", release.number)
    page = names.at(f"/data/releases/{release.number}/")
    into.add((node, RDF.type, DCAT.Dataset))
    into.add((node, DCTERMS.identifier, Literal(str(node))))
    into.add((node, DCTERMS.title, worded(f"{held.site}: {release.title}", "en")))
    into.add((node, DCTERMS.description, worded(_told(release, held), "en")))
    into.add((node, DCTERMS.issued, Literal(release.released_on)))
    into.add((node, DCAT.version, Literal(release.number)))
    into.add((node, DCTERMS.bibliographicCitation, worded(release.citation)))
    into.add((node, DCAT.landingPage, page))
    into.add((node, DCAT.inSeries, node_of(names, "releases")))
    into.add((node_of(names, "catalogue"), DCAT.dataset, node))
    _say_about(into, node, names, held)
    status = "WITHDRAWN" if release.withdrawn_on else "COMPLETED"
    into.add((node, ADMS.status, URIRef(f"{STATUS}{status}")))
    if release.withdrawn_on:
        into.add((node, DCTERMS.modified, Literal(release.withdrawn_on)))
        into.add((node, ADMS.versionNotes, worded(release.withdrawn_because)))
    if release.previous:
        before = names.of("release", release.previous)
        into.add((node, DCAT.prev, before))
        into.add((node, DCAT.previousVersion, before))
    for file in release.data_files:
        named = URIRef(f"{page}#{file.name}")
        into.add((node, DCAT.distribution, named))
        into.add((named, DCTERMS.title, worded(file.label)))
        into.add((named, DCAT.accessURL, page))
        into.add((named, DCAT.downloadURL, URIRef(f"{page}{file.name}")))
        into.add((named, DCTERMS.issued, Literal(release.released_on)))
        _say_file(into, named, file, held)


def _told(release: Released, held: Holdings) -> str:
    if release.withdrawn_on:
        return _("Withdrawn: %(reason)s") % {"reason": release.withdrawn_because}
    return _description(held)
