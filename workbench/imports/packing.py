"""A plan as bytes, to be kept beside its import, and back: a line of JSON each, compressed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any

from workbench.imports.plan import Cause, Change, Plan, Problem, Step, line


def packed(plan: Plan) -> bytes:
    """The plan without what stays unchanged: nobody wants to read that again."""
    press = zlib.compressobj()
    # Line by line: the whole as one text would take as much memory as the plan itself.
    pieces = [press.compress(told) for told in _lines(plan)]
    return b"".join([*pieces, press.flush()])


def unpacked(data: bytes) -> Plan:
    """The plan that was packed; an empty one for nothing."""
    if not data:
        return Plan()
    numbers, notes, blanks, steps, *told = zlib.decompress(data).splitlines()
    most = json.loads(steps)
    return Plan(
        numbers=json.loads(numbers),
        steps=[_step(*json.loads(values)) for values in told[:most]],
        problems=[_problem(*json.loads(values)) for values in told[most:]],
        notes=json.loads(notes),
        blanks=json.loads(blanks),
    )


def _lines(plan: Plan) -> Iterator[bytes]:
    changes = plan.changes
    for value in (plan.numbers, plan.notes, plan.blanks, len(changes)):
        yield line(value)
    yield from (line(step.told()) for step in changes)
    yield from (line(problem.told()) for problem in plan.problems)


def _step(row: int, heading: str, change: str, *words: str) -> Step:
    return Step(row, heading, Change(change), *words)


def _problem(*told: Any) -> Problem:
    row, heading, value, reason, is_agreed, cause, *asked = told
    return Problem(row, heading, value, reason, is_agreed, Cause(cause), *asked)
