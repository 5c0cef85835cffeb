"""A fact's timeline: nothing lost, one answer in force, the same whatever the order of arrival."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from common.timeline import Outcome, Run, Said, place, withdraw

answers_by_year = st.dictionaries(st.integers(2000, 2012), st.sampled_from("ABC"), max_size=8)


def said(year: int, source: str = "survey") -> Said:
    return Said(f"{source}-{year}", date(year, 12, 31))


def told(answers: dict[int, str], order: list[int] | None = None) -> list[Run]:
    runs: list[Run] = []
    for year in order if order is not None else sorted(answers):
        place(runs, answers[year], said(year))
    return runs


def holding(runs: list[Run], year: int) -> list[str]:
    return [run.answer for run in runs if run.covers(date(year, 12, 31))]


@given(answers_by_year)
def test_told_in_order_every_stated_day_keeps_its_answer(answers):
    runs = told(answers)
    assert all(holding(runs, year) == [answer] for year, answer in answers.items())


@given(answers_by_year.flatmap(lambda a: st.tuples(st.just(a), st.permutations(sorted(a)))))
def test_in_any_order_of_arrival_the_latest_answer_is_in_force_and_runs_never_overlap(case):
    answers, order = case
    runs = told(answers, order)
    open_runs = [run for run in runs if run.superseded_on is None]
    assert [run.answer for run in open_runs] == ([answers[max(answers)]] if answers else [])
    assert all(a.last.on < a.superseded_on <= b.first.on for a, b in pairwise(runs))
    assert all(run.first.on <= run.last.on for run in runs)


@given(answers_by_year)
def test_told_again_nothing_changes(answers):
    runs = told(answers)
    outcomes = {place(runs, answers[year], said(year)).outcome for year in sorted(answers)}
    assert outcomes <= {Outcome.UNCHANGED}


def test_an_answer_said_again_moves_its_date_on():
    runs = told({2019: "member"})
    assert place(runs, "member", said(2021)).outcome is Outcome.RENEWED
    assert [(run.first, run.last) for run in runs] == [(said(2019), said(2021))]


def test_a_later_different_answer_closes_the_earlier_and_opens_a_new_one():
    runs = told({2019: "planned"})
    assert place(runs, "member", said(2021)).outcome is Outcome.CHANGED
    assert [(r.answer, r.superseded_on) for r in runs] == [
        ("planned", date(2021, 12, 31)),
        ("member", None),
    ]


def test_a_statement_that_arrives_late_finds_its_place_in_the_past():
    runs = told({2021: "member"})
    assert place(runs, "planned", said(2019)).outcome is Outcome.EARLIER
    assert holding(runs, 2019) == ["planned"]
    assert holding(runs, 2022) == ["member"]


def test_a_source_may_correct_what_it_said_on_the_first_the_last_or_the_only_day():
    only, first, last = (
        told({2019: "A"}),
        told({2019: "A", 2021: "A"}),
        told({2019: "A", 2021: "A"}),
    )
    assert place(only, "B", said(2019)).outcome is Outcome.CORRECTED
    assert place(first, "B", said(2019)).outcome is Outcome.CORRECTED
    assert place(last, "B", said(2021)).outcome is Outcome.CORRECTED
    assert holding(only, 2019) == ["B"]
    assert (holding(first, 2019), holding(first, 2021)) == (["B"], ["A"])
    assert (holding(last, 2019), holding(last, 2021)) == (["A"], ["B"])


def test_two_sources_that_differ_on_one_day_contradict_each_other_and_change_nothing():
    runs = told({2019: "A"})
    assert place(runs, "B", said(2019, "page")).outcome is Outcome.CONTRADICTED
    assert holding(runs, 2019) == ["A"]


def test_an_answer_between_two_statements_of_another_splits_their_run():
    runs = told({2019: "A", 2023: "A"})
    place(runs, "B", said(2021))
    assert [holding(runs, year) for year in (2019, 2021, 2023)] == [["A"], ["B"], ["A"]]


def test_a_later_list_that_leaves_an_answer_out_closes_it_and_an_older_list_does_not():
    runs = told({2019: "listed"})
    assert withdraw(runs, said(2018)).outcome is Outcome.UNCHANGED
    assert withdraw(runs, said(2021)).outcome is Outcome.CHANGED
    assert withdraw(runs, said(2022)).outcome is Outcome.UNCHANGED
    assert holding(runs, 2021) == []


def test_stated_again_after_it_was_left_out_it_opens_a_new_run():
    runs = told({2019: "listed"})
    withdraw(runs, said(2021))
    assert place(runs, "listed", said(2023)).outcome is Outcome.NEW
    assert holding(runs, 2022) == []
    assert holding(runs, 2023) == ["listed"]
