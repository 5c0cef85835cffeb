"""The search over everything public: any script, no accents, beginnings, ranked, marked."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalogue.settling import settle
from observatory.pages.search import SNIPPET, SearchPage, snippet
from policies.models import Initiative, PolicyDocument
from regions.models import Alias, Region
from tests.catalogue.editing import STATED
from tests.observatory.pages import element, elements, get, text

pytestmark = pytest.mark.usefixtures("facts")
MOST_QUERIES = 12


def hits_of(words, kind):
    settle()
    return [hit for group in SearchPage(words, kind).groups for hit in group.hits]


def found(words, kind="region"):
    """What is found of a kind, the best first: for regions their codes."""
    hits = hits_of(words, kind)
    return [hit.link.rstrip("/").rsplit("/", 1)[1] for hit in hits]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("ile de france", "FR1"),
        ("Île-de-France", "FR1"),
        ("FR1", "FR1"),
        ("wallonia", "BE3"),
        ("Wallonie", "BE3"),
        ("waals gewest", "BE3"),
        ("attiki", "EL30"),
        ("Αττική", "EL30"),
        ("Северозападен", "BG31"),
        ("baden wuerttemberg", "DE1"),
        ("BADEN württ", "DE1"),
        ("be3", "BE3"),
    ],
)
def test_a_region_is_found_however_it_is_typed(words, code):
    assert code in found(words)[:2]


@pytest.mark.parametrize("words", ["personalised", "personalized", "PERSONALIZ"])
def test_british_and_american_spellings_find_each_other(words):
    for title in ("Personalized care", "Personalised care"):
        PolicyDocument.objects.get_or_create(title=title, region_id="BE3", defaults=STATED)
    assert len(found(words, "policy")) == 2


def test_a_whole_name_comes_before_a_beginning_and_a_title_before_a_text():
    def store(title, summary=""):
        PolicyDocument.objects.create(title=title, summary=summary, region_id="BE3", **STATED)

    store("A plan", summary="It is about genomewide studies.")
    store("B on genomewides")
    store("Z genomewide")
    titles = ["".join(piece for piece, _ in hit.title) for hit in hits_of("genomewide", "policy")]
    assert titles == ["Z genomewide", "B on genomewides", "A plan"]


def test_all_words_must_be_found_but_not_in_one_place():
    assert "BE3" not in found("wallonie bayern")
    PolicyDocument.objects.create(title="Genome plan", region_id="BE3", **STATED)
    assert len(found("genome wallonie", "policy")) == 1


def test_every_kind_is_found_on_one_page_with_its_count():
    Initiative.objects.create(title="Personalised hub")
    page = get("/search/", q="personalised")
    kinds = {text(one) for one in elements(element(page, class_="chips"), "a")}
    assert {"Regions 0", "Networks 5", "Initiatives 1", "Terms 1"} <= kinds


def test_the_words_found_are_marked():
    page = get("/search/", q="walloni")
    assert text(element(page, "mark")) == "Wallonie"


def test_a_kind_has_pages_of_its_own():
    first = get("/search/", q="de", kind="region")
    assert len(list(elements(element(first, class_="hits"), "li"))) == 25
    links = [dict(one.attributes)["href"] for one in elements(first, "a", rel="next")]
    assert links == ["?q=de&kind=region&page=2"]
    assert "Nothing is found" not in text(get("/search/", q="de", kind="region", page="99999"))


def test_nothing_found_says_what_may_help():
    assert "Nothing is found that has all of these words" in text(get("/search/", q="qwertz"))


@pytest.mark.parametrize("words", ["", '"', " ", "'", "%", "_", "\\", "()"])
def test_no_word_at_all_asks_for_one(words):
    assert "Type the name of a region" in text(get("/search/", q=words))


def test_what_changes_is_found_at_once():
    Alias.objects.create(region_id="AT11", name="Burgundland")
    assert found("burgundland") == ["AT11"]
    Region.objects.filter(code="AT11").update(state="draft")
    assert found("burgundland") == []


def test_it_asks_few_questions(client):
    with CaptureQueriesContext(connection) as caught:
        assert client.get("/search/?q=a+e").status_code == 200
        assert client.get("/search/?q=de").status_code == 200
    assert len(caught) <= 2 * MOST_QUERIES


@pytest.mark.parametrize(
    "query", [{"q": "a " * 90}, {"q": "x" * 3000}, {"q": "de", "kind": "x", "page": "9" * 18}]
)
def test_no_search_brings_the_page_down(query):
    assert Client().get("/search/", query).status_code == 200


def test_a_long_text_is_cut_around_the_word_found():
    text_ = "word " * 60 + "genome and more " + "word " * 60
    cut = snippet(text_, ["genome"])
    assert "genome" in cut
    assert len(cut) <= SNIPPET + 4
    assert cut.startswith("… ")
    assert cut.endswith(" …")
