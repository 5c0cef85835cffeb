"""What templates print again and again: who said a fact, and a region's name in its language."""

from collections.abc import Iterable

from django import template
from django.utils.formats import get_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from observatory.lists.counted import CountedFacet
from observatory.partners.words import Value
from observatory.region.figures import text_of
from observatory.stated import Stated
from observatory.stated import stated as note_of
from regions.models import Indicator, Region

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
    # `number_format` takes ten times as long, and a list prints hundreds of counts.
    return f"{number:,}".replace(",", get_format("THOUSAND_SEPARATOR"))


@register.filter
def chosen(facets: Iterable[CountedFacet]) -> bool:
    """Whether anything is chosen in any of these facets."""
    return any(one.chosen for one in facets)


@register.filter
def ordinal(number: int) -> str:
    """A place in a row: 1st, 12th, 22nd."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{grouped(number)}{'th' if number % 100 in (11, 12, 13) else ending}"


@register.simple_tag
def worth(value: Value, indicator: Indicator) -> str:
    """A figure of another territory with its unit, its year and the code of its source."""
    figure = f"{text_of(value.number, indicator)} {indicator.unit}".strip()
    return f"{figure} ({', '.join(str(one) for one in (value.year, value.source) if one)})"
