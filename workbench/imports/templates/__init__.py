"""Workbooks that editors fill in and upload again: blank ones, or with what is stored by now."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.text import slugify

from regions.models import Region
from workbench.imports.shape import Shape
from workbench.imports.templates import tables, waves
from workbench.imports.templates.sheets import workbook
from workbench.models import Responsibility
from workbench.survey.shape import WaveShape

# A name of a file with more codes than these is no help.
MOST_NAMED = 4


def template(shape: Shape, *, regions: list[str] | None = None) -> bytes:
    """An XLSX workbook to fill in; with `regions`, filled with what is stored about these.

    Of nouns that are about no region, such as networks, all records are in it. A survey asks anew:
    its workbook names the regions, and no answers. Raises TooLong for a text that no cell holds.
    """
    kind = _kind(shape)
    return workbook(shape.title, kind.columns(shape), kind.rows(shape, regions))


def my_regions(user) -> list[str]:
    """The codes of the territories that somebody looks after, and of all regions below them."""
    own = Responsibility.objects.filter(user_id=user.pk).values_list("region_id", flat=True)
    below = [Q(code__startswith=code) for code in own]
    if not below:
        return []
    return list(Region.objects.filter(reduce(or_, below)).values_list("code", flat=True))


def file_name(shape: Shape, regions: list[str] | None) -> str:
    """Such as memberships-template.xlsx, memberships-BE.xlsx or networks-current.xlsx."""
    return f"{slugify(shape.title)}-{_content(shape, regions)}.xlsx"


def _content(shape: Shape, regions: list[str] | None) -> str:
    if regions is None:
        return "template"
    if not _kind(shape).is_regional(shape):
        return "current"
    codes = _outermost(regions)
    return "-".join(codes) if 0 < len(codes) <= MOST_NAMED else "my-regions"


def _kind(shape: Shape):
    return waves if shape.key == WaveShape.key else tables


def _outermost(codes: Iterable[str]) -> list[str]:
    """The codes that lie below no other of them."""
    found: list[str] = []
    for code in sorted(codes):
        if not found or not code.startswith(found[-1]):
            found.append(code)
    return found
