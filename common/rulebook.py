"""Which rules of a model rows would break, told for many rows at once and without writing any.

A check constraint is decided by the database itself: the rows go into the `FROM` of a `SELECT`,
many a query, which asks the constraint's own condition of each as the later `INSERT` would. The
limits of single fields are looked at in Python, once for each value that occurs.

Where it falls down: a column with a collation of its own is compared by that of the database; what
a field fills in when it is saved (`auto_now`, `db_default`) is not there yet to be judged; and the
answer is that of the moment: what somebody else writes meanwhile is noticed by the `INSERT` alone.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache, partial
from itertools import chain, compress
from operator import attrgetter
from typing import Any, NamedTuple

from django.core import validators
from django.core.exceptions import ValidationError
from django.db import connections, models, router
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models.expressions import Col
from django.db.models.sql.query import Query
from django.utils.translation import gettext_lazy as _

UNFIT = _("This column cannot hold such a value.")
EMPTY = _("This cell must be filled.")
NO_WORDS_OF_ITS_OWN = [models.Field.default_error_messages[code] for code in ("null", "blank")]
# What fields raise about a value; overflows and the errors of decimals are arithmetic errors.
REFUSED = (TypeError, ValueError, ArithmeticError)
# Bound values a query: SQLite takes 999, and PostgreSQL's driver is the slower the more there are.
MOST_VALUES = 900
# Equal values of one of these types are alike to every field; 1.0 and 1.00 differ by a decimal.
PLAIN = frozenset({str, int, bool, date, type(None)})
# So that the rule speaks where the column's type would: a cast to varchar(5) cuts off in silence.
WIDER = {"varchar": "text", "smallint": "bigint", "integer": "bigint"}
ROWS = "-- the rows --"
Check = Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a row breaks: the attnames of the fields it is about, and its sentence."""

    fields: tuple[str, ...]
    sentence: str


def broken_rules(rows: Sequence[models.Model]) -> dict[int, list[Broken]]:
    """For the positions of those `rows` that break a rule: what they break. Nothing is written.

    `rows` are of one model, stored or not. Told are the limits of the fields, in their order, then
    the check constraints in theirs. A value that its column cannot hold is told once: the
    constraints about it are left out for that row. Whether a key is taken is for `unique_clashes`
    to say, whether a foreign key leads anywhere for the caller.
    """
    told: dict[int, list[Broken]] = defaultdict(list)
    if rows:
        model, alias = type(rows[0]), router.db_for_write(type(rows[0]))
        question, verdicts = _question(model, alias), {}
        for field in model._meta.concrete_fields:
            asked = connections[alias] if field.attname in question.columns else None
            if asked or not (field.primary_key or field.generated):
                verdicts[field.attname] = _column(field).verdicts(rows, asked)
        for attname, column in verdicts.items():
            for position, verdict in enumerate(column):
                for sentence in verdict.sentences:
                    told[position].append(Broken((attname,), sentence))
        for position, broken in question.ask(verdicts, connections[alias]):
            told[position].append(broken)
    return dict(sorted(told.items()))


def unique_clashes(rows: Sequence[models.Model]) -> dict[int, list[Broken]]:
    """For the positions of those `rows` whose key is taken, by an earlier one or a stored record.

    `rows` are of one model, keys what it declares unique without condition and expressions. A key
    with an empty part clashes with none, a record never with itself. A key that another of `rows`
    is about to give up is still taken: the database looks after each row, not at the end.
    """
    told: dict[int, list[Broken]] = defaultdict(list)
    for fields, sentence in _unique_keys(rows[0]) if rows else ():
        parts = (_column(field).verdicts(rows) for field in fields)
        keys = list(zip(*([verdict.value for verdict in part] for part in parts), strict=True))
        holders = _holders(type(rows[0]), fields, {key for key in keys if None not in key})
        broken = Broken(tuple(field.attname for field in fields), sentence)
        for position, (key, row) in enumerate(zip(keys, rows, strict=True)):
            if key in holders and (row.pk is None or row.pk != holders[key]):
                told[position].append(broken)
            elif None not in key:
                holders[key] = row.pk
    return dict(sorted(told.items()))


class _Verdict(NamedTuple):
    """A value as a record holds it, as the database is given it if it can be, and what to say."""

    value: Any = None
    given: Any = None
    is_known: bool = False
    sentences: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class _Column:
    """What a field asks of a single value: to fit the column at all, and to keep its limits."""

    field: models.Field
    fits: Check
    limits: tuple[Check, ...]

    def verdicts(self, rows: Sequence[models.Model], connection: Any = None) -> list[_Verdict]:
        """One for each row; without connection nothing is `given`, which saves half of the time."""
        judge = partial(self._verdict, connection)
        remember = lru_cache(maxsize=None, typed=True)(judge)
        values = map(attrgetter(self.field.attname), rows)
        return [remember(it) if type(it) in PLAIN else judge(it) for it in values]

    def _verdict(self, connection: Any, value: Any) -> _Verdict:
        known = _Verdict()
        try:
            if hasattr(value, "resolve_expression"):
                return known
            value = None if value is None else self.field.to_python(value)
            if value is not None:
                self.fits(value)
            given = self.field.get_db_prep_save(value, connection) if connection else None
            known = _Verdict(value, given, True)
            for limit in self.limits:
                limit(value)
        except ValidationError as told:
            return known._replace(sentences=told.messages)
        except REFUSED:
            return known._replace(sentences=[str(UNFIT)])
        return known


@cache
def _column(field: models.Field) -> _Column:
    return _Column(field, _fits(getattr(field, "target_field", field)), _limits(field))


def _fits(field: models.Field) -> Check:
    """What refuses the values that no column of this type takes, in one database or the other."""
    if isinstance(field, models.IntegerField):
        return lambda number: number.to_bytes(8, signed=True)
    if isinstance(field, models.FloatField):
        return _not_nan
    if isinstance(field, models.DecimalField):
        return field.run_validators
    return _storable if isinstance(field, models.CharField | models.TextField) else bool


def _not_nan(number: float) -> None:
    if math.isnan(number):  # NULL to SQLite, the greatest of all numbers to PostgreSQL
        raise ValidationError(_("Give a number."))


def _storable(text: str) -> None:
    """PostgreSQL keeps no NUL, and neither database half a surrogate pair."""
    validators.ProhibitNullCharactersValidator()(text)
    text.encode()


def _limits(field: models.Field) -> tuple[Check, ...]:
    """The first of them that a value does not keep speaks. None of what nobody can edit."""
    if field.primary_key or not field.editable:
        return ()
    own = () if isinstance(field, models.DecimalField) else (field.run_validators,)
    in_range = (partial(_in_range, field),) if isinstance(field, models.IntegerField) else ()
    return (partial(_is_allowed, field), *in_range, *own)


def _is_allowed(field: models.Field, value: Any) -> None:
    """Choices and emptiness, as of any field: a foreign key's own way would be to query."""
    try:
        models.Field.validate(field, value, None)
    except ValidationError as told:
        if told.message in NO_WORDS_OF_ITS_OWN:
            told.message = EMPTY
        raise


def _in_range(field: models.Field, number: int | None) -> None:
    """What the column holds in PostgreSQL; SQLite would put 64 bits into the smallest."""
    low, high = BaseDatabaseOperations.integer_field_ranges[field.get_internal_type()]
    if number is not None:
        validators.MinValueValidator(low)(number)
        validators.MaxValueValidator(high)(number)


@dataclass(frozen=True, slots=True)
class _Question:
    """Check constraints, the attnames each is about, and the `SELECT` around rows of `columns`."""

    rules: list[tuple[models.CheckConstraint, tuple[str, ...]]]
    columns: list[str]
    select: str
    params: list[Any]

    def ask(self, verdicts: dict[str, list[_Verdict]], connection: Any) -> Iterator[tuple]:
        """What is broken, unless by a value that could not be given to the database."""
        given = ([verdict.given for verdict in verdicts[name]] for name in self.columns)
        rows = list(zip(*given, strict=True))
        size = max(1, (MOST_VALUES - len(self.params)) // max(1, len(self.columns)))
        for start in range(0, len(rows), size):
            for place, *flags in self._answers(rows[start : start + size], connection):
                for rule, about in compress(self.rules, flags):
                    if all(verdicts[name][start + place].is_known for name in about):
                        yield start + place, Broken(about, str(rule.get_violation_error_message()))

    def _answers(self, rows: Sequence[tuple[Any, ...]], connection: Any) -> list[tuple[Any, ...]]:
        cells = ", %s" * len(self.columns)
        values = ", ".join(f"({place}{cells})" for place in range(len(rows)))
        with connection.cursor() as cursor:
            cursor.execute(self.select.replace(ROWS, values), [*self.params, *chain(*rows)])
            return cursor.fetchall()


@cache
def _question(model: type[models.Model], alias: str) -> _Question:
    """Without columns if there is no rule. A rule about a generated column is about its origins."""
    query, connection = Query(model=model, alias_cols=False), connections[alias]
    origins = {
        field.get_col(None): field.expression.resolve_expression(query, allow_joins=False)
        for field in model._meta.concrete_fields
        if field.generated
    }
    rules = [rule for rule in model._meta.constraints if isinstance(rule, models.CheckConstraint)]
    wheres = [query.build_where(rule.condition).replace_expressions(origins) for rule in rules]
    compiled = [query.get_compiler(connection=connection).compile(where) for where in wheres]
    columns = list(dict.fromkeys(chain(*map(_named, wheres))))
    about = [tuple(dict.fromkeys(field.attname for field in _named(where))) for where in wheres]
    return _Question(
        list(zip(rules, about, strict=True)),
        [field.attname for field in columns],
        _select([sql for sql, _params in compiled], columns, connection),
        [param for _sql, params in compiled for param in params],
    )


def _select(conditions: list[str], columns: list[models.Field], connection: Any) -> str:
    """One row for each that breaks a condition: its number, and which; `ROWS` is for the rows."""
    flags = ", ".join(f"({sql}) IS FALSE AS broken_{n}" for n, sql in enumerate(conditions))
    cells = ", ".join(_cell(n, field, connection) for n, field in enumerate(columns, 2))
    broken = " OR ".join(f"broken_{n}" for n in range(len(conditions)))
    given = f"SELECT column1 AS row_, {cells} FROM (VALUES {ROWS}) AS given_"  # noqa: S608
    return f"SELECT * FROM (SELECT row_, {flags} FROM ({given}) AS rows_) AS told_ WHERE {broken}"  # noqa: S608


def _named(expression: Any) -> Iterator[models.Field]:
    """The fields that a resolved expression names, in its order."""
    if isinstance(expression, Col):
        yield expression.target
    for part in filter(None, expression.get_source_expressions()):
        yield from _named(part)


def _cell(place: int, field: models.Field, connection: Any) -> str:
    """A value that compares as in its own column. No cast on SQLite would leave a date whole."""
    kind, cell = field.db_type(connection), f"column{place}"
    if connection.vendor != "sqlite":
        cell = f"CAST({cell} AS {WIDER.get(kind.partition('(')[0], kind)})"
    elif kind == "decimal":
        cell = f"CAST({cell} AS NUMERIC)"
    return f"{cell} AS {connection.ops.quote_name(field.column)}"


def _unique_keys(row: models.Model) -> Iterator[tuple[list[models.Field], str]]:
    """The fields of each key that is not worked out, and the sentence about one that is taken."""
    for field in row._meta.concrete_fields:
        if field.unique and not (field.primary_key or field.generated):
            yield [field], row.unique_error_message(type(row), [field.name]).messages[0]
    for rule in row._meta.constraints:
        if isinstance(rule, models.UniqueConstraint) and not (rule.expressions or rule.condition):
            fields = [row._meta.get_field(name) for name in rule.fields]
            if not any(field.generated for field in fields):
                yield fields, str(rule.get_violation_error_message())


def _holders(model: type[models.Model], fields: list[models.Field], keys: set) -> dict[tuple, Any]:
    """The primary keys of the stored records that hold one of `keys`, found by its rarest part."""
    names = [field.attname for field in fields]
    parts = zip(names, (set(part) for part in zip(*keys, strict=True)), strict=False)
    name, wanted = max(parts, key=lambda part: len(part[1]), default=("", ()))
    records, wanted = model._base_manager.using(router.db_for_write(model)), list(wanted)
    found = {}
    for start in range(0, len(wanted), MOST_VALUES):
        some = records.filter(**{f"{name}__in": wanted[start : start + MOST_VALUES]})
        stored = some.values_list("pk", *names).iterator()
        found |= {key: pk for pk, *parts in stored if (key := tuple(parts)) in keys}
    return found
