"""The steps of an import as its pages take them: upload, check, confirm."""

from workbench.imports import drafts
from workbench.imports.applying import apply
from workbench.imports.choices import Choices

NOTHING = Choices()


def checked(data, name, user, shape="", choices=NOTHING):
    """A draft that was shown to its owner, and the plan that was shown."""
    draft = drafts.upload(data, name, user, choices, shape)
    plan = drafts.check(draft)
    return draft, plan


def confirmed(data, name, user, shape="", choices=NOTHING):
    """An import that was carried out as it was shown."""
    draft, plan = checked(data, name, user, shape, choices)
    apply(draft, plan.digest(), user=user, partial=choices.partial)
    draft.refresh_from_db()
    return draft
