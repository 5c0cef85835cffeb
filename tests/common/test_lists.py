"""Cells that hold several things."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.lists import link_in, numbered_items, semicolon_items


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("1. Regional X\n2. National Y", ["Regional X", "National Y"]),
        ("1) A\n2) B", ["A", "B"]),
        ("(1) A\n(2) B", ["A", "B"]),
        ("1.Regional\n2.National", ["Regional", "National"]),
        ("1. A 2. B 3. C", ["A", "B", "C"]),
        ("1. A 2. B\n3. C 4. D", ["A", "B", "C", "D"]),
        ("1. A;\n2. B;", ["A", "B"]),
        ("1. A\n2.\n3. C", ["A", "C"]),
        ("1. A\nsecond line of A\n2. B", ["A second line of A", "B"]),
        ("1. Only", ["Only"]),
        ("", []),
    ],
)
def test_items_follow_their_running_numbers(cell, items):
    assert numbered_items(cell) == items


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("1. National MaSanté2022\n2. Other", ["National MaSanté2022", "Other"]),
        ("1. Strategy 3. Edition\n2. Other", ["Strategy 3. Edition", "Other"]),
        ("1. Strategy\n3. Auflage\n2. Other", ["Strategy 3. Auflage", "Other"]),
        (
            "1. Plan 1.5 degrees\n2. Horizon 3. Programme",
            ["Plan 1.5 degrees", "Horizon 3. Programme"],
        ),
        ("1. A\n1.1. Part of A\n2. B", ["A 1.1. Part of A", "B"]),
        ("Programme 1. Phase", ["Programme 1. Phase"]),
        ("2030. Agenda", ["2030. Agenda"]),
    ],
)
def test_a_number_inside_a_title_does_not_divide_it(cell, items):
    assert numbered_items(cell) == items


def test_a_forgotten_or_repeated_number_still_begins_an_item():
    assert numbered_items("1. A\n2. B\n4. D") == ["A", "B", "D"]
    assert numbered_items("1. A\n1. B") == ["A", "B"]


def test_words_before_the_first_number_are_kept():
    assert numbered_items("Documents: 1. A 2. B") == ["Documents:", "A", "B"]


def test_without_numbers_lines_or_semicolons_divide():
    assert numbered_items("• Plan, first\n• Law") == ["Plan, first", "Law"]
    assert numbered_items("Plan, first; Law (a; b)") == ["Plan, first", "Law (a; b)"]


titles = st.lists(st.text("abcXYZ é'()/&-,", min_size=1).filter(str.strip), min_size=2, max_size=30)


@given(titles, st.sampled_from(["{}. ", "{}) ", "({}) "]))
def test_a_numbered_list_comes_back_whole(items, style):
    cell = "\n".join(style.format(number) + item for number, item in enumerate(items, start=1))
    expected = [" ".join(item.split()).rstrip(";,").strip() for item in items]
    assert numbered_items(cell) == [item for item in expected if item]


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        (
            "Research (-omics, diagnostics, etc.); ICT/genomics, data(infrastructure); Solutions.",
            [
                "Research (-omics, diagnostics, etc.)",
                "ICT/genomics, data(infrastructure)",
                "Solutions",
            ],
        ),
        ("a (b; c); d", ["a (b; c)", "d"]),
        ("(a; b (c) d; e); f", ["(a; b (c) d; e)", "f"]),
        ("«x; y»; „p; q“; “r; s”", ["«x; y»", "„p; q“", "“r; s”"]),
        ("a\nb; c", ["a", "b", "c"]),
        ("; ;", []),
        ("USA, Germany, Belgium, UK", ["USA, Germany, Belgium, UK"]),
        ("a, etc.; b...; U.S.A.", ["a, etc.", "b...", "U.S.A."]),
    ],
)
def test_items_stand_between_semicolons_never_commas(cell, items):
    assert semicolon_items(cell) == items


@pytest.mark.parametrize("stray", ["a (b; c", "a) b; c", 'disc 5"; c', "a ([b; c"])
def test_a_stray_bracket_or_quotation_mark_hides_nothing(stray):
    assert semicolon_items(stray)[-1] == "c"


@given(st.text(alphabet='ab;,("„“»«)]\n. '))
def test_no_letter_of_a_list_is_lost(cell):
    items = "".join(semicolon_items(cell))
    assert [letter for letter in items if letter in "ab"] == [c for c in cell if c in "ab"]


@pytest.mark.parametrize(
    ("text", "words", "address"),
    [
        ("Strategy https://a.example/x-y/", "Strategy", "https://a.example/x-y/"),
        ("Centre www.bioimaging.fi", "Centre", "https://www.bioimaging.fi"),
        ("Families centralbaltic.eu/projects", "Families", "https://centralbaltic.eu/projects"),
        ("See (https://a.example/b_(c)).", "See", "https://a.example/b_(c)"),
        ("Plan: <HTTP://A.example>", "Plan", "http://A.example"),
        ("Auria Inc. https://a.example, Turku", "Auria Inc., Turku", "https://a.example"),
        ("https://länsstyrelsen.example/å", "", "https://länsstyrelsen.example/å"),
    ],
)
def test_an_address_is_taken_out_of_its_sentence(text, words, address):
    assert link_in(text) == (words, address)


@pytest.mark.parametrize(
    "text",
    [
        "ICT/genomics",
        "National & Kapodistrian University of Athens, Medical School",
        "javascript:alert(1)",
        "javascript://www.a.example/%0aalert(1)",
        "ftp://www.a.example/x",
        "someone@a.example/x",
        "http://name:word@a.example",
        "http://localhost/x",
        "http://a.example:99999/",
        "diseases, etc.Also/more",
        "Q.86",
        "",
    ],
)
def test_what_is_no_public_address_stays_in_the_text(text):
    assert link_in(text) == (text, None)


@given(st.text(alphabet="htps:/w.aé@#?()[]<> \n\\", max_size=60))
def test_an_address_is_always_of_the_web(text):
    _, address = link_in(text)
    assert address is None or address.startswith(("http://", "https://"))
