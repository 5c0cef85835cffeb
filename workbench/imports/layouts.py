"""Layouts: how the columns of a file were matched, remembered for the next file like it."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from common.text import fold_words
from workbench.imports.choices import Choices
from workbench.imports.shape import Matched
from workbench.models import Layout


def fingerprint(headings: list[str]) -> str:
    """The same for files whose headings are the same words in the same order."""
    folded = "\n".join(fold_words(heading) for heading in headings)
    return hashlib.sha256(folded.encode()).hexdigest()


def remembered(headings: list[str]) -> Layout | None:
    return Layout.objects.filter(fingerprint=fingerprint(headings)).first()


def with_layout(choices: Choices, layout: Layout) -> Choices:
    """The choices, with those that were made for an earlier file of this layout."""
    manner = layout.manner
    return replace(
        choices,
        columns={int(number): key for number, key in layout.columns.items()} | choices.columns,
        constants=manner.get("constants", {}) | choices.constants,
        decimal=choices.decimal or manner.get("decimal", ""),
        day_first=manner.get("day_first") if choices.day_first is None else choices.day_first,
    )


def remember(
    name: str, headings: list[str], shape: str, columns: list[Matched], choices: Choices
) -> None:
    """Keep how these columns were matched."""
    kept = {
        "name": name,
        "shape": shape,
        "columns": {str(column.number): column.key for column in columns},
        "manner": {
            "constants": choices.constants,
            "decimal": choices.decimal,
            "day_first": choices.day_first,
        },
    }
    Layout.objects.update_or_create(fingerprint=fingerprint(headings), defaults=kept)
