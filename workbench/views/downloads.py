"""Files that the wizard hands out: rows to mend, results, and the uploaded file itself."""

from pathlib import PurePath

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from common.tables.writing import TooLong, csv_bytes, xlsx_bytes
from workbench.imports import drafts
from workbench.imports.handed_back import bad_rows as rows_to_mend
from workbench.imports.handed_back import results as result_of_rows
from workbench.imports.packing import unpacked
from workbench.models import Import
from workbench.views.access import draft_of, record_of, wizard

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@wizard
def bad_rows(request, pk, kind):
    """The rows with errors, to be mended elsewhere and uploaded again."""
    record = _any_of(request, pk)
    if kind not in KINDS or not record.plan:
        raise Http404
    headings, rows = rows_to_mend(unpacked(record.plan), drafts.opened(record))
    title = _("Rows to mend")
    try:
        made = csv_bytes(headings, rows) if kind == "csv" else xlsx_bytes(title, headings, rows)
    except TooLong as error:
        messages.error(request, str(error))
        return redirect("imports:done", pk)
    return attachment(made, f"{PurePath(record.file_name).stem}-to-mend.{kind}", KINDS[kind])


@wizard
def results(request, pk):
    """What became of each row."""
    record = record_of(request, pk)
    made = csv_bytes(*result_of_rows(unpacked(record.plan)))
    return attachment(made, f"{PurePath(record.file_name).stem}-results.csv", KINDS["csv"])


@wizard
def original(request, pk):
    """The very bytes that were uploaded; never shown, whatever they are."""
    record = _any_of(request, pk)
    return attachment(record.file.content, record.file_name, "application/octet-stream")


def attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _any_of(request, pk: int) -> Import:
    """A draft of the reader, or an import that was carried out."""
    record = get_object_or_404(Import, pk=pk)
    is_draft = record.state == Import.State.DRAFT
    return draft_of(request, pk) if is_draft else record_of(request, pk)
