"""What the tables of records and of statements have in common while they are planned."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from common.fields import LineField
from common.rulebook import Broken
from common.tables import Row
from common.text import fold, one_line
from regions import edits
from regions.models.indicator import OUT_OF_RANGE
from regions.resources import TableResource, widgets
from workbench.imports.plan import EMPTIED, Cause, Change, Plan, Problem, Step
from workbench.imports.shape import Job
from workbench.tables.cells import Agreed, Reader, Values


class Sheet:
    """The rows of one table on their way to becoming changes of one noun."""

    def __init__(self, resource: TableResource, job: Job, agreed: Agreed) -> None:
        self.resource, self.job = resource, job
        self.model = resource._meta.model
        self.noun = str(self.model._meta.verbose_name)
        self.fields = resource.table_fields()
        agreed = {**agreed, **{(a.question, fold(a.printed)): a for a in job.choices.agreements}}
        self.reader = Reader(self.fields, job.columns, job.choices, agreed)
        self.plan = Plan()
        self.emptied = job.choices.emptied
        self.lines = {
            field.attribute
            for field in self.fields
            if isinstance(_model_field(self.model, field.attribute), LineField)
        }
        self.edited: set[int] = set()
        self.gone: set[tuple] = set()
        self.gone_names: dict[str, set[str]] = {}
        if job.keeps_edits and job.writes:
            self._leave_edits(job.writes.reason)
        resource.prepare()

    def _leave_edits(self, reason: str) -> None:
        """Whoever loads the same table regularly leaves alone what others have changed since."""
        self.edited = edits.edited(self.model, reason)
        self.gone = edits.deleted(self.model, reason, self.resource.told_apart_by())
        for field in self.fields:
            if isinstance(field.widget, widgets.NameWidget):
                self.gone_names[field.column_name] = field.widget.gone(reason)

    @property
    def may_write(self) -> bool:
        """Whether rows are stored: none is any more once one was refused, unless others may."""
        return bool(self.job.writes) and (self.job.choices.partial or not self.plan.refusals)

    @cached_property
    def needed(self) -> list[str]:
        """The attributes that no row may leave blank."""
        raise NotImplementedError

    @property
    def is_marred(self) -> bool:
        """Whether bad rows may have left something in what is planned for the good ones."""
        return self.names_its_own

    @property
    def names_its_own(self) -> bool:
        """Whether rows may name other rows of the same file."""
        return any(
            getattr(field.widget, "model", None) is self.model or field.widget.depends_on_row
            for field in self.fields
        )

    def read(self, row: Row) -> tuple[Values, list[str]] | None:
        """The values of a row and the attributes it leaves blank; none if it has a problem.

        Nor are there any of a row that names what others deleted: it is left alone, unread.
        """
        if self.names_what_is_gone(row):
            return None
        values, blank, problems = self.reader.read(row)
        left_out = [problem for problem in problems if problem.is_agreed]
        if not left_out and self.emptied:
            left_out = list(self._given_up(row))
        if left_out:
            # Whatever else may be wrong with the row has gone with it.
            self.refuse(row, left_out)
            return None
        needed = {name.removesuffix("_id") for name in self.needed}
        problems += self.missing(row, (n for n in blank if n.removesuffix("_id") in needed))
        for name in self.lines & values.keys():
            if "\n" in values[name]:
                values[name] = one_line(values[name])
        if problems:
            # Said at once, not only when the others are mended.
            self.refuse(row, [*problems, *self._invalid_texts(row, values)])
            return None
        return values, blank

    def _invalid_texts(self, row: Row, values: Values) -> Iterator[Problem]:
        """What texts that could be read are no values of their fields, such as an unsafe link."""
        for name, value in values.items():
            field = _model_field(self.model, name)
            if field is not None and value and isinstance(value, str):
                try:
                    field.run_validators(value)
                except ValidationError as error:
                    yield from self.invalid(row, ValidationError({name: error}))

    def _given_up(self, row: Row) -> Iterator[Problem]:
        """The cells that had to be filled and that somebody has emptied to be rid of the row."""
        emptied = [one for one in self.reader.cells if (row.number, one.number) in self.emptied]
        needed = {name.removesuffix("_id") for name in self.needed} if emptied else set()
        for cell in emptied:
            if cell.attribute.removesuffix("_id") in needed:
                yield Problem(row.number, cell.heading, "", str(EMPTIED), is_agreed=True)

    def refuse(self, row: Row, problems: list[Problem]) -> None:
        """Note why a row cannot be imported."""
        self.plan.problems += problems

    def names_what_is_gone(self, row: Row) -> bool:
        """Whether a cell names a record that others deleted: the row went with it."""
        if not self.gone_names:
            return False
        texts = self.reader.texts(row)
        return any(texts.get(name) in names for name, names in self.gone_names.items())

    def missing(self, row: Row, attributes: Iterator[str]) -> list[Problem]:
        """That cells which have to be filled are blank, or their columns not there."""
        sentence = _("This cell must be filled.")
        headings = [self.reader.text_of(row, name)[0] for name in attributes]
        return [Problem(row.number, h, "", str(sentence), cause=Cause.MISSING) for h in headings]

    def broken(self, row: Row, rules: list[Broken]) -> list[Problem]:
        """The rules of the database that a row would break."""
        # A cell against two rules says the sentence of the later one: it is the plainer. What the
        # cell alone is against comes before what it is against together with others.
        narrower = sorted(rules, key=lambda rule: -len(rule.fields))
        last = {rule.fields[:1]: rule.sentence for rule in narrower}
        return [self._problem(row, names, sentence) for names, sentence in last.items()]

    def invalid(self, row: Row, error: ValidationError) -> list[Problem]:
        """What the noun itself has against a row."""
        found = error.update_error_dict({})
        return [
            self._problem(row, () if name == NON_FIELD_ERRORS else (name,), sentence, each.code)
            for name, errors in found.items()
            for each in errors
            for sentence in each.messages
        ]

    def _problem(self, row: Row, names: tuple[str, ...], sentence: str, code: str = "") -> Problem:
        attributes = {a.removesuffix("_id"): a for a in self.reader.headings}
        name = names[0] if names else ""
        attribute = attributes.get(name.removesuffix("_id"), name)
        heading, text = self.reader.text_of(row, attribute) if name else ("", "")
        cause = Cause.OUT_OF_RANGE if code == OUT_OF_RANGE else Cause.RULE
        return Problem(row.number, heading, text, sentence, cause=cause)

    def step(self, row: Row, attribute: str, change: Change, about: str, *words: str) -> None:
        """Note a change that comes from the column of an attribute: old and new value."""
        heading = self.reader.headings.get(attribute, attribute.removesuffix("_id"))
        self.plan.steps.append(Step(row.number, heading, change, self.noun, about, *words))


def _model_field(model, attribute: str):
    return next(
        (f for f in model._meta.get_fields() if getattr(f, "attname", "") == attribute), None
    )
