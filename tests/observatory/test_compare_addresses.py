"""What the comparison makes of an address: of codes, of forms, of inventions of strangers."""

import pytest

from regions.models import Region
from tests.observatory.comparing import attribute, compared, notices
from tests.observatory.pages import element, elements, get, text

pytestmark = pytest.mark.usefixtures("facts")

LONGEST_ECHO = 40
FOUR = ["BE3", "EL30", "BG31", "FI1C"]


def test_small_letters_and_doubles_are_understood():
    page = compared("be3", " BE2 ", "BE3", "")
    key = element(page, class_="cmp-key")
    assert [text(one) for one in elements(key, class_="code")] == ["BE3", "BE2"]
    assert notices(page) == []


def test_more_than_four_are_cut_off_and_said_so():
    page = compared("BE3", "BE2", "BE1", "FI1C", "DE1", "FRF")
    assert len(list(elements(element(page, class_="cmp-key"), "li"))) == 4
    assert notices(page) == ["At most four regions are compared: 2 more were left out."]


def test_forty_codes_are_cut_off_in_one_sentence():
    codes = Region.objects.published().order_by("code").values_list("code", flat=True)[:40]
    assert notices(compared(*codes))[-1] == (
        "At most four regions are compared: 36 more were left out."
    )


def test_an_unknown_code_is_said_so():
    assert notices(compared("BE3", "BE2", "ZZ9")) == [
        "No region is published under the code ZZ9; it was left out."
    ]


def test_a_code_that_was_given_up_names_what_took_its_place():
    (notice,) = notices(compared("HR04", "BE3"))
    assert notice.startswith("The code HR04 was given up: discontinued; split into new")
    assert "HR02 Panonska Hrvatska" in notice
    Region.objects.filter(code="HR041").delete()
    page = compared("HR041", "BE3", "BE2")
    assert "given up and was left out" in notices(page)[0]
    links = [attribute(one, "href") for one in elements(element(page, class_="notice"), "a")]
    assert links == ["?r=HR050&r=BE3&r=BE2"]


@pytest.mark.parametrize("state", ["draft", "in_review"])
def test_what_is_not_published_is_not_compared(state):
    Region.objects.filter(code="BE2").update(state=state)
    page = compared("BE3", "BE2")
    assert text(element(page, "h1")) == "Compare regions"
    assert "Vlaams Gewest" not in text(page)


def test_a_region_is_added_and_replaced(client):
    start = "/compare/?r=BE3&r=BE2"
    added = client.get(f"{start}&add=FI1C&at=C")
    assert added["Location"] == "/compare/?r=BE3&r=BE2&r=FI1C"
    replaced = client.get(f"{start}&add=fi1c&at=A&show=differences")
    assert replaced["Location"] == "/compare/?r=FI1C&r=BE2&show=differences"
    assert client.get(f"{start}&add=BE2&at=A")["Location"] == "/compare/?r=BE2&r=BE3"
    assert client.get("/compare/?add=BE3")["Location"] == "/compare/?r=BE3"
    full = get("/compare/", r=["BE3", "BE2", "BE1", "FI1C"], add="DE1")
    assert notices(full) == ["At most four regions are compared: one more was left out."]


def test_a_region_is_removed_by_its_link():
    key = element(compared(*FOUR), class_="cmp-key")
    links = [attribute(one, "href") for one in elements(key, "a", class_="note")]
    assert links[1] == "?r=BE3&r=BG31&r=FI1C"


@pytest.mark.parametrize("codes", [[], ["BE3"], ["ZZ9"], [""]])
def test_fewer_than_two_explain_and_offer_regions_and_examples(codes):
    page = compared(*codes)
    assert text(element(page, "h1")) == "Compare regions"
    links = [attribute(one, "href") for one in elements(element(page, "main"), "a")]
    assert {"?r=BE3&r=BE2", "?r=FI1C&r=SE22", "?r=DE1&r=FRF"} <= set(links)
    groups = [attribute(one, "label") for one in elements(page, "optgroup")]
    assert groups == sorted(groups)
    assert "Belgium" in groups


@pytest.mark.parametrize(
    "query",
    [
        "r=" + "A" * 4000,
        "&".join(["r=BE3"] * 40),
        "&".join(f"r=BE{number}" for number in range(400)),
        "r=BE3&r=BE2&r=%C5%BFs&r=%F0%9F%98%80&r='--&r=<b>x</b>",
        "r=BE3&r=BE2&add=ZZZZZZZZZ&at=Q&show=everything",
        "r=BE3&r=BE2&at=" + "A" * 300,
        "r=BE3&r=BE2&at=AB&add=%C3%9F",
        "&".join(f"x{number}=1" for number in range(300)),
        "r=99999999999999&r=0",
        "r[]=BE3&R=BE2",
        "r=BE3&r=BE2&" + "y" * 300 + "=1",
    ],
)
@pytest.mark.parametrize("path", ["/compare/", "/compare.csv"])
def test_hostile_addresses_are_answered_kindly(client, path, query):
    answer = client.get(f"{path}?{query}")
    assert answer.status_code in {200, 400}
    body = answer.content.decode()
    assert "<b>x</b>" not in body
    assert "A" * (LONGEST_ECHO + 1) not in body
    assert "y" * (LONGEST_ECHO + 1) not in body


def test_what_is_left_out_is_told_in_a_few_lines(client):
    page = compared("BE3", "BE2", *(f"?{number}" for number in range(50)), colour="red")
    assert len(notices(page)) == 6
    assert notices(page)[-1] == "46 more parts of the address were left out."


def test_pages_only_answer_to_reading(client):
    for path in ("/compare/?r=BE3&r=BE2", "/compare.csv?r=BE3&r=BE2"):
        assert client.post(path).status_code == 405
        assert client.head(path).status_code == 200
