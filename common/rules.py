"""What the database itself refuses, and what it says to whoever tries.

Every function returns one `CheckConstraint`. The conditions use only what SQLite and PostgreSQL
decide alike; a value that a form never lets through (a NaN, a 30 February, a `javascript:` link
inserted by hand) is refused by the database itself.
"""

from datetime import date

from django.db.models import CheckConstraint, F, Func, Q
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

# The classification of regions is younger, and no plan of ours reaches further.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)


def rule(name: str, condition, sentence: str) -> CheckConstraint:
    """`condition` must hold; `sentence` says to the person what to do when it does not."""
    return CheckConstraint(name=name, condition=condition, violation_error_message=sentence)


# Spelt out for both databases: PostgreSQL counts only the blanks of ASCII under some locales.
CONTROL = r"\u0001-\u001f\u007f-\u009f\u2028\u2029"
BLANK = CONTROL + r" \u00a0\u1680\u2000-\u200f\u202f\u205f\u3000\ufeff"


def filled(name: str, field: str, sentence: str) -> CheckConstraint:
    """`field` is one line of text that is not blank at its ends, let alone altogether."""
    line = rf"\A[^{BLANK}]([^{CONTROL}]*[^{BLANK}])?\Z"
    return rule(name, Q(**{f"{field}__regex": line}), sentence)


def well_formed(name: str, field: str, pattern: str, sentence: str) -> CheckConstraint:
    """`field` matches the whole of `pattern`."""
    return rule(name, Q(**{f"{field}__regex": rf"\A{pattern}\Z"}), sentence)


def web_link(name: str, field: str) -> CheckConstraint:
    """`field` is empty or an address that starts with http:// or https:// and holds no blank."""
    condition = Q(**{field: ""}) | Q(**{f"{field}__regex": rf"\Ahttps?://[^{BLANK}]+\Z"})
    return rule(name, condition, _("A link starts with http:// or https:// and holds no blanks."))


def one_of(name: str, field: str, values, sentence: str) -> CheckConstraint:
    """`field` is one of `values`."""
    return rule(name, Q(**{f"{field}__in": list(values)}), sentence)


def between(name: str, field: str, low, high, sentence: str) -> CheckConstraint:
    """`field` is empty or a finite number from `low` to `high`, both included."""
    condition = Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": low, f"{field}__lte": high})
    return rule(name, condition, sentence)


def yes_or_no(name: str, field: str) -> CheckConstraint:
    """`field` is empty, true or false; SQLite would keep any word."""
    return rule(
        name,
        Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__in": [True, False]}),
        _("Answer yes or no."),
    )


def position(name: str) -> CheckConstraint:
    """`position` orders rows on a page: a whole number, 0 the first."""
    return between(name, "position", 0, 10_000, _("A position is a whole number from 0 to 10000."))


class _OnCalendar(Func):
    """The day that a date stands for; none for a text that is no day."""

    function = "DATE"

    def as_sqlite(self, compiler, connection, **context):
        # Adding no days makes SQLite work out the day: 30 February becomes 1 or 2 March.
        template = "COALESCE(%(function)s(%(expressions)s, '+0 days'), '')"
        return self.as_sql(compiler, connection, template=template, **context)


def real_day(name: str, field: str) -> CheckConstraint:
    """`field` is empty or a day of the calendar between 1900 and 2100.

    SQLite keeps a date as the text it was given: only a day that its own calendar
    gives back unchanged is a day.
    """
    in_range = Q(**{f"{field}__gte": FIRST_DAY, f"{field}__lte": LAST_DAY})
    on_calendar = Exact(F(field), _OnCalendar(F(field)))
    return rule(
        name,
        Q(**{f"{field}__isnull": True}) | (in_range & Q(on_calendar)),
        _("Give a date between 1900 and 2100, such as 2021-12-31."),
    )
