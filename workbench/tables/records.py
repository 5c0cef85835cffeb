"""The table of a noun whose records are found again by a key: regions, networks, terms, ..."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from common.rulebook import broken_rules, unique_clashes
from common.tables import Row
from regions.resources import RecordResource, widgets
from regions.writing import create_all, is_written, set_many, update_all
from workbench.imports.plan import Cause, Change, Plan, Problem
from workbench.tables.cells import Values
from workbench.tables.sheet import Sheet

# Rows that are planned together.
CHUNK = 1_000


class Draft:
    """A record as a row wants it, beside what is stored of it."""

    __slots__ = ("before", "lists", "record", "row")

    def __init__(self, row: Row, record: models.Model, before: dict | None, lists: dict) -> None:
        self.row, self.record, self.before, self.lists = row, record, before, lists

    @property
    def is_new(self) -> bool:
        return self.before is None


class RecordSheet(Sheet):
    """One row a record: a known key changes it, an unknown one makes a new one."""

    resource: RecordResource

    def carry_out(self, rows: list[Row]) -> Plan:
        self.plan.numbers = [row.number for row in rows]
        self._expect_codes(rows)
        self._met: dict[tuple, int] = {}
        # New records that will not be made after all, because others deleted them.
        self._given_up: list[models.Model] = []
        for start in range(0, len(rows), CHUNK):
            self._carry_out(rows[start : start + CHUNK])
            self.job.progress(min(start + CHUNK, len(rows)), len(rows))
        return self.plan

    def _expect_codes(self, rows: list[Row]) -> None:
        for field in self.fields:
            if getattr(field.widget, "model", None) is self.model:
                field.widget.known.update(
                    code for row in rows if (code := self.reader.texts(row).get("code"))
                )

    def _carry_out(self, rows: list[Row]) -> None:
        read = [(row, *found) for row in rows if (found := self._keyed(row))]
        stored = self._stored([key for _row, key, _values, _blank in read])
        drafts = []
        for row, key, values, blank in read:
            record = stored.get(key) or self.resource.new_record(key)
            draft = self._draft(row, record, values, blank)
            if not self._is_left_alone(draft, key):
                drafts.append(draft)
        self.resource.meet([draft.record for draft in drafts])
        changed = [draft for draft in drafts if self._is_sound(draft) and self._is_changed(draft)]
        good = self._keeping_the_rules(changed)
        for draft in good:
            self._tell(draft)
        if self.may_write:
            self._write(good)

    @cached_property
    def needed(self) -> list[str]:
        """The key, which tells what a row is about."""
        return [name for name in self.resource.told_apart_by() if not self._field(name).blank]

    def _keyed(self, row: Row) -> tuple[tuple, Values, list[str]] | None:
        """The key of a row with its values; none if the key is missing, or was met before."""
        read = self.read(row)
        if read is None:
            return None
        values, blank = read
        names = self.resource.told_apart_by()
        empty = [name for name in self.needed if name not in values]
        if empty:
            self.refuse(row, self.missing(row, iter(empty)))
            return None
        key = tuple(values[n] if n in values else self._blank_key(n) for n in names)
        if key in self._met:
            sentence = _("Row %(row)d is about the same. Keep one of the two.")
            # The one record of its kind needs no key.
            heading, text = self.reader.text_of(row, names[-1]) if names else ("", "")
            reason = sentence % {"row": self._met[key]}
            self.refuse(row, [Problem(row.number, heading, text, reason, cause=Cause.TWICE)])
            return None
        self._met[key] = row.number
        self.resource.expect(key)
        return key, values, blank

    def _field(self, attribute: str) -> models.Field:
        return self.model._meta.get_field(attribute.removesuffix("_id"))

    def _blank_key(self, attribute: str) -> str | None:
        return None if self._field(attribute).null else ""

    def _stored(self, keys: list[tuple]) -> dict[tuple, models.Model]:
        """The stored records of these keys."""
        names = self.resource.told_apart_by()
        records = self.resource.records()
        if self.job.writes:
            records = records.select_for_update(of=("self",))
        if names:
            first = {key[0] for key in keys}
            found = models.Q(**{f"{names[0]}__in": first - {None}})
            records = records.filter(
                found | models.Q(**{names[0]: None}) if None in first else found
            )
        return {tuple(getattr(record, name) for name in names): record for record in records}

    def _draft(self, row: Row, record, values: Values, blank: list[str]) -> Draft:
        before = None if record._state.adding else _values(record)
        lists = {}
        for name, value in values.items():
            if isinstance(value, list):
                lists[name] = value
            else:
                setattr(record, name, value)
        for name in blank if before is not None else ():
            self._blank(record, name, lists)
        return Draft(row, record, before, lists)

    def _blank(self, record, name: str, lists: dict) -> None:
        """A blank cell says nothing, unless it was chosen to clear what stands there."""
        field = self._field(name)
        if name in self.resource.told_apart_by():
            return
        if field.many_to_many:
            stored, empty = list(getattr(record, name).all()), []
        else:
            stored = getattr(record, name)
            can_be_empty = field.blank and field.empty_strings_allowed
            empty = None if field.null else ("" if can_be_empty else ...)
        if empty is ... or stored in (None, "", empty):
            return
        self.plan.blanks += 1
        if not self.job.choices.clears_blanks:
            return
        if field.many_to_many:
            lists[name] = empty
        else:
            setattr(record, name, empty)

    def _is_left_alone(self, draft: Draft, key: tuple) -> bool:
        if not draft.is_new:
            return draft.record.pk in self.edited
        is_gone = key in self.gone or self._names_what_is_given_up(draft.record)
        if is_gone:
            self._given_up.append(draft.record)
        return is_gone

    def _names_what_is_given_up(self, record) -> bool:
        relations = [f for f in self.model._meta.concrete_fields if f.is_relation]
        named = [getattr(record, f.name) for f in relations if f.is_cached(record)]
        return any(other is gone for other in named for gone in self._given_up)

    def _is_sound(self, draft: Draft) -> bool:
        try:
            self.resource.check(draft.record)
        except ValidationError as error:
            self.refuse(draft.row, self.invalid(draft.row, error))
            return False
        return True

    def _is_changed(self, draft: Draft) -> bool:
        return draft.is_new or draft.before != _values(draft.record) or bool(self._news(draft))

    def _news(self, draft: Draft) -> dict[str, tuple[list, list]]:
        """Of the lists that differ: what is taken away, and what is added."""
        news = {}
        for name, wanted in draft.lists.items():
            stored = [] if draft.is_new else list(getattr(draft.record, name).all())
            gone = [item for item in stored if item not in wanted]
            added = [item for item in wanted if item not in stored]
            if gone or added:
                news[name] = (gone, added)
        return news

    def _keeping_the_rules(self, drafts: list[Draft]) -> list[Draft]:
        records = [draft.record for draft in drafts]
        broken = broken_rules(records)
        for at, rules in unique_clashes(records).items():
            broken.setdefault(at, []).extend(rules)
        for at, rules in broken.items():
            self.refuse(drafts[at].row, self.broken(drafts[at].row, rules))
        return [draft for at, draft in enumerate(drafts) if at not in broken]

    def _tell(self, draft: Draft) -> None:
        about = self._name_of(draft)
        if draft.is_new:
            keys = self.resource.told_apart_by()
            after = "; ".join(self._filled(draft))
            self.step(draft.row, keys[-1] if keys else "", Change.NEW, about, "", after)
            return
        after_values = _values(draft.record)
        for field in self.fields:
            column = self._field(field.attribute)
            name = getattr(column, "attname", "")
            if name in after_values and draft.before[name] != after_values[name]:
                words = [self._words(field, kept[name]) for kept in (draft.before, after_values)]
                self.step(draft.row, field.attribute, Change.CHANGED, about, *words)
        for name, (gone, added) in self._news(draft).items():
            for item in gone:
                self.step(draft.row, name, Change.CHANGED, about, str(item), "")
            for item in added:
                self.step(draft.row, name, Change.CHANGED, about, "", str(item))

    def _name_of(self, draft: Draft) -> str:
        keys = [
            str(value) for name in self.resource.key_columns() if (value := self._key(draft, name))
        ]
        return " ".join(keys) or str(draft.record)

    def _key(self, draft: Draft, name: str) -> str:
        return self.reader.texts(draft.row).get(name, "")

    def _filled(self, draft: Draft) -> Iterator[str]:
        keys = set(self.resource.key_columns())
        for name, text in self.reader.texts(draft.row).items():
            if text and name not in keys:
                yield f"{name}: {text}"

    def _words(self, field, value) -> str:
        """A value as the table writes it."""
        related = self._field(field.attribute).related_model
        is_number = related is not None and not isinstance(field.widget, widgets.CodeWidget)
        if is_number and not isinstance(value, models.Model):
            value = related._base_manager.filter(pk=value).first() if value else None
        return field.widget.render(value)

    def _write(self, drafts: list[Draft]) -> None:
        history = {"user": self.job.writes.user, "reason": self.job.writes.reason}
        for group in self.resource.in_order([d.record for d in drafts if d.is_new]):
            for record in group:
                _take_numbers(record)
            create_all(group, **history)
        names = [field.name for field in self.model._meta.concrete_fields if is_written(field)]
        changed = [draft for draft in drafts if not draft.is_new]
        for draft in changed:
            _take_numbers(draft.record)
        update_all([d.record for d in changed if d.before != _values(d.record)], names, **history)
        for draft in drafts:
            for name in self._news(draft) if not draft.is_new else draft.lists:
                set_many(draft.record, name, draft.lists[name], **history)


def _take_numbers(record) -> None:
    """Records that were unsaved when they were named have their numbers by now."""
    for field in record._meta.concrete_fields:
        if field.is_relation and field.is_cached(record) and getattr(record, field.attname) is None:
            setattr(record, field.name, getattr(record, field.name))


def _values(record) -> dict:
    """What the record would store, in the form it would store it, by attribute."""
    return {
        field.attname: _value(record, field)
        for field in record._meta.concrete_fields
        if is_written(field)
    }


def _value(record, field) -> Any:
    """A record of the same file that has no number yet stands for itself."""
    if field.is_relation and field.is_cached(record):
        named = getattr(record, field.name)
        if named is not None and named.pk is None:
            return named
    return field.get_prep_value(getattr(record, field.attname))
