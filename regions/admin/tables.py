"""The pages on which a table of records is read in or written out."""

from collections.abc import Iterator

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.forms import ChoiceField, HiddenInput
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from import_export.admin import ImportExportModelAdmin
from import_export.formats.base_formats import CSV, ODS, XLSX
from import_export.forms import ConfirmImportForm, ExportForm
from import_export.results import RowResult
from tablib import Dataset

# Rows of the preview that are listed one by one; the counts are of all.
LISTED = 200


class Workbook(XLSX):
    """A blank cell is an empty text, as in a CSV."""

    def create_dataset(self, in_stream):
        return _filled(super().create_dataset(in_stream))


class OpenWorkbook(ODS):
    """The same for ODS, which is read as bytes; import_export takes it for a text."""

    def create_dataset(self, in_stream):
        return _filled(super().create_dataset(in_stream))

    def is_binary(self):
        return True

    def get_read_mode(self):
        return "rb"


def _filled(dataset: Dataset) -> Dataset:
    rows = [["" if cell is None else cell for cell in row] for row in dataset]
    return Dataset(*rows, headers=dataset.headers)


FORMATS = [CSV, Workbook, OpenWorkbook]


class ConfirmForm(ConfirmImportForm):
    """Names the upload that was shown; the name is signed for the user and the noun."""

    format = ChoiceField(widget=HiddenInput)

    def __init__(self, *args, signer: signing.Signer, **kwargs):
        super().__init__(*args, **kwargs)
        self.signer = signer
        self.fields["format"].choices = [(str(number), number) for number in range(len(FORMATS))]

    def clean_import_file_name(self):
        try:
            return self.signer.unsign(self.cleaned_data["import_file_name"])
        except signing.BadSignature:
            raise ValidationError(_("This upload was not shown to you.")) from None

    def clean_resource(self):
        return "0"


class TablesAdmin(ImportExportModelAdmin):
    """import_export's pages with sentences in place of traces; all of a table is read, or none."""

    import_formats = export_formats = FORMATS
    import_template_name = "admin/record_import.html"
    export_template_name = "admin/record_export.html"
    confirm_form_class = ConfirmForm
    export_form_class = ExportForm  # the one with a box per column works by inline script
    skip_admin_log = True  # the history tells it

    def get_confirm_form_kwargs(self, request, import_form=None):
        kwargs = super().get_confirm_form_kwargs(request, import_form)
        return {**kwargs, "signer": self._signer(request)}

    def get_confirm_form_initial(self, request, import_form):
        initial = super().get_confirm_form_initial(request, import_form)
        if initial:
            signed = self._signer(request).sign(initial["import_file_name"])
            initial["import_file_name"] = signed
        return initial

    def _signer(self, request) -> signing.Signer:
        return signing.Signer(salt=f"import {self.opts.label} {request.user.pk}")

    def get_import_data_kwargs(self, **kwargs):
        kwargs = super().get_import_data_kwargs(**kwargs)
        return {**kwargs, "rollback_on_validation_errors": True}

    def add_data_read_fail_error_to_form(self, form, e):
        form.add_error(
            "import_file",
            _("This file cannot be read as the chosen format. Choose the format that it is in."),
        )

    def import_action(self, request, **kwargs):
        response = super().import_action(request, **kwargs)
        if result := response.context_data.get("result"):
            response.context_data["problems"] = list(problems(result))
            response.context_data["counts"] = counts(result)
            response.context_data["changes"] = list(changes(result))[:LISTED]
        return response

    @method_decorator(require_POST)
    def process_import(self, request, **kwargs):
        if not self.has_import_permission(request):
            raise PermissionDenied
        if not self.create_confirm_form(request).is_valid():
            return self._again(request, [_("This upload was not shown to you. Upload the file.")])
        try:
            return super().process_import(request, **kwargs)
        except FileNotFoundError:
            return self._again(request, [_("This upload was imported already, or is gone.")])

    def process_result(self, result, request):
        if found := list(problems(result)):
            return self._again(request, [_("Nothing was imported."), *found[:LISTED]])
        messages.success(request, counts(result))
        return HttpResponseRedirect(self._address("changelist"))

    def _again(self, request, sentences) -> HttpResponseRedirect:
        for sentence in sentences:
            messages.error(request, sentence)
        return HttpResponseRedirect(self._address("import"))

    def _address(self, page: str) -> str:
        app, model = self.get_model_info()
        return reverse(f"{self.admin_site.name}:{app}_{model}_{page}")

    def export_action(self, request):
        try:
            return super().export_action(request)
        except IncorrectLookupParameters:
            messages.warning(request, _("The address holds a filter that does not exist."))
            return HttpResponseRedirect(request.path)


def counts(result) -> str:
    """How many rows are what."""
    return _("%(new)d new, %(changed)d changed, %(same)d unchanged.") % {
        "new": result.totals[RowResult.IMPORT_TYPE_NEW],
        "changed": result.totals[RowResult.IMPORT_TYPE_UPDATE],
        "same": result.totals[RowResult.IMPORT_TYPE_SKIP],
    }


def changes(result) -> Iterator[tuple[str, str]]:
    """What becomes of each row that is not unchanged, and the record it is about."""
    words = {RowResult.IMPORT_TYPE_NEW: _("New"), RowResult.IMPORT_TYPE_UPDATE: _("Changed")}
    for row in result.rows:
        if row.import_type in words:
            yield words[row.import_type], row.object_repr


def problems(result) -> Iterator[str]:
    """What is wrong with a table, in sentences, each with the row of the file.

    If the table as a whole is wrong, its rows have nothing to say.
    """
    if result.base_errors:
        for error in result.base_errors:
            yield from _said(error.error)
        return
    for row in result.error_rows:
        for error in row.errors:
            yield from (_at(row.number, sentence) for sentence in _said(error.error))
    for row in result.invalid_rows:
        for field, found in row.error.update_error_dict({}).items():
            heading = "" if field == NON_FIELD_ERRORS else f"{field.removesuffix('_id')}: "
            sentences = ValidationError(found).messages
            yield from (_at(row.number, heading + sentence) for sentence in sentences)


def _at(number: int, sentence: str) -> str:
    # The first row of the file holds the headings.
    return _("Row %(row)d: %(sentence)s") % {"row": number + 1, "sentence": sentence}


def _said(error: Exception) -> list[str]:
    """The sentences of an error made for people; a general one for any other."""
    if isinstance(error, ValidationError):
        return error.messages
    if isinstance(error, ValueError):
        return [str(error)]
    return [_("This cannot be read: a column is missing, or a cell is not what it should be.")]
