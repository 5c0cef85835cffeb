"""Letters of the wrong alphabet, put right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.lookalikes import MOST_CANDIDATES, code_candidates, mend_words


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("\u0041ττική (Attiki)", "\u0391ττική (Attiki)"),
        ("С\u0070бија", "С\u0440бија"),
        ("W\u0430llonie", "W\u0061llonie"),
        ("Άττικ\u0061", "Άττικ\u03b1"),
        ("\u0395tel\u00e4-Suomi", "Etel\u00e4-Suomi"),
        ("\u0421\u00f4te-d\u0027Or", "C\u00f4te-d\u0027Or"),
    ],
)
def test_a_word_of_two_alphabets_is_mended(written, meant):
    assert written != meant
    assert mend_words(written) == meant


@pytest.mark.parametrize(
    "text",
    ["Wallonie", "Αττική", "Београд", "Attiki Αττική", "TNFα", "IFNγ-β", "Pocciя", "μm", "αA", ""],
)
def test_a_word_without_an_answer_stays(text):
    assert mend_words(text) == text


def test_an_even_division_is_settled_by_the_rest_of_the_text():
    assert mend_words("Αττική \u0041Σ") == "Αττική \u0391Σ"


@given(st.text(alphabet="aAoOpPxабвгорхАВαβοΑΒ -1'", max_size=30))
def test_mending_keeps_the_length_and_is_done_once(text):
    mended = mend_words(text)
    assert len(mended) == len(text)
    assert mend_words(mended) == mended


def test_a_small_l_may_be_a_capital_i():
    assert code_candidates("Fl1C")[:2] == ["FL1C", "FI1C"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("\u0412\u0415\u0033", "BE3"),
        ("\u0432\u0435\u0033", "BE3"),
        ("B\u0395\u0417", "BE3"),
        ("be 3", "BE3"),
        ("ＢＥ３", "BE3"),
        ("DEO", "DE0"),
        ("lTC4", "ITC4"),
        ("I\u03a4C4", "ITC4"),
        ("UK|1", "UKI1"),
        ("Q.86", "Q.86"),
    ],
)
def test_a_code_is_among_its_candidates(written, meant):
    assert meant in code_candidates(written)


def test_a_capital_l_is_no_i():
    assert code_candidates("UKL3") == ["UKL3"]


@pytest.mark.parametrize("text", ["", "  ", "É1", "Λ30", "日本"])
def test_what_no_code_can_hold_has_no_candidates(text):
    assert code_candidates(text) == []


@given(st.text(alphabet="lI1oO0AВЕ|", min_size=1, max_size=40))
def test_candidates_are_few_different_and_plain(text):
    candidates = code_candidates(text)
    assert 1 <= len(candidates) <= MOST_CANDIDATES
    assert len(set(candidates)) == len(candidates)
    assert all(candidate.isascii() and candidate == candidate.upper() for candidate in candidates)


@given(st.text(alphabet="ABCDEFGHLI0123456789", min_size=1, max_size=6))
def test_the_plain_reading_comes_first(code):
    assert code_candidates(code.lower())[0] == code
    assert code_candidates(code)[0] == code
