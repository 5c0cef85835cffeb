"""A process that imports is killed at a random moment: nothing is half imported.

`KILLS=100` tries so many moments, and `--log-cli-level=INFO` shows what they met; the usual few are
there to notice that something has changed.
"""

import logging
import os
from collections import Counter
from dataclasses import dataclass
from random import Random

import pytest

from tests.imports_at_once.processes import done, start
from tests.imports_at_once.work import bring, confirm, dump

logger = logging.getLogger(__name__)
pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("django_db_setup")]

KILLS = int(os.environ.get("KILLS", "9"))
# A table whose rows become statements, a wave of the survey, and a draft that somebody confirms,
# whose rows change records.
WAYS = {
    "table": (bring, "observations.csv"),
    "wave": (bring, "wave-2021.csv"),
    "draft": (confirm, ""),
}
# One of so many moments is while the file is read; the others count from the first write on, to a
# little beyond the commit.
WHILE_READING, BEYOND = 8, 1.1


@dataclass
class Complete:
    """What an import that nobody kills does to a database, and how long it takes."""

    before: dict
    after: dict
    # Seconds until the first row is written, and from then until all is committed.
    reading: float
    writing: float


@pytest.fixture(scope="module", params=WAYS)
def way(request, databases):
    work, name = WAYS[request.param]
    return work, str(databases.folder / name)


@pytest.fixture(scope="module")
def complete(way, databases):
    work, path = way
    name = databases.fresh()
    before = done(dump, name)
    running = start(work, name, path)
    code, said = running.result()
    assert code == 0, said
    after = done(dump, name)
    databases.drop(name)
    starts, writes, ends = (running.told[step] for step in ("starts", "writes", "committed"))
    return Complete(before, after, writes - starts, ends - writes)


def test_a_killed_import_is_imported_wholly_or_not_at_all(way, complete, databases):
    kills = -(-KILLS // len(WAYS))
    moments = [moment_of(number, complete) for number in range(kills)]
    phases = Counter(killed(*moment, way, complete, databases) for moment in moments)

    logger.info("%s, of %.2f s: %s", way[1] or "draft", complete.writing, dict(phases))
    # Else nothing would have been tried.
    assert phases["while it wrote"] >= kills / 3, phases


def moment_of(number, complete) -> tuple[str, float]:
    """After which step the process is killed, and how many seconds later."""
    random = Random(number)  # noqa: S311 - the same moments in every run
    if number % WHILE_READING == WHILE_READING - 1:
        return "starts", random.uniform(0, complete.reading)
    return "writes", random.uniform(0, BEYOND * complete.writing)


def killed(step, later, way, complete, databases) -> str:
    """What the import was doing when it was killed; looks whether all is well afterwards."""
    work, path = way
    name = databases.fresh()
    running = start(work, name, path)
    running.wait_for(step)
    running.kill(after=later)
    databases.settle(name)
    phase = phase_of(running.told)
    assert done(dump, name) in states_after(phase, complete), (step, later, phase)

    code, said = done(work, name, path)

    databases.settle(name)
    assert code == 0 or "already" in said, said
    assert done(dump, name) == complete.after, (step, later, phase)
    databases.drop(name)
    return phase


def phase_of(told: dict) -> str:
    steps = {
        "committed": "after the commit",
        "commits": "in the commit",
        "writes": "while it wrote",
        "starts": "before it wrote",
    }
    return next(phase for step, phase in steps.items() if step in told)


def states_after(phase: str, complete: Complete) -> list[dict]:
    """What the database may hold."""
    if phase == "in the commit":
        return [complete.before, complete.after]
    return [complete.after if phase == "after the commit" else complete.before]
