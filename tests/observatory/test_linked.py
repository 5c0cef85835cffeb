"""What programs that link data are told of each thing: with source and day, and never too much."""

import json
import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, FOAF, ORG, OWL, RDF, RDFS, SKOS

from catalogue import reading
from observatory.linked import regions as region_graphs
from observatory.linked.namespaces import graph, number, web, worded
from observatory.linked.writing import json_ld, turtle
from policies.models import PolicyDocument, Term
from regions.models import Membership, Network, Observation, Region, Source, Website
from tests.observatory.linking import HOST, ask, every_identifier, graph_of, node

SCHEMA = Namespace("https://schema.org/")


THING = URIRef("https://a.example/thing")
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
TAGS = st.sampled_from(["", "fr", "sr-Latn", "français", "-", "x" * 12])


def read_back(made):
    return (
        Graph().parse(data=turtle(made), format="turtle"),
        Graph().parse(data=json_ld(made), format="json-ld"),
    )


class TestWriting:
    @given(TEXTS, TAGS)
    def test_any_text_is_read_as_it_was_written(self, text, language):
        made = graph()
        made.add((THING, SCHEMA.name, worded(text, language)))
        assert all(set(told) == set(made) for told in read_back(made))

    @given(st.decimals(-(10**12), 10**12, places=6) | st.integers(-(10**12), 10**12).map(Decimal))
    def test_any_number_is_read_as_it_was_written(self, value):
        made = graph()
        made.add((THING, SCHEMA.value, number(value)))
        for told in read_back(made):
            assert set(told) == set(made)
            assert Decimal(str(told.value(THING, SCHEMA.value))) == value

    @given(TEXTS)
    def test_any_address_can_be_written(self, text):
        made = graph()
        made.add((THING, SCHEMA.url, web(f"https://b.example/{text}")))
        assert all(set(told) == set(made) for told in read_back(made))

    def test_the_order_of_entering_says_nothing(self):
        triples = [(THING, SCHEMA.name, Literal(f"name {place}")) for place in range(9)]
        one, other = graph(), graph()
        for triple in triples:
            one.add(triple)
        for triple in reversed(triples):
            other.add(triple)
        assert turtle(one) == turtle(other)
        assert json_ld(one) == json_ld(other)


@pytest.mark.usefixtures("facts")
class TestGraphs:
    def test_both_forms_say_the_same(self):
        for kind, code in every_identifier().items():
            turtle = graph_of(f"/id/{kind}/{code}.ttl")
            written = ask(f"/id/{kind}/{code}.jsonld").content
            json_ld = Graph().parse(data=written, format="json-ld")
            assert len(turtle) > 3, kind
            assert isomorphic(turtle, json_ld), kind

    def test_the_same_facts_are_the_same_bytes(self):
        for path in ("/id/region/BE3.ttl", "/id/region/BE3.jsonld", "/data/catalogue.jsonld"):
            assert ask(path).content == ask(path).content
        told = json.loads(ask("/id/region/BE3.jsonld").content)
        names = [one["@id"] for one in told["@graph"]]
        assert names == sorted(names)

    def test_a_region_has_its_names_its_place_and_its_namesakes(self):
        facts, region = graph_of("/id/region/BE3.ttl"), node("region", "BE3")
        assert (region, RDF.type, SCHEMA.AdministrativeArea) in facts
        assert (region, SKOS.notation, Literal("BE3")) in facts
        assert (region, SKOS.prefLabel, Literal("Wallonie", lang="fr")) in facts
        assert (region, SCHEMA.containedInPlace, node("region", "BE")) in facts
        assert (region, OWL.sameAs, URIRef("http://data.europa.eu/nuts/code/BE3")) in facts
        stored = Region.objects.get(code="BE3")
        centre = facts.value(region, SCHEMA.geo)
        assert float(facts.value(centre, SCHEMA.latitude)) == stored.latitude

    def test_a_region_names_the_code_before_it_and_the_one_after_it(self):
        recoded = graph_of("/id/region/UKM71.ttl")
        before = URIRef("http://data.europa.eu/nuts/code/UKM21")
        assert (node("region", "UKM71"), DCTERMS.replaces, before) in recoded
        split = graph_of("/id/region/HR04.ttl")
        after = set(split.objects(node("region", "HR04"), DCTERMS.isReplacedBy))
        assert {node("region", "HR05"), node("region", "HR06")} <= after

    def test_a_value_has_its_year_its_source_and_its_day(self):
        facts = graph_of("/id/region/BE3.ttl")
        value = URIRef(f"{node('region', 'BE3')}#density-2019")
        stored = Observation.objects.in_force().get(region="BE3", indicator="density", year=2019)
        assert (value, RDF.type, SCHEMA.Observation) in facts
        assert (value, SCHEMA.observationAbout, node("region", "BE3")) in facts
        assert (value, SCHEMA.variableMeasured, node("indicator", "density")) in facts
        assert str(facts.value(value, SCHEMA.observationDate)) == "2019"
        assert Decimal(str(facts.value(value, SCHEMA.value))) == stored.value
        assert (value, DCTERMS.source, node("source", "survey-2021")) in facts
        assert (value, DCTERMS.date, Literal(date(2021, 12, 31))) in facts

    def test_a_place_on_a_scale_is_a_group_of_its_indicator(self):
        facts = graph_of("/id/region/BE3.ttl")
        value = URIRef(f"{node('region', 'BE3')}#innovation-group-2021")
        group = facts.value(value, SCHEMA.valueReference)
        assert (value, SCHEMA.value, Literal("Strong", lang="en")) in facts
        scales = graph_of("/id/indicator/innovation-group.ttl")
        assert (group, SKOS.prefLabel, Literal("Strong", lang="en")) in scales

    def test_everything_that_is_in_force_is_told_and_nothing_else(self):
        facts = graph_of("/id/region/BE3.ttl")
        values = Observation.objects.in_force().filter(region="BE3")
        parts = Membership.objects.in_force().filter(region="BE3")
        assert len(set(facts.subjects(RDF.type, SCHEMA.Observation))) == values.count() > 5
        assert len(set(facts.subjects(RDF.type, ORG.Membership))) == parts.count() > 5

    def test_every_statement_has_a_source_and_a_day(self):
        facts = graph_of("/id/region/BE3.ttl")
        kinds = (SCHEMA.Observation, ORG.Membership, RDF.Statement, SCHEMA.PropertyValue)
        for kind in kinds:
            told = set(facts.subjects(RDF.type, kind))
            assert told, kind
            for one in told:
                source = facts.value(one, DCTERMS.source)
                assert facts.value(one, DCTERMS.date), one
                assert facts.value(source, DCTERMS.title), one

    def test_a_website_is_said_by_a_source_too(self):
        stated = {"source_id": "survey-2021", "stated_on": date(2021, 12, 31)}
        Website.objects.create(region_id="BE3", link="https://w.example/a|b", **stated)
        facts, region = graph_of("/id/region/BE3.ttl"), node("region", "BE3")
        site = URIRef("https://w.example/a%7Cb")
        assert (region, FOAF.page, site) in facts
        said = facts.value(None, RDF.object, site)
        assert (said, DCTERMS.source, node("source", "survey-2021")) in facts

    def test_who_is_no_member_is_never_called_one(self):
        facts = graph_of("/id/region/BE3.ttl")
        statuses = {row.network_id: row.status for row in in_force("BE3")}
        assert {"member", "not_member", "planned"} <= set(statuses.values())
        for network, status in statuses.items():
            part = URIRef(f"{node('region', 'BE3')}#in-{network}")
            is_member = status == Membership.Status.MEMBER
            assert (part, SKOS.notation, Literal(status)) in facts
            assert ((part, ORG.member, None) in facts) == is_member
            belongs = (node("region", "BE3"), ORG.memberOf, node("network", network))
            assert (belongs in facts) == is_member

    def test_what_is_not_recorded_leaves_no_trace(self):
        facts = graph_of("/id/region/BE3.ttl")
        known = {row.network_id for row in in_force("BE3")}
        unknown = next(
            code for code in Network.objects.values_list("code", flat=True) if code not in known
        )
        assert not list(facts.triples((None, None, node("network", unknown))))
        rights = graph_of("/id/source/survey-2021.ttl")
        assert Source.objects.get(code="survey-2021").licence == ""
        assert not list(rights.triples((None, DCTERMS.license, None)))
        assert not list(rights.triples((None, DCTERMS.rights, None)))

    def test_of_very_many_documents_those_stated_last_are_linked(self, monkeypatch):
        monkeypatch.setattr(region_graphs, "MOST_DOCUMENTS", 2)
        facts, region = graph_of("/id/region/BE3.ttl"), node("region", "BE3")
        assert len(set(facts.subjects(DCTERMS.spatial, region))) == 2
        [every] = facts.objects(region, RDFS.seeAlso)
        told = ask(str(every).removeprefix(HOST)).json()
        assert told["count"] == PolicyDocument.objects.filter(region="BE3").count() > 2

    def test_a_document_has_its_title_in_its_language_and_what_it_covers(self):
        document = PolicyDocument.objects.filter(region="BE3").first()
        document.terms.set(Term.objects.filter(vocabulary="policy-topics")[:2])
        PolicyDocument.objects.filter(pk=document.pk).update(
            language="fr", gloss="In English", first_year=2020, level=""
        )
        facts, named = graph_of(f"/id/policy/{document.pk}.ttl"), node("policy", document.pk)
        assert (named, DCTERMS.title, Literal(document.title, lang="fr")) in facts
        assert (named, DCTERMS.alternative, Literal("In English", lang="en")) in facts
        assert (named, DCTERMS.spatial, node("region", document.region_id)) in facts
        listing = facts.value(None, FOAF.primaryTopic, named)
        assert (listing, DCTERMS.date, Literal(document.stated_on)) in facts
        assert (named, DCTERMS.date, None) not in facts
        covered = set(facts.objects(named, DCTERMS.subject))
        assert covered == {
            node("term", f"{one.vocabulary_id}:{one.code}") for one in document.terms.all()
        }

    def test_a_term_stands_in_its_tree(self):
        facts, named = graph_of("/id/term/nace-2:C.21.ttl"), node("term", "nace-2:C.21")
        term = Term.objects.get(vocabulary="nace-2", code="C.21")
        assert (named, SKOS.inScheme, node("vocabulary", "nace-2")) in facts
        assert (named, SKOS.broader, node("term", f"nace-2:{term.parent.code}")) in facts
        assert (named, SKOS.prefLabel, Literal(term.label, lang="en")) in facts

    def test_a_licence_of_the_list_of_the_union_is_named_by_it(self):
        facts = graph_of("/id/source/wikipedia-eusair.ttl")
        [licence] = facts.objects(node("source", "wikipedia-eusair"), DCTERMS.license)
        assert str(licence).endswith("/licence/CC_BYSA_4_0")

    def test_addresses_and_languages_that_no_graph_can_hold_are_mended(self):
        document = PolicyDocument.objects.order_by("pk").first()
        odd = 'https://x.example/a|b"c{d}é^`\\'
        PolicyDocument.objects.filter(pk=document.pk).update(link=odd, language="français")
        facts = graph_of(f"/id/policy/{document.pk}.ttl")
        [link] = facts.objects(node("policy", document.pk), SCHEMA.url)
        assert re.fullmatch(r"[!-~]+", str(link))
        assert (node("policy", document.pk), DCTERMS.title, Literal(document.title)) in facts
        assert ask(f"/id/policy/{document.pk}.jsonld").status_code == 200

    @pytest.mark.parametrize(
        ("path", "queries"),
        [
            ("/id/region/BE3.ttl", 12),
            ("/id/region/BE.ttl", 12),
            ("/id/network/1mg.ttl", 4),
            ("/id/indicator/innovation-group.ttl", 4),
            ("/id/vocabulary/nace-2.ttl", 4),
            ("/id/term/nace-2:C.jsonld", 5),
            ("/id/source/survey-2021.ttl", 3),
            ("/data/catalogue.ttl", 10),
        ],
    )
    def test_a_graph_is_read_in_few_queries(self, path, queries, django_assert_max_num_queries):
        reading.forget()
        with django_assert_max_num_queries(queries):
            assert ask(path).status_code == 200


def in_force(region):
    return Membership.objects.in_force().filter(region=region)
