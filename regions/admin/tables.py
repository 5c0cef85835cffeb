"""The page on which a table of records is written out, and the way to where tables are read in."""

import json
import re
from decimal import Decimal

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.admin import ExportMixin
from import_export.formats.base_formats import Format
from import_export.forms import ExportForm
from tablib import Dataset

from common.tables.writing import csv_bytes, ods_bytes, xlsx_bytes
from regions.resources import widgets

# Records that are fetched from the database at a time.
CHUNK = 2_000
NUMBERS = (widgets.NumberWidget, widgets.WholeNumberWidget)
PLAIN_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


class CSV(Format):
    """Its texts are inert in a spreadsheet, and the same when they are imported again."""

    title, extension = "CSV", "csv"
    content_type = "text/csv; charset=utf-8"

    def export_data(self, dataset, **kwargs):
        return csv_bytes(dataset.headers, dataset)

    def get_title(self):
        return self.title

    def get_extension(self):
        return self.extension

    def get_content_type(self):
        return self.content_type

    def can_export(self):
        return True


class Workbook(CSV):
    title, extension = gettext_lazy("Excel workbook (XLSX)"), "xlsx"
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def export_data(self, dataset, **kwargs):
        return xlsx_bytes(dataset.title, dataset.headers, dataset)


class OpenWorkbook(CSV):
    title, extension = gettext_lazy("OpenDocument spreadsheet (ODS)"), "ods"
    content_type = "application/vnd.oasis.opendocument.spreadsheet"

    def export_data(self, dataset, **kwargs):
        return ods_bytes(dataset.title, dataset.headers, dataset)


class JSON(CSV):
    """For programs: all texts as they are stored."""

    title, extension, content_type = "JSON", "json", "application/json"

    def export_data(self, dataset, **kwargs):
        return json.dumps(dataset.dict, ensure_ascii=False, default=str).encode()


# What can be imported again.
FORMATS = [CSV, Workbook, OpenWorkbook]


class TablesAdmin(ExportMixin, admin.ModelAdmin):
    """import_export's page of the export. Importing has pages of its own, for all nouns."""

    export_formats = [*FORMATS, JSON]
    import_export_change_list_template = "admin/record_changelist.html"
    export_template_name = "admin/record_export.html"
    export_form_class = ExportForm  # the one with a box per column works by inline script

    def get_urls(self):
        name = "{}_{}_import".format(*self.get_model_info())
        view = self.admin_site.admin_view(self.import_view)
        return [path("import/", view, name=name), *super().get_urls()]

    def has_import_permission(self, request) -> bool:
        codename = get_permission_codename("import", self.opts)
        return request.user.has_perm(f"{self.opts.app_label}.{codename}")

    def import_view(self, request):
        """Leads on to where tables are imported: the address is an old one."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(f"{reverse('imports:start')}?noun={self.opts.label_lower}")

    def changelist_view(self, request, extra_context=None):
        rights = {"has_import_permission": self.has_import_permission(request)}
        return super().changelist_view(request, {**(extra_context or {}), **rights})

    def export_action(self, request):
        try:
            return super().export_action(request)
        except IncorrectLookupParameters:
            messages.warning(request, _("The address holds a filter that does not exist."))
            return HttpResponseRedirect(request.path)

    def get_data_for_export(self, request, queryset, **kwargs):
        """All the rows in few queries, whatever the list itself has to look up for them."""
        [resource_class] = self.get_export_resource_classes(request)
        fields = resource_class().get_export_fields()
        queryset = self._with_related(queryset, {field.attribute for field in fields})
        headings = [field.column_name for field in fields]
        title = capfirst(str(self.opts.verbose_name_plural))
        dataset = Dataset(headers=headings, title=title)
        for record in queryset.iterator(chunk_size=CHUNK):
            dataset.append([_cell(field, record) for field in fields])
        return dataset

    def _with_related(self, queryset, attributes: set[str]):
        """The records with those others and those lists that their columns show."""
        others = [f.name for f in self.opts.fields if f.is_relation and f.name in attributes]
        lists = [f.name for f in self.opts.many_to_many if f.name in attributes]
        queryset = queryset.select_related(*others) if others else queryset
        return queryset.prefetch_related(*lists)

    def get_export_filename(self, request, queryset, file_format):
        name = slugify(str(self.opts.verbose_name_plural)) or self.opts.model_name
        return f"{name}-{timezone.localdate().isoformat()}.{file_format.get_extension()}"


def _cell(field, record) -> str | Decimal:
    """What a column says of a record: a text, or a number that a workbook can compute with."""
    text = field.export(record)
    is_number = isinstance(field.widget, NUMBERS) and PLAIN_NUMBER.fullmatch(text)
    return Decimal(text) if is_number else text
