"""Words of a search: any script, accents, spellings, beginnings."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.words import MOST_WORDS, asked, marked, variants, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Île-de-France", ["ile", "de", "france"]),
        ("Αττική", ["attiki"]),
        ("Северозападен", ["severozapaden"]),
        ("Valle d’Aosta", ["valle", "d", "aosta"]),
        ("FR1", ["fr1"]),
        ("Straße", ["strasse"]),
        ('"', []),
        ("", []),
    ],
)
def test_words_are_in_small_latin_letters(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("personalised", "personalized"), ("organisation", "Organization"), ("analyse", "analyze")],
)
def test_british_and_american_spellings_are_one_word(one, other):
    assert words(one) == words(other)


def test_a_beginning_may_end_anywhere_in_either_spelling():
    whole = words("personalised")[0]
    for length in range(2, 13):
        assert whole.startswith(words("personalized"[:length])[0])


def test_german_letters_are_found_with_one_letter_or_two():
    assert variants("Württemberg") == {"wurttemberg", "wuerttemberg"}


def test_a_search_has_at_most_so_many_words_each_once():
    assert asked("a b a " + " ".join(f"w{n}" for n in range(50)))[:2] == ["a", "b"]
    assert len(asked(" ".join(f"w{n}" for n in range(1900)))) == MOST_WORDS


def test_the_words_found_are_marked():
    pieces = list(marked("Plan pour la Médecine personnalisée", asked("medec PERS x")))
    assert [text for text, is_found in pieces if is_found] == ["Médecine", "personnalisée"]


def test_a_single_letter_marks_only_itself():
    assert [text for text, found in marked("a an d'Arc", asked("a")) if found] == ["a"]


@given(st.text(max_size=80), st.text(max_size=20))
def test_marking_loses_no_letter(text, search):
    assert "".join(piece for piece, _found in marked(text, asked(search))) == text


@given(st.text(max_size=40))
def test_composed_and_decomposed_letters_are_the_same_words(text):
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert words(composed) == words(apart)


@given(st.text(max_size=60))
def test_a_text_is_found_by_its_own_words(text):
    assert set(asked(text)) <= variants(text)
