from django import template
from django.utils.translation import gettext as _

from workbench.imports.plan import Change, Step
from workbench.imports.shapes import all_shapes, allowed_to

register = template.Library()


@register.simple_tag
def may_import(user) -> bool:
    """Whether somebody may import any kind of file."""
    return bool(allowed_to(user, all_shapes()))


@register.filter
def what(step: Step) -> str:
    """The kind of a change in a word or two; an item of a list is added or removed."""
    if step.change is Change.CHANGED and not (step.before and step.after):
        return _("Added") if step.after else _("Removed")
    return str(step.change.label)
