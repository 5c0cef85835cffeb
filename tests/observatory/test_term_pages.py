"""The pages of lists of terms, and of the terms in them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.pages import term_tree
from policies.models import Classification, PolicyDocument, Term, Vocabulary
from regions.models import Region
from tests.observatory.asked import MOST_QUERIES, queries
from tests.observatory.pages import element, elements, get, text
from tests.observatory.rows import STATED

trees = st.dictionaries(st.integers(1, 12), st.none() | st.integers(1, 14), max_size=12)


@given(trees)
def test_a_tree_names_every_term_once_children_after_parents(parents):
    order = term_tree.in_order(parents)
    assert sorted(term for term, _depth in order) == sorted(parents)
    depths = dict(order)
    for term, depth in order:
        if depth:
            assert depths[parents[term]] == depth - 1


@given(trees)
def test_every_walk_up_and_down_ends(parents):
    for term in parents:
        above = term_tree.above(term, parents)
        assert len(above) == len(set(above)) < len(parents)
        assert all(term in term_tree.under(one, parents) for one in above)


@given(trees, st.lists(st.tuples(st.integers(1, 14), st.integers(1, 5))))
def test_a_parent_gathers_what_its_children_have_once(parents, pairs):
    found = term_tree.gathered(pairs, parents)
    for term in parents:
        under = term_tree.under(term, parents)
        assert found.get(term, set()) == {thing for one, thing in pairs if one in under}


pages = pytest.mark.usefixtures("facts")


def section(page, name):
    return element(page, "section", id=name)


def row(page, label):
    """The cells of the row of a table that begins with this label."""
    rows = [[text(cell) for cell in one.children] for one in elements(page, "tr")]
    return next(cells[1:] for cells in rows if cells and cells[0] == label)


@pages
def test_lists_tell_how_much_they_are_used():
    page = get("/terms/")
    assert row(page, "Policy topics The first Observatory (2019–2022)") == ["10", "7", "0"]
    assert row(page, "NACE Rev. 2 Eurostat") == ["109", "3", "0"]
    assert row(page, "NACE Rev. 2.1 Eurostat") == ["109", "0", "0"]


@pages
def test_a_list_is_a_tree_with_counts_that_include_what_stands_under_a_term():
    document = PolicyDocument.objects.get(title="Le Futur de la Médecine")
    document.terms.set(Term.objects.filter(vocabulary="nace-2", code__in=["C.21", "C.20"]))
    page = get("/terms/nace-2/")
    assert row(page, "C Manufacturing")[1] == "1"
    assert row(page, "C.20 Manufacture of chemicals and chemical products") == ["0", "1"]
    codes = [text(code) for code in elements(section(page, "terms"), class_="code")]
    assert codes[:2] == ["A", "A.01"]
    assert codes.index("C.21") > codes.index("C")
    assert "Publisher Eurostat Version Rev. 2" in text(element(page, class_="facts"))


@pages
def test_documents_are_counted_by_their_kind():
    kind = Term.objects.get(vocabulary="document-kinds", code="strategy")
    PolicyDocument.objects.filter(region="BE2").update(kind=kind)
    assert row(get("/terms/document-kinds/"), f"strategy {kind.label}") == ["0", "3"]
    page = get(kind.get_absolute_url())
    assert "Documents 3" in text(element(page, class_="facts"))
    assert "Vlaanderen in transitie" in text(section(page, "documents"))


@pages
def test_a_term_names_the_regions_that_cover_it():
    page = get("/terms/policy-topics/T02/")
    regions = section(page, "regions")
    assert "Belgium 2" in text(regions)
    assert "Stated 31 Dec 2019 : Observatory survey, wave 2019" in text(regions)
    assert [text(one) for one in elements(regions, class_="code")] == [
        *("BE1", "BE2", "FI1C", "FRF", "DE1", "EL30"),
    ]
    facts = element(page, class_="facts")
    assert list(elements(facts, "a", href="/regions/?t-policy-topics=T02"))
    assert "label is all that the list says" in text(page)


@pages
def test_a_parent_shows_the_regions_of_its_children_and_says_so():
    page = get("/terms/nace-2/C/")
    regions = text(section(page, "regions"))
    assert "Wallonie BE3 Walloon Region Manufacture of basic pharmaceutical products" in regions
    assert "C.21" in text(section(page, "narrower"))
    path = text(element(get("/terms/nace-2/C.21/"), class_="crumbs"))
    assert path.startswith("Lists of terms NACE Rev. 2 Manufacturing Manufacture of basic")


@pages
def test_terms_of_the_same_regions_are_counted():
    together = text(section(get("/terms/policy-topics/T02/"), "together"))
    assert "ICT/genomics, health, lifestyle data (infrastructure) 3 of 6" in together
    assert "1 of 6" not in together


@pages
def test_one_region_makes_no_pair():
    page = get("/terms/nace-2/C.21/")
    assert not list(elements(page, "section", id="together"))


@pages
def test_a_term_that_was_given_up_leads_on():
    old = Term.objects.get(vocabulary="nace-2", code="C.21")
    new = Term.objects.get(vocabulary="nace-2.1", code="C.21")
    Term.objects.filter(pk=old.pk).update(replaced_by=new)
    notice = element(get(old.get_absolute_url()), class_="notice")
    assert list(elements(notice, "a", href=new.get_absolute_url()))
    assert "Takes the place of C.21" in text(element(get(new.get_absolute_url()), class_="facts"))


@pages
def test_an_unused_term_says_that_this_is_no_no():
    page = get("/terms/nace-2/A.01/")
    assert "does not mean that none covers it" in text(section(page, "regions"))
    assert "No document is recorded with it" in text(section(page, "documents"))


@pages
def test_withdrawn_and_unpublished_regions_are_not_counted():
    Classification.objects.filter(region="BE1").update(superseded_on=date(2024, 1, 1))
    Region.objects.filter(code="BE2").update(state="draft")
    assert "Regions 4" in text(element(get("/terms/policy-topics/T02/"), class_="facts"))
    assert row(get("/terms/policy-topics/"), _label("T02"))[0] == "4"


@pages
def test_a_list_without_terms_says_so():
    Vocabulary.objects.create(code="empty", name="Empty")
    assert "no terms yet" in text(get("/terms/empty/"))


@pages
def test_a_circle_of_parents_is_shown_all_the_same(client):
    for code, parent in (("A", "A.01"), ("A.01", "A")):
        above = Term.objects.get(vocabulary="nace-2", code=parent)
        Term.objects.filter(vocabulary="nace-2", code=code).update(parent=above)
    assert "A.02" in text(get("/terms/nace-2/"))
    assert client.get("/terms/nace-2/A.01/").status_code == 200


@pages
@pytest.mark.parametrize(
    "path",
    ["/terms/", "/terms/nace-2/", "/terms/nace-2/C/", "/terms/policy-topics/T02/"],
)
def test_they_ask_few_questions_however_many_regions_are_classified(client, path):
    few = queries(client, path)
    terms = Term.objects.filter(vocabulary__in=["nace-2", "policy-topics"])[:12]
    regions = Region.objects.published().filter(level=2).exclude(classifications__isnull=False)
    Classification.objects.bulk_create(
        Classification(region=region, term=term, **STATED) for region in regions for term in terms
    )
    document = PolicyDocument.objects.get(title="Le Futur de la Médecine")
    document.terms.set(terms)
    assert queries(client, path) <= few + 1 <= MOST_QUERIES


@pages
@pytest.mark.parametrize(
    "path",
    [
        "zz",
        "NACE-2",
        "%20",
        "é",
        "x" * 2000,
        "zz/C.21",
        "nace-2/c.21",
        "nace-2/ZZ",
        "nace-2/%20",
        "nace-2/C.21.",
        "nace-2/é",
        "nace-2/" + "x" * 2000,
    ],
)
def test_unknown_codes_get_a_page_that_says_where_to_look(client, path):
    answer = client.get(f"/terms/{path}/")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert 'href="/terms/"' in page
    assert "x" * 41 not in page


def _label(code):
    return Term.objects.get(vocabulary="policy-topics", code=code).label
