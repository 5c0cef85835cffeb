"""What a person posts on the page of the check: a rule, readings of answers, cells mended."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from common.text import tidy
from workbench.imports.choices import Agreement, Choices
from workbench.imports.drafts import mend
from workbench.imports.errors import Unknown, unknowns
from workbench.imports.files import OpenFile
from workbench.imports.plan import Plan

CELL = re.compile(r"cell-([0-9]{1,9})-([0-9]{1,4})")
DAY_FIRST = {"day": True, "month": False}


@dataclass(slots=True)
class Answers:
    """The choices with what was posted, and a sentence for each answer that cannot be taken."""

    choices: Choices
    complaints: list[str] = field(default_factory=list)


def answered(posted: QueryDict, plan: Plan, file: OpenFile, choices: Choices) -> Answers:
    answers = Answers(_with_rules(choices, posted))
    agreed = list(answers.choices.agreements)
    for unknown in unknowns(plan, file):
        agreement = _agreement(unknown, posted, answers.complaints)
        if agreement is not None:
            agreed = [a for a in agreed if not _is_same(a, agreement)]
            agreed.append(agreement)
    answers.choices = replace(answers.choices, agreements=tuple(agreed))
    answers.choices = mend(answers.choices, _mended(posted, file))
    return answers


def _with_rules(choices: Choices, posted: QueryDict) -> Choices:
    """What holds for the whole file: the decimal sign, the order of dates, blank cells."""
    if posted.get("decimal") in (",", "."):
        choices = replace(choices, decimal=posted["decimal"])
    if posted.get("days") in DAY_FIRST:
        choices = replace(choices, day_first=DAY_FIRST[posted["days"]])
    if posted.get("blanks") in ("leave", "clear"):
        choices = replace(choices, clears_blanks=posted["blanks"] == "clear")
    return choices


def _agreement(unknown: Unknown, posted: QueryDict, complaints: list[str]) -> Agreement | None:
    key, code = posted.get(unknown.name, ""), posted.get(f"{unknown.name}-code", "").strip()
    if code:
        key = f"value:{code}"
    offer = unknown.offers.by_key.get(key)
    if offer is not None:
        return offer.agreement(unknown.question, unknown.printed)
    if code:
        complaints.append(
            _("“%(code)s”, given for “%(printed)s”, is not known here. Choose one of the list.")
            % {"code": code[:80], "printed": unknown.printed[:80]}
        )
    return None


def _is_same(one: Agreement, other: Agreement) -> bool:
    return (one.question, one.printed) == (other.question, other.printed)


def _mended(posted: QueryDict, file: OpenFile) -> dict[tuple[int, int], str]:
    """The cells in which something else stands now than in the file."""
    texts: dict[tuple[int, int], str] = {}
    rows = {row.number: row.cells for row in file.table.rows}
    for name, values in posted.lists():
        match = CELL.fullmatch(name)
        row, column = (int(match[1]), int(match[2])) if match else (0, 0)
        if not match or column >= len(rows.get(row, ())):
            continue
        # A cell with two problems has two boxes: what was written into either counts.
        for value in values:
            if (text := tidy(value)) != rows[row][column]:
                texts[row, column] = text
    return texts
