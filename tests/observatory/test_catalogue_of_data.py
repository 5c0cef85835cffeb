"""The catalogue of the data: what catalogues of others ask for is there, and true."""

import json
from datetime import date

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, FOAF, RDF

from catalogue.models import Version
from observatory.models import Release, ReleaseFile
from regions.models import Region

pytestmark = pytest.mark.usefixtures("facts")

HOST = "http://testserver"
PAGE = f"{HOST}/data/"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
# What DCAT-AP 3.0 makes mandatory, class by class.
MANDATORY = {
    DCAT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher),
    DCAT.Dataset: (DCTERMS.title, DCTERMS.description),
    DCAT.DatasetSeries: (DCTERMS.title, DCTERMS.description),
    DCAT.Distribution: (DCAT.accessURL,),
    DCAT.DataService: (DCTERMS.title, DCAT.endpointURL),
    FOAF.Agent: (FOAF.name,),
    SPDX.Checksum: (SPDX.algorithm, SPDX.checksumValue),
}
# What it recommends, and what we promise besides.
PROMISED = {
    DCAT.Catalog: (
        DCTERMS.language,
        DCTERMS.license,
        DCTERMS.modified,
        FOAF.homepage,
        DCAT.themeTaxonomy,
        DCTERMS.spatial,
        DCTERMS.conformsTo,
    ),
    DCAT.Dataset: (
        DCTERMS.identifier,
        DCTERMS.publisher,
        DCAT.theme,
        DCAT.keyword,
        DCAT.distribution,
        DCTERMS.spatial,
    ),
    DCAT.Distribution: (DCTERMS.license, DCAT.downloadURL, DCAT.mediaType, DCTERMS.title),
    DCAT.DataService: (DCAT.endpointDescription, DCAT.servesDataset, DCTERMS.license),
}
# To what such a property leads, where the profile says of which class that is.
RANGES = {
    DCTERMS.publisher: FOAF.Agent,
    DCAT.distribution: DCAT.Distribution,
    DCAT.service: DCAT.DataService,
    DCTERMS.license: DCTERMS.LicenseDocument,
    DCTERMS.spatial: DCTERMS.Location,
    DCTERMS.temporal: DCTERMS.PeriodOfTime,
    DCAT.inSeries: DCAT.DatasetSeries,
    DCAT.servesDataset: DCAT.Dataset,
    SPDX.checksum: SPDX.Checksum,
    DCTERMS.conformsTo: DCTERMS.Standard,
}


def publish(number, day, previous=None, **more):
    release = Release.objects.create(
        number=number,
        released_on=day,
        previous=previous,
        rows={},
        changes={},
        citation=f"The site, release {number}",
        **more,
    )
    add_file(release, f"observatory-{number}.zip", "application/zip")
    return release


def add_file(release, name, media_type):
    ReleaseFile.objects.create(
        release=release,
        position=release.files.count() + 1,
        name=name,
        media_type=media_type,
        size=123456,
        sha256="ab" * 32,
    )


@pytest.fixture
def releases(facts):
    first = publish("2026.1", date(2026, 1, 5))
    return [
        first,
        publish(
            "2026.2",
            date(2026, 6, 5),
            first,
            withdrawn_on=date(2026, 7, 1),
            withdrawn_because="A column was mixed up: use 2026.1.",
        ),
    ]


def catalogue():
    response = Client().get("/data/catalogue.ttl")
    assert response["Content-Type"] == "text/turtle; charset=utf-8"
    return Graph().parse(data=response.content, format="turtle")


def things(graph, kind):
    return set(graph.subjects(RDF.type, kind))


def at(name):
    return URIRef(f"{PAGE}#{name}")


@pytest.mark.parametrize("kind", MANDATORY, ids=lambda one: one.rpartition("/")[2])
def test_everything_that_the_profile_makes_mandatory_is_there(kind, releases):
    graph = catalogue()
    assert things(graph, kind)
    for one in things(graph, kind):
        for wanted in MANDATORY[kind]:
            assert graph.value(one, wanted) is not None, (one, wanted)


@pytest.mark.parametrize("kind", PROMISED, ids=lambda one: one.rpartition("/")[2])
def test_what_makes_data_found_is_there_too(kind, releases):
    graph = catalogue()
    for one in things(graph, kind):
        for wanted in PROMISED[kind]:
            assert graph.value(one, wanted) is not None, (one, wanted)


def test_every_property_leads_to_what_the_profile_expects(releases):
    graph = catalogue()
    for predicate, kind in RANGES.items():
        for one in (thing for thing in graph.objects(None, predicate)):
            is_listed_elsewhere = (one, RDF.type, None) not in graph
            known = str(one).startswith("http://publications.europa.eu/resource/authority/")
            assert (one, RDF.type, kind) in graph or (is_listed_elsewhere and known), one


def test_both_forms_say_the_same(releases):
    response = Client().get("/data/catalogue.jsonld")
    assert response["Content-Type"] == "application/ld+json"
    told = Graph().parse(data=response.content, format="json-ld")
    assert isomorphic(catalogue(), told)


def test_every_file_that_is_named_is_there():
    graph = catalogue()
    files = {str(one).removeprefix(HOST) for one in graph.objects(None, DCAT.downloadURL)}
    assert {"/regions.csv", "/regions.geojson", "/policies.xlsx", "/networks.json"} <= files
    pages = {str(one).removeprefix(HOST) for one in graph.objects(None, DCAT.accessURL)}
    assert pages == {"/regions/", "/policies/", "/networks/", "/initiatives/"}
    assert all(Client().get(path).status_code == 200 for path in pages)
    for node, path in graph.subject_objects(DCAT.downloadURL):
        said = str(graph.value(node, DCAT.mediaType)).rpartition("media-types/")[2]
        response = Client().get(str(path).removeprefix(HOST))
        assert response.getvalue(), path
        assert response["Content-Type"].partition(";")[0] == said


def test_the_interface_and_its_description_answer():
    graph = catalogue()
    for predicate in (DCAT.endpointURL, DCAT.endpointDescription):
        address = str(graph.value(at("api"), predicate)).removeprefix(HOST)
        assert Client().get(address).status_code == 200


def test_it_says_how_far_the_data_reach_and_when_they_changed():
    graph, data = catalogue(), at("dataset")
    period = graph.value(data, DCTERMS.temporal)
    assert str(graph.value(period, DCAT.startDate)) < str(graph.value(period, DCAT.endDate))
    countries = Region.objects.published().countries().count()
    assert len(set(graph.objects(data, DCTERMS.spatial))) == countries
    assert {str(one).rpartition("/")[2] for one in graph.objects(data, DCAT.theme)} == {
        "HEAL",
        "REGI",
    }
    newest = Version.objects.order_by("-number").first().made_at
    assert graph.value(data, DCTERMS.modified).toPython() == newest


def test_countries_are_those_of_the_list_of_the_union():
    places = {str(one) for one in catalogue().objects(at("dataset"), DCTERMS.spatial)}
    listed = "http://publications.europa.eu/resource/authority/country/"
    assert {f"{listed}GRC", f"{listed}GBR", f"{listed}BEL"} <= places
    assert all(one.startswith(listed) for one in places)


def test_sources_have_their_own_terms():
    graph = catalogue()
    eurostat = URIRef(f"{HOST}/id/source/eurostat-demo_r_d2jan")
    assert (at("dataset"), DCTERMS.source, eurostat) in graph
    assert str(graph.value(eurostat, DCTERMS.license)).endswith("CC_BY_4_0")


def test_a_release_has_its_files_with_what_they_add_up_to(releases):
    graph = catalogue()
    first = URIRef(f"{HOST}/id/release/2026.1")
    assert (at("catalogue"), DCAT.dataset, first) in graph
    assert (first, DCAT.inSeries, at("releases")) in graph
    [file] = graph.objects(first, DCAT.distribution)
    assert str(graph.value(file, DCAT.downloadURL)) == (
        f"{PAGE}releases/2026.1/observatory-2026.1.zip"
    )
    size = Literal(123456, datatype=XSD.nonNegativeInteger)
    assert (file, DCAT.byteSize, size) in graph
    checksum = graph.value(file, SPDX.checksum)
    assert (checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha256) in graph
    assert str(graph.value(checksum, SPDX.checksumValue)) == "ab" * 32


def test_a_citation_is_no_form_of_the_data(releases):
    add_file(releases[0], "citation.bib", "application/x-bibtex")
    add_file(releases[0], "citation.ris", "application/x-research-info-systems")
    graph, first = catalogue(), URIRef(f"{HOST}/id/release/2026.1")
    [file] = graph.objects(first, DCAT.distribution)
    assert str(file).endswith("#observatory-2026.1.zip")
    assert not [one for one in graph.all_nodes() if "citation." in str(one)]


def test_every_form_of_a_release_has_its_media_type(releases):
    add_file(releases[0], "observatory-2026.1.jsonl", "application/jsonl")
    add_file(releases[0], "changes-since-2025.1.csv", "text/csv")
    graph, page = catalogue(), f"{PAGE}releases/2026.1/#"
    for name, media_type in (
        ("observatory-2026.1.zip", "application/zip"),
        ("observatory-2026.1.jsonl", "application/jsonl"),
        ("changes-since-2025.1.csv", "text/csv"),
    ):
        told = str(graph.value(URIRef(f"{page}{name}"), DCAT.mediaType))
        assert told == f"https://www.iana.org/assignments/media-types/{media_type}"
    # The EU's list of file types has no name for lines of JSON.
    lines = URIRef(f"{page}observatory-2026.1.jsonl")
    assert graph.value(lines, DCTERMS["format"]) is None
    assert graph.value(lines, DCTERMS.conformsTo) == URIRef("https://jsonlines.org/")
    alone = Client().get("/data/catalogue.jsonld").content
    assert isomorphic(graph, Graph().parse(data=alone, format="json-ld"))


def test_a_withdrawn_release_says_so_and_why(releases):
    graph, second = catalogue(), URIRef(f"{HOST}/id/release/2026.2")
    assert str(graph.value(second, ADMS.status)).endswith("/WITHDRAWN")
    assert "use 2026.1" in str(graph.value(second, DCTERMS.description))
    assert graph.value(second, DCAT.prev) == URIRef(f"{HOST}/id/release/2026.1")


def test_a_release_is_described_by_itself(releases):
    alone = Graph().parse(data=Client().get("/id/release/2026.1.ttl").content, format="turtle")
    assert set(alone) <= set(catalogue())
    page = Client().get("/id/release/2026.1", headers={"accept": "text/html"})
    assert (page.status_code, page["Location"]) == (303, "/data/releases/2026.1/")


def test_without_releases_there_is_no_series():
    assert not things(catalogue(), DCAT.DatasetSeries)


def told_to_search_engines():
    request = RequestFactory().get("/data/")
    html = Template("{% load linked %}{% dataset_json_ld %}").render(Context({"request": request}))
    start, end = '<script type="application/ld+json">', "</script>"
    assert html.strip().startswith(start)
    return json.loads(html.strip().removeprefix(start).removesuffix(end))


def test_search_engines_for_data_are_told_what_they_ask_for(releases):
    told = told_to_search_engines()
    assert told["@type"] == "Dataset"
    assert told["version"] == "2026.1"
    # Google asks for 50 to 5,000 characters.
    assert 50 <= len(told["description"]) <= 5000
    first, _slash, last = told["temporalCoverage"].partition("/")
    assert int(first) < int(last)
    assert {"Greece", "Belgium"} <= {one["name"] for one in told["spatialCoverage"]}
    for file in told["distribution"]:
        assert file["contentUrl"].startswith(HOST)
        assert file["encodingFormat"]
    assert {"name", "url", "license", "creator", "spatialCoverage", "dateModified"} <= set(told)


def test_an_empty_site_has_a_catalogue_too():
    Region.objects.update(state="draft")
    graph = catalogue()
    assert not list(graph.objects(None, DCTERMS.spatial))
    assert not list(graph.objects(None, DCTERMS.temporal))
    assert "temporalCoverage" not in told_to_search_engines()
