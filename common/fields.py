"""Model fields that keep text in one form: NFC, without stray blanks, links only over the web."""

import math
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import lookups
from django.utils.translation import gettext_lazy as _

from common.text import one_line, tidy


class LineField(models.CharField):
    """One line of text, stored in NFC without blanks at its ends or runs of blanks inside."""

    def to_python(self, value):
        value = super().to_python(value)
        return one_line(value) if isinstance(value, str) else value

    def get_prep_value(self, value):
        return self.to_python(super().get_prep_value(value))

    def pre_save(self, model_instance, add):
        value = self.to_python(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value


class ProseField(models.TextField):
    """Text of several lines, stored in NFC."""

    def to_python(self, value):
        value = super().to_python(value)
        return tidy(value) if isinstance(value, str) else value

    def get_prep_value(self, value):
        return self.to_python(super().get_prep_value(value))

    def pre_save(self, model_instance, add):
        value = self.to_python(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value


class _Composed:
    """A search for a part of a text: composed (NFC) like the text, however it was typed."""

    def get_prep_lookup(self):
        part = super().get_prep_lookup()
        return unicodedata.normalize("NFC", part) if isinstance(part, str) else part


# Django hands on what these are asked for as it was typed, past the field's own preparation.
for _lookup in (
    lookups.Contains,
    lookups.IContains,
    lookups.StartsWith,
    lookups.IStartsWith,
    lookups.EndsWith,
    lookups.IEndsWith,
    lookups.IExact,
):
    for _field in (LineField, ProseField):
        _field.register_lookup(type(_lookup.__name__, (_Composed, _lookup), {}))


class LinkField(LineField):
    """An address on the web: http or https, nothing else."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 1000)
        super().__init__(*args, **kwargs)


def validate_finite(number: float) -> None:
    """Refuse NaN and infinity, which some databases would store as nothing at all."""
    if not math.isfinite(number):
        raise ValidationError(_("Give a number."))


class DegreesField(models.FloatField):
    """Degrees of longitude or latitude (WGS 84)."""

    default_validators = [validate_finite]
