"""What templates print again and again: who said a fact, and a region's name in its language."""

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from observatory.stated import Stated
from observatory.stated import stated as note_of
from regions.models import Region

register = template.Library()


@register.inclusion_tag("parts/stated.html")
def stated(fact, *, bare: bool = False) -> dict:
    """The day and source of a statement or document, or of its note; `bare` under a heading."""
    return {"stated": fact if isinstance(fact, Stated) else note_of(fact), "bare": bare}


@register.simple_tag
def name(region: Region) -> SafeString:
    """The region's own name, marked with its language where that is known."""
    if not region.language:
        return format_html("{}", region.name)
    return format_html('<span lang="{}">{}</span>', region.language, region.name)


@register.filter
def grouped(number: int) -> str:
    """A count with its thousands set apart: 2,321."""
    return number_format(number, use_l10n=True, force_grouping=True)
