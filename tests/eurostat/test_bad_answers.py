"""Answers that are nearly right: whatever is wrong with them, they end in a sentence."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.eurostat.answer import NotAnAnswer
from workbench.eurostat.answers import read
from workbench.eurostat.tables import told

ANSWERS = [path.read_bytes() for path in sorted((Path(__file__).parent / "answers").iterdir())]
WHOLE = json.loads(next(answer for answer in ANSWERS if answer.startswith(b"{")))
ODD = (None, [], {}, -1, 0, 3.5, True, "x", "", [None], {"a": 1}, [[]], 10**9)
BITS = (b"null", b"{}", b"-1", b'"', b"\0", b"\n", b"\t", b",", b"9" * 5000, b"1e" + b"9" * 30)


def paths(part, path=()):
    """The way to every part of a JSON value."""
    if path:
        yield path
    inner = enumerate(part) if isinstance(part, list) else ()
    for name, value in part.items() if isinstance(part, dict) else inner:
        yield from paths(value, (*path, name))


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_any_part_may_be_of_another_kind(odd):
    for *way, last in paths(WHOLE):
        answer = json.loads(json.dumps(WHOLE))
        part = answer
        for name in way:
            part = part[name]
        part[last] = odd
        with suppress(NotAnAnswer):
            told(read(json.dumps(answer).encode()))


@given(st.sampled_from(ANSWERS), st.sampled_from(BITS), st.integers(0, 2000), st.integers(0, 8))
def test_any_bytes_may_be_others(answer, bit, at, length):
    with suppress(NotAnAnswer):
        told(read(answer[:at] + bit + answer[at + length :]))


def test_a_number_with_an_endless_exponent_is_refused():
    with pytest.raises(NotAnAnswer):
        read(ANSWERS[0].replace(b"4143418", b"1e" + b"9" * 30))
