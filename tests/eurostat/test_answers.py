from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.eurostat.writing import WRITERS, csv_21, csv_30, json_stat, tsv
from workbench.eurostat.answer import NotAnAnswer, Value
from workbench.eurostat.answers import read
from workbench.eurostat.tables import TABLES, told

ANSWERS = Path(__file__).parent / "answers"
UPDATED = date(2026, 8, 10)
# Two of the formats do not say when the table was updated.
FORMATS = {".json": UPDATED, ".sdmx21.csv": UPDATED, ".sdmx30.csv": None, ".tsv": None}
SIZES = {"population": 9, "density": 10, "share-65-plus": 12}
VALUES = [Value("BE3", 2017, Decimal("215.3"), "b"), Value("BE31", 2018, Decimal("367.30"))]

numbers = st.decimals(-(10**11), 10**11, places=3, allow_nan=False) | st.integers(
    -(10**11), 10**11
).map(Decimal)
cells = st.builds(
    Value,
    geo=st.from_regex(r"[A-Z]{2}[A-Z0-9]{0,3}", fullmatch=True),
    year=st.integers(1900, 2100),
    value=numbers,
    flag=st.text("bcdefnpsuz", max_size=3),
)
tables_of_values = st.lists(
    cells, min_size=1, max_size=12, unique_by=lambda value: (value.geo, value.year)
).map(lambda values: sorted(values, key=lambda value: (value.geo, value.year)))


@given(tables_of_values)
def test_values_written_in_any_format_are_read_as_they_were(values):
    for write in WRITERS:
        found = read(write(values)).values
        assert found == values
        assert [str(value.value) for value in found] == [f"{v.value:f}" for v in values]


@given(tables_of_values, st.sampled_from(WRITERS), st.data())
def test_an_answer_that_is_cut_off_is_refused_or_loses_nothing_it_still_has(values, write, data):
    whole = write(values)
    part = whole[: data.draw(st.integers(0, len(whole) - 1))]
    try:
        found = read(part).values
    except NotAnAnswer:
        return
    assert all(value in values for value in found)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_other_bytes_end_in_a_sentence(data):
    with pytest.raises(NotAnAnswer, match=r"^[^\n]{10,300}$"):
        read(data)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.code)
@pytest.mark.parametrize("ending", FORMATS)
def test_each_sample_answer_says_the_same_in_each_format(table, ending):
    answer = read((ANSWERS / f"{table.code}{ending}").read_bytes())
    assert told(answer) is table
    assert answer.values == read((ANSWERS / f"{table.code}.json").read_bytes()).values
    assert len(answer.values) == SIZES[table.indicator]
    assert answer.updated_on == FORMATS[ending]


def test_numbers_stay_exact_and_flags_are_kept():
    found = read((ANSWERS / "demo_r_d2jan.sdmx21.csv").read_bytes()).values
    assert Value("DE11", 2023, Decimal(4142738), "b") in found
    found = read((ANSWERS / "demo_r_d3dens.json").read_bytes()).values
    assert next(str(v.value) for v in found if (v.geo, v.year) == ("BE33", 2018)) == "289.0"


def test_what_is_missing_is_no_value():
    text = "freq,unit,geo\\TIME_PERIOD\t2017 \t2018 \nA,PER_KM2,BE3\t: c\t215.8 p\n"
    assert read(text.encode()).values == [Value("BE3", 2018, Decimal("215.8"), "p")]
    listed = json_stat(VALUES, status=["b", None, None, ":"]).replace(
        b'{"0":215.3,"3":367.30}', b"[215.3,null,null,367.30]"
    )
    flagged = [VALUES[0], Value("BE31", 2018, Decimal("367.30"), "")]
    with pytest.raises(NotAnAnswer, match="is not a flag"):
        read(listed)
    assert read(listed.replace(b'":"', b"null")).values == flagged


REFUSED = {
    "nothing": (b"", "It is empty."),
    "a web page": (b"<!DOCTYPE html><html></html>", "web page"),
    "packed": (b"\x1f\x8b\x08\x00", "UTF-8"),
    "prose": (b"Try again later.\n", "none of Eurostat's formats"),
    "a list": (b"[]", "no answer of Eurostat"),
    "nested for ever": (b"[" * 100_000, "cut off"),
    "a fault": (b'{"error":[{"status":400,"label":"No such table."}]}', "fault: No such table."),
    "a text that is no number": (csv_30(VALUES).replace(b"215.3", b"about 200"), "not a number"),
    "NaN in JSON": (json_stat(VALUES).replace(b"215.3", b"NaN"), "“NaN” is not a number"),
    "NaN in text": (csv_21(VALUES).replace(b"215.3", b"NaN"), "“NaN” is not a number"),
    "true": (json_stat(VALUES).replace(b"215.3", b"true"), "not a number"),
    "a size without end": (json_stat(VALUES, size=[1, 1, 10**9, 10**9]), "more cells"),
    "other sizes": (json_stat(VALUES, size=[1, 1, 2, 3]), "another size"),
    "negative sizes": (json_stat(VALUES, size=[1, 1, -2, 2]), "do not go together"),
    "a cell outside": (json_stat(VALUES).replace(b'"3":', b'"4":'), "outside"),
    "the same cell twice": (json_stat(VALUES).replace(b'"3":', b'"0":'), "two things"),
    "an open dimension": (
        csv_21(VALUES).replace(b"PER_KM2,BE31", b"NR,BE31"),
        "leaves unit open: it has PER_KM2 and NR",
    ),
    "a row twice": (tsv(VALUES) + b"A,PER_KM2,BE3\t1 \t2 \n", "two things about BE3 in 2017"),
    "months": (csv_21(VALUES).replace(b",2017,", b",2017-01,"), "not a year"),
    "too few cells": (tsv(VALUES).replace(b"\t367.30", b""), "too few"),
    "no headings": (b"STRUCTURE,freq,geo\nx,A,BE3\n", "is expected"),
    "no values": (tsv(VALUES[:1]).replace(b"215.3 b", b": "), "It holds no values."),
    "an order to the terminal": (csv_21(VALUES).replace(b"BE31", b"\x1b[2J"), "�"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_anything_else_is_refused_with_a_sentence(name):
    data, sentence = REFUSED[name]
    with pytest.raises(NotAnAnswer) as refused:
        read(data)
    assert sentence in str(refused.value)
    assert "\x1b" not in str(refused.value)


def test_an_answer_of_another_table_or_choice_is_refused():
    other = csv_21(VALUES).replace(b"DEMO_R_D3DENS", b"NAMA_10R_3GDP")
    with pytest.raises(NotAnAnswer, match="It is the table nama_10r_3gdp"):
        told(read(other))
    women = (ANSWERS / "demo_r_d2jan.json").read_bytes().replace(b'"T":0', b'"F":0')
    with pytest.raises(NotAnAnswer, match="It has F for sex; T is expected"):
        told(read(women))
    with pytest.raises(NotAnAnswer, match="dimensions are not those"):
        told(read(tsv(VALUES).replace(b"PER_KM2", b"NR")))


def test_a_table_is_asked_for_with_one_value_of_each_dimension():
    address = TABLES[0].address("https://example.eu/{table}", since=2019)
    assert address == (
        "https://example.eu/demo_r_d2jan?format=JSON&lang=EN&freq=A&sex=T&age=TOTAL&unit=NR"
        "&sinceTimePeriod=2019"
    )
