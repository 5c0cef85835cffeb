"""The region of a row: by its code, by a code that has to be mended, or by its name."""

import pytest

from workbench.survey.facts import Unread
from workbench.survey.known import Known
from workbench.survey.territory import region_in

KNOWN = Known(
    regions={
        "BE": ("Belgique/België", "Belgium"),
        "BE1": ("Région de Bruxelles-Capitale",),
        "BE10": ("Région de Bruxelles-Capitale",),
        "BE3": ("Région wallonne", "Wallonie", "Walloon Region"),
        "EL30": ("Αττική", "Attiki"),
        "FI1C": ("Etelä-Suomi",),
    }
)


def names_in(cell):
    code, names, understood = region_in(cell, KNOWN)
    return code, [name.name for name in names], understood


def test_code_and_names_are_told_apart():
    expected = ["Wallonie", "Walloon Region"]
    assert names_in("BE3 - Wallonie / Walloon Region") == ("BE3", expected, "")


@pytest.mark.parametrize(
    "cell", ["BE3", "be3", " BE3 ", "BE3:", "BE3 –", "BE3 -Wallonie", "BE3—Wallonie"]
)
def test_the_code_is_found_however_the_dash_is_set(cell):
    assert region_in(cell, KNOWN)[0] == "BE3"


def test_a_small_l_for_a_capital_i_is_mended_when_the_name_agrees():
    assert names_in("Fl1C - Etelä-Suomi") == ("FI1C", ["Etelä-Suomi"], "Fl1C read as FI1C")


@pytest.mark.parametrize("cell", ["Fl1C", "Fl1C - Nowhere"])
def test_a_doubtful_code_without_the_name_is_not_guessed(cell):
    with pytest.raises(Unread):
        region_in(cell, KNOWN)


def test_a_latin_letter_in_a_greek_name_is_mended():
    assert names_in("EL30 - Aττική (Attiki)")[1] == ["Αττική", "Attiki"]


def test_a_name_alone_is_enough_if_only_one_region_has_it():
    assert names_in("wallonie") == ("BE3", [], "wallonie read as BE3")
    with pytest.raises(Unread):
        region_in("Région de Bruxelles-Capitale", KNOWN)


def test_a_new_name_is_kept_and_a_foreign_one_refused():
    assert names_in("BE3 - La Wallonie")[1] == ["La Wallonie"]
    with pytest.raises(Unread, match="the name says FI1C"):
        region_in("BE3 - Etelä-Suomi", KNOWN)


def test_a_part_may_bear_the_name_of_the_whole():
    assert region_in("BE10 - Région de Bruxelles-Capitale", KNOWN)[0] == "BE10"


@pytest.mark.parametrize("cell", ["", "XX99 - Nowhere", "-", "🙂", "BE3BE3BE3"])
def test_what_names_no_region_is_refused_in_words(cell):
    with pytest.raises(Unread, match="no region of this code is known"):
        region_in(cell, KNOWN)
