from policies.resources.tables import (
    ClassificationResource,
    InitiativeResource,
    ParticipationResource,
    PolicyDocumentResource,
    PolicyQuestionResource,
    PolicyStatementResource,
    TermResource,
    VocabularyResource,
)

__all__ = [
    "ClassificationResource",
    "InitiativeResource",
    "ParticipationResource",
    "PolicyDocumentResource",
    "PolicyQuestionResource",
    "PolicyStatementResource",
    "TermResource",
    "VocabularyResource",
]
