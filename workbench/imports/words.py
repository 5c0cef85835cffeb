"""Answers as an editor would write them, for plans and for what an import did."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from policies.models import Classification, Participation, PolicyStatement
from regions.models import Membership, Observation, Picture, Statement, Website


def answer_in_words(row: Statement) -> str:
    """What a statement says, with what is said beside it."""
    details = [text for name in row.details if (text := getattr(row, name))]
    return "; ".join([_answer(row), *details])


def _answer(row: Statement) -> str:
    match row:
        case Observation():
            # innovation-group/2019/strong+: the scale and its year stand in what it is about.
            return row.group_id.rpartition("/")[2] if row.group_id else f"{row.value.normalize():f}"
        case Membership():
            return _membership(row)
        case PolicyStatement():
            return ": ".join(filter(None, [label_of(PolicyStatement, "said", row.said), row.text]))
        case Classification():
            return str(row.term)
        case Website():
            return row.link
        case Picture():
            return row.attribution
        case Participation():
            return str(row.initiative)
    return str(row)


def _membership(row: Membership) -> str:
    words = label_of(Membership, "status", row.status) + (f" ({row.via_id})" if row.via_id else "")
    if row.since:
        words += " " + _("since %(day)s") % {"day": date_format(row.since, "j F Y")}
    if row.until:
        words += " " + _("until %(day)s") % {"day": date_format(row.until, "j F Y")}
    return words


def label_of(model: type[models.Model], name: str, value: str) -> str:
    """The label of a choice; Django's own way looks up all of them each time."""
    return _labels(model, name, get_language()).get(value, value)


def noun_of(model: type[models.Model]) -> str:
    """What a record of a model is called."""
    return _noun(model, get_language())


@lru_cache(maxsize=64)
def _labels(model: type[models.Model], name: str, language: str) -> dict[str, str]:
    return {value: str(label) for value, label in model._meta.get_field(name).flatchoices}


@lru_cache(maxsize=64)
def _noun(model: type[models.Model], language: str) -> str:
    return str(model._meta.verbose_name)


def dated(words: str, day: date) -> str:
    """The same words, with the day on which they were said."""
    return _("%(words)s (stated on %(day)s)") % {"words": words, "day": date_format(day, "j F Y")}
