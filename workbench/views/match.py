"""The second step: how the file was read, and what each of its columns asks."""

from dataclasses import dataclass, replace
from pathlib import PurePath

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from common.tables import Unreadable
from workbench.forms import ReadingForm
from workbench.imports import drafts, jobs
from workbench.imports.choices import Choices
from workbench.imports.files import OpenFile
from workbench.imports.shape import Ask, Matched, Unfit
from workbench.models import Import
from workbench.survey.shape import WaveShape
from workbench.views.access import draft_of, page, told, under_way, wizard

SAMPLES, LONGEST_SAMPLE = 3, 80
DAY_FIRST = {"day": True, "month": False}
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """A column of the file with some of its values."""

    matched: Matched
    samples: list[str]
    # Whether somebody, now or in an earlier import, has said what it asks.
    is_chosen: bool

    @property
    def is_unknown(self) -> bool:
        return not self.matched.key and not self.is_chosen


@wizard
def match(request, pk):
    draft = draft_of(request, pk)
    if working := under_way(request, draft, title=_("Columns")):
        return working
    file = drafts.opened(draft)
    if request.method == "POST":
        return _matched(request, draft, file)
    told(request, draft)
    return _columns(request, draft, file, _form(request, draft, file))


def _form(request, draft: Import, file: OpenFile, data=None) -> ReadingForm:
    choices, dialect = file.choices, file.table.dialect
    days = {first: name for name, first in DAY_FIRST.items()}
    initial = {
        "kind": draft.shape,
        "sheet": dialect.sheet,
        "separator": dialect.separator,
        "encoding": dialect.encoding,
        "heading_row": file.table.heading_row,
        "year": choices.year,
        "decimal": choices.decimal,
        "days": days.get(choices.day_first, ""),
        "layout_name": draft.layout_name or _layout_name(draft, file),
    }
    return ReadingForm(
        data,
        initial=initial,
        shapes=request.importable,
        sheets=file.table.sheets,
        is_wave=draft.shape == WaveShape.key,
    )


def _layout_name(draft: Import, file: OpenFile) -> str:
    return file.layout.name if file.layout else PurePath(draft.file_name).stem[:LONGEST_NAME]


def _columns(request, draft: Import, file: OpenFile, form: ReadingForm):
    return page(
        request,
        "match",
        title=_("Columns"),
        record=draft,
        file=file,
        form=form,
        asks=file.shape.asks(),
        columns=_shown(draft, file),
        constants=[(ask, file.choices.constants.get(ask.key, "")) for ask in _lacking(file)],
    )


def _shown(draft: Import, file: OpenFile) -> list[ColumnShown]:
    """The columns that have a heading or a value."""
    chosen = drafts.choices_of(draft).columns
    shown = [ColumnShown(c, _samples(file, c.number), c.number in chosen) for c in file.columns]
    return [column for column in shown if column.matched.heading or column.samples]


def _samples(file: OpenFile, number: int) -> list[str]:
    """The first different values of a column, shortened."""
    found: dict[str, None] = {}
    for row in file.table.rows:
        if text := row.cells[number]:
            found.setdefault(text)
            if len(found) == SAMPLES:
                break
    return [_short(text) for text in found]


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SAMPLE else f"{text[: LONGEST_SAMPLE - 1]}…"


def _lacking(file: OpenFile) -> list[Ask]:
    """What a table must have and no column asks; and what was said for all rows before."""
    if file.shape.key == WaveShape.key:
        return []
    asked = {column.key for column in file.columns}
    said = file.choices.constants
    return [a for a in file.shape.asks() if (a.is_required and a.key not in asked) or a.key in said]


def _matched(request, draft: Import, file: OpenFile):
    form = _form(request, draft, file, request.POST)
    if not form.is_valid():
        return _columns(request, draft, file, form)
    if form.is_read_anew:
        return _read_anew(request, draft, form)
    draft.layout_name = form.cleaned_data["layout_name"]
    draft.save(update_fields=["layout_name"])
    drafts.choose(draft, _choices(request.POST, file, form))
    jobs.run(draft, "check", lambda progress: drafts.check(draft, progress))
    return redirect("imports:check", draft.pk)


def _choices(posted, file: OpenFile, form: ReadingForm) -> Choices:
    said = form.cleaned_data
    known = {ask.key for ask in file.shape.asks()} | {""}
    columns = {c.number: posted.get(f"column-{c.number}", c.key) for c in file.columns}
    constants = {ask.key: posted.get(f"constant-{ask.key}", "") for ask in _lacking(file)}
    return replace(
        file.choices,
        columns={number: key for number, key in columns.items() if key in known},
        constants={key: text.strip() for key, text in constants.items() if text.strip()},
        year=said.get("year"),
        decimal=said["decimal"],
        day_first=DAY_FIRST.get(said["days"]),
    )


def _read_anew(request, draft: Import, form: ReadingForm):
    """Another sheet, separator, kind, ...: other columns, which have to be seen first."""
    said = form.cleaned_data
    changed = {name: said[name] for name in form.changed_data if name in form.READING}
    draft.shape = changed.pop("kind", draft.shape)
    before = drafts.choices_of(draft)
    dialect = replace(before.dialect, **changed)
    if "sheet" in changed and "heading_row" not in changed:
        dialect = replace(dialect, heading_row=None)
    draft.choices = Choices(dialect=dialect, year=before.year).stored()
    try:
        file = drafts.opened(draft)
    except (Unreadable, Unfit) as error:
        messages.error(request, _("It cannot be read like that. %(why)s") % {"why": error})
        return redirect("imports:match", draft.pk)
    draft.cells = len(file.table.rows) * len(file.table.headings)
    draft.save(update_fields=["shape", "cells"])
    drafts.choose(draft, drafts.choices_of(draft))
    messages.success(request, _("The file was read anew. Look its columns over."))
    return redirect("imports:match", draft.pk)
