"""Regions beside each other: the rows, what is folded, and the sentences on top."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from observatory.compare.compared import Compared, Item
from observatory.compare.comparison import compare, table
from observatory.compare.summary import named, summary
from tests.observatory.comparable import (
    ASKED,
    MEMBER,
    NO,
    OUTSIDE,
    PLANNED,
    THROUGH,
    YES,
    claim,
    entry,
    group,
    number,
)


def test_the_newest_year_that_all_have_is_compared():
    def region(code, *years):
        measures = [number(year, year) for year in years]
        return Compared(code, code, measures={"population": measures} if years else {})

    def years(*regions):
        row = compare(regions, ASKED).sections[0].rows[0]
        return [cell.entries[0].year if cell.entries else None for cell in row.cells]

    long, short = region("AA1", 2021, 2020, 2019), region("BB1", 2019, 2018)
    assert years(long, short) == [2019, 2019]
    assert years(long, short, region("CC1")) == [2019, 2019, None]
    assert years(long, region("DD1", 2015)) == [2021, 2015]


# --- any facts at all ---

texts = st.sampled_from(["one", "two", "three"])
years = st.none() | st.integers(2017, 2021)
claims = st.sampled_from([MEMBER, claim("member", True, year=2019), OUTSIDE, PLANNED, THROUGH])


@st.composite
def measured(draw, make):
    found = draw(st.lists(years, max_size=3, unique=True))
    ordered = sorted(found, key=lambda year: -(year or 0))
    return [make(draw(st.integers(1, 12)), year) for year in ordered]


@st.composite
def regions(draw):
    numbers = draw(measured(lambda value, year: number(value, year)))
    groups = draw(measured(lambda rank, year: group(rank, f"Group {rank}", year)))
    terms = draw(st.sets(st.sampled_from(["T02", "T05"])))
    return Compared(
        code="".join(["A", *draw(st.lists(st.sampled_from("BCDEFG"), min_size=2, max_size=4))]),
        name=draw(texts),
        measures={"population": numbers, "share": numbers, "innovation-group": groups},
        answers=draw(st.dictionaries(st.just("ris3"), st.sampled_from([YES, NO]))),
        documents=[Item(entry(key), key) for key in draw(st.sets(texts))],
        terms={"policy-topics": {code: entry("Covered") for code in terms}} if terms else {},
        standings=draw(st.dictionaries(st.sampled_from(["cebr", "errin"]), claims)),
    )


several = st.lists(regions(), min_size=2, max_size=4)


def rows_of(comparison):
    return [row for one in comparison.sections for row in (*one.rows, *one.denied)]


@given(regions(), st.integers(2, 4))
def test_a_region_differs_in_nothing_from_itself(region, times):
    comparison = compare([region] * times, ASKED)
    assert all(row.difference.is_same for row in rows_of(comparison))
    assert comparison.only_differences().length == 0
    assert all(sentences == () for sentences in summary([region] * times, ASKED).only)


@given(several, st.randoms())
def test_another_order_changes_the_letters_and_the_places_only(found, random):
    order = list(range(len(found)))
    random.shuffle(order)
    before = rows_of(compare(found, ASKED))
    after = rows_of(compare([found[index] for index in order], ASKED))
    assert [row.subject for row in after] == [row.subject for row in before]
    letters = {"ABCD"[old]: "ABCD"[new] for new, old in enumerate(order)}
    for old, new in zip(before, after, strict=True):
        assert [cell.entries for cell in new.cells] == [old.cells[one].entries for one in order]
        assert words(new.difference.text) == sorted(
            letters.get(word, word) for word in words(old.difference.text)
        )


def words(text):
    """The words of a difference in no order: letters are listed in theirs."""
    return sorted(re.findall(r"[\w.%,]*\w", text))


@given(several)
def test_what_nobody_said_is_never_shown_as_a_no(found):
    comparison = compare(found, ASKED)
    for row in rows_of(comparison):
        missing = {cell.letter for cell in row.cells if not cell.entries}
        assert len(missing) < len(found)
        said = row.difference.text.rpartition("missing in ")[2] if missing else ""
        assert set(re.findall("[A-D]", said)) == missing
        assert not (missing and row.difference.is_same)
        only = re.match(r"only ([A-D])", row.difference.text)
        assert not (only and only[1] in missing)
    headings, lines = table(comparison)
    assert {len(line) for line in lines} <= {len(headings)}


@given(several)
def test_a_sentence_about_one_region_needs_an_answer_of_all_others(found):
    silent = [replace(one, standings={}, answers={}, terms={}) for one in found[1:]]
    (first, *_others) = summary([found[0], *silent], ASKED).only
    assert all(sentence.startswith("Recorded only here") for sentence in first)


def test_the_sentences_name_what_is_shared_and_what_is_not():
    walloon = Compared(
        "BE3", "Wallonie",
        answers={"ris3": YES},
        terms={"policy-topics": {"T05": entry("Covered")}},
        standings={"cebr": MEMBER, "errin": PLANNED},
    )  # fmt: skip
    flemish = replace(
        walloon,
        terms={"policy-topics": {"T02": entry("Covered")}},
        standings={"cebr": MEMBER, "errin": OUTSIDE},
    )
    told = summary([walloon, flemish], ASKED)
    assert told.in_common == ("Both belong to CEBR.", "Both answer yes to “Has a RIS3”.")
    assert told.only == (
        ("Policy topics: “Prevention”.", "Plans to join ERRIN."),
        ("Policy topics: “Research”.",),
    )
    alone = [replace(walloon, standings={"cebr": one}) for one in (OUTSIDE, THROUGH)]
    assert summary(alone, ASKED).only == ((), ("Takes part in CEBR through its country.",))
    through = [replace(one, standings={"cebr": THROUGH}) for one in (walloon, flemish, walloon)]
    assert "All three take part in CEBR through their country." in summary(through, ASKED).in_common


def test_what_is_recorded_of_one_region_alone_is_said_so():
    walloon = Compared("BE3", "Wallonie", answers={"ris3": YES}, standings={"cebr": MEMBER})
    other = Compared("BE2", "Vlaanderen", standings={"errin": OUTSIDE})
    assert summary([walloon, other], ASKED).only == (
        ("Recorded only here: answers about policy.",),
        (),
    )


def test_many_names_are_counted():
    assert named(["A"]) == "A"
    assert named(["A", "B", "C", "D"]) == "A, B, C and D"
    assert named(["A", "B", "C", "D", "E", "F"]) == "A, B, C, D and 2 more"


def test_only_differences_leaves_out_what_is_the_same_and_what_nobody_said():
    one = Compared("AA1", "One", answers={"ris3": YES}, standings={"cebr": MEMBER})
    other = replace(one, code="BB1", standings={"cebr": OUTSIDE, "errin": OUTSIDE})
    comparison = compare([one, other], ASKED)
    assert comparison.length == 3
    rows = rows_of(comparison.only_differences())
    assert [row.subject.name for row in rows] == ["CEBR", "ERRIN"]


def test_a_topic_that_a_list_leaves_out_is_not_listed_and_without_a_list_not_recorded():
    one = Compared("AA1", "One", terms={"policy-topics": {"T02": entry("Covered")}})
    other = replace(one, terms={"policy-topics": {"T05": entry("Covered")}})
    silent = replace(one, terms={})
    rows = rows_of(compare([one, other, silent], ASKED))
    shown = [[cell.entries[0].text if cell.entries else "" for cell in row.cells] for row in rows]
    assert shown == [["Covered", "Not listed", ""], ["Not listed", "Covered", ""]]
    assert [row.difference.text for row in rows] == [
        "only A; missing in C",
        "only B; missing in C",
    ]


def test_a_list_that_only_one_region_has_takes_one_row():
    one = Compared("AA1", "One", terms={"policy-topics": {"T02": entry("Covered")}})
    (row,) = rows_of(compare([one, Compared("BB1", "Other")], ASKED))
    assert [[each.text for each in cell.entries] for cell in row.cells] == [["Research"], []]
    assert row.difference.text == "missing in B"


def test_what_all_deny_and_what_nobody_knows_is_folded():
    one = Compared("AA1", "One", standings={"cebr": OUTSIDE})
    (networks,) = [each for each in compare([one, one], ASKED).sections if each.code == "networks"]
    assert networks.rows == ()
    assert [row.subject.name for row in networks.denied] == ["CEBR"]
    assert [subject.name for subject in networks.unrecorded] == ["ERRIN"]
