"""The tables of this app: for each noun its columns, in the order in which they are written."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.fields import Field

from policies import models
from policies.resources.widgets import InitiativeWidget, SiblingWidget, TermsWidget, TermWidget
from regions.models import Region, Source
from regions.resources import (
    RecordResource,
    StatementResource,
    code_column,
    column,
    region_column,
    widgets,
)
from regions.resources.tables import STATED


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


class TermResource(RecordResource):
    """Parents stand before their children, so that a whole vocabulary comes in one table."""

    vocabulary = code_column("vocabulary", models.Vocabulary, "name")
    parent = column("parent", SiblingWidget())
    replaced_by = column("replaced_by", TermWidget())

    class Meta:
        model = models.Term
        import_id_fields = ("vocabulary", "code")
        fields = ("vocabulary", "code", "parent", "label", "definition", "replaced_by")

    def prepare(self):
        siblings = self.fields["parent"].widget
        siblings.known.update({_key(term): term for term in self.records()})
        siblings.vocabulary = self.fields["vocabulary"].widget
        self._above = {key: _key(term.parent) for key, term in siblings.known.items()}

    def records(self):
        return super().records().select_related("parent", "replaced_by__vocabulary")

    def meet(self, records):
        self._above.update({_key(term): _key(term.parent) for term in records})

    def check(self, instance):
        key = _key(instance)
        if key == _key(instance.replaced_by):
            raise ValidationError({"replaced_by": _("Choose another term than this one.")})
        met, above = set(), self._above[key]
        while above and above not in met:
            met.add(above)
            above = self._above.get(above)
        if key in met:
            raise ValidationError({"parent": _("The term would stand under itself.")})

    def expect(self, key):
        new = models.Term(vocabulary_id=key[0], code=key[1])
        known = self.fields["parent"].widget.known.setdefault(key, new)
        self.fields["replaced_by"].widget.known.setdefault(":".join(key), known)

    def new_record(self, key):
        return self.fields["parent"].widget.known[key]

    def in_order(self, records):
        """Generation by generation: a term has its number before others name it.

        A row names terms further up only, so there is always one that names none of the others.
        """
        groups, waiting = [], list(records)
        while waiting:
            later = {id(term) for term in waiting}
            named = [{id(term.parent), id(term.replaced_by)} & later for term in waiting]
            groups.append([t for t, others in zip(waiting, named, strict=True) if not others])
            waiting = [t for t, others in zip(waiting, named, strict=True) if others]
        return groups


def _key(term: models.Term | None) -> tuple[str, str] | None:
    return None if term is None else (term.vocabulary_id, term.code)


class ClassificationResource(StatementResource):
    region = region_column("region", Region)
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
    region = region_column("region", Region)
    question = code_column("question", models.PolicyQuestion, "label")
    said = Field(
        "said",
        "answer",
        widget=widgets.ChoiceWidget(models.PolicyStatement.Answer.choices, "policystatement.said"),
        saves_null_values=True,
    )

    class Meta:
        model = models.PolicyStatement
        fields = ("region", "question", "said", "text", *STATED)


class PolicyDocumentResource(RecordResource):
    region = region_column("region", Region)
    level = column(
        "level", widgets.ChoiceWidget(models.PolicyDocument.Level.choices, "policydocument.level")
    )
    kind = column("kind", TermWidget("document-kinds"))
    first_year = column("first_year", widgets.WholeNumberWidget())
    last_year = column("last_year", widgets.WholeNumberWidget())
    link_checked_on = column("link_checked_on", widgets.DayWidget())
    link_works = column("link_works", widgets.YesNoWidget(optional=True))
    terms = column("terms", TermsWidget())
    source = code_column("source", Source, "title")
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
            "link_checked_on",
            "link_works",
            "summary",
            "terms",
            "source",
            "stated_on",
        )

    def records(self):
        return super().records().select_related("kind").prefetch_related("terms")

    def get_queryset(self):
        return self.records()

    def check(self, instance):
        if instance.level == instance.Level.EU and instance.region_id:
            raise ValidationError({"region": _("A document of the European Union has no region.")})
        if instance.kind and instance.kind.vocabulary_id != "document-kinds":
            raise ValidationError({"kind": _("Choose a term of the list of document kinds.")})


class InitiativeResource(RecordResource):
    class Meta:
        model = models.Initiative
        import_id_fields = ("title",)
        fields = ("title", "kind", "link", "description")


class ParticipationResource(StatementResource):
    region = region_column("region", Region)
    initiative = column("initiative", InitiativeWidget())

    class Meta:
        model = models.Participation
        fields = ("region", "initiative", *STATED)
