"""Policies, the words that classify them, and what regions say of themselves."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from policies import models, resources
from regions.admin import RecordAdmin, StatementAdmin

REGION_SEARCH = ("region__code", "region__official_name", "region__english_name")


@admin.register(models.Vocabulary)
class VocabularyAdmin(RecordAdmin):
    resource_classes = (resources.VocabularyResource,)
    list_display = ("name", "code", "version", "publisher", "licence")
    search_fields = ("code", "name", "publisher")


@admin.register(models.Term)
class TermAdmin(RecordAdmin):
    resource_classes = (resources.TermResource,)
    fixed_fields = ("vocabulary", "code")
    list_display = ("code", "label", "vocabulary", "parent", "replaced_by")
    list_filter = ("vocabulary",)
    list_select_related = ("vocabulary", "parent", "replaced_by__vocabulary")
    search_fields = ("code", "label", "vocabulary__code")


@admin.register(models.Classification)
class ClassificationAdmin(StatementAdmin):
    resource_classes = (resources.ClassificationResource,)
    list_display = ("region", "term", "stated_on", "source_code", "superseded_on")
    list_filter = ("term__vocabulary", *StatementAdmin.list_filter)
    list_select_related = ("region", "term")
    search_fields = (*REGION_SEARCH, "term__code", "term__label")


@admin.register(models.PolicyDocument)
class PolicyDocumentAdmin(RecordAdmin):
    resource_classes = (resources.PolicyDocumentResource,)
    list_display = ("title", "region", "level", "kind", "first_year", "last_year", "stated_on")
    list_filter = ("level", "kind", "link_works", "source")
    list_select_related = ("region", "kind")
    search_fields = ("title", "gloss", *REGION_SEARCH)
    fieldsets = (
        (None, {"fields": ["title", "language", "gloss", "region", "level", "kind"]}),
        (_("What it says"), {"fields": ["summary", "terms", "first_year", "last_year"]}),
        (
            _("Where it stands"),
            {"fields": ["link", "link_works", "link_checked_on", "stored_copy"]},
        ),
        (_("Who said so, and when"), {"fields": ["source", "stated_on"]}),
    )


@admin.register(models.Initiative)
class InitiativeAdmin(RecordAdmin):
    resource_classes = (resources.InitiativeResource,)
    list_display = ("title", "kind", "link")
    list_filter = ("kind",)
    search_fields = ("title", "kind", "description")


@admin.register(models.Participation)
class ParticipationAdmin(StatementAdmin):
    resource_classes = (resources.ParticipationResource,)
    list_display = ("region", "initiative", "stated_on", "source_code", "superseded_on")
    list_select_related = ("region", "initiative")
    search_fields = (*REGION_SEARCH, "initiative__title")


@admin.register(models.PolicyQuestion)
class PolicyQuestionAdmin(RecordAdmin):
    resource_classes = (resources.PolicyQuestionResource,)
    list_display = ("label", "code", "position")
    search_fields = ("code", "label")


@admin.register(models.PolicyStatement)
class PolicyStatementAdmin(StatementAdmin):
    resource_classes = (resources.PolicyStatementResource,)
    list_display = ("region", "question", "said", "text", "stated_on", "superseded_on")
    list_filter = ("question", "said", *StatementAdmin.list_filter)
    list_select_related = ("region", "question")
    search_fields = (*REGION_SEARCH, "question__code", "question__label", "text")
