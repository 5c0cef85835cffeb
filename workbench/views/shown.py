"""What the pages of the check and of the record show alike: counts, changes, how it was read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workbench.imports.files import OpenFile
from workbench.imports.plan import Outcome, Plan
from workbench.models import Import

CHANGES_A_PAGE = ROWS_A_PAGE = 50
MOST_NOTES = 200

LABELS = {
    "error": gettext_lazy("With errors"),
    "changed": gettext_lazy("Changed"),
    "new": gettext_lazy("New"),
    "unchanged": gettext_lazy("Unchanged"),
}
# In the order of the counts; opened is the first of OPENED that is not empty.
SHOWN = ("new", "changed", "unchanged", "error")
OPENED = ("error", "changed", "new", "unchanged")


@dataclass(frozen=True, slots=True)
class Tabs:
    """The four counts as links, and which of them is open."""

    counts: dict[str, int]
    key: str

    def __iter__(self):
        return iter([(key, LABELS[key], self.counts[key]) for key in SHOWN])

    @property
    def rows(self) -> int:
        return sum(self.counts.values())

    @property
    def label(self):
        return LABELS[self.key]


def tabs(plan: Plan, wanted: str) -> Tabs:
    counts = plan.row_counts()
    opened = next((key for key in OPENED if counts[key]), "unchanged")
    return Tabs(counts, wanted if wanted in SHOWN else opened)


def changes(request, plan: Plan, outcome: str = "") -> dict:
    """The changes of the rows with one outcome, or of all, page by page."""
    steps = plan.changes
    if outcome:
        outcomes = plan.outcomes()
        steps = [step for step in steps if outcomes.get(step.row) is Outcome(outcome)]
    return {"steps": Paginator(steps, CHANGES_A_PAGE).get_page(request.GET.get("page"))}


def unchanged(request, plan: Plan, file: OpenFile) -> dict:
    """The rows that say what is stored already, with the beginning of each."""
    outcomes = plan.outcomes()
    rows = [row for row in file.table.rows if outcomes.get(row.number) is Outcome.UNCHANGED]
    return {"same": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))}


def header(record: Import, plan: Plan, file: OpenFile) -> dict:
    """What the file is and how it was read, and what is worth knowing about that."""
    notes = [*_beside(file), *plan.notes]
    return {
        "record": record,
        "file": file,
        "kind": file.shape.title,
        "unread": [c for c in file.columns if c.heading and not c.key],
        "notes": notes[:MOST_NOTES],
        "more_notes": len(notes[MOST_NOTES:]),
        "left_out": _left_out(plan),
    }


def _beside(file: OpenFile) -> list[str]:
    """What of the file stands outside of its table."""
    notes = [
        _("Row %(row)s stands above the headings: “%(words)s”.")
        % {"row": row.number, "words": " ".join(filter(None, row.cells))[:200]}
        for row in file.table.above
    ]
    others = [sheet for sheet in file.table.sheets if sheet != file.table.dialect.sheet]
    return notes + [_("Sheet “%(name)s” was not read.") % {"name": sheet} for sheet in others]


def _left_out(plan: Plan) -> list[tuple[str, str, str, int]]:
    """What was agreed to be left out: heading, why, an example, and how many cells."""
    agreed = [problem for problem in plan.problems if problem.is_agreed]
    counted = Counter((problem.heading, problem.reason.rstrip(".")) for problem in agreed)
    examples: dict[tuple[str, str], str] = {}
    for problem in agreed:
        examples.setdefault((problem.heading, problem.reason.rstrip(".")), problem.value)
    return [(*told, examples[told], count) for told, count in counted.items()]
