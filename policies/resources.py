"""The tables of this app: for each noun its columns, in the order in which they are written."""

from django.utils.translation import gettext as _
from import_export.fields import Field

from policies import models
from regions import edits
from regions.models import Region, Source
from regions.resources import (
    RecordResource,
    StatementResource,
    code_column,
    column,
    widgets,
)
from regions.resources.tables import STATED


class TermWidget(widgets.NameWidget):
    """A term, written as vocabulary and code with a colon between: nace-2:C.21."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self._known: dict[str, models.Term] | None = None

    @property
    def known(self) -> dict[str, models.Term]:
        if self._known is None:
            self._known = {_written(term): term for term in models.Term.objects.all()}
        return self._known

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value)
        if not text:
            return None
        if text not in self.known:
            raise ValueError(
                _("“%(text)s” is not a term known here. Write it like nace-2:C.21.")
                % {"text": text}
            )
        return self.known[text]

    def gone(self, reason):
        return {":".join(key) for key in edits.gone(models.Term, reason, ["vocabulary_id", "code"])}

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else _written(value)


def _written(term: models.Term) -> str:
    return f"{term.vocabulary_id}:{term.code}"


class VocabularyResource(RecordResource):
    class Meta:
        model = models.Vocabulary
        import_id_fields = ("code",)
        fields = (
            "code",
            "name",
            "version",
            "publisher",
            "link",
            "licence",
            "survey_headings",
        )


class SiblingWidget(widgets.LineWidget):
    """The code of another term of the row's own vocabulary, stored or earlier in the file."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.known: dict[tuple[str, str], models.Term] = {}

    def clean(self, value, row=None, **kwargs):
        code = super().clean(value)
        if not code:
            return None
        term = self.known.get((row["vocabulary"].strip(), code))
        if term is None:
            raise ValueError(
                _("“%(code)s” is not a term of this vocabulary, here or further up.")
                % {"code": code}
            )
        return term

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else value.code


class TermResource(RecordResource):
    """Parents stand before their children, so that a whole vocabulary comes in one table."""

    vocabulary = code_column("vocabulary", models.Vocabulary)
    parent = column("parent", SiblingWidget())
    replaced_by = column("replaced_by", TermWidget())

    class Meta:
        model = models.Term
        import_id_fields = ("vocabulary", "code")
        fields = ("vocabulary", "code", "parent", "label", "definition", "replaced_by")

    def before_import(self, dataset, **kwargs):
        super().before_import(dataset, **kwargs)
        self.fields["parent"].widget.known.update(self.stored)

    def records(self):
        return super().records().select_related("parent", "replaced_by__vocabulary")

    def save_instance(self, instance, is_create, row, **kwargs):
        super().save_instance(instance, is_create, row, **kwargs)
        self.fields["parent"].widget.known[instance.vocabulary_id, instance.code] = instance

    def bulk_create(self, using_transactions, dry_run, raise_errors, batch_size=None, result=None):
        waiting = self.create_instances
        while waiting:
            self.create_instances = [t for t in waiting if t.parent is None or t.parent.pk]
            waiting = [t for t in waiting if t.parent is not None and not t.parent.pk]
            for term in self.create_instances:
                term.parent = term.parent
            if not self.create_instances:
                break
            super().bulk_create(using_transactions, dry_run, raise_errors, batch_size, result)


class ClassificationResource(StatementResource):
    region = code_column("region", Region)
    term = column("term", TermWidget())

    class Meta:
        model = models.Classification
        fields = ("region", "term", *STATED)


class PolicyQuestionResource(RecordResource):
    position = column("position", widgets.WholeNumberWidget())
    allows_words = column("allows_words", widgets.YesNoWidget())

    class Meta:
        model = models.PolicyQuestion
        import_id_fields = ("code",)
        fields = ("code", "label", "position", "allows_words", "survey_headings")


class PolicyStatementResource(StatementResource):
    region = code_column("region", Region)
    question = code_column("question", models.PolicyQuestion)
    said = Field(
        "said", "answer", widget=widgets.ChoiceWidget(models.PolicyStatement.Answer.choices)
    )

    class Meta:
        model = models.PolicyStatement
        fields = ("region", "question", "said", "text", *STATED)


class PolicyDocumentResource(RecordResource):
    region = code_column("region", Region)
    level = column("level", widgets.ChoiceWidget(models.PolicyDocument.Level.choices))
    kind = column("kind", TermWidget())
    first_year = column("first_year", widgets.WholeNumberWidget())
    last_year = column("last_year", widgets.WholeNumberWidget())
    source = code_column("source", Source)
    stated_on = column("stated_on", widgets.DayWidget())

    class Meta:
        model = models.PolicyDocument
        import_id_fields = ("region", "title")
        fields = (
            "region",
            "title",
            "language",
            "gloss",
            "level",
            "kind",
            "first_year",
            "last_year",
            "link",
            "stored_copy",
            "summary",
            "source",
            "stated_on",
        )

    def records(self):
        return super().records().select_related("kind")


class InitiativeResource(RecordResource):
    class Meta:
        model = models.Initiative
        import_id_fields = ("title",)
        fields = ("title", "kind", "link", "description")


class InitiativeWidget(widgets.NameWidget):
    """An initiative, by its title."""

    def clean(self, value, row=None, **kwargs):
        title = super().clean(value)
        found = models.Initiative.objects.filter(title=title).first() if title else None
        if title and found is None:
            raise ValueError(
                _("“%(title)s” is not the title of an initiative known here.") % {"title": title}
            )
        return found

    def gone(self, reason):
        return {title for (title,) in edits.gone(models.Initiative, reason, ["title"])}

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else value.title


class ParticipationResource(StatementResource):
    region = code_column("region", Region)
    initiative = column("initiative", InitiativeWidget())

    class Meta:
        model = models.Participation
        fields = ("region", "initiative", *STATED)
