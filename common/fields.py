"""Model fields that keep text in one form: NFC, without stray blanks, links only over the web."""

from django.core.validators import URLValidator
from django.db import models

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


class LinkField(LineField):
    """An address on the web: http or https, nothing else."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 1000)
        super().__init__(*args, **kwargs)
