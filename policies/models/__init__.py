from policies.models.classification import Classification
from policies.models.document import PolicyDocument
from policies.models.initiative import Initiative, Participation
from policies.models.profile import PolicyQuestion, PolicyStatement
from policies.models.vocabulary import Term, Vocabulary

__all__ = [
    "Classification",
    "Initiative",
    "Participation",
    "PolicyDocument",
    "PolicyQuestion",
    "PolicyStatement",
    "Term",
    "Vocabulary",
]
