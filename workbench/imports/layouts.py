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
    """The choices, with the columns as they were matched for an earlier file of this layout.

    What was said of that file alone is asked again: the sign of its decimals, the order of its
    dates, and what all of its rows have in common, such as the day on which they were stated.
    """
    columns = {int(number): key for number, key in layout.columns.items()}
    return replace(choices, columns=columns | choices.columns)


def remember(name: str, headings: list[str], shape: str, columns: list[Matched]) -> None:
    """Keep how these columns were matched."""
    matched = {str(column.number): column.key for column in columns}
    kept = {"name": name, "shape": shape, "columns": matched}
    Layout.objects.update_or_create(fingerprint=fingerprint(headings), defaults=kept)
