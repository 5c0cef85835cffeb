"""Texts made comparable."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.text import fold, fold_words, one_line, tidy


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("  Etelä-Suomi \t (FI) ", "Etelä-Suomi (FI)"),
        ("Etela\u0308-Suomi", "Etelä-Suomi"),
        ("1\u00a0215\u202f290", "1 215 290"),
        ("\ufeffRe\u200bgi\u00adon\x07", "Region"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("\n one \n\n two \n", "one\n\ntwo"),
        ("\u3164\u2800\u200b", ""),
        ("half \ud800 pair", "half pair"),
    ],
)
def test_tidying_leaves_what_a_reader_sees(written, expected):
    assert tidy(written) == expected


@given(st.text())
def test_a_tidy_text_is_composed_and_stays_as_it_is(text):
    tidied = tidy(text)
    assert tidy(tidied) == tidied
    assert unicodedata.is_normalized("NFC", tidied)


def test_one_line_joins_the_lines_of_a_cell():
    assert one_line("1. Plan\n 2. Law ") == "1. Plan 2. Law"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ÎLE-DE-FRANCE", "ile–de–france"),
        ("Łódź", "lodz"),
        ("Großbritannien", "GROSSBRITANNIEN"),
        ("Ærøskøbing", "aeroskobing"),
        ("İzmir ve Iğdır", "izmir ve igdir"),
        ("Đakovo", "dakovo"),
        ("Population per km²", "population per km2"),
        ("„Le Futur“", '"le futur"'),
        ("N’Tech", "N'tech"),
        ("Cafe\u0301", "CAFÉ"),
        ("Αττική", "ΑΤΤΙΚΗ"),
    ],
)
def test_spellings_of_one_name_fold_to_the_same(one, other):
    assert fold(one) == fold(other)


def test_folding_does_not_transliterate():
    assert fold("Аттика") != fold("Attika")


@given(st.text())
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)
    assert fold_words(fold_words(text)) == fold_words(text)


def test_words_are_compared_without_punctuation():
    one = "ICT/genomics, health, lifestyle data(infrastructure)."
    other = "ICT/genomics, health, lifestyle data (infrastructure)"
    assert (
        fold_words(one) == fold_words(other) == "ict genomics health lifestyle data infrastructure"
    )
