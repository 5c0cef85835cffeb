"""The region of a row: by its code, by a code that has to be mended, or by its name."""

import csv
from functools import cache
from pathlib import Path

import pytest

from workbench.survey.facts import Unread
from workbench.survey.known import Known
from workbench.survey.territory import region_in

KNOWN = Known(
    regions={
        "BE": ("Belgique/België", "Belgium"),
        "BE1": ("Région de Bruxelles-Capitale",),
        "BE10": ("Région de Bruxelles-Capitale",),
        "BE2": ("Vlaams Gewest", "Flanders"),
        "BE3": ("Région wallonne", "Wallonie", "Walloon Region"),
        "EL30": ("Αττική", "Attiki"),
        "FI": ("Suomi/Finland",),
        "FI1C": ("Etelä-Suomi",),
        "NO": ("Norge", "Norway"),
        "IT": ("Italia", "Italy"),
        "EL": ("Ελλάδα", "Greece"),
        "ES703": ("El Hierro",),
        "DE": ("Deutschland", "Germany"),
        "DE7": ("Hessen",),
        "UK": ("United Kingdom",),
        "UKM": ("Scotland",),
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
    new = ("BE3", ["La Wallonie"], "new name: La Wallonie")
    assert names_in("BE3 - La Wallonie") == new
    with pytest.raises(Unread, match="the name says FI1C"):
        region_in("BE3 - Etelä-Suomi", KNOWN)


def test_a_part_may_bear_the_name_of_the_whole():
    assert region_in("BE10 - Région de Bruxelles-Capitale", KNOWN)[0] == "BE10"


@pytest.mark.parametrize("cell", ["", "XX99 - Nowhere", "-", "🙂", "BE3BE3BE3"])
def test_what_names_no_region_is_refused_in_words(cell):
    with pytest.raises(Unread, match="no region of this code is known"):
        region_in(cell, KNOWN)


@pytest.mark.parametrize("cell", ["BE 3 - Wallonie", "BE-3 Wallonie", "BE – 3: wallonie"])
def test_a_torn_code_is_joined_when_the_name_agrees(cell):
    code, (name,), understood = names_in(cell)
    assert (code, name.lower()) == ("BE3", "wallonie")
    assert understood.endswith("read as BE3")


@pytest.mark.parametrize("cell", ["BE 3", "BE-3", "BE 3 - Vlaams Gewest", "BE-3 Nowhere"])
def test_a_torn_code_without_the_name_is_refused(cell):
    with pytest.raises(Unread):
        region_in(cell, KNOWN)


@pytest.mark.parametrize(
    "cell", ["BE - Wallonie", "UK - Scotland", "DE Hessen", "BE - Belgium / Wallonie"]
)
def test_a_country_does_not_take_the_name_of_its_part(cell):
    with pytest.raises(Unread, match="the name says"):
        region_in(cell, KNOWN)


@pytest.mark.parametrize("cell", ["BE - Somewhere", "NO DATA", "IT IS UNCLEAR"])
def test_a_country_takes_no_new_name(cell):
    with pytest.raises(Unread, match="the code of a country"):
        region_in(cell, KNOWN)


@pytest.mark.parametrize("cell", ["BE - Belgium", "be Belgium", "BE", "BE: Belgique / België"])
def test_a_country_is_read_by_its_own_names(cell):
    assert region_in(cell, KNOWN)[0] == "BE"


@pytest.mark.parametrize(
    "cell", ["No data", "It is unclear", "No", "no", "El", "De", "be3 - La Wallonie"]
)
def test_a_word_is_no_code(cell):
    with pytest.raises(Unread, match="no region of this code is known"):
        region_in(cell, KNOWN)


def test_the_whole_cell_is_first_taken_for_a_name():
    assert names_in("El Hierro") == ("ES703", [], "El Hierro read as ES703")


@pytest.mark.parametrize("cell", ["BE10 - Belgium", "BE3 - Wallonie / Flanders"])
def test_the_name_of_a_relative_or_a_neighbour_is_refused(cell):
    with pytest.raises(Unread, match="the name says"):
        region_in(cell, KNOWN)


@pytest.mark.parametrize(
    "cell",
    [
        "BE3 Wallonie; BE2 Flanders",
        "BE3 Wallonie (to be checked)",
        "BE3 Wallonie [draft]",
        "BE3 La Wallonie 2",
        "BE3 La Wallonie BE",
        "BE3 ?",
    ],
)
def test_a_remark_is_no_new_name(cell):
    with pytest.raises(Unread, match="more than a name"):
        region_in(cell, KNOWN)


def test_a_bracket_may_hold_a_known_name():
    assert names_in("EL30 - Αττική (Attiki)") == ("EL30", ["Αττική", "Attiki"], "")


@cache
def official():
    """The regions as published, with their official, Latin and English names."""
    table = Path(__file__).parents[2] / "fixtures" / "regions.csv"
    columns = ("official_name", "latin_name", "english_name")
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return Known(regions={r["code"]: tuple(r[c] for c in columns if r[c]) for r in rows})


@pytest.mark.parametrize("code", ["BG411", "CH022", "UKJ", "UKK", "BE1", "BE22", "DE403"])
def test_an_official_name_may_hold_brackets_and_slashes(code):
    name = official().regions[code][0]
    read, (told,), understood = region_in(f"{code} - {name}", official())
    assert (read, told.name, understood) == (code, name, "")


def test_every_region_is_read_by_its_code_and_each_of_its_names():
    cells = {f"{code} {name}": code for code, names in official().regions.items() for name in names}
    read = {cell: region_in(cell, official()) for cell in cells}
    assert {cell: code for cell, (code, _, _) in read.items()} == cells
    assert [cell for cell, (_, _, understood) in read.items() if understood] == []
