"""How tests ask for identifiers and read graphs."""

from django.test import Client
from rdflib import Graph, URIRef

from policies.models import Initiative, PolicyDocument

HOST = "http://testserver"


def ask(path, accept=None):
    return Client().get(path, headers={"accept": accept} if accept is not None else {})


def graph_of(path):
    response = ask(path)
    assert response.status_code == 200, path
    return Graph().parse(data=response.content, format="turtle")


def every_identifier():
    """One thing of each kind."""
    return {
        "region": "BE3",
        "network": "errin",
        "indicator": "innovation-group",
        "policy": PolicyDocument.objects.order_by("pk").first().pk,
        "initiative": Initiative.objects.order_by("pk").first().pk,
        "vocabulary": "nace-2",
        "term": "nace-2:C.21",
        "source": "survey-2021",
    }


def node(kind, code):
    return URIRef(f"{HOST}/id/{kind}/{code}")
