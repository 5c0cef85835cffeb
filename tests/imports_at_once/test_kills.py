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
# Moments beyond the end of the import, as a part of its duration.
BEYOND = 1.1


@dataclass
class Complete:
    """What an import that nobody kills does to a database, and how long it takes."""

    before: dict
    after: dict
    seconds: float


@pytest.fixture(scope="module", params=WAYS)
def way(request, databases):
    work, name = WAYS[request.param]
    return work, str(databases.folder / name)


@pytest.fixture(scope="module")
def complete(way, databases):
    work, path = way
    seconds = []
    for _time in range(2):
        name = databases.fresh()
        before = done(dump, name)
        running = start(work, name, path)
        code, said = running.result()
        assert code == 0, said
        after = done(dump, name)
        databases.drop(name)
        seconds.append(running.told["committed"] - running.told["starts"])
    return Complete(before, after, min(seconds))


def test_a_killed_import_is_imported_wholly_or_not_at_all(way, complete, databases):
    random = Random(f"{KILLS} {way}")  # noqa: S311 - other moments in every run would be no test
    kills = -(-KILLS // len(WAYS))
    moments = [random.uniform(0, BEYOND * complete.seconds) for _kill in range(kills)]
    phases = Counter(killed(moment, way, complete, databases) for moment in moments)

    logger.info("%s, of %.2f s: %s", way[1] or "draft", complete.seconds, dict(phases))
    # Else nothing would have been tried.
    assert phases["while it wrote"] >= kills / 3, phases


def killed(moment, way, complete, databases) -> str:
    """What the import was doing when it was killed; looks whether all is well afterwards."""
    work, path = way
    name = databases.fresh()
    running = start(work, name, path)
    running.wait_for("starts")
    running.kill(after=moment)
    databases.settle(name)
    phase = phase_of(running.told)
    assert done(dump, name) in states_after(phase, complete), (moment, phase)

    code, said = done(work, name, path)

    databases.settle(name)
    assert code == 0 or "already" in said, said
    assert done(dump, name) == complete.after, (moment, phase)
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
