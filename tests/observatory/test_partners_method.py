"""The worked example of docs/method-partners.md is what the facts give."""

import pytest

from catalogue import reading
from observatory.partners import profiles
from observatory.partners.choices import USUAL
from observatory.partners.finder import Choices, find
from tests.docs.documents import table, text_of

pytestmark = pytest.mark.usefixtures("facts")

METHOD = text_of("docs/method-partners.md").replace("*", "")


def test_the_indicators_of_the_worked_example_are_those_of_the_facts():
    pool = profiles.read(reading.current())
    one, other, by = pool.profiles["BE3"], pool.profiles["DE1"], pool.yardstick(1)
    current = [each for each in pool.beside(1) if each.is_current]
    assert f"The pool has {len(current)} regions." in METHOD
    heads = ("Indicator", "Values in the pool", "Compared as", "R", "BE3", "DE1", "s")
    told = {name: cells for name, *cells in table(METHOD, *heads)}
    assert set(told) == set(by.rulers)
    for name, (number, how, spread, first, second, likeness) in told.items():
        ruler = by.rulers[name]
        values = (one.figures[name], other.figures[name])
        assert int(number) == sum(name in each.figures for each in current)
        assert (how == "ratio") == ruler.is_logged
        assert spread == f"{ruler.spread:.3f}"
        assert (float(first), float(second)) == pytest.approx(values, abs=0.0005)
        assert likeness == f"{ruler.likeness(*values):.3f}"


def test_the_topics_of_the_worked_example_are_those_of_the_facts():
    pool = profiles.read(reading.current())
    by, codes = pool.yardstick(1), ("BE3", "DE1")
    for topic, number, weight, *said in table(METHOD, "Topic", "Regions", "w", *codes):
        key = f"policy-topics/{topic}"
        assert weight == f"{by.terms[key]:.3f}"
        assert int(number) == sum(key in each.terms for each in pool.beside(1))
        assert [one == "yes" for one in said] == [key in pool.profiles[one].terms for one in codes]


def test_the_score_of_the_worked_example_is_what_the_finder_gives():
    pool = profiles.read(reading.current())
    one, other = pool.profiles["BE3"], pool.profiles["DE1"]
    [result] = find(one, [other], pool.yardstick(1), pool.subjects, Choices(USUAL)).results
    heads = ("Part", "c", "s", "Exact points", "Points", "Of")
    *parts, score = table(METHOD, *heads)
    exact = [part.maximum * part.compared.likeness for part in result.parts]
    assert parts == [
        [
            part.criterion.value,
            f"{part.compared.coverage:.3f}",
            f"{part.compared.likeness:.3f}",
            f"{points:.2f}",
            str(part.points),
            str(part.maximum),
        ]
        for part, points in zip(result.parts, exact, strict=True)
    ]
    assert score[3:] == [f"{sum(exact):.2f}", str(result.score), "100"]
