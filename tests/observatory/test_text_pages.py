"""The texts about the site: written by editors in Markdown, dated, in the footer."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test.html import parse_html
from hypothesis import given
from hypothesis import strategies as st

from observatory.models import Page
from observatory.pages.markup import to_html
from tests.observatory.asked import queries
from tests.observatory.pages import element, elements, get, text

FIRST = ["about", "method", "limits", "accessibility", "privacy", "contact"]
SAFE = {
    *("h2", "h3", "h4", "h5", "h6", "p", "a", "ul", "ol", "li", "strong", "em", "br", "hr"),
    *("blockquote", "code", "pre"),
}


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<p style='color:red'>x</p>",
        "text <b onclick=x>bold</b>",
        "![x](https://example.org/x.png)",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,x)",
        "[x](vbscript:x)",
        "[x](file:///etc/passwd)",
        "<javascript:alert(1)>",
        "[x]: javascript:alert(1)\n\n[x]",
        "[x](java&#x73;cript:alert(1))",
        "[x](http://[)",
    ],
)
def test_nothing_dangerous_comes_out(hostile):
    page = parse_html(to_html(hostile))
    for node in elements(page):
        assert node.name in SAFE
        assert {key for key, _ in node.attributes} <= {"href", "title"}
    assert not [link for link in elements(page, "a") if "script:" in str(link.attributes)]


@given(st.text(alphabet=st.sampled_from("<>[]()!#*_`-&:;/\\\"' \n1ahjpst="), max_size=80))
def test_whatever_is_written_becomes_safe_elements(written):
    for node in elements(parse_html(f"<div>{to_html(written)}</div>")):
        assert node.name in SAFE | {"div"}
        assert {key for key, _ in node.attributes} <= {"href", "title", "start", "class"}


@pytest.mark.parametrize(
    "link", ["/regions/BE3/", "https://example.org", "mailto:a@example.org", "#top", "other/"]
)
def test_links_to_pages_and_mail_addresses_are_links(link):
    assert f'href="{link}"' in to_html(f"[x]({link})")


@pytest.mark.parametrize(
    ("written", "levels"),
    [
        ("# A\n\n# B", ["h2", "h2"]),
        ("## A\n\n### B\n\n## C", ["h2", "h3", "h2"]),
        ("#### A\n\n###### B\n\n## C", ["h2", "h3", "h2"]),
        ("A\n=\n\nB\n-", ["h2", "h2"]),
    ],
)
def test_headings_begin_at_the_second_level_and_leave_none_out(written, levels):
    page = parse_html(to_html(written))
    assert [node.name for node in elements(page) if node.name.startswith("h")] == levels


def test_a_long_text_of_brackets_takes_no_time():
    assert to_html("[" * 20_000)
    assert to_html("> " * 5_000)


@pytest.mark.usefixtures("facts")
class TestPages:
    @pytest.mark.parametrize("slug", FIRST)
    def test_the_first_texts_are_there_dated_and_of_readable_length(self, slug):
        found = Page.objects.get(slug=slug)
        page = get(f"/{slug}/")
        assert text(element(page, "h1")) == found.title
        assert "This text holds for 23 November 2026" in text(element(page, "article"))
        assert 80 <= len(found.body.split()) <= 300

    def test_they_lead_only_to_addresses_of_this_site_that_exist(self, client):
        for slug in FIRST:
            article = element(get(f"/{slug}/"), "article")
            links = {dict(link.attributes)["href"] for link in elements(article, "a")}
            for link in links:
                assert link.startswith("/")
                assert client.get(link).status_code == 200, link

    def test_privacy_begins_with_three_sentences(self):
        first = Page.objects.get(slug="privacy").body.split("\n")[0]
        assert first.count(". ") == 2
        assert first.startswith("We set no cookies")

    def test_the_footer_links_to_them_in_their_order(self):
        links = _footer_links(get("/regions/BE3/"))
        assert links == [*(f"/{slug}/" for slug in FIRST), "/coverage/", "/data/api/"]

    def test_the_order_is_the_editors(self):
        Page.objects.filter(slug="privacy").update(position=1)
        Page.objects.filter(slug="limits").update(is_in_footer=False)
        links = _footer_links(get("/about/"))
        assert links[:3] == ["/privacy/", "/about/", "/method/"]
        assert "/limits/" not in links
        assert get("/limits/")

    def test_they_cost_no_question_more_than_before(self, client):
        few = queries(client, "/about/")
        for number in range(30):
            Page.objects.create(
                slug=f"page-{number}", title="Text", body="Text", updated_on=date(2026, 1, 1)
            )
        assert queries(client, "/about/") <= few <= 3

    def test_what_an_editor_writes_is_shown_but_its_html_is_not_run(self, client):
        Page.objects.create(
            slug="new",
            title="<b>New</b>",
            body="## Two\n\n<script>x</script> & [link](/regions/)",
            updated_on=date(2025, 3, 4),
        )
        page = client.get("/new/").content.decode()
        assert "<script>" not in page
        assert "<b>New" not in page
        assert '<a href="/regions/">link</a>' in page
        assert '<time datetime="2025-03-04">4 March 2025</time>' in page

    @pytest.mark.parametrize("path", ["/nothing/", "/About/", "/x" + "y" * 900 + "/", "/-/"])
    def test_an_unknown_address_is_not_found(self, client, path):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "There is no such page" in answer.content.decode()

    def test_they_only_answer_to_reading(self, client):
        assert client.post("/about/").status_code == 405
        assert client.head("/about/").status_code == 200


@pytest.mark.parametrize("slug", ["regions", "admin", "coverage", "map"])
def test_an_address_that_is_taken_is_refused(slug):
    with pytest.raises(ValidationError) as told:
        Page(slug=slug).check_address()
    assert told.value.messages == [
        "Another page of the site has this address: choose another word."
    ]


@pytest.mark.parametrize("slug", ["news", "regions-2", "Über uns", "", "a/b"])
def test_whether_an_address_is_well_formed_is_not_asked_there(slug):
    Page(slug=slug).check_address()


def _footer_links(page):
    links = element(page, "nav", **{"aria-labelledby": "about-the-site"})
    return [dict(link.attributes)["href"] for link in elements(links, "a")]
