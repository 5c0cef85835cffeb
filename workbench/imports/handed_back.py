"""Tables that are handed back: the rows that were not imported, and what became of each row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workbench.imports.files import OpenFile
from workbench.imports.plan import Outcome, Plan, Problem, Step
from workbench.tables.shape import ERRORS

Rows = Iterator[list[str]]

RESULTS = {
    Outcome.NEW: gettext_lazy("new"),
    Outcome.CHANGED: gettext_lazy("changed"),
    Outcome.UNCHANGED: gettext_lazy("unchanged"),
    Outcome.ERROR: gettext_lazy("kept for later"),
}


def bad_rows(plan: Plan, file: OpenFile) -> tuple[list[str], Rows]:
    """The rows with an error as they stand in the file, and beside each what to mend."""
    reasons = defaultdict(list)
    for problem in plan.refusals:
        reasons[problem.row].append(_sentence(problem))
    bad = (row for row in file.table.rows if row.number in reasons)
    rows = ([*row.cells, " ".join(reasons[row.number])] for row in bad)
    return [*file.table.headings, ERRORS], rows


def results(plan: Plan) -> tuple[list[str], Rows]:
    """One line for each row of the file: what became of it, what it changed, what is wrong."""
    changes, problems = defaultdict(list), defaultdict(list)
    for step in plan.changes:
        changes[step.row].append(_in_words(step))
    for problem in plan.problems:
        problems[problem.row].append(_sentence(problem))
    rows = (
        [str(number), str(RESULTS[outcome]), "; ".join(changes[number]), " ".join(problems[number])]
        for number, outcome in plan.outcomes().items()
    )
    return [_("Row"), _("Result"), _("Changes"), _("Not read")], rows


def _in_words(step: Step) -> str:
    move = " → ".join(filter(None, [step.before, step.after]))
    return f"{step.heading}: {step.about}: {move}"


def _sentence(problem: Problem) -> str:
    where = ": ".join(filter(None, [problem.heading, problem.reason.rstrip(".")]))
    return f"{where}."
