"""The shape of a file with one record a row: its columns are those of the noun's resource."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import admin
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from import_export.fields import Field

from common.text import fold, fold_words
from regions.resources import RecordResource, StatementResource, TableResource
from workbench.imports.choices import Agreement
from workbench.imports.plan import Plan, Problem
from workbench.imports.shape import Ask, Job, Matched, Shape, Unfit
from workbench.models import RememberedAnswer
from workbench.tables.records import RecordSheet
from workbench.tables.statements import SAID, StatementSheet

# The column with which we hand back the rows that could not be imported.
ERRORS = "What to mend"

# What editors write above columns whose own names are short.
OTHER_HEADINGS = {
    "region": ("Region code", "NUTS", "NUTS code", "Territory", "Code of the region"),
    "stated_on": ("Date", "As of", "Date of the statement"),
    "said": ("Answer",),
    "text": ("In words",),
}


def nouns() -> dict[str, type[TableResource]]:
    """The tables of all nouns that editors maintain, by label: "regions.membership"."""
    found = {}
    for model, model_admin in admin.site._registry.items():
        for resource in getattr(model_admin, "resource_classes", ())[:1]:
            found[model._meta.label_lower] = resource
    return found


class TableShape(Shape):
    """The table of one noun."""

    def __init__(self, resource_class: type[TableResource]) -> None:
        self.resource_class = resource_class
        self.resource = resource_class()
        self.model = self.resource._meta.model
        self.key = self.model._meta.label_lower
        self.title = capfirst(str(self.model._meta.verbose_name_plural))

    @property
    def permissions(self) -> list[str]:
        return [f"{self.model._meta.app_label}.import_{self.model._meta.model_name}"]

    @cached_property
    def _fields(self) -> dict[str, Field]:
        return {field.column_name: field for field in self.resource.table_fields()}

    @property
    def _names(self) -> list[str]:
        return list(self._fields)

    @property
    def required(self) -> set[str]:
        """The columns without which no row can be imported."""
        if isinstance(self.resource, RecordResource):
            optional = {"region"} if self.key == "policies.policydocument" else set()
            return set(self.resource.key_columns()) - optional
        said = {name.removesuffix("_id") for name in SAID}
        subject = {name.removesuffix("_id") for name in self.model.subject}
        return (said | subject) & set(self._names) - {"year", "is_computed"}

    def asks(self) -> list[Ask]:
        return [Ask(name, self._label(name), name in self.required) for name in self._names]

    def _label(self, name: str) -> str:
        label = capfirst(self._verbose(name))
        return label if fold_words(label) == fold_words(name) else f"{label} ({name})"

    def _verbose(self, name: str) -> str:
        attribute = self._fields[name].attribute.removesuffix("_id")
        return str(self.model._meta.get_field(attribute).verbose_name)

    @cached_property
    def _by_heading(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for name in self._names:
            for heading in (self._verbose(name), *OTHER_HEADINGS.get(name, ())):
                found.setdefault(fold_words(heading), name)
        # The names themselves win over whatever else they may be called.
        return {**found, **{fold_words(name.replace("_", " ")): name for name in self._names}}

    def recognised(self, cells: list[str]) -> int:
        return len({key for cell in cells if cell and (key := self._key(cell))})

    def _key(self, heading: str) -> str:
        return self._by_heading.get(fold_words(heading.replace("_", " ")), "")

    def match(self, headings: list[str]) -> list[Matched]:
        return [Matched(number, text, self._key(text)) for number, text in enumerate(headings)]

    def carry_out(self, job: Job) -> Plan:
        self._check_columns(job)
        if job.writes and not job.choices.partial:
            return self._sheet(job).carry_out(job.table.rows)
        plan = self._settled(replace(job, writes=None))
        if not job.writes:
            return plan
        bad = plan.bad_rows
        written = self._sheet(job).carry_out([r for r in job.table.rows if r.number not in bad])
        return _with(written, plan.refusals, job)

    def _settled(self, job: Job) -> Plan:
        """The plan of the good rows; what names a bad row of the same file is bad as well."""
        refused: list[Problem] = []
        rows = job.table.rows
        sheet = self._sheet(job)
        plan = sheet.carry_out(rows)
        while plan.bad_rows and sheet.is_marred:
            refused += plan.refusals
            bad = plan.bad_rows
            rows = [row for row in rows if row.number not in bad]
            sheet = self._sheet(job)
            plan = sheet.carry_out(rows)
        return _with(plan, refused, job)

    def _sheet(self, job: Job) -> RecordSheet | StatementSheet:
        # A resource looks things up as it goes: each plan begins with a fresh one.
        resource = self.resource_class()
        is_statement = isinstance(resource, StatementResource)
        return (StatementSheet if is_statement else RecordSheet)(resource, job, _agreed())

    def _check_columns(self, job: Job) -> None:
        """Raise Unfit for a column that two headings ask, or that is needed and not there."""
        keys = [column.key for column in job.columns if column.key]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise Unfit(
                _("Two columns are matched to the same: %(names)s. Leave one of them unread.")
                % {"names": ", ".join(map(self._label, twice))}
            )
        filled = {*keys, *(key for key, text in job.choices.constants.items() if text.strip())}
        missing = [name for name in self._names if name in self.required - filled]
        if missing:
            raise Unfit(
                _("These columns are missing: %(missing)s. Match them, or give a value for all.")
                % {"missing": ", ".join(missing)}
            )


def _agreed() -> dict[tuple[str, str], Agreement]:
    """What was agreed for tables in earlier imports."""
    return {
        (kept.question, fold(kept.printed)): Agreement(
            kept.question, kept.printed, kept.reading, kept.value
        )
        for kept in RememberedAnswer.objects.filter(reading__in=("value", "leave_out"))
    }


def _with(plan: Plan, problems: list[Problem], job: Job) -> Plan:
    """The plan of some rows, with the problems of the others."""
    plan.problems = sorted([*problems, *plan.problems], key=lambda problem: problem.row)
    plan.numbers = [row.number for row in job.table.rows]
    return plan
