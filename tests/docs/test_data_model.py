"""The drawings of the data model, its tables and the glossary against the models themselves."""

from django.apps import apps
from django.db import models
from simple_history.models import HistoricalChanges

from catalogue.nouns.base import WORD_FACETS
from catalogue.postings import ORDER
from observatory.models import ReleasedList, ReleasedRecord, ReleaseFile, ReleasePart
from regions.models import Statement
from tests.docs.documents import HEAD_WORD, drawing, table, text_of

TYPES = {
    "CharField": "text",
    "TextField": "text",
    "DateField": "date",
    "DateTimeField": "moment",
    "BooleanField": "boolean",
    "PositiveIntegerField": "integer",
    "PositiveSmallIntegerField": "integer",
    "AutoField": "integer",
    "BigAutoField": "integer",
    "IntegerField": "integer",
    "BigIntegerField": "integer",
    "DecimalField": "decimal",
    "FloatField": "float",
    "JSONField": "json",
    "BinaryField": "bytes",
}
MODELS = [
    model
    for app in ("regions", "policies", "catalogue", "observatory", "workbench")
    for model in apps.get_app_config(app).get_models()
    if not issubclass(model, HistoricalChanges)
]
STATEMENTS = [model for model in MODELS if issubclass(model, Statement)]
# Written by programs alone: no editor meets one of their rules.
OF_PROGRAMS = [
    *(model for model in MODELS if model._meta.app_label == "catalogue"),
    *(ReleaseFile, ReleasePart, ReleasedRecord, ReleasedList),
]
OF_EVERY_STATEMENT = {constraint.name for constraint in Statement._meta.constraints}


def fields_of(model) -> list[models.Field]:
    """The fields that a class adds to the number that every table has, and to `Statement`."""
    shared = {} if model is Statement else {field.name for field in Statement._meta.fields}
    inherited = shared if issubclass(model, Statement) else {}
    own = [f for f in model._meta.fields if f.name not in inherited and f.name != "id"]
    return [*own, *model._meta.many_to_many]


def column(field) -> tuple[str, str, str]:
    holds = field.target_field if field.remote_field else field
    holds = holds.output_field if isinstance(holds, models.GeneratedField) else holds
    key = "FK" if field.remote_field else "UK" if field.unique else ""
    return TYPES[holds.get_internal_type()], field.column, key


def line(field) -> tuple[str, str, str, str]:
    one, many = field.related_model.__name__, field.model.__name__
    if field.many_to_many:
        return many, "}o--o{", one, field.name
    if field.one_to_one:
        return one, "||--o|", many, field.name
    return one, "|o--o{" if field.null else "||--o{", many, field.name


def rules_of(model) -> dict[str, str]:
    """The names and sentences of the rules that are a class's own."""
    shared = {name % {"class": model.__name__.lower()} for name in OF_EVERY_STATEMENT}
    return {
        rule.name: str(rule.violation_error_message)
        for rule in model._meta.constraints
        if not (issubclass(model, Statement) and rule.name in shared)
    }


def test_every_class_is_drawn_once_with_its_columns():
    drawn = drawing()
    assert drawn.drawn_twice == []
    assert drawn.boxes == {
        model.__name__: {column(f) for f in fields_of(model) if not f.many_to_many}
        for model in [*MODELS, Statement]
    }


def test_the_statements_are_marked_as_such():
    assert drawing().marked_as_statement == {model.__name__ for model in STATEMENTS}


def test_every_foreign_key_is_drawn_with_its_ends():
    keys = [f for model in [*MODELS, Statement] for f in fields_of(model) if f.remote_field]
    assert drawing().lines == {line(field) for field in keys}


def test_the_subject_answer_and_details_of_every_statement_are_told():
    rows = table(text_of("docs/data-model.md"), "Class", "Subject", "Answer", "Details")
    assert {name: tuple(told) for name, *told in rows} == {
        model.__name__: tuple(
            "`, `".join(columns) for columns in (model.subject, model.answer, model.details)
        )
        for model in STATEMENTS
    }


def test_every_rule_is_listed_with_its_sentence():
    rows = table(text_of("docs/data-model.md"), "Rule", "Sentence")
    of_statements = {
        rule.name.replace("%(class)s", "{class}"): str(rule.violation_error_message)
        for rule in Statement._meta.constraints
    }
    of_classes = {
        name: said
        for model in MODELS
        if model not in OF_PROGRAMS
        for name, said in rules_of(model).items()
    }
    assert dict(rows) == {**of_statements, **of_classes}


def test_every_rule_that_only_programs_meet_is_named():
    named = {row[0] for row in table(text_of("docs/data-model.md"), "Rule", "What it keeps")}
    assert named == {name for model in OF_PROGRAMS for name in rules_of(model)}


def test_every_facet_of_postings_is_explained():
    rows = table(text_of("docs/data-model.md"), "Facet", "Value", "Records")
    told = {facet.strip() for row in rows for facet in row[0].replace("`", "").split(",")}
    assert {*WORD_FACETS, "(empty)"} <= told
    assert any(facet.startswith(ORDER) for facet in told)


def test_the_glossary_defines_every_class_of_the_model():
    defined = {found["path"] for found in HEAD_WORD.finditer(text_of("docs/glossary.md"))}
    apps_of = {model: model._meta.app_label for model in MODELS}
    wanted = {f"{app}.models.{model.__name__}" for model, app in apps_of.items()}
    assert wanted | {"regions.models.Record", "regions.models.Statement"} <= defined
