"""Workbooks to fill in: blank ones, and those that hold what is stored about some regions."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from common.tables.writing import TooLong
from regions.models import Region
from workbench.imports.templates import file_name, my_regions, tables
from workbench.imports.templates import template as workbook
from workbench.models import Responsibility
from workbench.survey.shape import WaveShape
from workbench.views.access import page, shape_named, wizard
from workbench.views.downloads import KINDS, attachment


@wizard
def templates(request):
    countries = Region.objects.filter(parent=None).order_by("code")
    territory = Region.objects.filter(code=request.GET.get("region", "")).first()
    mine = Responsibility.objects.filter(user=request.user).values_list("region_id", flat=True)
    return page(
        request,
        "templates",
        title=_("Templates"),
        kinds=[(shape, _is_regional(shape)) for shape in request.importable],
        mine=list(mine),
        territory=territory,
        countries=countries,
    )


@wizard
def template(request, key):
    shape = shape_named(request, key)
    if shape is None:
        raise Http404
    regions = _regions(request)
    if regions == [] and _is_regional(shape):
        messages.error(request, _("You look after no regions yet: choose a country."))
        return redirect("imports:templates")
    try:
        made = workbook(shape, regions=regions)
    except TooLong as error:
        messages.error(request, str(error))
        return redirect("imports:templates")
    return attachment(made, file_name(shape, regions), KINDS["xlsx"])


def _is_regional(shape) -> bool:
    return shape.key == WaveShape.key or tables.is_regional(shape)


def _regions(request) -> list[str] | None:
    """The regions that are asked for; none for a blank workbook."""
    if "mine" in request.GET:
        return my_regions(request.user)
    if "region" not in request.GET:
        return None
    code = request.GET["region"]
    if not Region.objects.filter(code=code).exists():
        raise Http404
    return list(Region.objects.filter(code__startswith=code).values_list("code", flat=True))
